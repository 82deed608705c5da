"""Checking a record where it lies, as `evenweave verify` checks a copy of it."""

from __future__ import annotations

from evenweave.record import checking, exporting
from evenweave.record.models import Stream


def check(stream: Stream) -> None:
    """Follow the chain from its first line to its head, with all words beside it.

    Raises BrokenRecordError at the first thing that does not fit.
    """
    walk = checking.Walk(str(stream.id), stop_at=0)
    beside = words_beside(stream)
    for line, seal in exporting.entries(stream):
        walk.step(line.encode(), seal, beside)
    beside.finish()
    walk.finish({"length": stream.length, "head": stream.head})
    if walk.erased:
        checking.refuse_erased_words(words_beside(stream), walk.erased)


def words_beside(stream: Stream) -> checking.WordsBeside:
    """What people said, from the beginning."""
    return checking.WordsBeside(line.encode() for line in exporting.words(stream))
