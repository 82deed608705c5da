"""What the worker does for decisions: steps end at their time, whether anybody is here or not."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.closing import end_step, end_without_decider
from evenweave.decisions.models import Decision, State
from evenweave.jobs.vocabulary import Turn, job
from evenweave.projects.models import Member

logger = logging.getLogger(__name__)

END_STEPS = "decisions.end_steps"
BETWEEN_LOOKS = timedelta(minutes=1)


@job(END_STEPS, every=BETWEEN_LOOKS)
def end_steps(turn: Turn) -> None:
    """Whatever is due goes on. Done twice, it does nothing the second time."""
    by = actors.job(END_STEPS)
    for decision in Decision.objects.due(turn.at).select_related("project", "circle"):
        each_by_itself(end_step, decision, by, turn.at)
    for decision in waiting_for_nobody():
        each_by_itself(end_without_decider, decision, by, turn.at)


def each_by_itself(
    ends: Callable[..., object], decision: Decision, by: Actor, at: datetime
) -> None:
    """One that cannot go on stops no other; what is amiss stands in the log."""
    try:
        ends(decision=decision, by=by, at=at)
    except Refusal:  # somebody was quicker
        return
    except Exception:
        logger.exception("The decision %s could not go on.", decision.pk)


def waiting_for_nobody() -> list[Decision]:
    """Those that came to people who are all gone."""
    waiting = Decision.objects.filter(state=State.OPEN, waits_for=Decision.Waits.DECIDER)
    named = {decision: decision.way.deciders for decision in waiting.select_related("project")}
    ids = {member for deciders in named.values() for member in deciders}
    here = set(Member.objects.present().filter(pk__in=ids).values_list("pk", flat=True))
    return [decision for decision, deciders in named.items() if not here.intersection(deciders)]
