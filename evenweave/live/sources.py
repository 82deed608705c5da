"""Where a process hears of changes: SQLite is looked at often, PostgreSQL tells by itself.

Each has one connection of its own, outside Django and its pool. `read` is asked again whenever
`until_news` returns, so whatever was missed meanwhile is found too.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

import psycopg
from django.db import connection

from evenweave.live.changes import CHANNEL

T = TypeVar("T")

# SQLite cannot call, so it is asked whether anything was written: some microseconds each time.
SECONDS_BETWEEN_LOOKS = 0.15
# PostgreSQL calls. Should a call be lost (a pooler that does not pass it on), this finds it.
SECONDS_BETWEEN_CHECKS = 5.0
# A server that says nothing for so long is taken for gone.
SECONDS_OF_PATIENCE = 10
# So many ids in one question, on SQLite.
AT_ONCE = 500


class Source(Protocol):
    """A connection to hear by, told of whatever changes from its beginning on."""

    async def read(self, topics: Collection[UUID]) -> dict[UUID, int]:
        """How often each of these topics has changed; those that never did are left out."""

    async def until_news(self, wake: asyncio.Event, topics: Collection[UUID]) -> None:
        """Return when one of these topics may have changed, or as soon as `wake` is set."""


# Opens a source, and gives its connection back after the block. Both it and the source raise one of
# AWAY when the database cannot be reached.
Opens = Callable[[], AbstractAsyncContextManager[Source]]
AWAY = (sqlite3.Error, psycopg.Error, OSError)


class SQLiteSource:
    """Looks whether the file has changed, from a thread of its own: a disk can be slow."""

    def __init__(self, thread: Executor, database: sqlite3.Connection, version: int) -> None:
        self.thread = thread
        self.database = database
        self.version = version

    @classmethod
    @asynccontextmanager
    async def opened(cls, file: str) -> AsyncIterator[Source]:
        """A connection to the file, to read only."""
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
        try:
            database = await in_thread(thread, lambda: read_only(file))
            try:
                # Noted before anything is read, so that nothing is missed between.
                version = await in_thread(thread, lambda: data_version(database))
                yield cls(thread, database, version)
            finally:
                thread.submit(database.close)
        finally:
            thread.shutdown(wait=False)

    async def read(self, topics: Collection[UUID]) -> dict[UUID, int]:
        """How often each of these topics has changed."""
        wanted = list(topics)
        return await in_thread(self.thread, lambda: counts(self.database, wanted))

    async def until_news(self, wake: asyncio.Event, topics: Collection[UUID]) -> None:
        """Look again and again; one look costs some microseconds."""
        while not await set_within(wake, SECONDS_BETWEEN_LOOKS):
            version = await in_thread(self.thread, lambda: data_version(self.database))
            if version != self.version:
                self.version = version
                return


def read_only(file: str) -> sqlite3.Connection:
    """A connection that cannot write, nor make a new file."""
    address = f"{Path(file).resolve().as_uri()}?mode=rw"  # "ro" could not join a log that is alive
    database = sqlite3.connect(address, uri=True, timeout=1, isolation_level=None)
    database.execute("PRAGMA query_only = ON")
    return database


def data_version(database: sqlite3.Connection) -> int:
    """A number that differs once another connection has written."""
    # All rows at once, here and below: a question half read keeps the log from being emptied.
    [(version,)] = database.execute("PRAGMA data_version").fetchall()
    return int(version)


def counts(database: sqlite3.Connection, topics: list[UUID]) -> dict[UUID, int]:
    """How often each of these topics has changed, some of them at once."""
    found: dict[UUID, int] = {}
    for start in range(0, len(topics), AT_ONCE):
        some = [topic.hex for topic in topics[start : start + AT_ONCE]]
        marks = ", ".join("?" * len(some))
        question = f"SELECT id, changes FROM live_topic WHERE id IN ({marks})"  # noqa: S608 - marks
        rows = database.execute(question, some).fetchall()
        found |= {UUID(hex=topic): changes for topic, changes in rows}
    return found


async def in_thread(thread: Executor, work: Callable[[], T]) -> T:
    """Have it done in this thread: a connection of SQLite is used in one thread only."""
    return await asyncio.get_running_loop().run_in_executor(thread, work)


class PostgreSQLSource:
    """Listens. What is heard is a hint to read: so nothing depends on the order of calls."""

    def __init__(self, database: psycopg.AsyncConnection[Any]) -> None:
        self.database = database
        self.heard: set[str] = set()
        # A call that comes while a question is being answered.
        database.add_notify_handler(lambda call: self.heard.add(call.payload))

    @classmethod
    @asynccontextmanager
    async def opened(cls, **where: Any) -> AsyncIterator[Source]:
        """A connection that listens before anything is read."""
        database = await psycopg.AsyncConnection.connect(autocommit=True, **where)
        try:
            source = cls(database)
            await database.execute(f"LISTEN {CHANNEL}")
            yield source
        finally:
            await database.close()

    async def read(self, topics: Collection[UUID]) -> dict[UUID, int]:
        """How often each of these topics has changed."""
        question = "SELECT id, changes FROM live_topic WHERE id = ANY(%s)"
        async with asyncio.timeout(SECONDS_OF_PATIENCE):
            answer = await self.database.execute(question, [list(topics)])
            return dict(await answer.fetchall())

    async def until_news(self, wake: asyncio.Event, topics: Collection[UUID]) -> None:
        """Wait until one of the topics is called, or long enough that a call may have been lost."""
        loop, socket = asyncio.get_running_loop(), self.database.fileno()
        watched = {topic.hex for topic in topics}
        until = loop.time() + SECONDS_BETWEEN_CHECKS
        readable = asyncio.Event()
        while not watched & self.called() and not wake.is_set() and loop.time() < until:
            readable.clear()
            loop.add_reader(socket, readable.set)
            try:
                await first_of(wake, readable, until - loop.time())
            finally:
                loop.remove_reader(socket)

    def called(self) -> set[str]:
        """The topics that were called since we last looked; raises psycopg.Error once cut off."""
        self.database.pgconn.consume_input()
        while call := self.database.pgconn.notifies():
            self.heard.add(call.extra.decode())
        heard, self.heard = self.heard, set()
        return heard


async def set_within(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event is set now or within so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True


async def first_of(one: asyncio.Event, other: asyncio.Event, seconds: float) -> None:
    """Wait for either of two events, and no longer than so many seconds."""
    waiting = [asyncio.ensure_future(each.wait()) for each in (one, other)]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()


def of_the_database() -> AbstractAsyncContextManager[Source]:
    """A source for the database that Django's settings name."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return SQLiteSource.opened(str(settings["NAME"]))
    where = connection.get_connection_params()
    for ours in ("cursor_factory", "context"):  # they are for Django's own connections
        where.pop(ours)
    return PostgreSQLSource.opened(**{"connect_timeout": 5} | where | {"prepare_threshold": None})
