"""What an attacker has: a copy of everything the database holds and ever held, after every request.

On SQLite that is the file and its log, byte for byte, free pages included, and every row with its
rowid. On PostgreSQL it is the files of the tables, taken apart here into live and dead rows with
the transaction that wrote each, and the write-ahead log.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection

# Tables of every room that hears of a box, and of the stores that are broken on purpose.
OF_INTEREST = ("sealed_", "broken_", "jobs_", "loom_", "record_", "outbox_", "django_session")
PAGE = 8_192
SEGMENT = 16 * 1024 * 1024
# What stands before each page of the log, and before the first of a segment.
HEAD, LONG_HEAD = 24, 40


@dataclass(frozen=True)
class Row:
    """A row, live or dead: where it lies, which transaction wrote it, and all its bytes."""

    table: str
    place: tuple[int, ...]
    transaction: int
    content: bytes


@dataclass
class Copy:
    """All there is at one moment."""

    rows: list[Row] = field(default_factory=list)
    raw: dict[str, bytes] = field(default_factory=dict)
    envelopes: dict[str, bytes] = field(default_factory=dict)
    locks: list[tuple[int, bytes, bytes]] = field(default_factory=list)
    folder: dict[str, bytes] = field(default_factory=dict)
    log_end: int = 0


def take(
    box_keys: Path | None = None,
    *,
    after: Copy | None = None,
    of: tuple[str, ...] = OF_INTEREST,
) -> Copy:
    """A copy of the database and, with it, of the key folder if the attacker has that too.

    With `after`, of PostgreSQL's log only what was written since that copy. `of` says how the names
    of the tables begin that are taken apart; all of them, with an empty one.
    """
    copy = Copy()
    if connection.vendor == "sqlite":
        copy_sqlite(copy, of)
    else:
        copy_log(copy, after)
        copy_postgresql(copy, of, after)
        copy.log_end = end_of_log()
    with connection.cursor() as cursor:
        cursor.execute("SELECT elector, paper FROM sealed_envelope")
        copy.envelopes = {str(elector): bytes(paper) for elector, paper in cursor.fetchall()}
        cursor.execute("SELECT number, share, given FROM sealed_lock")
        copy.locks = [(n, bytes(share), bytes(given)) for n, share, given in cursor.fetchall()]
    if box_keys is not None and box_keys.exists():
        copy.folder = {file.name: file.read_bytes() for file in box_keys.iterdir()}
    return copy


def tables(of: tuple[str, ...]) -> list[str]:
    """The tables that are looked at."""
    names = connection.introspection.table_names()
    return [name for name in names if name.startswith(of)]


def copy_sqlite(copy: Copy, of: tuple[str, ...]) -> None:
    """Every row with its rowid, and the file and the log as they stand."""
    for table in tables(of):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid, * FROM {table}")
            for rowid, *values in cursor.fetchall():
                content = b"\x00".join(as_bytes(value) for value in values)
                copy.rows.append(Row(table, (rowid,), 0, content))
    for end in ("", "-wal"):
        file = Path(f"{connection.settings_dict['NAME']}{end}")
        if file.exists():
            copy.raw[f"file{end}"] = file.read_bytes()


def as_bytes(value: object) -> bytes:
    """A column as somebody searches it."""
    return value if isinstance(value, bytes) else str(value).encode()


def copy_postgresql(copy: Copy, of: tuple[str, ...], after: Copy | None) -> None:
    """Every tuple of every page, dead ones too; a table that is as it was is not taken apart."""
    known: dict[str, list[Row]] = defaultdict(list)
    for row in after.rows if after else ():
        known[row.table].append(row)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() != (True,):
            pytest.skip("not run here, because this PostgreSQL lets nobody read its files")
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT name, pg_read_binary_file(pg_relation_filepath(name::regclass))"
            " FROM unnest(%s::text[]) AS name",
            [tables(of)],
        )
        for table, found in cursor.fetchall():
            content = bytes(found)
            if after and after.raw.get(table) == content:
                copy.raw[table] = after.raw[table]
                copy.rows.extend(known[table])
            else:
                copy.raw[table] = content
                copy.rows.extend(tuples(table, content))


def copy_log(copy: Copy, after: Copy | None) -> None:
    """The write-ahead log since the copy before: read before a checkpoint throws it away."""
    with connection.cursor() as cursor:
        end = end_of_log()
        start = after.log_end if after else end
        content = b""
        while start < end:
            length = min(end, (start // SEGMENT + 1) * SEGMENT) - start
            cursor.execute(
                "SELECT pg_read_binary_file('pg_wal/' || pg_walfile_name('0/0'::pg_lsn + %s),"
                " %s, %s)",
                [start, start % SEGMENT, length],
            )
            content += without_heads(start, bytes(cursor.fetchone()[0]))
            start += length
        copy.raw["log"] = content


def without_heads(start: int, content: bytes) -> bytes:
    """A piece of the log without the heads of its pages, which would cut words in two."""
    pieces = []
    while content:
        head = HEAD if start % SEGMENT >= PAGE else LONG_HEAD
        inside = start % PAGE
        piece, content = content[: PAGE - inside], content[PAGE - inside :]
        pieces.append(piece[max(0, head - inside) :])
        start += len(piece)
    return b"".join(pieces)


def end_of_log() -> int:
    """How many bytes of log there are: whole records, all of them on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
        end = int(cursor.fetchone()[0])
        # A record behind it, which is waited for: what was there before is on the disk, too.
        cursor.execute("SELECT pg_logical_emit_message(true, '', '')")
        return end


def tuples(table: str, content: bytes) -> Iterator[Row]:
    """The tuples in the pages of a table, as PostgreSQL's `bufpage.h` and `htup_details.h` say."""
    for number in range(len(content) // PAGE):
        page = content[number * PAGE : (number + 1) * PAGE]
        (lower,) = struct.unpack_from("<H", page, 12)
        for slot in range(max(0, lower - 24) // 4):
            (pointer,) = struct.unpack_from("<I", page, 24 + 4 * slot)
            start, length = pointer & 0x7FFF, pointer >> 17
            if length:
                (xmin,) = struct.unpack_from("<I", page, start)
                head = page[start + 22]
                yield Row(table, (number, slot), xmin, page[start + head : start + length])
