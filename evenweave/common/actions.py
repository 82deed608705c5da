"""How every write happens: one transaction, the chain's lock, the rule, the write, the record.

    @action(records=kinds.OPENED)
    def open_decision(*, decision: Decision, closes_at: datetime, by: Actor, at: datetime) -> None:
        refuse_if(rules.why_not_open_decision(by, decision))
        ...

A *recorded* action puts one entry on the record of the stream it touches. A *quiet* one says why it
stays off the record (`docs/writes.md` lists them all). An action finds the streams it touches among
its arguments: whatever has a `stream_id`, alone or in a list. It holds the locks of them all.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar, runtime_checkable
from uuid import UUID

from django.db import transaction

from evenweave.common import endings, guard, locks
from evenweave.common.actors import Actor

P = ParamSpec("P")
R = TypeVar("R")


@runtime_checkable
class OnStream(Protocol):
    """A thing whose doings stand on a stream's record."""

    @property
    def stream_id(self) -> UUID:
        """The stream, such as the project's."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did, as the record hears it. `things` are its arguments and its `result`."""

    things: Mapping[str, object]
    stream_id: UUID
    by: Actor
    at: datetime


class Recordable(Protocol):
    """A kind of entry, declared in a room's `kinds.py` (record.vocabulary)."""

    def check(self, known: Iterable[str]) -> None:
        """Raise TypeError when it speaks of a thing that the action does not have."""

    def record(self, done: Done) -> object:
        """Put the entry on the record."""


_chain_locks: ContextVar[locks.ChainLocks | None] = ContextVar("chain_locks", default=None)


def action(
    *, records: Recordable | None = None, quiet: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the one door to a write. Give `records`, or `quiet` with the reason.

    Raises TypeError when the function is not keyword-only with `by` and `at`, or when the kind
    speaks of something that the function does not have: at import, not in somebody's hands.
    """
    if (records is None) == (not quiet):
        raise TypeError("An action either records a kind, or says why it is quiet.")

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        check_signature(function.__qualname__, signature)
        if records is not None:
            records.check([*signature.parameters, "result"])

        @functools.wraps(function)
        def perform(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            given = bound.arguments
            by, at = given["by"], given["at"]
            check_who_and_when(by, at)
            with opened(function.__qualname__) as chain_locks:
                streams = list(dict.fromkeys(streams_of(given.values())))
                chain_locks.take(streams)
                result = function(*args, **kwargs)
                if records is not None:
                    streams = streams or list(streams_of([result]))
                    things = {**given, "result": result}
                    records.record(Done(things, first_stream(streams), by, at))
                return result

        perform.records = records  # type: ignore[attr-defined]
        perform.quiet = quiet  # type: ignore[attr-defined]
        return perform

    return decorate


@contextmanager
def opened(name: str) -> Iterator[locks.ChainLocks]:
    """The transaction of the action `name`; a nested one joins the outer's, and its locks."""
    outer = _chain_locks.get()
    chain_locks = outer or locks.ChainLocks()
    token = _chain_locks.set(chain_locks)
    try:
        # Durable: only actions open transactions, so none may be open around the outermost.
        durable = outer is None
        with transaction.atomic(durable=durable), guard.acting(name), endings.gathered():
            yield chain_locks
    finally:
        _chain_locks.reset(token)


def check_signature(name: str, signature: inspect.Signature) -> None:
    """An action takes everything by name, and is told who acts and when."""
    kinds = {parameter.kind for parameter in signature.parameters.values()}
    if kinds != {inspect.Parameter.KEYWORD_ONLY} or not {"by", "at"} <= set(signature.parameters):
        raise TypeError(
            f"The action {name} must take its arguments by name, `by` and `at` among them."
        )


def check_who_and_when(by: object, at: object) -> None:
    """An action is done by an Actor, at an aware time."""
    if not isinstance(by, Actor):
        raise TypeError("`by` must be an Actor.")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise TypeError("`at` must be an aware time.")


def streams_of(things: Iterable[object]) -> Iterator[UUID]:
    """The streams that these things, or lists of things, belong to."""
    for thing in things:
        if isinstance(thing, OnStream):
            yield thing.stream_id
        elif isinstance(thing, list | tuple):
            yield from streams_of(thing)


def first_stream(streams: list[UUID]) -> UUID:
    """The stream that an action's entry stands on: the first named, where it touches several."""
    if not streams:
        raise TypeError("A recorded action needs an argument or a result that has a stream_id.")
    return streams[0]
