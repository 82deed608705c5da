"""Thinking aloud, in a space that forgets."""

from __future__ import annotations

from datetime import datetime

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.ideas import kinds
from evenweave.ideas.models import ThinkingSpace, Thought
from evenweave.ideas.rules import thinking as rules
from evenweave.projects.models import Circle, Member


@action(records=kinds.THINKING_OPENED)
def open_thinking(*, circle: Circle, until: datetime, by: Actor, at: datetime) -> ThinkingSpace:
    """A space for this circle, until a day; or another day for the one that is open."""
    space = ThinkingSpace.objects.filter(circle=circle, ended_at=None).first()
    refuse_if(rules.why_not_open_thinking(by, circle, until, at, space))
    if space is not None and space.until <= at:
        forget(space, at)  # its day has come before the job did: nothing is kept any longer
        space = None
    if space is None:
        return ThinkingSpace.objects.create(circle=circle, until=until, opened_at=at)
    space.until = until
    space.save(update_fields=["until"])
    return space


def forget(space: ThinkingSpace, at: datetime) -> None:
    """All that was said there goes, for good."""
    space.thoughts.all().delete()
    space.ended_at = at
    space.save(update_fields=["ended_at"])
    database.overwrite_at_commit()


@action(quiet="Thinking aloud leaves no trace: that is what it is for.")
def think_aloud(*, space: ThinkingSpace, words: str, by: Actor, at: datetime) -> Thought:
    """Say something that is not finished yet."""
    space.refresh_from_db()
    refuse_if(rules.why_not_think_aloud(by, space, words, at))
    member = Member.objects.who_acts(by, space.circle.project)
    return Thought.objects.create(space=space, member=member, words=words, said_at=at)


@action(quiet="Thinking aloud leaves no trace: that is what it is for.")
def take_back_thought(*, thought: Thought, by: Actor, at: datetime) -> None:
    """It was never said."""
    refuse_if(rules.why_not_take_back_thought(by, thought))
    thought.delete()
    database.overwrite_at_commit()


@action(quiet="Thinking aloud leaves no trace: that is what it is for.")
def forget_thinking(*, space: ThinkingSpace, by: Actor, at: datetime) -> None:
    """The day has come: all of it goes, for good."""
    space.refresh_from_db()  # under the lock: it may have been given another day
    refuse_if(rules.why_not_forget_thinking(by, space, at))
    forget(space, at)
