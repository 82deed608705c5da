"""Ideas that say the same become one, and can be parted again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.ideas import kinds
from evenweave.ideas.actions.answers import tell_holders
from evenweave.ideas.actions.ideas import stand_again
from evenweave.ideas.models import Holder, Idea, State
from evenweave.ideas.rules import gathering as rules


@action(records=kinds.GATHERED)
def gather_ideas(*, into: Idea, ideas: Sequence[Idea], by: Actor, at: datetime) -> list[UUID]:
    """Several become one. Each stays readable, and who holds one of them holds it.

    Where it was answered already, those who come to it now are told that answer, and asked.
    """
    into.refresh_from_db()  # under the lock
    fresh = list(Idea.objects.filter(pk__in=[idea.pk for idea in ideas]).order_by("raised_at"))
    refuse_if(rules.why_not_gather_ideas(by, into, fresh))
    others = [idea for idea in fresh if idea.pk != into.pk]
    known = set(into.holders.values_list("member_id", flat=True))
    new = []
    for idea in others:
        idea.become(State.GATHERED)
        idea.gathered_into = into
        idea.save(update_fields=["state", "gathered_into"])
        for holder in idea.holders.exclude(member_id__in=known).select_related("member"):
            new.append(Holder.objects.create(idea=into, member=holder.member, since=at))
            known.add(holder.member_id)
    if into.is_answered and new:
        if into.state == State.TOLD:
            into.become(State.COUNTED)
            into.save(update_fields=["state"])
        tell_holders(into, into.answers.latest("said_at", "id"), new, by=by, at=at)
    return [idea.pk for idea in others]


@action(records=kinds.PARTED)
def part_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """It stands by itself again. Who holds the other goes on holding it."""
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_part_idea(by, idea))
    stand_again(idea)
