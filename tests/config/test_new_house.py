"""A new house has the tables that all migrations together make, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from evenweave.common.guard import acting
from evenweave.config import installation, new_house
from tests import databases

# What PostgreSQL knows of the tables of ours: columns, what holds of them, and what happens beside.
CATALOGUE = {
    "column": "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod),"
    " attnotnull, attidentity, attstorage, attcompression, attcollation::regcollation::text,"
    " pg_get_expr(adbin, adrelid)"
    " FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
    " WHERE attnum > 0 AND NOT attisdropped AND attrelid IN"
    " (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')",
    # Keys and “not null” keep a name after their table got another; nothing goes by those names.
    "constraint": "SELECT conrelid::regclass::text, pg_get_constraintdef(oid),"
    " CASE WHEN contype IN ('p', 'f', 'n') THEN '' ELSE conname END,"
    " condeferrable, condeferred, convalidated"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "index": "SELECT indrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
    " JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE NOT indisprimary AND relnamespace = 'public'::regnamespace",
    "trigger": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal",
    "function": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace",
    "sequence": "SELECT sequencename, data_type::text, start_value, increment_by, cycle"
    " FROM pg_sequences WHERE schemaname = 'public'",
    "view": "SELECT viewname FROM pg_views WHERE schemaname = 'public'",
}

# A table of Django's own without any rows: how large its keys may grow depends on the way.
UNUSED = "auth_group_permissions"


def standing() -> set[tuple[Any, ...]]:
    """All that stands in the database besides rows, but for the order of columns."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            found = set()
            for kind, question in CATALOGUE.items():
                cursor.execute(question)
                found |= {(kind, *row) for row in cursor.fetchall()}
            return {row for row in found if not str(row[1]).startswith(UNUSED)}
        cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
        return {
            (*row, part) for *row, told in cursor.fetchall() for part in parts(row[0], told or "")
        }


def parts(kind: str, told: str) -> Iterator[str]:
    """Each column and each condition of a table in SQLite's words; anything else whole."""
    if kind != "table":
        yield told
        return
    inside, depth, part = told.partition("(")[2].rpartition(")")[0], 0, ""
    for piece in re.split(r"([(),])", inside):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += piece
    yield part.strip()


def made_by(make: Callable[[], object]) -> tuple[set[tuple[Any, ...]], set[tuple[str, str]]]:
    """What stands in an empty database after this, and which migrations are noted."""
    with databases.empty() as name, databases.used(name), acting("a new house"):
        make()
        return standing(), installation.migrations_applied()


def migrate() -> None:
    """All migrations, one after the other; then the made-up room, which stands on the others."""
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)


@pytest.fixture(scope="module")
def step_by_step(django_db_setup: None, django_db_blocker: Any) -> Any:
    """What all migrations make, one after the other."""
    with django_db_blocker.unblock():
        return made_by(migrate)


def test_a_new_house_is_made_as_an_old_one_becomes(
    step_by_step: Any, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        stands, applied = made_by(new_house.make_tables)
    slowly, one_by_one = step_by_step
    assert stands - slowly == set()
    assert slowly - stands == set()
    assert applied == one_by_one
    assert len(applied) == len(installation.steps_on_disk())


def test_what_migrations_make_besides_tables_is_seen(
    step_by_step: Any, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison would tell of a trigger or a way of storing that is missing."""
    monkeypatch.setattr(new_house, "RunPython", ())
    with django_db_blocker.unblock():
        stands, _applied = made_by(new_house.make_tables)
    missing = {row[0] for row in step_by_step[0] - stands}
    assert "trigger" in missing
    assert ("column" in missing) == (databases.KIND == "postgresql")
