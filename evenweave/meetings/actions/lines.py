"""A line of the notes becomes an idea, an agreement, a proposal, or a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions.actions.room import agree_in_room
from evenweave.decisions.actions.shaping import begin_proposal
from evenweave.ideas.actions import raise_idea
from evenweave.meetings.actions.running import add_task, step
from evenweave.meetings.models import CameOf, Item, Meeting
from evenweave.meetings.rules import lines as rules

Thing = CameOf.Thing


@action(quiet="What is made of a line records itself; that it was a line is for its readers.")
def make_of_line(
    *,
    meeting: Meeting,
    item: Item | None,
    line: str,
    kind: str,
    told: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> UUID:
    """It becomes that; `told` is what its own action takes, `line` the mark of the line. Its id.

    Without a line it is made all the same: the notes may read otherwise by now.
    """
    refuse_if(rules.why_not_make_of_line(by, meeting, item, line, kind))
    made = MAKES[Thing(kind)](meeting, item, told, by, at)
    CameOf.objects.create(
        meeting=meeting, item=item, line=line, thing_kind=kind, thing_id=made, at=at
    )
    step(meeting)
    return made


def idea(
    meeting: Meeting, item: Item | None, told: Mapping[str, Any], by: Actor, at: datetime
) -> UUID:
    """Said to the circle that meets."""
    return raise_idea(circle=meeting.circle, words=told["words"], by=by, at=at).pk


def agreed(
    meeting: Meeting, item: Item | None, told: Mapping[str, Any], by: Actor, at: datetime
) -> UUID:
    """Agreed in the room, by whoever was there."""
    return agree_in_room(circle=meeting.circle, **told, by=by, at=at).pk


def proposal(
    meeting: Meeting, item: Item | None, told: Mapping[str, Any], by: Actor, at: datetime
) -> UUID:
    """To be decided later, by the circle's own rule."""
    return begin_proposal(circle=meeting.circle, **told, by=by, at=at).pk


def task(
    meeting: Meeting, item: Item | None, told: Mapping[str, Any], by: Actor, at: datetime
) -> UUID:
    """Somebody does it."""
    return add_task(meeting=meeting, item=item, **told, by=by, at=at).pk


MAKES: Mapping[Thing, Callable[..., UUID]] = {
    Thing.IDEA: idea,
    Thing.AGREED: agreed,
    Thing.PROPOSAL: proposal,
    Thing.TASK: task,
}
