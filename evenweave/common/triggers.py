"""Database triggers that keep a table as it was written, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from django.apps.registry import Apps
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Verb = Literal["UPDATE", "DELETE"]


STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


class Forbid(migrations.RunPython):
    """A step that makes triggers, and can say which."""

    triggers: Mapping[str, tuple[str, ...]] = {}


def forbid(table: str, verb: Verb, *, because: str) -> migrations.RunPython:
    """A migration step after which the database itself refuses `verb` on any row of `table`.

    The trigger is named `<table>_no_<verb>`. `because` is what the database answers: plain words
    without quotation marks. On PostgreSQL a forbidden DELETE forbids TRUNCATE too.
    """

    def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        statements = postgresql if editor.connection.vendor == "postgresql" else sqlite
        for statement in statements(table, verb, because):
            editor.execute(statement)

    step = Forbid(create, migrations.RunPython.noop)
    name = f"{table}_no_{verb.lower()}"
    emptying = (f"{table}_no_truncate",) if verb == "DELETE" else ()
    step.triggers = {"sqlite": (name,), "postgresql": (name, *emptying)}
    return step


def missing(steps: Iterable[migrations.Migration]) -> set[str]:
    """The triggers that these migrations make, and the database does not have."""
    made = {
        name
        for step in steps
        for operation in step.operations
        if isinstance(operation, Forbid)
        for name in operation.triggers[connection.vendor]
    }
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        return made - {name for (name,) in cursor.fetchall()}


def sqlite(table: str, verb: Verb, because: str) -> list[str]:
    """The trigger in SQLite's words."""
    name = f"{table}_no_{verb.lower()}"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{because}'); END"
    return [f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {refuse}"]


def postgresql(table: str, verb: Verb, because: str) -> list[str]:
    """The triggers in PostgreSQL's words."""
    name = f"{table}_no_{verb.lower()}"
    refuse = f"$$ BEGIN RAISE EXCEPTION '{because}'; END $$"
    statements = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {refuse}",
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
    if verb == "DELETE":
        statements.append(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    return statements
