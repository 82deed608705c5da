"""`GET /live/<ticket>`: a stream of server-sent events, beside Django and without it.

No middleware, no session, no thread and no database connection belong to a stream: a thousand are
a thousand small coroutines. What it tells is a number, as data and as id:

    retry: 2417

    data: 7
    id: 7

A browser that was cut off says in `Last-Event-ID` what it heard last, whole lines only; a page says
in `?after=` what it shows. Whatever differs from that is told at once, so nothing is lost between.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from evenweave.live import tickets
from evenweave.live.hub import FullError, Hub, Stream
from evenweave.live.pages import PREFIX

Event = Mapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]

# A line without meaning now and then, so that nobody on the way takes the stream for dead.
SECONDS_BETWEEN_SIGNS = (20.0, 25.0)
# Each stream ends by itself, and its page comes back: so a balancer can spread them anew.
SECONDS_TO_LIVE = (540.0, 660.0)
# When to come back, each at its own moment.
MILLISECONDS_TO_RETURN = (1_000, 4_000)
SECONDS_UNTIL_ROOM = 30

BY_CHANCE = random.SystemRandom()
NUMBER = re.compile(r"\d{1,18}")
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx: hand each line on at once
    (b"x-content-type-options", b"nosniff"),
]


class Streams:
    """The ASGI application. One a process; its hub begins with the first stream."""

    def __init__(
        self,
        hub: Hub | None = None,
        *,
        seconds_between_signs: tuple[float, float] = SECONDS_BETWEEN_SIGNS,
        seconds_to_live: tuple[float, float] = SECONDS_TO_LIVE,
    ) -> None:
        self.hub = hub or Hub()
        self.seconds_between_signs = seconds_between_signs
        self.seconds_to_live = seconds_to_live

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            await refuse(send, 405, (b"allow", b"GET"))
            return
        ticket = tickets.read(path_of(scope).removeprefix(PREFIX))
        if ticket is None:
            await refuse(send, 403)
            return
        try:
            with self.hub.listening(ticket) as stream:
                await self.tell(stream, cursor(scope), receive, send)
        except FullError:
            await refuse(send, 503, (b"retry-after", str(SECONDS_UNTIL_ROOM).encode()))
        except OSError:
            pass  # the page is gone, and this server says so by raising

    async def tell(self, stream: Stream, after: int | None, receive: Receive, send: Send) -> None:
        """Tell the page what differs from `after`, then each change, until one of the two ends."""
        gone = asyncio.create_task(end_when_gone(stream, receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await say(send, f"retry: {BY_CHANCE.randint(*MILLISECONDS_TO_RETURN)}\n\n")
            await self.tell_changes(stream, after, send)
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()

    async def tell_changes(self, stream: Stream, told: int | None, send: Send) -> None:
        """The lines of a stream, for as long as it lives."""
        clock = asyncio.get_running_loop().time
        ends = clock() + BY_CHANCE.uniform(*self.seconds_to_live)
        while not stream.is_over and (left := ends - clock()) > 0:
            seconds = min(left, BY_CHANCE.uniform(*self.seconds_between_signs))
            try:
                async with asyncio.timeout(seconds):
                    await stream.wake.wait()
            except TimeoutError:
                await say(send, ":\n\n")
                continue
            stream.wake.clear()
            if stream.changes not in {None, told}:
                told = stream.changes
                await say(send, f"data: {told}\nid: {told}\n\n")

    def end(self) -> None:
        """The server ends: let every page go at once."""
        self.hub.end()


async def say(send: Send, text: str) -> None:
    """Some whole lines."""
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def end_when_gone(stream: Stream, receive: Receive) -> None:
    """End the stream when its page has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


def path_of(scope: Mapping[str, Any]) -> str:
    """The path below wherever the whole program is mounted."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def cursor(scope: Mapping[str, Any]) -> int | None:
    """What the page has heard or shows; None when it does not say, or says no number."""
    headers = dict(scope["headers"])
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    said = headers.get(b"last-event-id", b"").decode("latin-1") or asked.get("after", [""])[0]
    return int(said) if NUMBER.fullmatch(said) else None


async def refuse(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    """An empty answer that says no."""
    told = [(b"content-length", b"0"), (b"cache-control", b"no-store"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": b""})
