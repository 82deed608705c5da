"""What is next, as a person reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from evenweave.common import next as nexts
from evenweave.common.next import Next
from evenweave.home import lists
from tests.make import BEN, NOON, person_id


def thing(**said: object) -> Next:
    told: dict[str, object] = {
        "verb": "Read",
        "title": "The agenda",
        "why": "There is one page.",
        "minutes": 5,
        "address": "/",
    }
    return Next(**(told | said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "About 5 minutes. It can wait."),
        ({"minutes": 1}, "About 1 minute. It can wait."),
        ({"minutes": 0}, "It can wait."),
        ({"at": NOON}, "By Monday 2 March. About 5 minutes."),
        ({"urgent": True}, "About 5 minutes. It would be good to do this soon."),
    ],
)
def test_each_thing_says_how_long_it_takes_and_whether_it_can_wait(
    said: dict[str, object], told: str
) -> None:
    assert lists.Item(thing(**said)).how_long == told


@pytest.mark.parametrize(
    ("things", "told"),
    [
        ([thing()], "One thing, about 5 minutes. It does not have to be today."),
        (
            [thing(), thing(minutes=2)],
            "Two things, about 7 minutes in all. None of them has to be today.",
        ),
        ([thing(minutes=0), thing(minutes=0)], "Two things. None of them has to be today."),
        (
            [thing(at=NOON + timedelta(hours=3)), thing()],
            "Two things, about 10 minutes in all. Begin with the first. The others can wait.",
        ),
        (
            [thing(at=NOON + timedelta(days=1)), thing()],
            "Two things, about 10 minutes in all. None of them has to be today.",
        ),
        (
            [thing(at=NOON)],
            "One thing, about 5 minutes. It would be good to do this soon.",
        ),
        ([thing(urgent=True)], "One thing, about 5 minutes. It would be good to do this soon."),
    ],
)
def test_the_list_says_whether_anything_should_be_done_today(things: list[Next], told: str) -> None:
    assert lists.summary(things, NOON) == told


def test_what_is_urgent_comes_first_then_what_has_a_date_then_the_rest_as_rooms_told_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = [
        [thing(title="wait"), thing(title="later", at=NOON + timedelta(days=2))],
        [thing(title="soon", urgent=True), thing(title="first", at=NOON), thing(title="last")],
    ]
    monkeypatch.setattr(
        nexts, "rooms", lambda names: [lambda who, at, each=each: each for each in told]
    )
    found = [each.title for each in nexts.ask(person_id(BEN), NOON)]
    assert found == ["soon", "first", "later", "wait", "last"]


def test_a_room_that_is_not_there_is_found_at_the_first_asking() -> None:
    with pytest.raises(ModuleNotFoundError):
        nexts.rooms(("evenweave.nowhere",))
