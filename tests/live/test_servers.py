"""Real servers, real phones: killed, cut off, started again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.live.making import (
    TEA,
    address,
    change,
    change_elsewhere,
    free_port,
    phone,
    process,
    shared,
)
from workshop.phones import CutOffError, Phone

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_database")]

PHONES = 60


def run(story: Coroutine[Any, Any, None]) -> None:
    """Play it to its end, within a time that is enough on a busy machine."""

    async def within() -> None:
        async with asyncio.timeout(60):
            await story

    asyncio.run(within())


async def until_it_listens(one: Phone) -> None:
    """Its first lines are here."""
    await one.block()


def test_a_change_is_on_many_phones_soon_with_few_threads(tmp_path: Path) -> None:
    port = free_port()

    async def story(threads: psutil.Process) -> None:
        async with AsyncExitStack() as held:
            paths = [address(holder=str(number)) for number in range(PHONES)]
            phones = [await held.enter_async_context(phone(port, path)) for path in paths]
            assert {each.status for each in phones} == {200}
            await asyncio.gather(*map(until_it_listens, phones))
            began = time.monotonic()
            await change_elsewhere(TEA)
            await asyncio.gather(*[each.until(1) for each in phones])
            assert time.monotonic() - began < 5  # a busy machine; the bench holds it to one second
            assert threads.num_threads() <= 40

    with process(tmp_path, port) as running:
        run(story(psutil.Process(running.pid)))


def test_a_server_that_is_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    port = free_port()

    async def before() -> str:
        async with phone(port, address()) as one:
            await until_it_listens(one)
            await change_elsewhere(TEA)
            await one.until(1)
            running.kill()
            with pytest.raises(CutOffError):
                await one.message()
            return one.last

    async def after(last: str) -> None:
        async with phone(port, address(), last=last) as one:
            await one.until(3)
            await change_elsewhere(TEA)
            await one.until(4)

    with process(tmp_path, port) as running:
        last = asyncio.run(before())
    change(TEA)
    change(TEA)
    with process(tmp_path, port):
        run(after(last))


@asynccontextmanager
async def thin_line(port: int, letters: int) -> AsyncIterator[int]:
    """A way to the server that breaks after so many letters of the answer; its own port."""

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        far_writer.write(await reader.readuntil(b"\r\n\r\n"))
        left = letters
        while left and (some := await far_reader.read(left)):
            writer.write(some)
            left -= len(some)
        await writer.drain()
        writer.close()
        far_writer.close()

    server = await asyncio.start_server(pass_on, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def length_of_answer(port: int) -> int:
    """How many letters the server sends until a page has heard its first message."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {address()} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    answer = await reader.readuntil(b"id: 1\n\n\r\n")
    writer.close()
    return len(answer)


def test_a_stream_that_breaks_anywhere_even_within_a_line_is_taken_up_again(tmp_path: Path) -> None:
    port = free_port()
    change(TEA)

    async def heard_until_it_broke(letters: int) -> str:
        async with thin_line(port, letters) as line, phone(line, address()) as one:
            with pytest.raises(CutOffError):
                await one.until(2)
            return one.last

    async def story() -> None:
        length = await length_of_answer(port)
        for letters in range(length - 30, length + 1):
            last = await heard_until_it_broke(letters)
            assert last == ("1" if letters == length else "")
            async with phone(port, address(), last=last) as one:
                await until_it_listens(one)
                if not last:
                    await one.until(1)

    with process(tmp_path, port):
        run(story())


def test_no_ticket_stands_in_what_a_server_says(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    port = free_port()

    async def story() -> None:
        for path in (address(), f"{address(after=None)}x"):
            async with phone(port, path) as one:
                assert one.status in {200, 403}

    with process(tmp_path, port) as running:
        run(story())
        running.terminate()
        running.wait(timeout=10)
    said = capfd.readouterr()
    assert "/live/" not in said.out + said.err


@pytest.mark.postgresql
def test_of_two_servers_one_is_killed_and_its_phones_go_on_at_the_other(tmp_path: Path) -> None:
    one_port, other_port = free_port(), free_port()

    async def story() -> None:
        async with phone(one_port, address()) as first, phone(other_port, address()) as second:
            await asyncio.gather(until_it_listens(first), until_it_listens(second))
            await change_elsewhere(TEA)
            await asyncio.gather(first.until(1), second.until(1))
            one.kill()
            await change_elsewhere(TEA)
            await second.until(2)
            with pytest.raises(CutOffError):
                await first.message()
            async with phone(other_port, address(), last=first.last) as back:
                await back.until(2)
                await change_elsewhere(TEA)
                await asyncio.gather(back.until(3), second.until(3))

    with process(tmp_path, one_port) as one, process(tmp_path, other_port):
        run(story())


@pytest.mark.sqlite
def test_ctrl_c_ends_open_streams_quietly_within_a_second(tmp_path: Path) -> None:
    from tests.config.running import COMMAND, serving

    told = shared(tmp_path)

    async def story(served: Any) -> None:
        port = int(served.address.rpartition(":")[2])
        async with phone(port, address()) as one:
            await until_it_listens(one)
            began = time.monotonic()
            ended = asyncio.create_task(asyncio.to_thread(served.stop))
            with pytest.raises(CutOffError):
                await one.message()
            assert await ended == (0, "")
            assert time.monotonic() - began < 2

    with serving(command=COMMAND, **told) as served:
        run(story(served))
