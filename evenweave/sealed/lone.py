"""What words without a name are for: declared by a room in its `lone.py`, so that this room knows
nothing.

    IDEA = LoneKind("room.thing", release=bring, story=story, take_back=take_back, …)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

NAME = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True)
class Released:
    """Words of a batch: what they say, what they were said to, and the id of what they become."""

    id: UUID
    about: UUID
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something that became of the words, in a sentence; by whom (a person), if by anybody."""

    on: date
    words: str
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What the author reads behind their receipt: their words, to whom, and what became of them.

    `who_reads` says in a sentence who can read what they answer.
    """

    words: str
    where: str
    who_reads: str
    told: Sequence[Told] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class LoneKind:
    """A kind of words without a name.

    `release` hears all of them that one batch brings to one project, in an order of chance and in
    the transaction of the batch. It must not refuse: then no word of any room would come out.
    `story` tells what became of one, by its id, and `address` on which page it stands. `take_back`
    makes its words go, on the day that it is told; what others said stays. `called` gives today's
    names of people. Where it `is_for_everybody`, everybody in the project reads and answers what is
    said in its talks; else the room that declared it shows them to whom it may, and no other does.
    """

    name: str
    release: Callable[[UUID, Sequence[Released], datetime], None]
    story: Callable[[UUID], Story]
    take_back: Callable[[UUID, datetime], None]
    called: Callable[[Collection[UUID]], Mapping[UUID, str]]
    address: Callable[[UUID], str]
    is_for_everybody: bool = True

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or len(self.name) > 60:
            raise ValueError(f"A kind of lone words is named room.thing, not {self.name!r}.")
        if self.name in declared:
            raise ValueError(f"The kind of lone words {self.name} is declared twice.")
        declared[self.name] = self


declared: dict[str, LoneKind] = {}


def for_everybody() -> list[str]:
    """The kinds whose talks everybody in the project reads."""
    return [name for name, kind in declared.items() if kind.is_for_everybody]
