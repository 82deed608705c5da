"""Why a vote may not be cast, a step not ended, extended, or decided by those who were named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor, ActorKind
from evenweave.decisions import counting
from evenweave.decisions.models import Decision, Elector, Round, State
from evenweave.decisions.rules.standing import NOT_OPEN, may_bring_on, unless_at, unless_elector
from evenweave.decisions.ways import MOST_DAYS, StepKind
from evenweave.projects.models import Member


def why_not_cast_vote(
    by: Actor,
    decision: Decision,
    elector: Elector | None,
    paper: Mapping[str, Any],
    at: datetime,
) -> str | Promise | None:
    """Whoever was in the circle when it opened votes until the time is over, and may change it.

    Somebody who rests may vote too. Nobody sees a vote, nor how many there are, before it closes.
    """
    if reason := unless_at(decision, StepKind.VOTE):
        return reason
    if elector is None:
        return unless_elector(by, decision) or NOT_OPEN
    if decision.is_over(at):
        return _("The time for this vote is over. It is being counted.")
    here = decision.here
    if here is None:
        raise AssertionError("An open decision stands at a step.")
    return counting.why_not_paper(decision, here, paper)


def why_not_end_step(by: Actor, decision: Decision, at: datetime) -> Promise | None:
    """A step ends at its time, by itself. Talking may end earlier, by a proposer or a coordinator.

    A vote and a round of consensus never end early: somebody may only have Sunday.
    """
    if decision.state != State.OPEN:
        return NOT_OPEN
    if decision.is_over(at):
        return None
    if not decision.is_at(StepKind.TALK) and decision.waits_for != Decision.Waits.AMENDING:
        return _("This step ends at its time, so that everybody has had a chance.")
    if not may_bring_on(by, decision):
        return _("Only the people who propose it, or a coordinator, can end this step early.")
    return None


def why_not_extend_step(
    by: Actor, decision: Decision, closes_at: datetime, at: datetime
) -> Promise | None:
    """A proposer or a coordinator gives more time, before it is over: later, never earlier."""
    if decision.state != State.OPEN or decision.closes_at is None:
        return NOT_OPEN
    if not may_bring_on(by, decision):
        return _("Only the people who propose it, or a coordinator, can give it more time.")
    if at >= decision.closes_at:
        return _("The time was over already.")
    if closes_at <= decision.closes_at:
        return _("More time means a later day than now. A step is never made shorter.")
    if closes_at > at + timedelta(days=MOST_DAYS):
        return _("A step ends within three months from now.")
    return None


def why_not_decide_as_named(
    by: Actor, decision: Decision, chosen: Sequence[str], reason: str
) -> str | Promise | None:
    """One of those whom the rule names decides, among what stands, and writes down why."""
    if decision.state != State.OPEN:
        return NOT_OPEN
    if decision.waits_for != Decision.Waits.DECIDER:
        return _("It has not come to those who were named. The steps before go first.")
    member = Member.objects.acting(by, decision.project)
    if member is None or member.id not in decision.way.deciders:
        return _("Only the people who were named before it began can decide this.")
    if by.kind is not ActorKind.PERSON:
        return _("Somebody who decides for all does it in person.")
    known = counting.choices_of(decision)
    if not chosen or set(chosen) - set(known):
        return _("Choose one of what stands there.")
    if len(set(chosen)) != len(chosen) or len(chosen) != seats_of(decision):
        return _("Choose as many as the rule says: {n}.").format(n=seats_of(decision))
    if text.is_blank(reason):
        return _("Write down why. It stays beside the decision for everybody to read.")
    return None


def seats_of(decision: Decision) -> int:
    """How many of the options win."""
    vote = decision.way.step(StepKind.VOTE)
    return vote.seats if vote else 1


def why_not_end_without_decider(decision: Decision) -> Promise | None:
    """Only when nobody who was named is here any more."""
    if decision.waits_for != Decision.Waits.DECIDER or decision.state != State.OPEN:
        return NOT_OPEN
    if decision.project.members.present().filter(pk__in=decision.way.deciders).exists():
        return _("Somebody who can decide this is still here.")
    return None


def why_not_end_round(decision: Decision, ended: Round) -> Promise | None:
    """A round of this decision that came to its end without consensus."""
    if decision.state != State.OPEN or ended.is_agreed is not False:
        return NOT_OPEN
    return None


def why_not_move_on(decision: Decision) -> Promise | None:
    """It is open, and the rule has a step left."""
    if decision.state != State.OPEN:
        return NOT_OPEN
    if decision.step + 1 >= len(decision.way.steps):
        return _("The rule has no further step.")
    return None


def why_not_close_decision(decision: Decision) -> Promise | None:
    """What is open closes once."""
    return NOT_OPEN if decision.state != State.OPEN else None
