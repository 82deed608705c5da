"""What the worker does for decisions: steps end at their time, whether anybody is here or not."""

from __future__ import annotations

from datetime import timedelta

from evenweave.common import actors
from evenweave.decisions.actions.closing import end_step, end_without_decider
from evenweave.decisions.models import Decision, State
from evenweave.jobs.vocabulary import Turn, job
from evenweave.projects.models import Member

END_STEPS = "decisions.end_steps"
BETWEEN_LOOKS = timedelta(minutes=1)


@job(END_STEPS, every=BETWEEN_LOOKS)
def end_steps(turn: Turn) -> None:
    """Whatever is due goes on. Done twice, it does nothing the second time."""
    by = actors.job(END_STEPS)
    for decision in Decision.objects.due(turn.at).select_related("project", "circle"):
        end_step(decision=decision, by=by, at=turn.at)
    for decision in waiting_for_nobody():
        end_without_decider(decision=decision, by=by, at=turn.at)


def waiting_for_nobody() -> list[Decision]:
    """Those that came to people who are all gone."""
    waiting = Decision.objects.filter(state=State.OPEN, waits_for=Decision.Waits.DECIDER)
    named = {decision: decision.way.deciders for decision in waiting.select_related("project")}
    ids = {member for deciders in named.values() for member in deciders}
    here = set(Member.objects.present().filter(pk__in=ids).values_list("pk", flat=True))
    return [decision for decision, deciders in named.items() if not here.intersection(deciders)]
