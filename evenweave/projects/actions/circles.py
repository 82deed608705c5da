"""Circles are made, named, joined, left and ended; and people say where they take part."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.projects import kinds
from evenweave.projects.models import Circle, CircleMember, Member, MemberSite, Project, Site
from evenweave.projects.rules import circles as rules


@action(records=kinds.CIRCLE_ADDED)
def add_circle(*, project: Project, name: str, word: str, by: Actor, at: datetime) -> Circle:
    """Whoever makes it is its first member. `word` is what the team calls such a circle."""
    refuse_if(rules.why_not_add_circle(by, project, name))
    circle = Circle.objects.create(project=project, name=name, word=word, made_at=at)
    first = Member.objects.who_acts(by, project)
    CircleMember.objects.create(circle=circle, member=first, since=at)
    return circle


@action(records=kinds.CIRCLE_RENAMED)
def rename_circle(
    *, circle: Circle, name: str, word: str, version: int, by: Actor, at: datetime
) -> None:
    """What the team calls it from now on."""
    circle.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_rename_circle(by, circle, name))
    refuse_if_changed(circle, version=version)
    circle.name, circle.word, circle.version = name, word, version + 1
    circle.save(update_fields=["name", "word", "version"])


@action(records=kinds.CIRCLE_ENDED)
def end_circle(*, circle: Circle, by: Actor, at: datetime) -> None:
    """It meets no more. Who was in it, and when, stays."""
    circle.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_end_circle(by, circle))
    circle.circle_members.filter(until=None).update(until=at)
    circle.ended_at = at
    circle.save(update_fields=["ended_at"])


@action(records=kinds.CIRCLE_JOINED)
def join_circle(*, circle: Circle, member: Member, by: Actor, at: datetime) -> None:
    """A member comes into a circle, perhaps again."""
    circle.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_join_circle(by, circle, member))
    CircleMember.objects.create(circle=circle, member=member, since=at)


@action(records=kinds.CIRCLE_LEFT)
def leave_circle(*, circle: Circle, member: Member, by: Actor, at: datetime) -> None:
    """A member goes out of a circle; that they were in it stays."""
    refuse_if(rules.why_not_leave_circle(by, circle, member))
    circle.circle_members.filter(member=member, until=None).update(until=at)


@action(quiet="Where somebody takes part is theirs to say, and no use of authority.")
def choose_sites(*, member: Member, sites: Collection[Site], by: Actor, at: datetime) -> None:
    """A member says at which sites they take part."""
    refuse_if(rules.why_not_choose_sites(by, member, sites))
    member.member_sites.exclude(site__in=sites).delete()
    for site in sites:
        MemberSite.objects.get_or_create(member=member, site=site)
