"""Somebody is willing, somebody asks, and either ends it: all of it between the two."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from evenweave.agreements import messages
from evenweave.agreements.models import Buddy, Willing
from evenweave.agreements.rules import buddies as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.outbox.actions import send
from evenweave.projects.models import Member

QUIET = "Who asks whom stays between the two, and so does how it ends."


@action(quiet="Whether somebody is willing is theirs to say, and no use of authority.")
def be_willing(*, member: Member, by: Actor, at: datetime) -> None:
    """A newcomer may choose them from now on; whoever waits to be matched is matched."""
    refuse_if(rules.why_not_be_willing(by, member))
    Willing.objects.get_or_create(member=member)
    waiting = Buddy.objects.going_on().filter(newcomer__project=member.project_id, buddy=None)
    for pair in waiting.order_by("asked_at", "id"):
        find_for(pair, by=by, at=at)


@action(quiet="Whether somebody is willing is theirs to say, and no use of authority.")
def stop_being_willing(*, member: Member, by: Actor, at: datetime) -> None:
    """No newcomer can choose them any more. Those whose buddy they are keep them."""
    refuse_if(rules.why_not_stop_being_willing(by, member))
    Willing.objects.filter(member=member).delete()


@action(quiet=QUIET)
def choose_buddy(*, newcomer: Member, buddy: Member, by: Actor, at: datetime) -> Buddy:
    """Ask one of those who are willing."""
    refuse_if(rules.why_not_choose_buddy(by, newcomer, buddy))
    let_go_of_those_who_left(newcomer, at)
    pair = Buddy.objects.create(newcomer=newcomer, buddy=buddy, asked_at=at)
    ask(pair, by=by, at=at)
    return pair


@action(quiet=QUIET)
def ask_to_be_matched(*, newcomer: Member, by: Actor, at: datetime) -> Buddy:
    """Let the program find one of those who are willing; if nobody is free it waits."""
    refuse_if(rules.why_not_ask_to_be_matched(by, newcomer))
    let_go_of_those_who_left(newcomer, at)
    pair = Buddy.objects.create(newcomer=newcomer, is_matched=True, asked_at=at)
    find_for(pair, by=by, at=at)
    return pair


@action(quiet=QUIET)
def accept_buddy(*, pair: Buddy, by: Actor, at: datetime) -> None:
    """Yes; the newcomer is told."""
    pair.refresh_from_db()  # under the lock: the newcomer may have ended it
    refuse_if(rules.why_not_accept_buddy(by, pair))
    pair.accepted_at = at
    pair.save(update_fields=["accepted_at"])
    text = _(
        "{name} is your buddy in “{project}”. You can ask anything, however small. "
        "Either of you can end it at any time, without a reason."
    )
    tell(pair, pair.newcomer, _("You have a buddy in “{project}”"), text, by=by, at=at)


@action(quiet=QUIET)
def decline_buddy(*, pair: Buddy, by: Actor, at: datetime) -> None:
    """No, without a reason. Whoever was matched is matched anew; whoever chose is told."""
    pair.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_decline_buddy(by, pair))
    over(pair, by=by, at=at)


@action(quiet=QUIET)
def end_buddy(*, pair: Buddy, by: Actor, at: datetime) -> None:
    """Either ends it, without a reason; the other is told that it ended, and no more."""
    pair.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_end_buddy(by, pair))
    if pair.buddy is None:
        pair.delete()
        return
    other = pair.buddy if by.person == pair.newcomer.person_id else pair.newcomer
    was_accepted = pair.accepted_at is not None
    pair.ended_at = at
    pair.save(update_fields=["ended_at"])
    if was_accepted:
        text = _(
            "You and {name} are no longer buddies in “{project}”. No reason is needed, and nobody "
            "else is told. You can have another at any time."
        )
        tell(pair, other, _("A word about your buddy in “{project}”"), text, by=by, at=at)


@action(quiet=QUIET)
def match_anew(*, pair: Buddy, by: Actor, at: datetime) -> None:
    """The buddy left or rests before they answered, so somebody else is asked."""
    pair.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_match_anew(by, pair))
    over(pair, by=by, at=at)


def over(pair: Buddy, *, by: Actor, at: datetime) -> None:
    """It did not come to anything; who asked to be matched is matched with somebody else."""
    pair.ended_at = at
    pair.save(update_fields=["ended_at"])
    if pair.is_matched:
        again = Buddy.objects.create(
            newcomer=pair.newcomer, is_matched=True, asked_at=pair.asked_at
        )
        find_for(again, by=by, at=at)
        return
    text = _("{name} cannot be your buddy just now. You can choose somebody else, or be matched.")
    tell(pair, pair.newcomer, _("About your buddy in “{project}”"), text, by=by, at=at)


def find_for(pair: Buddy, *, by: Actor, at: datetime) -> None:
    """Ask whoever is willing and has the fewest to look after; never the same person twice."""
    asked = Buddy.objects.filter(newcomer=pair.newcomer, buddy__isnull=False).values("buddy")
    willing = Willing.objects.in_project(pair.newcomer.project).exclude(
        Q(member__in=asked) | Q(member=pair.newcomer)
    )
    now = Buddy.objects.going_on().filter(buddy__in=willing.values("member"))
    number = dict(now.order_by().values_list("buddy").annotate(number=Count("pk")))
    free = sorted(willing, key=lambda each: number.get(each.member_id, 0))
    if free:
        pair.buddy = free[0].member
        pair.save(update_fields=["buddy"])
        ask(pair, by=by, at=at)


def let_go_of_those_who_left(newcomer: Member, at: datetime) -> None:
    """A buddy who left is nobody's buddy any more; the row says so before another begins."""
    Buddy.objects.filter(newcomer=newcomer, ended_at=None).update(ended_at=at)


def ask(pair: Buddy, *, by: Actor, at: datetime) -> None:
    """Ask the buddy, in a message."""
    if pair.buddy is None:
        return
    text = _(
        "{name} is new in “{project}”, and would like you as their buddy: somebody to ask. "
        "Say yes or no on the page “Somebody to ask”. A no needs no reason."
    )
    tell(pair, pair.buddy, _("Would you be a buddy in “{project}”?"), text, by=by, at=at)


def tell(pair: Buddy, to: Member, subject: str, text: str, *, by: Actor, at: datetime) -> None:
    """A message to one of the two. It names the other, so it is erased with either of them."""
    other = pair.newcomer if pair.buddy is not None and to.id == pair.buddy.id else pair.buddy
    if to.person_id is None or other is None or not to.is_present:
        return
    gaps = {"name": other.called, "project": pair.newcomer.project.name}
    send(
        to=to.person_id,
        sender=other.person_id,
        kind=messages.BUDDY.name,
        subject=subject.format(**gaps),
        text=text.format(**gaps),
        stream_id=pair.stream_id,
        by=by,
        at=at,
    )
