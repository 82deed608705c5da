"""What boxes are for: declared by a room in its `boxes.py`, so that this room knows nothing.

VOTE = Opening("decisions.vote", read=split_into_answers, told=close_the_step)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from evenweave.sealed.models import Box

NAME = re.compile(r"[a-z_]+\.[a-z_]+")

# Papers that stand apart from each other, by what they are: {"question 1": [b"yes", b"no", …]}.
Parts = Mapping[str, Iterable[bytes]]


class News(StrEnum):
    """What a room is told about its box."""

    OPENED = "opened"
    CARDS = "cards are needed"
    CLOSED = "closed"
    TOO_FEW = "too few"
    VOID = "void"
    DESTROYED = "destroyed"


@dataclass(frozen=True, eq=False)
class Opening:
    """A kind of box.

    `read` gets the box and every paper that is not blank, in the order of their content, and splits
    each into what must not stand together. It only reads: it may be called more than once, and what
    it gives is all that is kept. `told` hears what became of a box, in the transaction in which
    that happens; its own actions join in, and what it raises undoes both. On CLOSED,
    `reading.results` has the parts.
    """

    kind: str
    read: Callable[[Box, Sequence[bytes]], Parts]
    told: Callable[[Box, News, datetime], None]

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.kind) or len(self.kind) > 60:
            raise ValueError(f"A kind of box is named room.thing, not {self.kind!r}.")
        if self.kind in declared:
            raise ValueError(f"The kind of box {self.kind} is declared twice.")
        declared[self.kind] = self


declared: dict[str, Opening] = {}
