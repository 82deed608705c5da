"""What follows in the agreement when a decision about it ends, and how its page shows it."""

from __future__ import annotations

from datetime import datetime

from evenweave.agreements import showing
from evenweave.agreements.actions.changing import ABOUT
from evenweave.agreements.actions.settling import reopen_changes, settle_changes
from evenweave.common.actors import Actor
from evenweave.decisions.about import About
from evenweave.decisions.models import Decision


def settled(decision: Decision, is_agreed: bool, by: Actor, at: datetime) -> None:
    """It was agreed to, or not."""
    settle_changes(decision=decision, is_agreed=is_agreed, by=by, at=at)


def reopened(decision: Decision, by: Actor, at: datetime) -> None:
    """Somebody is not sure that it was agreed."""
    reopen_changes(decision=decision, by=by, at=at)


CHANGE = About(
    ABOUT,
    settled=settled,
    reopened=reopened,
    wording=showing.wording,
    shown=showing.shown,
    part="agreements/parts/changes.html",
)
