"""What comes onto an agenda by itself, because it waits for an answer: an idea, a decision, more.

    FINDINGS = Source("analysis.finding", title=_("A finding"), purpose="talk", …)

It stands in a room's `bringing.py`, which is read when the program starts. A room above brings what
is its own by the same door, and this room knows nothing of it. An item holds (kind, id) alone; its
words stay where they are, so that whoever takes theirs back takes them from agendas, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

if TYPE_CHECKING:
    from evenweave.meetings.models import Item, Meeting

KIND = re.compile(r"[a-z_]+(\.[a-z_]+)?")
LONGEST_KIND = 60
declared: dict[str, Source] = {}


@dataclass(frozen=True, slots=True)
class Brought:
    """Something on an agenda as it reads now.

    `words` is more of it in plain words, or "". `read` is what the way to its page is called, and
    `since` says that it needs no answer any more, or is "".
    """

    title: str
    words: str
    address: str
    read: str | Promise
    since: str | Promise = ""


@dataclass(frozen=True, eq=False)
class Source:
    """What may come of one kind.

    `title` is all that an item itself says of it. `waiting` are the ids of what should come to a
    meeting, the most needed first; `shown` tells how things read now, and leaves out what is gone.
    """

    kind: str
    title: str | Promise
    purpose: str
    minutes: int
    waiting: Callable[[Meeting, datetime], Iterable[UUID]]
    shown: Callable[[Iterable[UUID]], Mapping[UUID, Brought]]

    def __post_init__(self) -> None:
        if not KIND.fullmatch(self.kind) or len(self.kind) > LONGEST_KIND:
            raise ValueError(f"What comes by itself is named room.thing, not {self.kind!r}.")
        if self.kind in declared:
            raise ValueError(f"{self.kind} is declared twice.")
        declared[self.kind] = self


def read(items: Iterable[Item]) -> list[Item]:
    """The same items, each knowing what it is about: one look for every kind."""
    found = list(items)
    wanted: dict[str, list[UUID]] = {}
    for item in found:
        if item.thing_id and item.thing_kind in declared:
            wanted.setdefault(item.thing_kind, []).append(item.thing_id)
    shown = {kind: declared[kind].shown(ids) for kind, ids in wanted.items()}
    for item in found:
        if item.thing_id and item.thing_kind in shown:
            item.brought = shown[item.thing_kind].get(item.thing_id)
            item.is_gone = item.brought is None
    return found
