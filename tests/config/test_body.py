"""Nobody can fill the disk by sending without an end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from evenweave.config.asgi import BodyLimit

LIMIT = 1_000


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """An application that reads everything and says how much it was."""
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
    status: int = sent[0]["status"]
    return status, sent[1]["body"]


def test_an_ordinary_body_arrives_whole() -> None:
    assert answer([b"x" * 600, b"x" * 400], [(b"content-length", b"1000")]) == (200, b"1000")


@pytest.mark.parametrize(
    ("pieces", "headers"),
    [
        ([b""], [(b"content-length", b"1001")]),
        ([b"x" * 600, b"x" * 401], []),
        ([b"x" * 600, b"x" * 401], [(b"content-length", b"10")]),
    ],
)
def test_too_much_is_refused_in_a_plain_sentence(
    pieces: list[bytes], headers: list[tuple[bytes, bytes]]
) -> None:
    status, body = answer(pieces, headers)
    assert status == 413
    assert b"more than can be sent at once" in body
