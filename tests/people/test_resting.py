"""Resting: one tap on, one tap off, and nobody is told why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.people import actions
from evenweave.people.next import next_for
from evenweave.people.reaching import Directory
from evenweave.record.models import Entry
from tests.make import NOON
from tests.people.conftest import Cast, Enters, again, by


def test_one_tap_on_and_one_tap_off(cast: Cast, enter: Enters) -> None:
    client = enter(cast.ben)
    assert "Rest for a while" in client.get("/me/").text
    client.post("/me/resting/", {"resting": "yes"})
    assert again(cast.ben).is_resting
    assert "nothing is expected of you" in client.get("/me/").text
    client.post("/me/resting/", {"resting": "no"})
    assert not again(cast.ben).is_resting


def test_it_can_be_ended_from_every_page_and_one_comes_back_there(
    cast: Cast, enter: Enters
) -> None:
    client = enter(cast.ben)
    came = {"HTTP_REFERER": "http://testserver/about/"}
    assert "Rest for a while" in client.get("/about/").text
    answer = client.post("/me/resting/", {"resting": "yes"}, **came)  # type: ignore[arg-type]
    assert answer["Location"] == "/about/"
    assert "I am back" in client.get("/about/").text


def test_nobody_is_sent_to_another_server_afterwards(cast: Cast, enter: Enters) -> None:
    came = {"HTTP_REFERER": "https://elsewhere.example/"}
    answer = enter(cast.ben).post("/me/resting/", {}, **came)  # type: ignore[arg-type]
    assert answer["Location"] == "/me/"


def test_whoever_asks_only_to_be_back_is_back(cast: Cast, enter: Enters) -> None:
    actions.rest(person=cast.ben, by=by(cast.ben), at=NOON)
    enter(cast.ben).post("/me/resting/")
    assert not again(cast.ben).is_resting


def test_a_look_at_the_page_changes_nothing(cast: Cast, enter: Enters) -> None:
    assert enter(cast.ben).get("/me/resting/").status_code == 405
    assert not again(cast.ben).is_resting


def test_tapping_twice_keeps_the_first_day(cast: Cast) -> None:
    actions.rest(person=cast.ben, by=by(cast.ben), at=NOON)
    actions.rest(person=cast.ben, by=by(cast.ben), at=NOON + timedelta(days=2))
    assert again(cast.ben).resting_since == NOON


def test_messages_stop(cast: Cast) -> None:
    assert cast.ben.id in Directory().by_email()
    actions.rest(person=cast.ben, by=by(cast.ben), at=NOON)
    assert cast.ben.id not in Directory().by_email()
    reach = Directory().reach(cast.ben.id)
    assert reach is not None
    assert reach.is_resting


def test_nothing_is_expected(cast: Cast) -> None:
    assert next_for(cast.ben.id, NOON) != []
    actions.rest(person=cast.ben, by=by(cast.ben), at=NOON)
    assert next_for(cast.ben.id, NOON) == []


def test_nobody_else_can_send_somebody_to_rest(cast: Cast) -> None:
    for actor in [by(cast.amina), actors.operator(), actors.job("people.x")]:
        with pytest.raises(Refusal):
            actions.rest(person=cast.ben, by=actor, at=NOON)
    assert not again(cast.ben).is_resting


def test_it_never_reaches_the_record(cast: Cast) -> None:
    actions.rest(person=cast.ben, by=by(cast.ben), at=NOON)
    actions.stop_resting(person=cast.ben, by=by(cast.ben), at=NOON)
    assert not Entry.objects.exists()
