"""What a copy of a project holds: each room says it of its own tables, in its `archive.py`.

    COPIED = (
        Copied(
            Dissent,
            "outcome__decision__project",
            reads={"words": unless_covered},
        ),
    )
    LEFT_OUT = {SlipVoter: "Who votes on paper is for that person alone."}

A copy holds what every member of the team may read, and nothing else. A test demands that each
table, and each field of a copied one, is copied or left out with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

# Stands where a copy does not tell whose something is.
NOBODY = UUID(int=0)
# Stands where everybody sees that something was done, and nobody sees when.
SOME_TIME = datetime(1970, 1, 1, tzinfo=UTC)

# Why nobody needs a field. It begins at 1 again.
VERSION = "It keeps two people from writing over each other, and tells nothing."


@dataclass(frozen=True, slots=True)
class Left:
    """Why a field is not in a copy, and what stands there once the copy is brought in.

    `comes_in` is given the row and the time of the import. Without it the field’s default stands
    there, or nothing.
    """

    why: str
    comes_in: Callable[[Any, datetime], Any] | None = None


def at_import(_row: Any, at: datetime) -> datetime:
    """When it is brought in, where the copy does not say when it was."""
    return at


def nobody(_row: Any, _at: datetime) -> UUID:
    """Nobody, where the copy does not say who."""
    return NOBODY


@dataclass(frozen=True, eq=False)
class Copied:
    """A table that is in a copy.

    `of` leads from a row to the project’s id. `where` says which rows are copied. `reads` says how
    a field reads in a copy, where that is not as it is kept. `leaves_out` are fields that are not
    in it. `key` puts rows in an order that is always the same; without it, the row’s own id does.
    `follows` are rows that `reads` looks at. `file` is a field with the bytes of a file. `parses`
    reads what a column of JSON or a code holds, and raises what Python raises where it cannot.
    `joins` is a field that tells apart what several projects share. `may_be_empty` are words that
    every form asks for, and that an erasure takes away.
    """

    model: type[models.Model]
    of: str
    where: Q = field(default_factory=Q)
    leaves_out: Mapping[str, str | Left] = field(default_factory=dict)
    reads: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    file: str = ""
    parses: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    joins: str = ""
    may_be_empty: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How its file is called: the room and the thing."""
        options = self.model._meta
        return f"{options.app_label}.{options.model_name}"

    @property
    def order(self) -> tuple[str, ...]:
        """In what order its rows stand."""
        return self.key or (self.model._meta.pk.attname,)


LeftOut = Mapping[type[models.Model], str]


def covered_words() -> str:
    """What a copy has instead of words that are covered."""
    return _("(These words were covered when the copy was made, so they are not in it.)")


def unless_covered(name: str) -> Callable[[Any], str]:
    """The words of a field, which a copy does not have while they are covered."""

    def read(row: Any) -> str:
        words: str = getattr(row, name)
        return covered_words() if row.is_covered and words else words

    return read


def only_that(name: str) -> Callable[[Any], datetime | None]:
    """That something was done, not when."""

    def read(row: Any) -> datetime | None:
        return None if getattr(row, name) is None else SOME_TIME

    return read


def only_whether(name: str) -> Callable[[Any], UUID | None]:
    """That somebody had a hand in it, not who."""

    def read(row: Any) -> UUID | None:
        return None if getattr(row, name) is None else NOBODY

    return read
