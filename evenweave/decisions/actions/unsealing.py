"""What follows for a decision when something becomes of its box; the worker tells it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common import actors
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import kinds, messages, reading
from evenweave.decisions.actions.closing import go_on, settle
from evenweave.decisions.actions.sealing import tell_holders
from evenweave.decisions.actions.telling import tell_circle
from evenweave.decisions.models import Decision
from evenweave.decisions.rules import unsealing as rules
from evenweave.sealed import actions as sealed
from evenweave.sealed.models import Box
from evenweave.sealed.reading import results
from evenweave.sealed.vocabulary import News

PUT_IN = gettext_lazy("The vote is over. Please put your card in: two of three open the box.")
BY_BOX = actors.job("decisions.box")


@action(quiet="Its parts record themselves.")
def follow_box(*, decision: Decision, box: Box, news: News, by: Actor, at: datetime) -> None:
    """The box opened, closed, had too few papers, or ended without being opened."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_follow_box(decision, news))
    match news:
        case News.OPENED:
            begin_secret_vote(decision=decision, box=box, by=by, at=at)
        case News.CARDS:
            tell_holders(decision, PUT_IN, by=by, at=at)
        case News.TOO_FEW:
            hold_secret_vote(decision=decision, box=box, by=by, at=at)
        case News.VOID:
            void_secret_vote(decision=decision, box=box, by=by, at=at)
        case News.CLOSED:
            count_secret_vote(decision, box, by=by, at=at)
        case News.DESTROYED:
            go_on(decision, None, by=by, at=at)


@action(records=kinds.BOX_OPENED)
def begin_secret_vote(*, decision: Decision, box: Box, by: Actor, at: datetime) -> list[Any]:
    """From now on papers go in, for as long as the rule says or longer."""
    refuse_if(rules.why_not_begin_secret_vote(decision))
    here = reading.vote_of(decision)
    ends = at + timedelta(days=here.days)
    decision.waits_for = Decision.Waits.NOTHING
    decision.closes_at = max(ends, decision.closes_at or ends)
    decision.save(update_fields=["waits_for", "closes_at"])
    return list(here.holders)


@action(records=kinds.BOX_TOO_FEW)
def hold_secret_vote(*, decision: Decision, box: Box, by: Actor, at: datetime) -> None:
    """There are too few papers to open any, so the circle gives more time or goes on without."""
    refuse_if(rules.why_not_hold_secret_vote(decision))
    wait(decision, Decision.Waits.FEW, at)
    tell_circle(
        decision,
        messages.CHANGED,
        _("Too few papers for a secret vote, in “{project}”").format(project=decision.project.name),
        _(
            "There are too few papers in the box to open any of them. So nobody reads them. "
            "There can be more time, or it goes on without this vote."
        ),
        by=by,
        at=at,
    )


@action(records=kinds.BOX_VOID)
def void_secret_vote(*, decision: Decision, box: Box, by: Actor, at: datetime) -> None:
    """Nobody can open the box any more, so the circle begins a new one or goes on without."""
    refuse_if(rules.why_not_void_secret_vote(decision))
    wait(decision, Decision.Waits.VOID, at)
    tell_circle(
        decision,
        messages.CHANGED,
        _("A secret vote has to begin anew, in “{project}”").format(project=decision.project.name),
        _(
            "What opens the box was lost, so nobody can read the papers any more, ever. "
            "There can be a new vote, or it goes on without one."
        ),
        by=by,
        at=at,
    )


def wait(decision: Decision, what: Decision.Waits, at: datetime) -> None:
    """It waits for people, as long as the step lasts; then it goes on without this vote."""
    decision.waits_for = what
    decision.closes_at = at + timedelta(days=reading.vote_of(decision).days)
    decision.save(update_fields=["waits_for", "closes_at"])


def count_secret_vote(decision: Decision, box: Box, *, by: Actor, at: datetime) -> None:
    """All papers were opened together: something won, or it goes on as the rule says."""
    (told,) = results(box)["told"]
    decision.count = json.loads(told)
    decision.waits_for = Decision.Waits.NOTHING
    decision.save(update_fields=["count", "waits_for"])
    settle(decision, reading.vote_of(decision), fact_of(decision.count), by=by, at=at)


def fact_of(count: dict[str, Any]) -> dict[str, Any]:
    """What the record holds of it: what won, and that its papers may not be shown."""
    return {
        "cast": None,
        "electors": count["electors"],
        "winners": count["winners"],
        "tie": count["tie"],
        "has_quorum": True,
        "papers": None,
        "seed": count["seed"] or None,
        "nonce": count["nonce"] or None,
    }


@action(records=kinds.BOX_GIVEN_UP)
def give_up_box(*, decision: Decision, by: Actor, at: datetime) -> None:
    """Go on as the rule says. Papers that were too few are destroyed, and nobody reads them."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_give_up_box(by, decision, at))
    if decision.waits_for == Decision.Waits.VOID:
        go_on(decision, None, by=by, at=at)
        return
    sealed.destroy_box(box=reading.box_of(decision), by=by, at=at)
    decision.waits_for, decision.closes_at = Decision.Waits.BOX, None
    decision.save(update_fields=["waits_for", "closes_at"])
