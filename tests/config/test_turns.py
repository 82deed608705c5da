"""Those who all ask because of one change are answered some at a time."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from django.http import HttpResponse

from evenweave.config import parts
from evenweave.config.parts import Event, InTurn, Receive, Send, answer

LIVE: dict[str, Any] = {
    "type": "http",
    "method": "GET",
    "query_string": b"",
    "path": "/kit/live/",
    "headers": [(b"host", b"localhost"), (b"hx-request", b"true"), (b"live-part", b"tried")],
}
OTHER: dict[str, Any] = {**LIVE, "headers": []}


class Work:
    """Something that takes a while, and counts how many are at it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.lock = threading.Lock()
        self.now = self.most = self.done = 0

    def begin(self) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def end(self) -> None:
        with self.lock:
            self.now -= 1
            self.done += 1


class Pages(Work):
    """The application that answers everything else."""

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self.begin()
        await asyncio.sleep(self.seconds)
        self.end()


class Parts(Work):
    """What answers a part in a thread; with nothing, where it leaves that to the pages."""

    def __init__(self, seconds: float = 0, *, knows: bool = True) -> None:
        super().__init__(seconds)
        self.knows = knows

    def __call__(self, scope: dict[str, Any]) -> HttpResponse | None:
        self.begin()
        time.sleep(self.seconds)
        self.end()
        return HttpResponse("Here.", headers={"Vary": "Cookie"}) if self.knows else None


async def receive() -> Event:
    return {"type": "http.request", "body": b"", "more_body": False}


def ask(turns: InTurn, *scopes: dict[str, Any]) -> list[Event]:
    """What is answered to all of these, asked at once."""
    sent: list[Event] = []

    async def send(event: Event) -> None:
        sent.append(event)

    async def all_at_once() -> None:
        await asyncio.gather(*[turns(scope, receive, send) for scope in scopes])

    asyncio.run(all_at_once())
    return sent


def test_parts_are_answered_a_few_at_a_time() -> None:
    parts, pages = Parts(0.01), Pages(0)
    sent = ask(InTurn(pages, at_once=3, answer=parts), *[LIVE] * 20)
    assert (parts.most, parts.done, pages.done) == (3, 20, 0)
    assert [each["body"] for each in sent if "body" in each] == [b"Here."] * 20
    assert {each["status"] for each in sent if "status" in each} == {200}
    assert (b"vary", b"Cookie") in sent[0]["headers"]


def test_other_pages_wait_for_nobody() -> None:
    parts, pages = Parts(0.05), Pages(0.05)
    ask(InTurn(pages, at_once=1, answer=parts), LIVE, LIVE, OTHER, OTHER)
    assert (pages.most, pages.done, parts.most) == (2, 2, 1)


def test_who_has_waited_long_goes_ahead() -> None:
    parts, pages = Parts(0.5), Pages(0)
    ask(InTurn(pages, at_once=1, patience=0.05, answer=parts), LIVE, LIVE, LIVE)
    assert (parts.done, pages.done) == (1, 2)


def test_what_is_no_plain_good_answer_is_left_to_the_pages() -> None:
    pages = Pages(0)
    ask(InTurn(pages, answer=Parts(knows=False)), LIVE)
    assert pages.done == 1


@pytest.mark.parametrize(
    "other",
    [
        {"method": "POST"},
        {"query_string": b"item=1"},
        {"type": "lifespan"},
    ],
    ids=str,
)
def test_only_a_part_is_answered_so(other: dict[str, Any]) -> None:
    parts, pages = Parts(), Pages(0)
    ask(InTurn(pages, answer=parts), LIVE | other)
    assert (parts.done, pages.done) == (0, 1)


@pytest.fixture
def kept(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is the test's own."""
    monkeypatch.setattr(parts, "give_back", lambda: None)


@pytest.mark.usefixtures("kept")
def test_a_part_goes_through_every_layer_of_a_page() -> None:
    found = answer(LIVE)
    assert found is not None
    assert b'<live-part id="tried"' in found.content
    assert b"<html" not in found.content
    for header in ("Content-Security-Policy", "X-Content-Type-Options", "Permissions-Policy"):
        assert header in found


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "other",
    [
        {"path": "/nothing/here/"},
        {"path": "/me/"},  # one has to sign in
        {"headers": [(b"host", b"elsewhere.example"), (b"live-part", b"tried")]},
    ],
    ids=str,
)
def test_whoever_may_not_see_it_is_answered_by_the_pages(other: dict[str, Any]) -> None:
    assert answer(LIVE | other) is None


def test_whoever_is_slow_to_listen_holds_no_seat() -> None:
    pages = Pages(0.2)
    ask(InTurn(pages, at_once=1, answer=Parts(knows=False)), LIVE, LIVE, LIVE)
    assert pages.most == 3
