"""Many phones that listen: how soon the last hears, and what its streams cost a server.

Run as a child, on the database that its environment names, with the ports of the servers:

    python -m workshop.benches.streams hear 200 PORT [PORT]
    python -m workshop.benches.streams show 200 PORT [PORT]  < a meeting that goes on, as JSON
    python -m workshop.benches.streams hold 500 PORT

`hear` is on a page without anybody; `show` is on a real meeting (workshop.benches.meeting), each
phone signed in as somebody else. Each prints one line of JSON. While `hold` waits for a line on its
input, its streams are open.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import time
from uuid import UUID

os.environ["DJANGO_SETTINGS_MODULE"] = "workshop.benches.settings"

import django

django.setup()

from django.db import connection  # noqa: E402

from evenweave.common import actors, clock  # noqa: E402
from evenweave.live.actions import TRYING, try_change  # noqa: E402
from evenweave.live.changes import changes_of  # noqa: E402
from evenweave.live.tickets import ticket  # noqa: E402
from evenweave.meetings.actions import running  # noqa: E402
from evenweave.meetings.models import Meeting  # noqa: E402
from workshop.phones import Phone  # noqa: E402

ROUNDS = 11


def change() -> None:
    """Something changes, and is committed."""
    try_change(by=actors.job("bench.streams"), at=clock.now())


def changes(topic: UUID = TRYING) -> int:
    """How often it has changed so far."""
    found = changes_of(topic)
    connection.close()
    return found


async def opened(number: int, port: int, shown: int, topic: UUID) -> Phone:
    """One more phone, of a holder of its own, which listens."""
    phone = await Phone.opened(port, f"/live/{ticket(topic, str(number))}?after={shown}")
    assert phone.status == 200, phone.status
    await phone.block()
    return phone


async def many(count: int, ports: list[int], shown: int, topic: UUID = TRYING) -> list[Phone]:
    """So many phones, spread over the servers."""
    return [await opened(each, ports[each % len(ports)], shown, topic) for each in range(count)]


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
    """The same in a meeting, until the last has also asked for the changed part, and has it."""
    told = json.loads(sys.stdin.read())
    topic = UUID(told["topic"])
    shown = await asyncio.to_thread(changes, topic)
    phones = await many(count, ports, shown, topic)
    lines = [
        await asyncio.open_connection("127.0.0.1", ports[n % len(ports)]) for n in range(count)
    ]
    asked = [asking(told["page"], cookie) for cookie in told["phones"][:count]]
    times = []
    for turn in range(ROUNDS):
        began = time.perf_counter()
        each = zip(phones, lines, asked, strict=True)
        having = asyncio.gather(*[has_part(*one, shown + turn + 1) for one in each])
        await asyncio.to_thread(pause_or_go_on, told, turn)
        await having
        if turn:  # the first opens the connections that a browser has already
            times.append(time.perf_counter() - began)
        await asyncio.sleep(0.37)
    return {"median_s": statistics.median(times), "worst_s": max(times)}


def pause_or_go_on(told: dict[str, str], turn: int) -> None:
    """Somebody asks for a pause; the next time it is over."""
    meeting = Meeting.objects.get(pk=told["topic"])
    does = running.go_on if turn % 2 else running.pause
    does(meeting=meeting, by=actors.person(UUID(told["person"])), at=clock.now())
    connection.close()


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def asking(page: str, cookie: str) -> bytes:
    """What a phone asks for when it heard of a change."""
    told = f"Host: localhost\r\nCookie: {cookie}\r\nHX-Request: true\r\nLive-Part: now"
    return f"GET {page} HTTP/1.1\r\n{told}\r\n\r\n".encode()


async def has_part(phone: Phone, line: Line, asked: bytes, changes: int) -> None:
    """Hear of the change, and fetch the part."""
    await phone.until(changes)
    reader, writer = line
    writer.write(asked)
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
