"""The pages of an agreement: what they show, and what becomes of words that meet others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from evenweave.agreements import reading
from evenweave.agreements.models import Change, Sort
from evenweave.decisions.models import Decision, State
from tests.agreements.stories import (
    TIME,
    agreed,
    clause,
    decided,
    everybody,
    new,
    other,
    proposed,
    standing,
    without,
)
from tests.make import NOON
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def address(ours: Team, name: str, *more: Any) -> str:
    """The address of a page of the agreement."""
    return reverse(f"agreements:{name}", args=[ours.project.id, *more])


def page(ours: Team, name: str, *more: Any, who: str = "Carys") -> str:
    """A page, as somebody reads it."""
    return enter(ours, who).get(address(ours, name, *more)).text


def in_the_room(ours: Team, **more: str) -> dict[str, Any]:
    """What is sent when it was agreed in the room."""
    people = [str(ours.member(name).id) for name in ("Amina", "Ben")]
    return {"how": "room", "people": people, "title": "Time", "words": TIME, "why": "", **more}


def test_an_empty_agreement_says_how_to_begin() -> None:
    ours = team()
    told = page(ours, "agreement")
    assert "Nothing is written down yet" in told
    assert address(ours, "starters") in told


def test_what_was_agreed_in_the_room_is_read_by_all() -> None:
    ours = team()
    sent = in_the_room(ours, version="0", why="Life gets in the way.")
    answer = enter(ours, "Amina").post(address(ours, "new", "way"), sent)
    assert answer.status_code == 302
    told = page(ours, "agreement")
    assert TIME in told
    assert "Life gets in the way." in told
    decision = Decision.objects.get()
    assert (decision.state, decision.question) == (State.DECIDED, "“Time” is in our agreement.")


def test_what_is_proposed_is_shown_on_the_page_of_its_decision_with_what_differs() -> None:
    ours = team()
    time = clause(ours)
    decision = proposed(ours, other(time, "We plan for the time that good things take."))
    where = reverse("decisions:decision", args=[ours.project.id, decision.id])
    told = enter(ours, "Carys").get(where).text
    assert "1 word is new." in told
    assert "<ins>" in told
    assert decision.question in page(ours, "agreement")
    assert decision.question in page(ours, "clause", time.id)


def test_words_that_meet_newer_ones_come_back_beside_them() -> None:
    ours = team()
    time = clause(ours)
    agreed(ours, other(time, "Theirs."))
    sent = in_the_room(ours, words="Mine.", version="1")
    answer = enter(ours, "Amina").post(address(ours, "change", time.id), sent)
    assert answer.status_code == 409
    assert "Theirs." in answer.text
    assert "Mine." in answer.text
    assert standing(time).words == "Theirs."
    again = enter(ours, "Amina").post(address(ours, "change", time.id), sent | {"version": "2"})
    assert again.status_code == 302
    assert standing(time).words == "Mine."


def test_a_clause_of_a_hundred_thousand_signs_is_told_and_nothing_is_lost() -> None:
    ours = team()
    sent = in_the_room(ours, words="word " * 20_000, version="0")
    answer = enter(ours, "Amina").post(address(ours, "new", "way"), sent)
    assert answer.status_code == 200
    assert "79,999 signs too long. There is room for 20,000." in answer.text
    assert "word word word" in answer.text


def test_what_a_rule_says_stands_above_the_form_with_the_words_still_in_it() -> None:
    ours = team()
    sent = in_the_room(ours, version="0") | {"people": [str(ours.member("Amina").id)]}
    answer = enter(ours, "Amina").post(address(ours, "new", "way"), sent)
    assert "An agreement needs two people at least." in answer.text
    assert TIME in answer.text


def test_starters_that_are_taken_are_not_offered_again() -> None:
    ours = team()
    client = enter(ours, "Amina")
    sent = in_the_room(ours) | {"topics": ["time", "pay"]}
    assert client.post(address(ours, "starters"), sent).status_code == 302
    told = client.get(address(ours, "starters")).text
    assert 'value="time"' not in told
    assert 'value="credit"' in told
    assert len(reading.standing(ours.project)[Sort.WAY]) == 2


def test_two_that_met_are_put_together_on_one_page() -> None:
    ours = team()
    time = clause(ours)
    one = proposed(ours, other(time, "We never hurry."))
    agreed(ours, other(time, "We hurry sometimes."))
    decided(ours, one, "yes", "yes")
    change = Change.objects.get(decision=one)
    where = address(ours, "together", change.id)
    assert where in page(ours, "agreement")
    told = page(ours, "together", change.id)
    assert all(words in told for words in (TIME, "We never hurry.", "We hurry sometimes."))
    sent = in_the_room(ours, words="We hurry when we must.", version="2")
    assert enter(ours, "Amina").post(where, sent).status_code == 302
    assert standing(time).words == "We hurry when we must."
    assert enter(ours, "Amina").get(where).status_code == 404


def test_what_changed_lately_is_read_in_one_place() -> None:
    ours = team()
    time = clause(ours)
    agreed(ours, without(time), at=NOON + timedelta(days=9))
    told = enter(ours, "Ben").get(
        address(ours, "since"), {"day_day": "5", "day_month": "3", "day_year": "2026"}
    )
    assert "This was taken out." in told.text


def test_the_words_a_team_avoids_are_told_to_its_members_alone() -> None:
    ours = team()
    agreed(ours, new("service", "network", Sort.WORD, why="Nobody lives in a service."))
    told = enter(ours, "Carys").get("/words-to-avoid/").json()["words"]
    assert [each["word"] for each in told] == ["service"]
    assert told[0]["told"] == (
        "In A project we avoid “service”. We say “network”. Why: Nobody lives in a service."
    )
    other_team = team()
    assert enter(other_team, "Dev").get("/words-to-avoid/").json() == {"words": []}


def test_a_long_agreement_asks_few_questions(django_assert_max_num_queries: Any) -> None:
    ours = team()
    drafts = [new(f"Part {number}", f"Words {number}.") for number in range(30)]
    agreed(ours, *drafts)
    some = proposed(ours, *[new(f"More {number}") for number in range(5)])
    client = enter(ours, "Carys")
    for where in (
        address(ours, "agreement"),
        address(ours, "since"),
        reverse("decisions:decision", args=[ours.project.id, some.id]),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(where).status_code == 200
    assert everybody(ours).people.count() == 5
