"""A stream without a server: the ASGI application itself, and a page that hears what it says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from evenweave.live.streams import Event, Streams


class Page:
    """What a server would hand on to a browser."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.pieces: asyncio.Queue[str] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.is_asked = False
        self.is_over = asyncio.Event()

    async def receive(self) -> Event:
        if not self.is_asked:
            self.is_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, event: Event) -> None:
        if event["type"] == "http.response.start":
            self.status = event["status"]
            self.headers = {name.decode(): value.decode() for name, value in event["headers"]}
        elif event.get("more_body"):
            self.pieces.put_nowait(event["body"].decode())
        else:
            self.is_over.set()

    async def hears(self, seconds: float = 5) -> str:
        """The next piece of the stream."""
        async with asyncio.timeout(seconds):
            return await self.pieces.get()

    async def hears_nothing(self, seconds: float = 0.6) -> bool:
        """Whether there is nothing to hear for so long."""
        await asyncio.sleep(seconds)
        return self.pieces.empty()


@asynccontextmanager
async def asking(
    streams: Streams, address: str, *, method: str = "GET", last: str = "", mounted: str = ""
) -> AsyncIterator[Page]:
    """Ask for an address, and be gone after the block."""
    path, _mark, query = address.partition("?")
    scope: dict[str, Any] = {"type": "http", "method": method, "path": mounted + path}
    scope |= {"root_path": mounted, "query_string": query.encode()}
    scope |= {"headers": [(b"last-event-id", last.encode())] if last else []}
    page = Page()
    running = asyncio.create_task(streams(scope, page.receive, page.send))
    try:
        yield page
    finally:
        page.gone.set()
        async with asyncio.timeout(5):
            await running
