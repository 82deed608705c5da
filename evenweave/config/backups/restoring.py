"""Bringing a backup back into an empty place: wholly, or not at all.

The tables are made and filled, and those who were erased since are erased again, in one
transaction. So whatever goes wrong, nobody ever finds half of it, or somebody who was erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from evenweave.common import actors, triggers
from evenweave.common.actions import opened
from evenweave.common.plain import gettext as _
from evenweave.config import installation
from evenweave.config.backups import files, loading
from evenweave.config.trouble import Trouble

# What may lie in a data folder that nobody used yet: the secret key is put back there first.
BEFORE_USE = {"lock", "secret-key", "lan.pem"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What is there now."""

    people: int
    projects: int
    records: list[files.Record]
    open_votes: int
    locked_words: int
    erased_again: int


def refuse_if_used(data: Path, database: dict[str, Any]) -> None:
    """Raise Trouble for a data folder on SQLite that has anything in it; changes nothing."""
    if not database["ENGINE"].endswith("sqlite3") or not data.is_dir():
        return
    ours = Path(database["NAME"]).name
    others = [name for name in (path.name for path in data.iterdir()) if name not in BEFORE_USE]
    if taken := [name for name in others if not name.startswith(ours)]:
        raise Trouble(
            _(
                "{folder} holds other things already (such as “{name}”), and nothing there is "
                "touched. Choose a new folder with --data DIR."
            ).format(folder=data, name=min(taken))
        )


def restore(
    backup: files.Backup,
    *,
    erased: Iterable[UUID],
    anyway: bool,
    put_key: Callable[[], None],
    at: datetime,
) -> Restored:
    """Bring it back. The caller holds the data folder. Raises Trouble, and then nothing was kept.

    `anyway` takes a record that was broken when the backup was made, too. `put_key` is called when
    all of it was checked.
    """
    with installation.alone(), installation.nothing_half_made():
        refuse_if_not_empty()
        with one_transaction():
            loading.load(backup)
            refuse_without_triggers()
            records = check_records(anyway=anyway)
            again = erase_again(erased, at)
            connection.check_constraints()
            put_key()
            restored = look(records, again)
        if again:
            leave_the_disk()
    connection.close()
    return restored


def refuse_if_not_empty() -> None:
    """Only into a place that nobody has used: what is there is somebody's."""
    if installation.FIRST_START in installation.migrations_applied():
        installation.forget_half_made()
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise Trouble(
                _(
                    "There is something in this database already, and nothing there is touched. "
                    "Restore into a new folder with --data DIR, or into an empty database that "
                    "DATABASE_URL names."
                )
            )


@contextmanager
def one_transaction() -> Iterator[None]:
    """All or nothing, with foreign keys looked at when all rows are there.

    In a new SQLite file an old-fashioned journal has nothing to keep, while the write-ahead log
    would hold everything twice.
    """
    is_sqlite = connection.vendor == "sqlite"
    if is_sqlite:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")
        connection.disable_constraint_checking()
    with opened("restore"):  # as the action that it is: others are part of it
        yield
    if is_sqlite:
        connection.close()  # the next one begins as every other does (config.databases)


def refuse_without_triggers() -> None:
    """What is kept as it was written must be so here too."""
    if gone := triggers.missing(installation.steps_on_disk().values()):
        raise RuntimeError(f"Restored without the triggers {sorted(gone)}.")


def check_records(*, anyway: bool) -> list[files.Record]:
    """Follow each record from its first line to its last. Raises Trouble at what does not fit."""
    from evenweave.config.backups.records import check
    from evenweave.record.checking import BrokenRecordError
    from evenweave.record.models import Stream

    found = []
    for stream in Stream.objects.order_by("slug"):
        try:
            check(stream)
        except BrokenRecordError as broken:
            if not anyway:
                raise Trouble(
                    _(
                        "The record of “{title}” is not whole: {what} It was so when the backup "
                        "was made. To restore it all the same, add --anyway"
                    ).format(title=stream.title, what=broken)
                ) from None
        found.append(files.Record(str(stream.id), stream.title, stream.length, stream.head))
    return found


def erase_again(erased: Iterable[UUID], at: datetime) -> int:
    """Erase those who were erased since, as they were then. How many there were."""
    from evenweave.archive import actions, reading

    erased = set(erased)
    streams = list({stream for each in erased for stream in reading.streams_of(each)})
    return actions.erase_again(erased=erased, streams=streams, by=actors.operator(), at=at)


def leave_the_disk() -> None:
    """Let what was erased leave the disk of PostgreSQL; SQLite has written over it already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def look(records: list[files.Record], erased_again: int) -> Restored:
    """What is there, for whoever brought it back."""
    from evenweave.people import encryption
    from evenweave.people.models import Need, Person
    from evenweave.projects.models import Project
    from evenweave.sealed.models import Box

    known = {encryption.name_of(key) for key in encryption.keys_in(encryption.key_file())}
    sealed = Need.objects.values_list("sealed_words", flat=True)
    return Restored(
        people=Person.objects.count(),
        projects=Project.objects.count(),
        records=records,
        open_votes=Box.objects.live().count(),
        locked_words=sum(bytes(words)[1 : encryption.HEAD_BYTES] not in known for words in sealed),
        erased_again=erased_again,
    )
