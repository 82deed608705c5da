"""Checking a record where it lies, as `evenweave verify` checks a copy of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import TypeVar, cast

from evenweave.record import checking, exporting
from evenweave.record.models import Stream

T = TypeVar("T")


def check(stream: Stream) -> None:
    """Follow the chain from its first line to its head, with all words beside it.

    Raises BrokenRecordError at the first thing that does not fit.
    """
    walk = checking.Walk(str(stream.id), None)
    with read(exporting.entries(stream)) as entries, words_beside(stream) as beside:
        for line, seal in entries:
            walk.step(line.encode(), seal, beside)
        beside.finish()
    walk.finish({"length": stream.length, "head": stream.head})
    if walk.erased:
        with words_beside(stream) as beside:
            checking.refuse_erased_words(beside, walk.erased)


@contextmanager
def words_beside(stream: Stream) -> Iterator[checking.WordsBeside]:
    """What people said, from the beginning."""
    with read(exporting.words(stream)) as words:
        yield checking.WordsBeside(line.encode() for line in words)


def read(rows: Iterator[T]) -> closing[Generator[T, None, None]]:
    """Rows of the database; however the block ends, no question stays half-answered."""
    return closing(cast("Generator[T, None, None]", rows))
