"""What a page hears, on both databases, without a server between."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from evenweave.live import hub as hubs
from evenweave.live.hub import Hub
from evenweave.live.streams import Streams
from tests.live.asking import asking
from tests.live.making import CAKE, TEA, address, change, change_elsewhere

pytestmark = [pytest.mark.usefixtures("own_database")]


@asynccontextmanager
async def streams(**options: Any) -> AsyncIterator[Streams]:
    """The application, ended after the block."""
    made = Streams(Hub(), **options)
    try:
        yield made
    finally:
        made.end()
        if made.hub.reader:
            await asyncio.wait([made.hub.reader])


def run(story: Coroutine[Any, Any, None]) -> None:
    """Play it to its end, within a time that is enough on a busy machine."""

    async def within() -> None:
        async with asyncio.timeout(30):
            await story

    asyncio.run(within())


def message(changes: int) -> str:
    return f"data: {changes}\nid: {changes}\n\n"


def test_a_page_hears_of_a_change_once_it_is_there() -> None:
    async def story() -> None:
        async with streams() as live, asking(live, address()) as page:
            assert re.fullmatch(r"retry: \d{4}\n\n", await page.hears())
            assert page.status == 200
            assert page.headers["content-type"] == "text/event-stream; charset=utf-8"
            assert page.headers["cache-control"] == "no-store"
            assert page.headers["x-accel-buffering"] == "no"
            assert await page.hears_nothing()
            await change_elsewhere(TEA)
            assert await page.hears() == message(1)
            await change_elsewhere(TEA)
            assert await page.hears() == message(2)

    run(story())


def test_a_page_hears_nothing_of_another_topic() -> None:
    async def story() -> None:
        async with streams() as live, asking(live, address()) as page:
            await page.hears()
            await change_elsewhere(CAKE)
            assert await page.hears_nothing()

    run(story())


@pytest.mark.parametrize(
    ("after", "last", "told"),
    [
        (0, "", "3"),
        (2, "", "3"),
        (3, "", None),
        (None, "", "3"),  # it does not say what it shows
        (0, "3", None),  # what a browser heard last is newer than what its page was made with
        (3, "2", "3"),
        (7, "", "3"),  # a copy was put back, and with it an earlier number
        (0, "three", "3"),
        (0, "9" * 400, "3"),
    ],
)
def test_a_page_that_comes_back_is_told_at_once_what_it_has_missed(
    after: int | None, last: str, told: str | None
) -> None:
    for _turn in range(3):
        change(TEA)

    async def story() -> None:
        async with streams() as live, asking(live, address(after=after), last=last) as page:
            await page.hears()
            if told is None:
                assert await page.hears_nothing()
            else:
                assert await page.hears() == message(3)
                assert await page.hears_nothing()

    run(story())


def test_who_comes_second_is_told_of_what_the_first_knows_already() -> None:
    async def story() -> None:
        async with streams() as live, asking(live, address()) as first:
            await first.hears()
            await change_elsewhere(TEA)
            assert await first.hears() == message(1)
            async with asking(live, address(), last="1") as second:
                await second.hears()
                assert await second.hears_nothing()
            async with asking(live, address()) as third:
                await third.hears()
                assert await third.hears() == message(1)

    run(story())


@pytest.mark.parametrize("method", ["POST", "HEAD", "OPTIONS"])
def test_a_stream_is_only_asked_for(method: str) -> None:
    async def story() -> None:
        async with streams() as live, asking(live, address(), method=method) as page:
            await page.is_over.wait()
            assert page.status == 405
            assert live.hub.reader is None

    run(story())


def test_without_a_good_ticket_there_is_no_stream_and_no_reader() -> None:
    async def story() -> None:
        async with streams() as live, asking(live, f"{address(after=None)}x") as page:
            await page.is_over.wait()
            assert page.status == 403
            assert live.hub.reader is None

    run(story())


def test_one_holder_has_so_many_streams_and_no_more() -> None:
    async def story() -> None:
        async with streams() as live:
            for _turn in range(hubs.MOST_OF_ONE):
                await opened(live, "Amina")
            async with asking(live, address()) as page:
                await page.is_over.wait()
                assert page.status == 503
                assert page.headers["retry-after"] == "30"
            async with asking(live, address(holder="Ben")) as page:
                assert await page.hears()

    async def opened(live: Streams, holder: str) -> None:
        page = asking(live, address(holder=holder))
        pages.append(page)
        await (await page.__aenter__()).hears()

    pages: list[Any] = []
    run(story())


def test_a_process_has_so_many_streams_and_no_more() -> None:
    async def story() -> None:
        live = Streams(Hub(most=1))
        async with asking(live, address(holder="Amina")) as first:
            await first.hears()
            async with asking(live, address(holder="Ben")) as page:
                await page.is_over.wait()
                assert page.status == 503
        async with asking(live, address(holder="Ben")) as page:
            assert await page.hears()
        live.end()

    run(story())


def test_a_stream_gives_a_sign_of_life_now_and_then() -> None:
    async def story() -> None:
        async with (
            streams(seconds_between_signs=(0.05, 0.1)) as live,
            asking(live, address()) as page,
        ):
            await page.hears()
            assert [await page.hears(), await page.hears()] == [":\n\n", ":\n\n"]

    run(story())


def test_a_stream_ends_by_itself_after_a_while() -> None:
    async def story() -> None:
        async with streams(seconds_to_live=(0.2, 0.2)) as live, asking(live, address()) as page:
            await page.hears()
            async with asyncio.timeout(2):
                await page.is_over.wait()

    run(story())


def test_when_the_server_ends_every_stream_does_at_once_and_none_begins() -> None:
    async def story() -> None:
        async with streams() as live:
            async with asking(live, address()) as page:
                await page.hears()
                live.end()
                async with asyncio.timeout(1):
                    await page.is_over.wait()
            async with asking(live, address()) as page:
                await page.is_over.wait()
                assert page.status == 503

    run(story())


def test_the_reader_goes_after_the_last_stream_and_comes_again_with_the_next() -> None:
    async def story() -> None:
        live = Streams(Hub(seconds_to_linger=0.1))
        async with asking(live, address()) as page:
            await page.hears()
            first = live.hub.reader
            assert first is not None
        async with asking(live, address()) as page:
            await page.hears()
            await asyncio.sleep(0.3)
            assert live.hub.reader is first  # somebody was only turning a page
        assert not live.hub.topics
        assert not live.hub.holders
        await asyncio.sleep(0.3)
        assert first.done()
        async with asking(live, address()) as page:
            await page.hears()
            await change_elsewhere(TEA)
            assert await page.hears() == message(1)
        live.end()

    run(story())


def test_it_works_wherever_the_program_is_mounted() -> None:
    async def story() -> None:
        async with streams() as live, asking(live, address(), mounted="/weave") as page:
            assert await page.hears()

    run(story())
