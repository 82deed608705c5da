"""The one thing that this room changes itself: nothing, for whoever tries whether it is told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.live.changes import changed

# What the page to try it on is about.
TRYING = UUID("6b697474-6c65-4000-8000-000000000000")


@action(quiet="It is about nothing: somebody tries whether changes are told.")
def try_change(*, by: Actor, at: datetime) -> None:
    """Tell whoever has the page open that it changed."""
    changed(TRYING)
