"""Questions that are asked at nearly every visit, put into SQL once.

Django builds a query anew each time, which for a page can cost more than asking the database. A
prepared query is built once, for ids that nothing has, and asked about others by putting theirs in.

    waiting = Prepared(lambda person_id: Member.objects.filter(person_id=person_id).values("id"))
    rows = waiting.of(person_id)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query as one kind of database is asked it, and how its answer is read."""

    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]
    compiler: Any
    converters: Any


class Prepared:
    """A query of values about things with ids. It may hold nothing else that changes, like a time.

    `build` takes ids and gives the query set; `of` takes the same number of ids.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.compiled: dict[str, Compiled] = {}

    def of(self, *ids: UUID) -> list[dict[str, Any]]:
        """The rows about these, each by name."""
        ready = self.compiled.get(connection.vendor) or self.compile(len(ids))
        put_in = {kept(nothing(place)): kept(each) for place, each in enumerate(ids)}
        with connection.cursor() as cursor:
            cursor.execute(ready.sql, [put_in.get(each, each) for each in ready.params])
            rows = cursor.fetchall()
        if ready.converters:
            rows = ready.compiler.apply_converters(rows, ready.converters)
        return [dict(zip(ready.names, row, strict=True)) for row in rows]

    def compile(self, number: int) -> Compiled:
        """Put it into SQL, for the kind of database that is asked now."""
        query = self.build(*map(nothing, range(number))).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        ready = Compiled(
            sql=sql,
            params=tuple(params),
            names=tuple(query.selected),
            compiler=compiler,
            converters=compiler.get_converters([each for each, _sql, _alias in compiler.select]),
        )
        self.compiled[connection.vendor] = ready
        return ready


def nothing(place: int) -> UUID:
    """An id that nothing has, for each place: it is of no version that there is."""
    return UUID(int=2**128 - 1 - place)


def kept(thing_id: UUID) -> Any:
    """An id as this kind of database keeps it."""
    return models.UUIDField().get_db_prep_value(thing_id, connection)
