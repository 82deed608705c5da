"""Nobody can fill the disk by sending without an end."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from evenweave.common.limits import TOO_LARGE
from evenweave.common.middleware import body as answered
from evenweave.config.asgi import BodyLimit
from workshop import running

LIMIT = 1_000


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """An application that reads everything and says how much it was, or that it was too much."""
    if scope.get(TOO_LARGE):
        assert not dict(scope["headers"]).get(b"content-length")
        assert await receive() == {"type": "http.request", "body": b"", "more_body": False}
        await send({"type": "http.response.start", "status": 413, "headers": []})
        await send({"type": "http.response.body", "body": b"too much"})
        return
    length, more = 0, True
    while more:
        event = await receive()
        length += len(event["body"])
        more = event["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


def answer(pieces: list[bytes], headers: list[tuple[bytes, bytes]]) -> tuple[int, bytes]:
    """What a visitor gets who sends these pieces."""
    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]
    sent: list[Mapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(event: Mapping[str, Any]) -> None:
        sent.append(event)

    scope: Any = {"type": "http", "headers": headers}
    asyncio.run(BodyLimit(echo, LIMIT)(scope, receive, send))
    # It was heard out, so that the browser shows what it is told.
    assert not waiting
    status: int = sent[0]["status"]
    return status, sent[1]["body"]


def test_an_ordinary_body_arrives_whole() -> None:
    assert answer([b"x" * 600, b"x" * 400], [(b"content-length", b"1000")]) == (200, b"1000")


@pytest.mark.parametrize(
    ("pieces", "headers"),
    [
        ([b"x" * 1_001], [(b"content-length", b"1001")]),
        ([b"x" * 600, b"x" * 401], []),
        ([b"x" * 600, b"x" * 401, b"x" * 9_000, b"x"], []),
        ([b"x" * 600, b"x" * 401], [(b"content-length", b"10")]),
        ([b"x" * 900] * 40, [(b"content-length", b"36000")]),
    ],
)
def test_too_much_is_heard_out_and_none_of_it_is_let_in(
    pieces: list[bytes], headers: list[tuple[bytes, bytes]]
) -> None:
    assert answer(pieces, headers) == (413, b"too much")


def test_whoever_goes_away_meanwhile_is_answered_nothing_that_matters() -> None:
    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    sent: list[Any] = []

    async def send(event: Any) -> None:
        sent.append(event)

    scope: Any = {"type": "http", "headers": [(b"content-length", b"5000")]}
    asyncio.run(BodyLimit(echo, LIMIT)(scope, gone, send))
    assert sent[0]["status"] == 413


def test_the_answer_is_a_page_like_others() -> None:
    request = RequestFactory().post("/kit/try/")
    request.scope = {TOO_LARGE: True}  # type: ignore[attr-defined]

    def never(_request: Any) -> Any:
        raise AssertionError("It was let in.")

    response = answered(never)(request)
    assert response.status_code == 413
    page = response.content.decode()
    assert "<h1>That was too much at once</h1>" in page
    assert "A picture can have up to 12 MB" in page


@pytest.mark.slow
def test_the_program_itself_says_so_kindly(begun: Path) -> None:
    body = b"x" * 40_000_000
    with running.program(begun) as site:
        to = site.address.removeprefix("http://")
        with closing(http.client.HTTPConnection(to, timeout=30)) as connection:
            connection.request("POST", "/kit/try/saying/", body, {"Content-Type": "text/plain"})
            response = connection.getresponse()
            page = response.read().decode()
    assert response.status == 413
    assert "<h1>That was too much at once</h1>" in page
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
