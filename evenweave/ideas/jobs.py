"""What the worker does for ideas: forget what was thought aloud, on the day that the circle set."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.ideas.actions import forget_thinking
from evenweave.ideas.models import ThinkingSpace
from evenweave.jobs.vocabulary import Turn, job

FORGET = "ideas.forget_thinking"


@job(FORGET, every=timedelta(hours=1))
def forget(turn: Turn) -> None:
    """Whatever is due goes, wherever it is kept."""
    due = ThinkingSpace.objects.filter(ended_at=None, until__lte=turn.at)
    for space in due.select_related("circle__project"):
        with suppress(Refusal):  # somebody else was quicker, or it was given another day
            forget_thinking(space=space, by=actors.job(FORGET), at=turn.at)
