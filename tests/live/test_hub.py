"""The one reader of a process: what it does when the database is away, or gives no call."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from evenweave.live import sources
from evenweave.live.hub import Hub
from evenweave.live.sources import Source
from evenweave.live.tickets import Ticket
from tests import databases
from tests.live.making import TEA, change_elsewhere

AMINA = Ticket(TEA, b"amina")


class Kettle:
    """A source that a test has in its hand."""

    def __init__(self) -> None:
        self.changes = 0
        self.opened = 0
        self.is_broken = False
        self.news = asyncio.Event()

    @asynccontextmanager
    async def opens(self) -> AsyncIterator[Source]:
        self.opened += 1
        if self.is_broken:
            raise OSError("an address that nobody need know")
        yield self

    async def read(self, topics: Collection[UUID]) -> dict[UUID, int]:
        if self.is_broken:
            raise OSError("an address that nobody need know")
        return dict.fromkeys(topics, self.changes)

    async def until_news(self, wake: asyncio.Event, topics: Collection[UUID]) -> None:
        await sources.first_of(wake, self.news, 60)
        self.news.clear()


async def heard(wake: asyncio.Event) -> None:
    """Wait for a stream to be woken."""
    async with asyncio.timeout(5):
        await wake.wait()
    wake.clear()


def test_what_changed_while_the_database_was_away_is_told_when_it_is_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story() -> None:
        kettle = Kettle()
        hub = Hub(kettle.opens, most=5)
        with hub.listening(AMINA) as stream:
            await heard(stream.wake)
            assert stream.changes == 0
            kettle.is_broken = True
            kettle.news.set()
            await asyncio.sleep(0.5)
            assert kettle.opened > 1
            kettle.changes, kettle.is_broken = 4, False
            await heard(stream.wake)
            assert stream.changes == 4
        hub.end()

    with caplog.at_level(logging.WARNING):
        asyncio.run(story())
    assert "Live updates wait for the database (OSError)." in caplog.text
    assert "nobody need know" not in caplog.text


def test_many_changes_at_once_are_told_together() -> None:
    async def story() -> None:
        kettle = Kettle()
        hub = Hub(kettle.opens, most=5)
        with hub.listening(AMINA) as stream:
            await heard(stream.wake)
            told = 0
            for kettle.changes in range(1, 41):
                kettle.news.set()
                await asyncio.sleep(0.01)
                told += stream.wake.is_set()
                stream.wake.clear()
            assert told <= 8
            await asyncio.sleep(0.3)
            assert stream.changes == 40
        hub.end()

    asyncio.run(story())


@pytest.mark.usefixtures("own_database")
def test_a_thousand_streams_of_a_thousand_topics_hear_by_one_reader() -> None:
    topics = [UUID(int=number) for number in range(1_000)]

    async def story() -> None:
        hub = Hub(most=1_000)
        blocks = [hub.listening(Ticket(topic, topic.bytes)) for topic in topics]
        streams = [block.__enter__() for block in blocks]
        await asyncio.gather(*[heard(stream.wake) for stream in streams])
        await change_elsewhere(topics[0], topics[999])
        await asyncio.gather(heard(streams[0].wake), heard(streams[999].wake))
        assert not any(stream.wake.is_set() for stream in streams)
        for block in blocks:
            block.__exit__(None, None, None)
        assert not hub.topics
        hub.end()

    asyncio.run(story())


@pytest.mark.sqlite
@pytest.mark.usefixtures("own_database")
def test_a_reader_that_waits_keeps_nobody_from_emptying_the_log() -> None:
    from evenweave.common.database import log_is_empty

    async def story() -> None:
        hub = Hub(most=5)
        with hub.listening(AMINA) as stream:
            await heard(stream.wake)
            await change_elsewhere(TEA)
            await heard(stream.wake)
            assert await asyncio.to_thread(log_is_empty)
        hub.end()

    asyncio.run(story())


@pytest.mark.sqlite
def test_a_reader_makes_no_new_file() -> None:
    file = databases.folder() / "never.sqlite3"

    async def story() -> None:
        hub = Hub(lambda: sources.SQLiteSource.opened(str(file)), most=5)
        with hub.listening(AMINA):
            await asyncio.sleep(0.3)
        hub.end()

    asyncio.run(story())
    assert not file.exists()


@pytest.mark.postgresql
@pytest.mark.usefixtures("own_database")
def test_a_reader_whose_connection_is_cut_off_hears_what_it_has_missed() -> None:
    name = connection.settings_dict["NAME"]

    def cut_off() -> None:
        with psycopg.connect(databases.server_url(), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )

    async def story() -> None:
        hub = Hub(most=5)
        with hub.listening(AMINA) as stream:
            await heard(stream.wake)
            await asyncio.to_thread(cut_off)
            await change_elsewhere(TEA)
            await heard(stream.wake)
            assert stream.changes == 1
        hub.end()

    asyncio.run(story())


@pytest.mark.postgresql
@pytest.mark.usefixtures("own_database")
def test_a_call_that_is_lost_on_the_way_is_made_good_by_looking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "SECONDS_BETWEEN_CHECKS", 0.3)
    monkeypatch.setattr(sources, "CHANNEL", "nobody_calls_here")

    async def story() -> None:
        hub = Hub(most=5)
        with hub.listening(AMINA) as stream:
            await heard(stream.wake)
            await change_elsewhere(TEA)
            await heard(stream.wake)
            assert stream.changes == 1
        hub.end()

    asyncio.run(story())


@pytest.mark.postgresql
@pytest.mark.usefixtures("own_database")
def test_a_call_is_heard_at_once_and_one_about_something_else_reads_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "SECONDS_BETWEEN_CHECKS", 60)
    reads = []
    read = sources.PostgreSQLSource.read

    async def counted(self: sources.PostgreSQLSource, topics: Collection[UUID]) -> dict[UUID, int]:
        reads.append(len(topics))
        return await read(self, topics)

    monkeypatch.setattr(sources.PostgreSQLSource, "read", counted)

    async def story() -> None:
        hub = Hub(most=5)
        with hub.listening(AMINA) as stream:
            await heard(stream.wake)
            await asyncio.sleep(0.3)
            before = len(reads)
            await change_elsewhere(UUID(int=7))
            await asyncio.sleep(0.3)
            assert len(reads) == before
            await change_elsewhere(TEA)
            await heard(stream.wake)
            assert stream.changes == 1
        hub.end()

    asyncio.run(story())
