"""What is next in agreements."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.common.next import Next


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Everything in agreements that waits for this person."""
    return []
