"""Roles go round: what people are willing to do, whose turn it is, and passing it on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.timezone import localdate

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import look_again
from evenweave.common.refusals import refuse_if
from evenweave.meetings import rota, sharing
from evenweave.meetings.models import AwayMonth, PassedOn, Role, RoleWill, Turn
from evenweave.meetings.rota import Why
from evenweave.meetings.rules import roles as rules
from evenweave.projects.models import Circle, Member

OURS = "Which roles go round is the circle’s own; whose turn it is, everybody in the project sees."
THEIRS = "What somebody is willing to do is theirs to say, and nobody else’s to read."
GIVEN = "To pass a turn on is private: it needs no reason."


@action(quiet=OURS)
def add_role(*, circle: Circle, name: str, what: str, by: Actor, at: datetime) -> Role:
    """It goes round from the next meeting on."""
    refuse_if(rules.why_not_add_role(by, circle, name))
    last = Role.objects.filter(circle=circle).aggregate(last=Max("position"))["last"]
    return Role.objects.create(
        circle=circle,
        name=name,
        what=what,
        position=0 if last is None else last + 1,
        made_by=by.somebody,
        made_at=at,
    )


@action(quiet=OURS)
def end_role(*, role: Role, by: Actor, at: datetime) -> None:
    """It goes round no more; who had it stays told."""
    role.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_end_role(by, role))
    role.ended_at = at
    role.save(update_fields=["ended_at"])
    Turn.objects.filter(role=role, meeting__state="planned").delete()


@action(quiet=THEIRS)
def say_wills(
    *, circle: Circle, member: Member, wills: Mapping[Role, str], by: Actor, at: datetime
) -> None:
    """Willing, or learning with somebody, for these roles; the others are not for them."""
    refuse_if(rules.why_not_say_wills(by, circle, member, wills))
    known = RoleWill.objects.filter(member=member, role__circle=circle)
    since = dict(known.values_list("role", "since"))  # whoever changes their mind is not new
    known.delete()
    RoleWill.objects.bulk_create(
        RoleWill(role=role, member=member, will=will, since=since.get(role.pk, at))
        for role, will in wills.items()
    )
    fill(circle, at)


@action(quiet=THEIRS)
def say_away(
    *, circle: Circle, member: Member, months: Collection[date], by: Actor, at: datetime
) -> None:
    """Not in these months. It counts against nobody, and what they had goes to others."""
    refuse_if(rules.why_not_say_away(by, circle, member))
    now = localdate(at).replace(day=1)
    AwayMonth.objects.filter(circle=circle, member=member, month__gte=now).delete()
    AwayMonth.objects.bulk_create(
        AwayMonth(circle=circle, member=member, month=each) for each in sorted(set(months))
    )
    fill(circle, at)


@action(quiet=OURS)
def share_out(*, circle: Circle, by: Actor, at: datetime) -> None:
    """Find somebody for each role at the next meetings. What stands, stays."""
    refuse_if(rules.why_not_share_out(by, circle))
    fill(circle, at)


def fill(circle: Circle, at: datetime) -> None:
    """Ask the rota, and keep what it says. Called inside actions."""
    agreed = set(
        Turn.objects.filter(meeting__circle=circle, is_agreed=True).values_list(
            "meeting", "role", "member"
        )
    )
    found = [
        Turn(
            **ids_of(each),
            why=each.why,
            is_agreed=(each.meeting, UUID(each.role), each.person) in agreed,
            at=at,
        )
        for each in sharing.shared_out(circle, at)
    ]
    Turn.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["meeting", "role"],
        update_fields=["member", "learner", "why", "is_agreed", "at"],
    )


def ids_of(turn: rota.Turn) -> dict[str, Any]:
    """What a turn is about."""
    ids = {"meeting_id": turn.meeting, "role_id": UUID(turn.role)}
    return ids | {"member_id": turn.person, "learner_id": turn.learner}


@action(quiet=GIVEN)
def pass_on(*, turn: Turn, by: Actor, at: datetime) -> None:
    """Not this time. The rota asks somebody else, and nobody is told why."""
    look_again(turn)  # under the lock
    refuse_if(rules.why_not_pass_on(by, turn))
    PassedOn.objects.get_or_create(meeting=turn.meeting, member=turn.member)
    fill(turn.meeting.circle, at)


@action(quiet="To take on a role for a meeting is a gift, and no use of authority.")
def take_turn(*, turn: Turn, by: Actor, at: datetime) -> None:
    """I will do it."""
    look_again(turn)  # under the lock
    refuse_if(rules.why_not_take_turn(by, turn))
    turn.member = Member.objects.who_acts(by, turn.meeting.project)
    turn.is_agreed, turn.why, turn.at = True, Why.CHOSEN_BY_THEM, at
    turn.save(update_fields=["member", "is_agreed", "why", "at"])
    PassedOn.objects.filter(meeting=turn.meeting, member=turn.member).delete()
