"""Kinds of job: what a room may have done later, declared in its `jobs.py`.

    @job("outbox.deliver")
    def deliver(turn: Turn) -> datetime | None: ...

    @job("outbox.letters", every=timedelta(minutes=15))
    def letters(turn: Turn) -> None: ...

A job is told an id and nothing else, so that no name, address or word lies in the queue. It must be
idempotent: a machine may stop at any moment, and then it is done again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

NAME = re.compile(r"[a-z_]+\.[a-z_]+")
# What a job is about that is about nothing in particular.
NOTHING = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Turn:
    """One go at a job.

    `tries` counts the goes, this one included. `lapses` counts those that never came to an end,
    because the machine stopped: nobody knows how far they got.
    """

    about: UUID
    at: datetime
    tries: int = 1
    lapses: int = 0


Do = Callable[[Turn], datetime | None]


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job. `do` answers None when it is done, or when to go on with it.

    One that is done again and again may ask to be done sooner.
    """

    name: str
    do: Do
    every: timedelta | None = None


declared: dict[str, JobKind] = {}


def job(name: str, *, every: timedelta | None = None) -> Callable[[Do], Do]:
    """Declare a kind of job; with `every` it needs no plan, and is done again and again."""
    if not NAME.fullmatch(name) or len(name) > 60:
        raise ValueError(f"A kind of job is named room.verb, not {name!r}.")

    def declare(do: Do) -> Do:
        if name in declared:
            raise ValueError(f"The kind of job {name} is declared twice.")
        declared[name] = JobKind(name, do, every)
        return do

    return declare
