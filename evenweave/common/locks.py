"""Chain locks: whoever writes to a stream holds it first, and always in the same order.

On PostgreSQL a lock is an advisory one, kept until the transaction ends. On SQLite `BEGIN
IMMEDIATE` already lets one writer in at a time, so only the order is checked there: a mistake fails
on both.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection


class LocksOutOfOrderError(Exception):
    """A nested action wants a stream that its outer one should have named. The program's fault."""


def lock_key(stream_id: UUID) -> int:
    """The lock of a stream, as PostgreSQL wants it: a signed 64-bit number."""
    return int.from_bytes(stream_id.bytes[:8], "big", signed=True)


class ChainLocks:
    """The locks that one transaction holds, its nested actions included."""

    def __init__(self) -> None:
        self.held: set[int] = set()

    def take(self, stream_ids: Iterable[UUID]) -> None:
        """Lock these streams, lowest key first, until the transaction ends.

        Two actions that each held one stream and waited for the other's would never end. So a
        further lock may only be taken above all held ones: else LocksOutOfOrderError.
        """
        wanted = sorted({lock_key(stream_id) for stream_id in stream_ids} - self.held)
        if wanted and self.held and wanted[0] < max(self.held):
            raise LocksOutOfOrderError(
                "This action needs a stream that comes before one already locked. "
                "Pass both to the outer action, so that it takes them in order."
            )
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for key in wanted:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
        self.held.update(wanted)
