"""Votes are cast; steps end at their time, one after the other, until something is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import kinds, messages, reading, recounting
from evenweave.decisions.actions.sealing import close_secret_vote
from evenweave.decisions.actions.slips import wait_for_slips
from evenweave.decisions.actions.steps import enter_step
from evenweave.decisions.actions.telling import tell_circle
from evenweave.decisions.counting import YES, Counted
from evenweave.decisions.models import Decision, How, Outcome, Round, State, Vote
from evenweave.decisions.rules import closing as rules
from evenweave.decisions.ways import Step, StepKind, Tie

Fact = dict[str, Any] | None


@action(quiet="How somebody votes is theirs. The record tells what was counted.")
def cast_vote(*, decision: Decision, paper: Mapping[str, Any], by: Actor, at: datetime) -> Vote:
    """Vote, signed; voting again replaces the vote before."""
    # Under the lock: it may just have closed.
    decision.refresh_from_db(fields=["state", "step", "waits_for", "closes_at"])
    elector = decision.elector(by)
    refuse_if(rules.why_not_cast_vote(by, decision, elector, paper, at))
    if elector is None:
        raise AssertionError("The rule says so first.")
    vote = Vote(
        decision=decision,
        member_id=elector.member_id,
        paper=dict(paper),
        cast_at=at,
        helper_id=by.helper,
    )
    changes = ["paper", "cast_at", "helper_id"]
    Vote.objects.bulk_create(
        [vote], update_conflicts=True, unique_fields=["decision", "member"], update_fields=changes
    )
    return vote


@action(records=kinds.EXTENDED)
def extend_step(*, decision: Decision, closes_at: datetime, by: Actor, at: datetime) -> None:
    """More time for everybody."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_extend_step(by, decision, closes_at, at))
    decision.closes_at = closes_at
    decision.save(update_fields=["closes_at"])
    tell_circle(
        decision,
        messages.CHANGED,
        _("More time for something in “{project}”").format(project=decision.project.name),
        _("There is more time to decide it."),
        by=by,
        at=at,
    )


@action(quiet="Its parts record themselves: going on, or what was decided.")
def end_step(*, decision: Decision, by: Actor, at: datetime) -> None:
    """The step is over: what the rule says comes next. A worker does it at its time."""
    decision.refresh_from_db()  # under the lock: somebody else may have been quicker
    refuse_if(rules.why_not_end_step(by, decision, at))
    here = decision.here
    if here is None:
        raise AssertionError("It is open, as the rule says.")
    if decision.waits_for == Decision.Waits.AMENDING or here.kind is StepKind.TALK:
        go_on(decision, None, by=by, at=at)
    elif here.kind is StepKind.CONSENSUS:
        end_consensus(decision, here, by=by, at=at)
    elif here.kind is StepKind.VOTE and here.is_secret:
        end_secret_vote(decision, by=by, at=at)
    elif here.kind is StepKind.VOTE:
        end_vote(decision, here, by=by, at=at)


def end_consensus(decision: Decision, here: Step, *, by: Actor, at: datetime) -> None:
    """Agreed; or another round, if the rule has one left; or the next step."""
    round_ = decision.rounds.get(closed_at=None)
    is_agreed = reading.standing(decision, round_, here).is_agreed
    round_.closed_at, round_.is_agreed = at, is_agreed
    round_.save(update_fields=["closed_at", "is_agreed"])
    if is_agreed:
        chosen = [str(decision.put_forward_id)] if decision.put_forward_id else [YES]
        close_decision(decision=decision, how=How.CONSENSUS, chosen=chosen, by=by, at=at)
    elif not here.rounds or decision.rounds.count() < here.rounds:
        end_round(decision=decision, ended=round_, by=by, at=at)
    else:
        go_on(decision, None, by=by, at=at)


def end_vote(decision: Decision, here: Step, *, by: Actor, at: datetime) -> None:
    """Something won; or it is level, and goes the way named beforehand; or the next step."""
    counted = reading.counted(decision, here)
    decision.count = counted.as_json()
    decision.save(update_fields=["count"])
    settle(decision, here, fact_of(counted), by=by, at=at)


def settle(
    decision: Decision, here: Step, fact: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    """What a count comes to. `fact` is what the record holds of it."""
    if won := fact["winners"]:
        how = How.LOT if fact["nonce"] else How.VOTE
        close_decision(decision=decision, how=how, chosen=won, count=fact, by=by, at=at)
    elif fact["tie"] and fact["has_quorum"] and here.tie is Tie.NO_CHANGE:
        end_with_nothing(decision, fact, by=by, at=at)
    else:
        go_on(decision, fact, by=by, at=at)


def end_secret_vote(decision: Decision, *, by: Actor, at: datetime) -> None:
    """The box closes, once slips are in. One that is still made ready has its whole time yet."""
    if decision.waits_for == Decision.Waits.BOX:
        decision.closes_at = at + timedelta(days=reading.vote_of(decision).days)
        decision.save(update_fields=["closes_at"])
    elif not decision.waits_for and decision.slip_voters.exists():
        wait_for_slips(decision, by=by, at=at)
    else:
        close_secret_vote(decision=decision, by=by, at=at)


def fact_of(counted: Counted) -> dict[str, Any]:
    """What the record holds of a count: numbers, codes, and the hash of what was counted."""
    return {
        "cast": counted.cast,
        "electors": counted.electors,
        "winners": counted.winners,
        "tie": list(counted.result.tie),
        "has_quorum": counted.has_quorum,
        "papers": recounting.digest(counted.count),
        "seed": counted.count["seed"] or None,
        "nonce": counted.nonce or None,
    }


def go_on(decision: Decision, count: Fact, *, by: Actor, at: datetime) -> None:
    """The next step; where there is none, nothing changes. Seeking consensus without end waits."""
    here = decision.here
    if here is not None and here.kind is StepKind.CONSENSUS and not here.rounds:
        decision.closes_at = None
        decision.save(update_fields=["closes_at"])
    elif decision.step + 1 < len(decision.way.steps):
        move_on(decision=decision, count=count, by=by, at=at)
    else:
        end_with_nothing(decision, count, by=by, at=at)


def end_with_nothing(decision: Decision, count: Fact, *, by: Actor, at: datetime) -> None:
    """No step is left that could decide it."""
    close_decision(decision=decision, how=How.NOBODY, chosen=[], count=count, by=by, at=at)


@action(records=kinds.ROUND_ENDED)
def end_round(*, decision: Decision, ended: Round, by: Actor, at: datetime) -> None:
    """No consensus yet: those who propose it may change it and ask again."""
    refuse_if(rules.why_not_end_round(decision, ended))
    here = decision.here
    days = here.days if here else 0
    decision.waits_for = Decision.Waits.AMENDING
    decision.closes_at = at + timedelta(days=days) if here and here.rounds else None
    decision.save(update_fields=["waits_for", "closes_at"])


@action(records=kinds.MOVED_ON)
def move_on(*, decision: Decision, count: Fact, by: Actor, at: datetime) -> Fact:
    """On to the next step of the rule."""
    refuse_if(rules.why_not_move_on(decision))
    enter_step(decision, decision.step + 1, by=by, at=at)
    return count


@action(records=kinds.CLOSED)
def close_decision(
    *,
    decision: Decision,
    how: How,
    chosen: Sequence[str],
    by: Actor,
    at: datetime,
    count: Fact = None,
) -> Outcome:
    """It is decided, or nothing changes. Everybody in the circle is told."""
    refuse_if(rules.why_not_close_decision(decision))
    outcome = Outcome.objects.create(
        decision=decision, how=how, chosen=list(chosen), count=decision.count, decided_at=at
    )
    finish(decision, State.DECIDED if chosen else State.UNDECIDED, at)
    tell_closed(decision, by=by, at=at)
    return outcome


@action(records=kinds.DECIDED)
def decide_as_named(
    *, decision: Decision, chosen: Sequence[str], reason: str, by: Actor, at: datetime
) -> Outcome:
    """One of those who were named decides, with a reason that stays beside it."""
    decision.refresh_from_db()  # under the lock: two may have been named
    refuse_if(rules.why_not_decide_as_named(by, decision, chosen, reason))
    outcome = Outcome.objects.create(
        decision=decision,
        how=How.DECIDER,
        chosen=list(chosen),
        count=decision.count,
        reason=reason,
        decided_by=by.somebody,
        decided_at=at,
    )
    finish(decision, State.DECIDED, at)
    tell_closed(decision, by=by, at=at)
    return outcome


@action(quiet="Its part records itself: that nothing changes.")
def end_without_decider(*, decision: Decision, by: Actor, at: datetime) -> None:
    """Nobody who was named is here any more, so nothing changes. It can be proposed anew."""
    decision.refresh_from_db()
    refuse_if(rules.why_not_end_without_decider(decision))
    end_with_nothing(decision, None, by=by, at=at)


def finish(decision: Decision, state: State, at: datetime) -> None:
    """It is not open any more."""
    decision.state, decision.closed_at = state, at
    decision.waits_for, decision.closes_at = Decision.Waits.NOTHING, None
    decision.save(update_fields=["state", "closed_at", "waits_for", "closes_at"])


def tell_closed(decision: Decision, *, by: Actor, at: datetime) -> None:
    """The circle hears that it is over; what came of it stands on the page."""
    tell_circle(
        decision,
        messages.CLOSED,
        _("Something was decided in “{project}”").format(project=decision.project.name),
        _("A decision has come to its end. The page says what came of it, and how."),
        by=by,
        at=at,
    )
