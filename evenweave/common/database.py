"""What the two databases do differently, in one place."""

from __future__ import annotations

from django.db import connection


def overwrite_deleted() -> None:
    """Let what was just deleted leave the disk, as far as the database can see to it.

    SQLite overwrites deleted rows (`secure_delete`), but their old pages stay in the write-ahead
    log until it is emptied. That fails while somebody reads; the next writer empties it then.
    PostgreSQL has its own log and vacuum: `docs/operations.md` says what to set there.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
