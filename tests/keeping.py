"""What many tests begin with is made by the real actions once; later its rows are put back.

That is only done where nothing else is there yet, so a test finds just what the actions left.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection

from evenweave.common.guard import acting

P = ParamSpec("P")
T = TypeVar("T")

# What Django fills by itself in a new database.
ALWAYS_THERE = {"django_content_type", "auth_permission", "django_migrations"}


@dataclass(frozen=True)
class Table:
    """All rows of a table, as the database holds them."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Keeper:
    """Keeps what was made in one database: the one that tests share, where all is undone."""

    def __init__(self) -> None:
        self.database = ""
        self.kept: dict[Any, tuple[Any, list[Table]]] = {}

    def begin(self, database: str) -> None:
        """Keep what is made in this database, and nothing from before."""
        self.database, self.kept = database, {}

    def is_at_home(self) -> bool:
        """Whether the database in use is that one."""
        return str(connection.settings_dict["NAME"]) == self.database

    def made(self, key: Any, make: Callable[[], T]) -> T:
        """What is made so: put back if it is known, else made; and kept if it stands alone."""
        if not self.is_at_home() or somebody_is_here():
            return make()
        if key in self.kept:
            known, tables = self.kept[key]
            put_back(tables)
            return cast("T", deepcopy(known))
        is_alone = not standing()
        found = make()
        if is_alone:
            self.kept[key] = deepcopy(found), standing()
        return found


keeper = Keeper()


def once(make: Callable[P, T]) -> Callable[P, T]:
    """The same, made by its actions only the first time that it is asked for in these words."""

    @wraps(make)
    def made(*args: P.args, **more: P.kwargs) -> T:
        key = make.__module__, make.__qualname__, repr(args), repr(sorted(more.items()))
        return keeper.made(key, lambda: make(*args, **more))

    return made


def somebody_is_here() -> bool:
    """Whether there are people or records: all else that actions leave belongs to one of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM people_person) OR EXISTS (SELECT 1 FROM record_stream)"
        )
        return bool(cursor.fetchone()[0])


def standing() -> list[Table]:
    """Every table that has rows."""
    found: list[Table] = []
    with connection.cursor() as cursor:
        for name in set(connection.introspection.table_names(cursor)) - ALWAYS_THERE:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            if rows := cursor.fetchall():
                columns = tuple(column[0] for column in cursor.description)
                found.append(Table(name, columns, tuple(rows)))
    return found


def put_back(tables: list[Table]) -> None:
    """Put these rows in, as they were."""
    with acting("what was made before"), connection.cursor() as cursor:
        for table in tables:
            columns = ", ".join(map(connection.ops.quote_name, table.columns))
            row = f"({', '.join(['%s'] * len(table.columns))})"
            cursor.execute(
                f"INSERT INTO {connection.ops.quote_name(table.name)} ({columns})"
                f" VALUES {', '.join([row] * len(table.rows))}",
                [value for row in table.rows for value in row],
            )
