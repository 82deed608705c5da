"""When and where is chosen together: anybody offers, each answers, and what suits most is it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.closing import cast_vote
from evenweave.decisions.actions.shaping import choose_way, open_decision
from evenweave.decisions.jobs import end_steps
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.meetings.actions.choosing import (
    ask_what_suits,
    offer,
    propose_when,
    say_suits,
    settle,
    take_out_offer,
)
from evenweave.meetings.actions.meetings import call_off
from evenweave.meetings.counting import best, rank
from evenweave.meetings.models import Meeting, Offer, State, Suit
from evenweave.outbox.models import Message
from tests.agreements.stories import VOTE
from tests.make import NOON
from tests.meetings.stories import DAY, WEEK, choosing, hall, says, time
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db


def settled(ours: Team, meeting: Meeting, at_: Offer | None, venue: Offer | None = None) -> None:
    """Ben writes down what suits most."""
    settle(meeting=meeting, time=at_, venue=venue, by=ours.actor("Ben"), at=NOON)


def test_what_fewest_cannot_and_most_can_is_written_down_and_all_are_told() -> None:
    ours = team()
    meeting, (monday, tuesday, friday) = choosing(ours, 7, 8, 11)
    says(ours, "Ben", {monday: "yes", tuesday: "yes", friday: "no"})
    says(ours, "Carys", {monday: "no", tuesday: "if-need-be", friday: "yes"})
    says(ours, "Dev", {monday: "yes", tuesday: "yes"})
    with pytest.raises(Refusal, match="Another suits more people"):
        settled(ours, meeting, monday)
    settled(ours, meeting, tuesday)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == (State.PLANNED, NOON + 8 * DAY)
    assert ours.told[-1] == "meetings.settled"
    assert Message.objects.filter(kind="meetings.planned").count() == 4
    with pytest.raises(Refusal, match="chosen already"):
        says(ours, "Dev", {monday: "yes"})


def test_a_place_is_chosen_with_it_and_what_nobody_answered_is_not_best() -> None:
    ours = team()
    meeting, (monday, _friday) = choosing(ours, 7, 11)
    near, far = (
        offer(
            meeting=meeting, starts_at=None, venue=hall(ours, name), by=ours.actor("Dev"), at=NOON
        )
        for name in ("Near", "Far")
    )
    with pytest.raises(Refusal, match="Another suits more people"):
        settled(ours, meeting, monday)
    says(ours, "Ben", {monday: "if-need-be", near: "yes", far: "no"})
    with pytest.raises(Refusal, match="Another suits more people"):
        settled(ours, meeting, monday, far)
    with pytest.raises(Refusal, match="Choose a time"):
        settled(ours, meeting, None, near)
    settled(ours, meeting, monday, near)
    meeting.refresh_from_db()
    assert meeting.venue is not None
    assert meeting.venue.name == "Near"


def test_each_answers_for_themself_or_with_a_helper_and_can_think_again() -> None:
    ours = team()
    meeting, (monday,) = choosing(ours, 7)
    told: dict[str, Any] = {"meeting": meeting, "member": ours.member("Ben"), "at": NOON}
    with pytest.raises(Refusal, match="Only the person themself"):
        say_suits(said={monday.pk: "yes"}, by=ours.actor("Amina"), **told)
    say_suits(said={monday.pk: "yes"}, by=helper_for(ours, "Ben", "Amina"), **told)
    assert Suit.objects.get().is_by_helper
    say_suits(said={monday.pk: "no"}, by=ours.actor("Ben"), **told)
    assert Suit.objects.get().says == "no"
    with pytest.raises(Refusal, match="yes, if need be, or no"):
        say_suits(said={monday.pk: "perhaps"}, by=ours.actor("Ben"), **told)


def test_what_was_taken_out_meanwhile_cannot_be_answered() -> None:
    ours = team()
    meeting, (monday, friday) = choosing(ours, 7, 11)
    take_out_offer(offer=Offer.objects.get(pk=friday.pk), by=ours.actor("Amina"), at=NOON)
    with pytest.raises(Refusal, match="taken out meanwhile"):
        says(ours, "Ben", {monday: "yes", friday: "yes"})
    assert not Suit.objects.exists()
    assert meeting.offers.count() == 1


def test_what_suits_somebody_only_its_author_takes_out() -> None:
    ours = team()
    _meeting, (monday, friday) = choosing(ours, 7, 11)
    says(ours, "Ben", {monday: "yes", friday: "no"})
    with pytest.raises(Refusal, match="suits somebody already"):
        take_out_offer(offer=monday, by=ours.actor("Dev"), at=NOON)
    take_out_offer(offer=friday, by=ours.actor("Dev"), at=NOON)
    take_out_offer(offer=monday, by=ours.actor("Amina"), at=NOON)


def test_a_time_is_offered_once_to_come_and_not_more_than_twenty() -> None:
    ours = team()
    meeting, _times = choosing(ours, *range(1, 20))
    with pytest.raises(Refusal, match="offered already"):
        time(ours, meeting, NOON + DAY)
    with pytest.raises(Refusal, match="has gone by"):
        time(ours, meeting, NOON - DAY)
    time(ours, meeting, NOON + 40 * DAY)
    with pytest.raises(Refusal, match="twenty already"):
        time(ours, meeting, NOON + 41 * DAY)


def test_everybody_is_asked_alike_and_nothing_is_said_of_who_has_not_answered() -> None:
    ours = team()
    meeting, (monday,) = choosing(ours, 7)
    says(ours, "Ben", {monday: "yes"})
    ask_what_suits(meeting=meeting, by=ours.actor("Amina"), at=NOON)
    asked = Message.objects.filter(kind="meetings.suits")
    assert asked.count() == 4
    assert len({each.text for each in asked}) == 1
    call_off(meeting=meeting, reason="Nobody can.", by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="called off"):
        ask_what_suits(meeting=meeting, by=ours.actor("Amina"), at=NOON)


def test_a_circle_agrees_to_a_time_by_its_own_rule() -> None:
    ours = team()
    meeting, (monday, tuesday) = choosing(ours, 9, 10)
    says(ours, "Ben", {monday: "yes", tuesday: "no"})
    by = ours.actor("Amina")
    decision = propose_when(meeting=meeting, time=tuesday, venue=None, by=by, at=NOON)
    assert "Thursday 12 March 2026" in decision.question
    choose_way(decision=decision, way=VOTE, by=by, at=NOON)
    decision.refresh_from_db()
    open_decision(decision=decision, closes_at=NOON + WEEK, by=by, at=NOON)
    for name in ("Amina", "Ben", "Carys"):
        cast_vote(decision=decision, paper={"choice": "yes"}, by=ours.actor(name), at=NOON)
    end_steps(Turn(NOTHING, NOON + WEEK))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == (State.PLANNED, tuesday.starts_at)
    assert "meetings.decided" in ours.told
    # A second decision about the same meeting changes nothing any more.
    with pytest.raises(Refusal, match="chosen already"):
        propose_when(meeting=meeting, time=monday, venue=None, by=by, at=NOON)


def test_it_is_answered_on_a_page_by_a_tap_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    ours = team()
    meeting, (monday, friday) = choosing(ours, 7, 11)
    client = enter(ours, "Dev")
    where = reverse("meetings:suits", args=[ours.project.id, meeting.id])
    assert client.post(where, {str(monday.pk): "yes", "other": "yes"}).status_code == 302
    assert [each.offer_id for each in Suit.objects.all()] == [monday.pk]
    page = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
    assert f'name="{monday.pk}" value="yes" checked' in client.get(page).text
    assert f'name="{friday.pk}" value="yes" checked' not in client.get(page).text


class Said:
    """An offer with what people said to it."""

    def __init__(self, said: list[str]) -> None:
        self.suits = self
        self.said = said

    def all(self) -> list[Any]:
        """What they said."""
        return [Suit(says=each) for each in self.said]


@given(st.lists(st.lists(st.sampled_from(["yes", "if-need-be", "no"]), max_size=9), max_size=6))
def test_no_other_offer_beats_the_best(said: list[list[str]]) -> None:
    offers: list[Any] = [Said(each) for each in said]
    found: list[Any] = list(best(offers))
    assert all(each.all() for each in found)
    assert all(rank(each) <= rank(top) for top in found for each in offers if each.all())
    assert bool(found) == any(said)
