"""Those who all ask because of one change are answered some at a time."""

from __future__ import annotations

import asyncio
from typing import Any

from evenweave.config.asgi import Event, InTurn, Receive, Send

LIVE: dict[str, Any] = {"type": "http", "headers": [(b"live-part", b"agenda")]}
OTHER: dict[str, Any] = {"type": "http", "headers": []}


class Pages:
    """An application that counts how many it is at."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.now = self.most = self.done = 0

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self.seconds)
        self.now -= 1
        self.done += 1


async def receive() -> Event:
    return {"type": "http.request"}


async def send(event: Event) -> None:
    """Nobody listens."""


def ask(turns: InTurn, *scopes: dict[str, Any]) -> None:
    async def all_at_once() -> None:
        await asyncio.gather(*[turns(scope, receive, send) for scope in scopes])

    asyncio.run(all_at_once())


def test_parts_are_answered_a_few_at_a_time() -> None:
    pages = Pages(0.01)
    ask(InTurn(pages, at_once=3), *[LIVE] * 20)
    assert (pages.most, pages.done) == (3, 20)


def test_other_pages_wait_for_nobody() -> None:
    pages = Pages(0.05)
    ask(InTurn(pages, at_once=1), LIVE, LIVE, OTHER, OTHER)
    assert pages.most == 3


def test_who_has_waited_long_goes_ahead() -> None:
    pages = Pages(0.5)
    ask(InTurn(pages, at_once=1, patience=0.05), LIVE, LIVE, LIVE)
    assert (pages.most, pages.done) == (3, 3)
