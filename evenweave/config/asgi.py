"""The server's front door: pages. Live updates will stand beside them, not inside."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.core.asgi import get_asgi_application

from evenweave.common.plain import gettext as _

Event = Mapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenweave.config.settings")

# Django puts a whole body on the disk before it asks how long it is. Nobody may fill the disk so.
LARGEST_BODY = 10_000_000
TOO_MUCH = _("This is more than can be sent at once. Nothing was kept. Send it in smaller parts.")


class TooMuchError(Exception):
    """A body went on beyond the limit."""


class BodyLimit:
    """Refuses a body of more than `largest` bytes, by what it says of itself and by counting."""

    def __init__(self, application: Application, largest: int = LARGEST_BODY) -> None:
        self.application = application
        self.largest = largest

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        received = 0

        async def counted() -> Event:
            nonlocal received
            event = await receive()
            if event["type"] == "http.request":
                received += len(event["body"])
                if received > self.largest:
                    raise TooMuchError
            return event

        told = dict(scope["headers"]).get(b"content-length", b"0")
        if told.isdigit() and int(told) > self.largest:
            await refuse(send)
            return
        try:
            await self.application(scope, counted, send)
        except TooMuchError:
            await refuse(send)


async def refuse(send: Send) -> None:
    """Say so in a line; a page would cost more than such a visitor is worth."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_MUCH.encode()})


application = BodyLimit(get_asgi_application())
