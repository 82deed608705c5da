"""Putting the rows of a backup into an empty database, as the database itself keeps them."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps.registry import Apps, apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
    connection,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field

from evenweave.common.plain import gettext as _
from evenweave.config import installation, new_house
from evenweave.config.backups import files, kept
from evenweave.config.trouble import Trouble

Row = list[Any]
# What happens where a row is not what its table holds, or the zip not what it says.
MADE_UP = (*files.MADE_UP, DataError, IntegrityError, InterfaceError, ProgrammingError)


def load(backup: files.Backup) -> None:
    """Make the tables as they were, fill them, then bring them up to date with this program.

    Inside a transaction, in a database without tables that checks foreign keys at the end only.
    """
    apps = make_tables(backup.manifest)
    look_at_the_end()
    tables = {table.name: table for table in kept.tables(apps)}
    refuse_unknown(backup.manifest, tables)
    for part in backup.manifest.tables:
        fill_or_refuse(tables[part.name], part, backup.rows(part))
    with connection.cursor() as cursor:
        models = [table.model for table in tables.values()]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    refuse_loose_rows()
    call_command("migrate", verbosity=0, interactive=False)
    connection.check_constraints()


def look_at_the_end() -> None:
    """Rows may come in any order; making tables leaves PostgreSQL looking at each at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def make_tables(manifest: files.Manifest) -> Apps:
    """Make the very tables that the backup had. The models of that state."""
    if set(manifest.migrations) == installation.steps_on_disk().keys():
        new_house.make_tables()
        return apps
    executor = MigrationExecutor(connection)
    steps = steps_of(manifest, executor.loader)
    parents = {
        parent.key for step in steps for parent in executor.loader.graph.node_map[step].parents
    }
    state = executor.migrate([step for step in sorted(steps) if step not in parents])
    return state.apps


def steps_of(manifest: files.Manifest, loader: MigrationLoader) -> set[files.Step]:
    """The steps of this program that make the tables of the backup. Raises Trouble without any."""
    told = set(manifest.migrations)
    if installation.unknown_steps(told):
        raise Trouble(files.newer(manifest.program))
    steps = {
        step
        for step, migration in loader.graph.nodes.items()
        if step in told or (migration.replaces and told.issuperset(migration.replaces))
    }
    covered = steps.union(*(loader.graph.nodes[step].replaces for step in steps))
    if told - covered:
        raise Trouble(
            _(
                "This backup was made by Evenweave {program}, which is too old for this one. "
                "Restore it with that version, then update. Nothing was changed."
            ).format(program=manifest.program)
        )
    return steps


def refuse_unknown(manifest: files.Manifest, tables: Mapping[str, kept.Table]) -> None:
    """Raise Trouble for a table or column that its program never had, or that stands twice."""
    names = [part.name for part in manifest.tables]
    for part in manifest.tables:
        if part.name not in tables or names.count(part.name) > 1:
            raise Trouble(files.made_up(part.name))
        for column in part.columns:
            if column not in tables[part.name].fields or part.columns.count(column) > 1:
                raise Trouble(files.made_up(f"{part.name}.{column}"))


def refuse_loose_rows() -> None:
    """Raise Trouble for rows that belong to something which is not there."""
    try:
        connection.check_constraints()
    except IntegrityError:
        raise Trouble(files.made_up(_("rows that belong to nothing"))) from None


def fill_or_refuse(table: kept.Table, part: files.Part, rows: Iterator[Row]) -> None:
    """Put these rows in. Raises Trouble where they are not there, or the database takes none."""
    try:
        with connection.wrap_database_errors:
            fill(table, part, rows)
    except MADE_UP:
        raise Trouble(files.made_up(part.name)) from None


def fill(table: kept.Table, part: files.Part, rows: Iterator[Row]) -> None:
    """Put these rows in. What a backup leaves out of a row begins anew."""
    keepers = [keeper(table.fields[column]) for column in part.columns]
    columns, anew = [*part.columns, *table.begins_anew], list(table.begins_anew.values())
    put = copy_in if connection.vendor == "postgresql" else insert
    put(table.name, columns, (whole(row, keepers, anew) for row in rows))


def whole(row: Row, keepers: list[Callable[[Any], Any] | None], anew: list[Field[Any, Any]]) -> Row:
    """A row as the database keeps it."""
    told = [
        value if keep is None or value is None else keep(value)
        for value, keep in zip(row, keepers, strict=True)
    ]
    return [*told, *(field.get_default() for field in anew)]


def keeper(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How this database keeps such a value; None where JSON has it as it is kept."""
    kept_as: dict[str, Callable[[Any], Any]] = {"bytes": b64decode, "json": json.dumps}
    if connection.vendor == "sqlite":
        kept_as |= {"uuid": without_dashes, "moment": without_zone}
    return kept_as.get(kept.kind_of(field))


def without_dashes(told: str) -> str:
    """An id as Django writes it on SQLite."""
    return told.replace("-", "")


def without_zone(told: str) -> str:
    """A moment, always in UTC here, as Django writes it on SQLite."""
    return told.removesuffix("+00:00").replace("T", " ")


def insert(table: str, columns: list[str], rows: Iterator[Row]) -> None:
    """One row after the other. Django's own way would hold them all."""
    named, names = quoted(table, columns)
    places = ", ".join("?" for _column in columns)
    connection.connection.executemany(
        f"INSERT INTO {named} ({names}) VALUES ({places})",  # noqa: S608 - names of our own tables
        rows,
    )


def copy_in(table: str, columns: list[str], rows: Iterator[Row]) -> None:
    """The quickest way in that PostgreSQL has; it reads ids, times and JSON as they are told."""
    named, names = quoted(table, columns)
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {named} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def quoted(table: str, columns: list[str]) -> tuple[str, str]:
    """A table, and its columns, as a question to the database names them."""
    quote = connection.ops.quote_name
    return quote(table), ", ".join(map(quote, columns))
