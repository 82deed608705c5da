"""What is next for a person: each room says its own, and one list is made of it.

A room that has something to say keeps a `next.py` with

    def next_for(person_id: UUID, at: datetime) -> list[Next]: ...

that asks the database once, and stands in `settings.NEXT_ROOMS`. Home shows the list; the digest
and the posted page print it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

NextFor = Callable[[UUID, datetime], list["Next"]]
NO_DATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that waits for a person. It can wait longer, unless it is urgent.

    `verb` is what they would do (“Read”, “Say yes or no”), `title` what it is about, `why` a
    sentence or two. `minutes` is how long it takes, 0 when nobody can say. `address` is the page.
    `at` is when it is needed by, `project` the name of the project that it belongs to.
    """

    verb: str | Promise
    title: str | Promise
    why: str | Promise
    minutes: int
    address: str
    urgent: bool = False
    at: datetime | None = None
    project: str = ""


def ask(person_id: UUID, at: datetime) -> list[Next]:
    """Everything that waits for a person, over all rooms: urgent first, then by date.

    Things without a date keep the order of the rooms.
    """
    asked = rooms(tuple(settings.NEXT_ROOMS))
    found = [thing for next_for in asked for thing in next_for(person_id, at)]
    return sorted(found, key=lambda thing: (not thing.urgent, thing.at or NO_DATE))


@cache
def rooms(names: tuple[str, ...]) -> list[NextFor]:
    """The function of each room; a room that is named wrongly fails here, at the first asking."""
    return [import_module(f"{name}.next").next_for for name in names]
