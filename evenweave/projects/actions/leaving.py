"""Somebody leaves, with thanks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.projects import kinds
from evenweave.projects.actions.capabilities import give_capability
from evenweave.projects.actions.tallies import look_at_unshown
from evenweave.projects.models import Member
from evenweave.projects.rules import leaving as rules


@action(records=kinds.LEFT)
def leave_project(
    *,
    member: Member,
    hand_over: Mapping[str, Member],
    wants_news: bool,
    by: Actor,
    at: datetime,
) -> list[str]:
    """A member goes; what they held ends, and what they did stays. Returns the kinds that ended.

    `hand_over` names who takes on what only they held, by kind of capability.
    """
    member.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_leave_project(by, member, hand_over))
    for kind in rules.to_hand_over(member):
        give_capability(member=hand_over[kind], kind=kind, by=by, at=at)
    held = member.capabilities.filter(ended_at=None)
    ended = sorted(held.values_list("kind", flat=True))
    held.update(ended_by=by.somebody, ended_at=at)
    member.circle_members.filter(until=None).update(until=at)
    member.left_at, member.wants_news = at, wants_news
    member.save(update_fields=["left_at", "wants_news"])
    look_at_unshown(project=member.project, by=by, at=at)
    return ended


@action(quiet="Whether somebody wishes to hear from a project they left is theirs alone.")
def choose_news(*, member: Member, wants_news: bool, by: Actor, at: datetime) -> None:
    """Whoever has left wishes to hear what became of it, or not any more."""
    refuse_if(rules.why_not_choose_news(by, member))
    member.wants_news = wants_news
    member.save(update_fields=["wants_news"])
