"""What the two databases do differently, in one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# Rows that are written with one question: PostgreSQL takes 65,535 values in one, and no more.
ROWS_AT_ONCE = 1_000


def overwrite_deleted() -> None:
    """Let what was just deleted leave the disk, as far as the database can see to it.

    SQLite overwrites deleted rows (`secure_delete`), but their old pages stay in the write-ahead
    log until it is emptied. That fails while somebody reads, such as a backup; the next one empties
    it then. Whoever waits to empty it keeps all others from writing, so nobody waits long.
    PostgreSQL has its own log and vacuum: `docs/operations.md` says what to set there.
    """
    log_is_empty()


def overwrite_at_commit() -> None:
    """Do so once what is being deleted is gone. Where that fails, the log says it, no more.

    Nobody may miss what else waits for the commit, such as the list of who was erased.
    """
    transaction.on_commit(overwrite_deleted, robust=True)


def log_is_empty(*, patience_ms: int = 200) -> bool:
    """Empty SQLite’s write-ahead log, and say whether that is done; elsewhere there is none.

    One open reader, or a writer, keeps it from being emptied: then this answers False, soon, rather
    than keep everybody waiting as long as a write may wait. Not inside a transaction.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {patience_ms:d}")
        try:
            busy, frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before:d}")
    return not busy and frames <= 0


def sweep(table: str) -> None:
    """Let the dead rows of a table leave the disk now, as far as the database can see to it.

    PostgreSQL gives the end of an emptied table back; while a transaction elsewhere may still see
    old rows, they stay for a later time. SQLite has written over them already, and empties its log.
    Inside a transaction neither can be done, and nothing happens.
    """
    if connection.in_atomic_block:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
    else:
        overwrite_deleted()


@contextmanager
def steady() -> Iterator[None]:
    """For this block, read everything as it is now, whatever others write meanwhile.

    Nobody waits for it, and it may not write. Inside a transaction that is going on already, that
    one's own view holds.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        is_postgresql = connection.vendor == "postgresql"
        cursor.execute(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_postgresql else "BEGIN"
        )
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
