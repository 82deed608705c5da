"""What an action does last, once for all its parts, just before its transaction commits.

What is left to the end holds its rows for a moment only, and in one order, whatever the parts did
before: so it adds no circle in which two actions wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

Work = Callable[[list[UUID]], None]

_left: ContextVar[dict[Work, set[UUID]] | None] = ContextVar("left", default=None)


class NotInAnActionError(Exception):
    """Something was left to the end of an action, and there is none. The program's fault."""


def at_the_end(work: Work, thing: UUID) -> None:
    """Have `work` called with all things that were left to it, sorted, each once.

    A part that was refused, while the whole went on, may have left something too. Raises
    NotInAnActionError outside an action.
    """
    left = _left.get()
    if left is None:
        raise NotInAnActionError("Only an action has an end to leave something to.")
    left.setdefault(work, set()).add(thing)


@contextmanager
def gathered() -> Iterator[None]:
    """Do what the block leaves to its end; within another such block, that one does it."""
    if _left.get() is not None:
        yield
        return
    left: dict[Work, set[UUID]] = {}
    token = _left.set(left)
    try:
        yield
        for work, things in left.items():
            work(sorted(things))
    finally:
        _left.reset(token)
