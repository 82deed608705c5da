"""The access matrix: who gets which answer from each page, written by hand and not from the code.

Each room's `tests/<room>/pages.py` has rows for every address of the room. A row says what each of
the cast finds there, on a thing of theirs, of others, or of both mixed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from evenweave.record.models import Stream
from tests import make
from tests.loom import actions
from tests.make import BEN, NOON


@dataclass(frozen=True)
class Things:
    """What the pages of the matrix are about."""

    example: Stream
    team: Stream

    @classmethod
    def made(cls) -> Things:
        """An example, which everybody may read, and a team's record; each is two lines long."""
        things = cls(example=make.stream(is_example=True), team=make.stream())
        for stream in [things.example, things.team]:
            actions.write_note(stream=stream, words="Tea at ten.", by=BEN, at=NOON)
        return things


@dataclass(frozen=True)
class Row:
    """One address on one kind of thing: what a GET and a valid POST answer to each of the cast."""

    name: str
    thing: str
    arguments: Callable[[Things], list[Any]] = lambda things: []
    post: dict[str, str] = field(default_factory=dict)
    get: dict[str, int] = field(default_factory=dict)
    posted: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} ({self.thing})"
