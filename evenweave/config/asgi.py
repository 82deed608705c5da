"""The server's front door: pages, and live updates beside them, not inside."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.core.asgi import get_asgi_application

from evenweave.common.limits import LARGEST_BODY, TOO_LARGE

Event = Mapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenweave.config.settings")

# A browser shows no answer before it has sent everything. So much is let go by for its sake.
PATIENCE = 250_000_000


class TooMuchError(Exception):
    """A body went on beyond the limit."""


class BodyLimit:
    """Refuses a body of more than `largest` bytes, by what it says of itself and by counting.

    Django puts a whole body on the disk before it asks how long it is. Nobody may fill the disk so.
    """

    def __init__(self, application: Application, largest: int = LARGEST_BODY) -> None:
        self.application = application
        self.largest = largest

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        received, is_over = 0, False

        async def counted() -> Event:
            nonlocal received, is_over
            event = await receive()
            if event["type"] == "http.request":
                received += len(event["body"])
                is_over = not event["more_body"]
                if received > self.largest:
                    raise TooMuchError
            return event

        told = dict(scope["headers"]).get(b"content-length", b"0")
        if told.isdigit() and int(told) > self.largest:
            await let_go_by(receive)
            await self.refuse(scope, receive, send)
            return
        try:
            await self.application(scope, counted, send)
        except TooMuchError:
            if not is_over:
                await let_go_by(receive)
            await self.refuse(scope, receive, send)

    async def refuse(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Have a page say so, as if nothing had been sent."""
        about_body = {b"content-length", b"transfer-encoding"}
        headers = [each for each in scope["headers"] if each[0] not in about_body]
        empty = {"type": "http.request", "body": b"", "more_body": False}
        bare = {**scope, "headers": headers, TOO_LARGE: True}
        await self.application(bare, once(empty, receive), send)


async def let_go_by(receive: Receive) -> None:
    """Hear the rest of a body out, and keep none of it."""
    left = PATIENCE
    while left > 0:
        event = await receive()
        if event["type"] != "http.request" or not event["more_body"]:
            return
        left -= len(event["body"])


def once(event: Event, receive: Receive) -> Receive:
    """This event first, then whatever comes."""
    waiting = [event]

    async def next_one() -> Event:
        return waiting.pop() if waiting else await receive()

    return next_one


class Beside:
    """Live updates at their own address, and pages everywhere else."""

    def __init__(self, live: Streams, pages: Application) -> None:
        self.live = live
        self.pages = pages

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        is_live = scope["type"] == "http" and path_of(scope).startswith(PREFIX)
        await (self.live if is_live else self.pages)(scope, receive, send)


pages = BodyLimit(get_asgi_application())

# Only now: their tables are Django's, which has just been set up.
from evenweave.config.parts import InTurn  # noqa: E402
from evenweave.live.pages import PREFIX  # noqa: E402
from evenweave.live.streams import Streams, path_of  # noqa: E402

live = Streams()
application = Beside(live, InTurn(pages))
