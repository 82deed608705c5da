"""What the machine cannot do just now, told from a fault of the program. Needs only Python."""

from __future__ import annotations

import errno
from collections.abc import Iterator

FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT}
FULL_SQLSTATE = "53100"
# SQLite's own numbers are lost on the way through some layers; its words are not.
FULL_WORDS = "database or disk is full"
BUSY_WORDS = "database is locked"


def causes(problem: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it, latest first."""
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def is_full(problem: BaseException) -> bool:
    """Whether a disk had no room left, however the libraries between announced it."""
    return any(
        (isinstance(error, OSError) and error.errno in FULL_ERRNOS)
        or getattr(error, "sqlstate", None) == FULL_SQLSTATE
        or str(error) == FULL_WORDS
        for error in causes(problem)
    )


def is_busy(problem: BaseException) -> bool:
    """Whether the database let nobody write for as long as we were ready to wait."""
    return any(str(error) == BUSY_WORDS for error in causes(problem))
