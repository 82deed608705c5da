"""Many phones that listen: how soon the last hears, and what its streams cost a server.

Run as a child, on the database that its environment names, with the ports of the servers:

    python -m workshop.benches.streams hear 200 PORT [PORT]
    python -m workshop.benches.streams show 200 PORT [PORT]
    python -m workshop.benches.streams hold 500 PORT

Each prints one line of JSON. While `hold` waits for a line on its input, its streams are open.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "workshop.benches.settings"

import django

django.setup()

from django.db import connection  # noqa: E402

from evenweave.common import actors, clock  # noqa: E402
from evenweave.live.actions import TRYING, try_change  # noqa: E402
from evenweave.live.changes import changes_of  # noqa: E402
from evenweave.live.tickets import ticket  # noqa: E402
from workshop.phones import Phone  # noqa: E402

ROUNDS = 11


def change() -> None:
    """Something changes, and is committed."""
    try_change(by=actors.job("bench.streams"), at=clock.now())


def changes() -> int:
    """How often it has changed so far."""
    found = changes_of(TRYING)
    connection.close()
    return found


async def opened(number: int, port: int, shown: int) -> Phone:
    """One more phone, of a holder of its own, which listens."""
    phone = await Phone.opened(port, f"/live/{ticket(TRYING, str(number))}?after={shown}")
    assert phone.status == 200, phone.status
    await phone.block()
    return phone


async def many(count: int, ports: list[int], shown: int) -> list[Phone]:
    """So many phones, spread over the servers."""
    return [await opened(number, ports[number % len(ports)], shown) for number in range(count)]


async def hear(count: int, ports: list[int]) -> dict[str, float]:
    """Seconds from before a change is made until the last phone has heard of it."""
    shown = await asyncio.to_thread(changes)
    phones = await many(count, ports, shown)
    await asyncio.sleep(1)
    times = []
    for turn in range(1, ROUNDS + 1):
        began = time.perf_counter()
        heard = asyncio.gather(*[phone.until(shown + turn) for phone in phones])
        await asyncio.to_thread(change)
        await heard
        times.append(time.perf_counter() - began)
        await asyncio.sleep(0.37)  # so that no change comes at the same point of a look
    return {"median_s": statistics.median(times), "worst_s": max(times)}


async def show(count: int, ports: list[int]) -> dict[str, float]:
    """The same, until the last has also asked for the part that changed, and has it."""
    shown = await asyncio.to_thread(changes)
    phones = await many(count, ports, shown)
    lines = [
        await asyncio.open_connection("127.0.0.1", ports[n % len(ports)]) for n in range(count)
    ]
    times = []
    for turn in range(ROUNDS):
        began = time.perf_counter()
        pairs = zip(phones, lines, strict=True)
        having = asyncio.gather(*[has_part(*pair, shown + turn + 1) for pair in pairs])
        await asyncio.to_thread(change)
        await having
        if turn:  # the first opens the connections that a browser has already
            times.append(time.perf_counter() - began)
        await asyncio.sleep(0.37)
    return {"median_s": statistics.median(times), "worst_s": max(times)}


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def has_part(phone: Phone, line: Line, changes: int) -> None:
    """Hear of the change, and fetch the part."""
    await phone.until(changes)
    reader, writer = line
    asked = (
        "GET /kit/live/ HTTP/1.1\r\nHost: localhost\r\nHX-Request: true\r\nLive-Part: tried\r\n\r\n"
    )
    writer.write(asked.encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert b"200 ok" in head, head
    length = int(head.partition(b"content-length: ")[2].split()[0])
    body = await reader.readexactly(length)
    assert f'after="{changes}"'.encode() in body, body


async def hold(count: int, ports: list[int]) -> dict[str, float]:
    """Keep so many streams open until a line comes in."""
    phones = await many(count, ports, await asyncio.to_thread(changes))
    print(json.dumps({"open": len(phones)}), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    return {"open": sum(not phone.reader.at_eof() for phone in phones)}


STORIES = {"hear": hear, "show": show, "hold": hold}


def run(word: str, count: str, *ports: str) -> dict[str, float]:
    """What the first word asks for."""
    return asyncio.run(STORIES[word](int(count), [int(port) for port in ports]))


if __name__ == "__main__":
    print(json.dumps(run(*sys.argv[1:])))
