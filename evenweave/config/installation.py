"""The database of this installation: made on the first start, brought up to date on later ones.

A first start is whole or has not happened. While it is under way a mark stands among the applied
migrations; whoever finds it knows that nobody has ever used what is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder

from evenweave.common.plain import gettext as _
from evenweave.config import new_house
from evenweave.config.console import say, serving
from evenweave.config.trouble import Trouble

FIRST_START = ("evenweave", "first_start")
# Any fixed number: who holds it on a PostgreSQL server may change the tables.
PREPARING = 0x45_76_65_6E_77_65_61_76


def prepare(*, example: bool, public: bool) -> None:
    """Make the database, or bring it up to date. The caller holds the data folder.

    With `example` a first start puts the example people in; with `public` none may be there.
    Raises Trouble for a database that is newer than this program, or half-made.
    """
    with alone(), nothing_half_made():
        applied = migrations_applied()
        if FIRST_START in applied:
            forget_half_made()
            applied = set()
        if not applied:
            refuse_if_taken()
            first_start(example=example, public=public)
        else:
            bring_up_to_date(applied)
            refuse_example_in_public(public and has_example())
    connection.close()


def refuse_example_in_public(is_both: bool) -> None:
    """Made-up people must not be taken for real ones by whoever comes by."""
    if is_both:
        raise Trouble(
            _(
                "The example people are for this machine only, so others cannot come in here. "
                "For others, start with an empty folder: {command} serve --empty --data DIR"
            ).format(command=serving())
        )


def refuse_if_taken() -> None:
    """A database with other things in it is somebody's, and stays as it is."""
    others = set(connection.introspection.table_names()) - {"django_migrations"}
    if others:
        raise Trouble(
            _(
                "This database holds other things (such as “{table}”), and not Evenweave’s. "
                "Name an empty one in DATABASE_URL, or choose another folder with --data DIR."
            ).format(table=min(others))
        )


def first_start(*, example: bool, public: bool) -> None:
    """Make all tables and, with `example`, play the examples."""
    refuse_example_in_public(example and public)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.record_applied(*FIRST_START)
    new_house.make_tables()
    if example:
        load_examples()
    recorder.record_unapplied(*FIRST_START)


def load_examples() -> None:
    """Every example, from its beginning."""
    from evenweave.demo import stories

    say(_("Putting in the example: made-up people, so that you can look around."))
    for slug in stories.STORIES:
        stories.load(slug)


def has_example() -> bool:
    """Whether example people are here."""
    from evenweave.record.models import Stream

    return Stream.objects.filter(is_example=True).exists()


def bring_up_to_date(applied: set[tuple[str, str]]) -> None:
    """Apply the migrations that are new in this program, if any."""
    refuse_newer(applied)
    known = steps_on_disk()
    if any(is_new(name, step.replaces, applied) for name, step in known.items()):
        say(_("Bringing your data up to date with this Evenweave."))
        call_command("migrate", verbosity=0, interactive=False)


def refuse_newer(applied: set[tuple[str, str]]) -> None:
    """What a newer program has changed, this one cannot read as it was meant."""
    if newer := unknown_steps(applied):
        raise Trouble(
            _(
                "This data was last used by a newer Evenweave: it has “{step}”, which this one "
                "does not know. Update this Evenweave, or choose another folder with --data DIR. "
                "Nothing was changed."
            ).format(step=".".join(newer[0]))
        )


@cache
def steps_on_disk() -> dict[tuple[str, str], Migration]:
    """Every migration of this program."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return loader.disk_migrations


def unknown_steps(applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Migrations that only a newer program knows."""
    known = steps_on_disk()
    replaced = {old for step in known.values() for old in step.replaces}
    return sorted(applied - known.keys() - replaced)


def is_new(
    name: tuple[str, str], replaces: Sequence[tuple[str, str]], applied: set[tuple[str, str]]
) -> bool:
    """Whether a migration is still to be applied, by itself or by those it replaces."""
    return name not in applied and not (replaces and applied.issuperset(replaces))


def migrations_applied() -> set[tuple[str, str]]:
    """What the database says was applied; nothing in a new one."""
    return set(MigrationRecorder(connection).applied_migrations())


def forget_half_made() -> None:
    """Remove a database whose first start never ended, so that nobody has used it."""
    if connection.vendor != "sqlite":
        raise Trouble(
            _(
                "The first start on this PostgreSQL database was interrupted. "
                "Nobody has used it yet: drop and create it, then start again."
            )
        )
    connection.close()
    file = Path(connection.settings_dict["NAME"])
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


@contextmanager
def nothing_half_made() -> Iterator[None]:
    """A new SQLite file that did not get to its end is removed, whatever stopped it."""
    is_new = connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists()
    try:
        yield
    except BaseException:
        if is_new:
            forget_half_made()
        raise


@contextmanager
def alone() -> Iterator[None]:
    """On PostgreSQL, where several machines may start at once, let one prepare at a time."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
    try:
        yield
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def open_existing(settings: dict[str, Any]) -> None:
    """Set Django up for a command on a house that is already there, and as new as this program."""
    open_as_it_is(settings)
    with alone():
        bring_up_to_date(migrations_applied())


def open_as_it_is(settings: dict[str, Any]) -> None:
    """Set Django up for a command that only reads; the house may be older than this program."""
    if settings["ENGINE"].endswith("sqlite3") and not Path(settings["NAME"]).exists():
        raise Trouble(
            _("There is nothing in {folder} yet. Start it once first: {command} serve").format(
                folder=Path(settings["NAME"]).parent, command=serving()
            )
        )
    django.setup()
    with alone():
        applied = migrations_applied()
    if not applied or FIRST_START in applied:
        raise Trouble(
            _("This database is not made yet. Start it once first: {command} serve").format(
                command=serving()
            )
        )
    refuse_newer(applied)
