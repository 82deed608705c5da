"""Whoever lives by another clock reads a meeting’s time by theirs, too, wherever it is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.meetings import telling
from evenweave.meetings.actions.agenda import send_agenda
from evenweave.meetings.actions.choosing import ask_what_suits
from evenweave.meetings.actions.meetings import call_off, move_meeting, plan_series
from evenweave.meetings.elsewhere import by_their_clock
from evenweave.meetings.next import next_for
from evenweave.meetings.series import EveryWeeks, Series
from evenweave.outbox.models import Message, State, Trouble
from evenweave.people.actions import choose_clock
from evenweave.people.personal import export
from tests.make import NOON
from tests.meetings.stories import DAY, LONDON, SOON, choosing, everybody, planned
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db

NEW_YORK, TOKYO = "America/New_York", "Asia/Tokyo"
# SOON is at noon in London, in winter; in March New York has its summer time already.
FOR_BEN = "That is 08:00 for you."


@pytest.fixture(autouse=True)
def _it_is_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it happens at one time."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ours() -> Team:
    """A team in London, and Ben in New York."""
    made = team()
    lives(made, "Ben", NEW_YORK)
    return made


def lives(ours: Team, who: str, zone: str) -> None:
    """Somebody says by which clock they live."""
    choose_clock(person=ours.people[who], zone=zone, by=ours.actor(who), at=NOON)
    ours.people[who].refresh_from_db()


def page(ours: Team, who: str, name: str, *args: Any) -> str:
    """What somebody reads, in one line."""
    address = reverse(f"meetings:{name}", args=[ours.project.id, *args])
    return " ".join(enter(ours, who).get(address).text.split())


def last_to(ours: Team, who: str) -> str:
    """The words of the last message to somebody."""
    found = Message.objects.filter(to=ours.people[who].id).order_by("written_at").last()
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("theirs", "hour", "told"),
    [
        (LONDON, 12, ""),
        ("Europe/Lisbon", 12, ""),
        (NEW_YORK, 12, "That is 07:00 for you."),
        (NEW_YORK, 2, "That is 21:00 for you, the day before."),
        (TOKYO, 16, "That is 01:00 for you, the day after."),
        ("Asia/Kathmandu", 12, "That is 17:45 for you."),
    ],
)
def test_what_their_clock_shows_and_on_which_day(theirs: str, hour: int, told: str) -> None:
    moment = datetime(2026, 1, 14, hour, tzinfo=UTC)
    assert by_their_clock(moment, theirs, LONDON) == told


def test_it_stands_on_the_meetings_page_and_in_the_list_and_for_nobody_else(ours: Team) -> None:
    meeting = planned(ours)
    for name, args in (("meeting", [meeting.id]), ("list", []), ("move", [meeting.id])):
        told = page(ours, "Ben", name, *args)
        assert "Monday 9 March 2026, 12:00" in told
        assert FOR_BEN in told
        assert "for you" not in page(ours, "Dev", name, *args)


def test_a_meeting_elsewhere_is_told_by_the_clock_on_its_wall(ours: Team) -> None:
    meeting = planned(ours, zone=TOKYO)
    told = page(ours, "Dev", "meeting", meeting.id)
    assert "Monday 9 March 2026, 21:00" in told
    assert "That is 12:00 for you." in told


def test_it_stands_beside_each_time_that_is_offered(ours: Team) -> None:
    meeting, _offers = choosing(ours, 7, 8)
    for name in ("meeting", "offers"):
        assert page(ours, "Ben", name, meeting.id).count(FOR_BEN) == 2
        assert "for you" not in page(ours, "Dev", name, meeting.id)


def test_it_stands_in_what_is_next(ours: Team) -> None:
    planned(ours)
    why = [str(each.why) for each in next_for(ours.people["Ben"].id, NOON)]
    assert any(f"12:00 (Europe/London). {FOR_BEN}" in each for each in why)
    assert not any("for you" in str(each.why) for each in next_for(ours.people["Dev"].id, NOON))


def test_nobody_who_hands_a_message_over_reads_by_which_clock_they_live(ours: Team) -> None:
    planned(ours)
    sent = Message.objects.filter(to=ours.people["Ben"].id).latest("written_at")
    assert sent.state == State.TO_HAND_OVER
    assert "for you" not in sent.text


def test_it_stands_in_what_is_written_to_them(ours: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    by_mail = (State.ON_ITS_WAY, Trouble.NONE)
    monkeypatch.setattr(telling, "way_to", lambda *_to, **_how: by_mail)
    by = ours.actor("Amina")
    meeting = planned(ours)
    assert FOR_BEN in last_to(ours, "Ben")
    assert "for you" not in last_to(ours, "Dev")
    send_agenda(meeting=meeting, by=by, at=NOON + DAY)
    assert FOR_BEN in last_to(ours, "Ben")
    told: dict[str, Any] = {"meeting": meeting, "reason": "The bus.", "by": by}
    move_meeting(version=1, starts_at=SOON + DAY / 2, venue=None, at=NOON + 2 * DAY, **told)
    assert "That is 20:00 for you, the day before." in last_to(ours, "Ben")
    call_off(at=NOON + 3 * DAY, **told)
    assert "the day before" in last_to(ours, "Ben")
    when = Series(SOON.date(), SOON.time(), LONDON, EveryWeeks(1), count=4)
    circle, more = everybody(ours), dict[str, Any](title="Study team", minutes=90)
    plan_series(circle=circle, series=when, by=by, at=NOON + 4 * DAY, **more)
    words = last_to(ours, "Ben")
    # Until the clocks change in London as well.
    assert (words.count("That is 08:00 for you."), words.count("That is 07:00 for you.")) == (3, 1)
    assert "for you" not in last_to(ours, "Dev")


def test_a_question_without_a_time_says_nothing_of_clocks(ours: Team) -> None:
    meeting, _offers = choosing(ours, 7)
    ask_what_suits(meeting=meeting, by=ours.actor("Amina"), at=NOON)
    assert "for you" not in last_to(ours, "Ben")


def test_many_meetings_cost_no_more_questions(
    ours: Team, django_assert_max_num_queries: Any
) -> None:
    planned(ours)
    client, address = enter(ours, "Ben"), reverse("meetings:list", args=[ours.project.id])
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for number in range(12):
        planned(ours, starts_at=SOON + (number + 1) * DAY)
    with django_assert_max_num_queries(len(few.captured_queries)):
        told = client.get(address).text
    assert told.count("for you") == 13


def test_it_is_ones_own_to_say_on_a_page_and_goes_with_ones_data(ours: Team) -> None:
    client, address = enter(ours, "Carys"), reverse("people:clock")
    assert '<option value="" selected>As here: London</option>' in client.get(address).text
    client.post(address, {"zone": TOKYO})
    ours.people["Carys"].refresh_from_db()
    assert ours.people["Carys"].zone == TOKYO
    assert "Tokyo" in client.get(reverse("people:me")).text
    assert TOKYO in str(export(ours.people["Carys"].id))
    assert client.post(address, {"zone": "Mars/Olympus"}).status_code == 200
    client.post(address, {"zone": ""})
    ours.people["Carys"].refresh_from_db()
    assert ours.people["Carys"].clock == LONDON


def test_nobody_else_sets_it_but_a_helper_who_acts_for_them(ours: Team) -> None:
    ben: dict[str, Any] = {"person": ours.people["Ben"], "at": NOON}
    choose_clock(zone=TOKYO, by=helper_for(ours, "Ben", "Amina"), **ben)
    with pytest.raises(Refusal):
        choose_clock(zone=TOKYO, by=ours.actor("Dev"), **ben)
    with pytest.raises(Refusal, match="Nobody here knows this clock"):
        choose_clock(zone="Mars/Olympus", by=ours.actor("Ben"), **ben)
