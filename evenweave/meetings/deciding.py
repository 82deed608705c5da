"""What follows for a meeting when a decision about its time ends."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from evenweave.common.actors import Actor
from evenweave.decisions.about import About
from evenweave.decisions.models import Decision
from evenweave.meetings.actions.choosing import ABOUT, decide_when
from evenweave.meetings.models import WhenProposed
from evenweave.meetings.rules.choosing import why_not_decide_when


def settled(decision: Decision, is_agreed: bool, by: Actor, at: datetime) -> None:
    """It is then, unless that was settled or gone by meanwhile."""
    proposed = WhenProposed.objects.select_related("meeting", "venue", "decision")
    found = proposed.filter(decision=decision).first()
    if is_agreed and found is not None and not why_not_decide_when(found, at):
        decide_when(proposed=found, by=by, at=at)


def reopened(decision: Decision, by: Actor, at: datetime) -> None:
    """It is never agreed in the room by this way, so nothing has to be undone."""


def wording(decision: Decision) -> list[Any]:
    """All of it stands in the question."""
    return []


def shown(told: list[Any]) -> list[Any]:
    """Nothing more is shown than the question."""
    return told


WHEN = About(
    ABOUT,
    settled=settled,
    reopened=reopened,
    wording=wording,
    shown=shown,
    part="meetings/parts/proposed.html",
)
