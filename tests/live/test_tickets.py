"""Tickets: who has one may listen to one topic, for two hours."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
from django.test import override_settings

from evenweave.live import tickets
from tests.live.making import CAKE, TEA


def test_a_ticket_opens_the_topic_it_was_made_for_and_no_other() -> None:
    opened = tickets.read(tickets.ticket(TEA, "Amina"))
    assert opened is not None
    assert opened.topic == TEA
    other = tickets.read(tickets.ticket(CAKE, "Amina"))
    assert other is not None
    assert (other.topic, other.holder) == (CAKE, opened.holder)


def test_a_ticket_is_fit_for_an_address_and_says_nothing_of_its_holder() -> None:
    holder = uuid4()
    text = tickets.ticket(TEA, holder)
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:")
    opened = tickets.read(text)
    assert opened is not None
    assert len(opened.holder) == tickets.MARK
    assert opened.holder not in holder.bytes


def test_a_forged_ticket_opens_nothing() -> None:
    text = tickets.ticket(TEA, "Amina")
    other = tickets.ticket(CAKE, "Amina")
    mixed = other.split(":")[0] + text[text.index(":") :]
    assert tickets.read(mixed) is None
    for place in range(0, len(text), 7):
        letter = "A" if text[place] != "A" else "B"
        assert tickets.read(text[:place] + letter + text[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", ":", "::", "é", "a:b:c", "A" * 32, "x" * 9_999, "../", "\0"])
def test_what_is_no_ticket_opens_nothing(text: str) -> None:
    assert tickets.read(text) is None


def test_a_ticket_of_another_server_opens_nothing() -> None:
    with override_settings(SECRET_KEY="another key, as long as it needs to be for a test"):
        text = tickets.ticket(TEA, "Amina")
    assert tickets.read(text) is None


def test_a_ticket_ends_after_two_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    text = tickets.ticket(TEA, "Amina")
    monkeypatch.setattr(time, "time", lambda: now + tickets.SECONDS_VALID - 60)
    assert tickets.read(text)
    monkeypatch.setattr(time, "time", lambda: now + tickets.SECONDS_VALID + 60)
    assert tickets.read(text) is None
