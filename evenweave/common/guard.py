"""Where writing may happen: inside an action, and never while a page is only being read.

The tests run every query past `check_query`; a stray write fails there, loudly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

WRITES = re.compile(
    r"^\s*(?:WITH\b.*?\)\s*)?(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|MERGE|ALTER|DROP|CREATE)\b",
    re.IGNORECASE | re.DOTALL,
)
TABLE = re.compile(r"(?:INTO|UPDATE|FROM|TRUNCATE|TABLE)\s+\"?(\w+)", re.IGNORECASE)

# Libraries write these themselves (listed in docs/writes.md).
LIBRARY_TABLES = frozenset({"django_session"})

_reading: ContextVar[bool] = ContextVar("reading", default=False)
_acting: ContextVar[str] = ContextVar("acting", default="")


class StrayWriteError(Exception):
    """A write outside an action, or while a page was only being read."""


@contextmanager
def reading(is_reading: bool) -> Iterator[None]:
    """For this block, say whether a page is only being read."""
    token = _reading.set(is_reading)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def acting(name: str) -> Iterator[None]:
    """For this block, the action `name` may write."""
    token = _acting.set(name)
    try:
        yield
    finally:
        _acting.reset(token)


def check_query(
    execute: Callable[..., Any], sql: str, params: object, many: bool, context: dict[str, Any]
) -> Any:
    """An `execute_wrapper`: raises StrayWriteError for a write to our tables in the wrong place."""
    if WRITES.match(sql) and not LIBRARY_TABLES.intersection(TABLE.findall(sql)):
        if not _acting.get():
            raise StrayWriteError(f"Written outside an action: {sql[:120]}")
        if _reading.get():
            raise StrayWriteError(f"Written during a GET, in {_acting.get()}: {sql[:120]}")
    return execute(sql, params, many, context)
