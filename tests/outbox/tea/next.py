"""A room in which a cake is always next."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from evenweave.common.next import Next


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """One cake."""
    by = datetime(2026, 3, 13, 12, tzinfo=UTC)
    return [Next("Bring", "A cake", "Carys asked.", 10, "/cake/", at=by)]
