"""Why a paper may not go into the box of a secret vote, or the box not close or begin anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.decisions import counting, reading
from evenweave.decisions.models import Decision, Elector, State
from evenweave.decisions.rules.standing import NOT_OPEN, may_bring_on, unless_elector
from evenweave.decisions.ways import StepKind

NOT_READY = _("The box is being made ready. Please come back in a minute.")
OVER = _("The time for this vote is over. The box is being opened.")
LEFT = _("Somebody who keeps a card has left, so the box cannot have its three locks.")


def why_not_cast_secret_vote(
    by: Actor,
    decision: Decision,
    elector: Elector | None,
    paper: Mapping[str, Any],
    at: datetime,
) -> str | Promise | None:
    """Whoever was in the circle when it opened puts a paper in until the time is over.

    They may change it. Somebody who rests may vote too. Nobody sees who has, or how many.
    """
    here = decision.here
    if here is None or here.kind is not StepKind.VOTE or not here.is_secret:
        return NOT_OPEN
    if decision.waits_for:
        return reading.why_box_waits(decision) or NOT_READY
    if elector is None:
        return unless_elector(by, decision) or NOT_OPEN
    if decision.is_over(at):
        return OVER
    if decision.votes_on_paper(by):
        return _("You vote on paper. If you would rather vote here, say so on this page first.")
    return counting.why_not_paper(decision, here, paper)


def why_not_close_secret_vote(decision: Decision, at: datetime) -> Promise | None:
    """A box closes when its time is over, and never early; with slips, once those are in."""
    here = decision.here
    if decision.waits_for == Decision.Waits.SLIPS:
        return None
    if here is None or not here.is_secret or decision.waits_for:
        return NOT_OPEN
    return None if decision.is_over(at) else _("This step ends at its time, so nobody is late.")


def why_not_go_on_with_box(by: Actor, decision: Decision) -> Promise | None:
    """A proposer or a coordinator gives more time, or has a new box made."""
    if decision.state != State.OPEN or decision.waits_for not in WAITING:
        return NOT_OPEN
    if not may_bring_on(by, decision):
        return _("Only the people who propose it, or a coordinator, can give it more time.")
    is_void = decision.waits_for == Decision.Waits.VOID
    if is_void and reading.who_left(reading.vote_of(decision).holders):
        return LEFT
    return None


WAITING = {Decision.Waits.FEW, Decision.Waits.VOID}
