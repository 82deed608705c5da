"""Answers those who all ask at once for a part of a page, because they all heard of one change.

Django begins a thread for each page, and a database connection with it. With two hundred at once
that takes longer than the answers. Here a few threads that stay answer one after another, each with
a connection that stays. They go through the same layers and the same view, so whoever may not see
something gets it here no more than there. Whatever is not a plain good answer is left to Django.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve, set_script_prefix
from django.utils import translation
from django.utils.module_loading import import_string

Event = Mapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]
Scope = dict[str, Any]
Answer = Callable[[Scope], HttpResponse | None]

# What a <live-part> says when it asks for what has changed.
LIVE_PART = b"live-part"
# It hands out files, and works in another way.
NOT_FOR_PARTS = "servestatic.middleware.ServeStaticMiddleware"


def answer(scope: Scope) -> HttpResponse | None:
    """The part that is asked for; None where Django has to answer."""
    set_script_prefix(get_script_prefix(scope))
    try:
        found = layers()(ASGIRequest(scope, BytesIO()))
    except Exception:  # noqa: BLE001  (whatever it is, Django tells it as it tells it elsewhere)
        return None
    finally:
        translation.deactivate()
        give_back()
    is_good = found.status_code == 200 and isinstance(found, HttpResponse)
    return found if is_good else None  # type: ignore[return-value]


def give_back() -> None:
    """The connection goes back to its pool. SQLite has none, and to open its file anew is slow."""
    if connection.vendor != "sqlite":
        connection.close()


@cache
def layers() -> Callable[[HttpRequest], HttpResponseBase]:
    """The view, with around it what is around each page."""
    inner: Callable[[HttpRequest], HttpResponseBase] = view
    for path in reversed([each for each in settings.MIDDLEWARE if each != NOT_FOR_PARTS]):
        inner = import_string(path)(inner)
    return inner


def view(request: HttpRequest) -> HttpResponseBase:
    """The page of this address, as it was found."""
    match = request.resolver_match = resolve(request.path_info)
    found: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return found


class InTurn:
    """A few threads that answer in turn, beside `pages`, which answers everything else.

    A kindness and no limit: who has waited long goes ahead.
    """

    def __init__(
        self, pages: Application, at_once: int = 4, patience: float = 3, answer: Answer = answer
    ) -> None:
        self.pages = pages
        self.patience = patience
        self.answer = answer
        self.seats: asyncio.LifoQueue[ThreadPoolExecutor] = asyncio.LifoQueue()
        for _seat in range(at_once):  # their threads begin when they are needed
            self.seats.put_nowait(ThreadPoolExecutor(1, thread_name_prefix="part"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_part(scope):
            await self.pages(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.patience):
                seat = await self.seats.get()
        except TimeoutError:
            await self.pages(scope, receive, send)
            return
        try:
            found = await asyncio.get_running_loop().run_in_executor(seat, self.answer, scope)
        finally:
            self.seats.put_nowait(seat)
        # Its seat is free for others, however slow somebody is to send or to listen.
        if found is None:
            await self.pages(scope, receive, send)
        else:
            await sent(found, send)


def is_part(scope: Scope) -> bool:
    """Whether a <live-part> asks; with words in its address it is somebody else who says so."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
        return False
    return any(name == LIVE_PART for name, _value in scope["headers"])


async def sent(found: HttpResponse, send: Send) -> None:
    """Send it, whole."""
    cookies = [("set-cookie", each.output(header="").strip()) for each in found.cookies.values()]
    headers = [(name.lower(), value) for name, value in found.headers.items()]
    told = [(as_bytes(name), as_bytes(value)) for name, value in headers + cookies]
    await send({"type": "http.response.start", "status": found.status_code, "headers": told})
    await send({"type": "http.response.body", "body": found.content})


def as_bytes(text: str | bytes) -> bytes:
    """As it goes over the line."""
    return text if isinstance(text, bytes) else text.encode("latin-1")
