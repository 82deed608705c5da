"""Why something may not follow for a decision from what became of its box."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision, State
from evenweave.decisions.rules.sealing import WAITING
from evenweave.decisions.rules.standing import NOT_OPEN, may_bring_on
from evenweave.sealed.vocabulary import News


def why_not_follow_box(decision: Decision, news: News) -> Promise | None:
    """A box tells of itself while its decision waits for it; it is void at any time."""
    is_awaited = decision.waits_for == Decision.Waits.BOX or news is News.VOID
    return None if decision.state == State.OPEN and is_awaited else NOT_OPEN


def why_not_begin_secret_vote(decision: Decision) -> Promise | None:
    """It waits for its box."""
    return why_not_follow_box(decision, News.OPENED)


def why_not_hold_secret_vote(decision: Decision) -> Promise | None:
    """It waits for its box."""
    return why_not_follow_box(decision, News.TOO_FEW)


def why_not_void_secret_vote(decision: Decision) -> Promise | None:
    """It is open."""
    return why_not_follow_box(decision, News.VOID)


def why_not_give_up_box(by: Actor, decision: Decision, at: datetime) -> Promise | None:
    """A proposer or a coordinator goes on without this vote; at its time it goes on by itself."""
    if decision.state != State.OPEN or decision.waits_for not in WAITING:
        return NOT_OPEN
    if decision.is_over(at) or may_bring_on(by, decision):
        return None
    return _("Only the people who propose it, or a coordinator, can go on without this vote.")
