"""Anybody calls the others together, moves it, and calls it off, openly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.meetings.actions.meetings import call_off, move_meeting
from evenweave.meetings.actions.venues import change_venue, end_venue, say_venue
from evenweave.meetings.models import Meeting, State, Venue
from evenweave.outbox.models import Message
from evenweave.projects.actions.circles import add_circle
from tests.make import NOON
from tests.meetings.stories import DAY, SOON, WEEK, everybody, hall, planned
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def page(ours: Team, who: str, meeting: Meeting) -> str:
    """Its page."""
    where = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
    return enter(ours, who).get(where).text


def test_anybody_calls_the_others_together_and_all_of_them_hear_of_it() -> None:
    ours = team()
    meeting = planned(ours, by="Ben", venue=hall(ours))
    assert meeting.state == State.PLANNED
    assert ours.told[-1] == "meetings.planned"
    told = Message.objects.filter(kind="meetings.planned")
    assert {each.to for each in told} == {
        ours.people[name].id for name in ("Amina", "Carys", "Dev", "Esther")
    }
    assert "Monday 9 March 2026, 12:00 (Europe/London), The hall of the library" in told[0].text
    assert "Monday 9 March 2026, 12:00" in page(ours, "Esther", meeting)


def test_only_those_in_a_circle_call_it_together() -> None:
    ours = team()
    panel = add_circle(project=ours.project, name="Panel", word="", by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="for those who are in that circle"):
        planned(ours, by="Ben", circle=panel)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"title": " "}, "It needs a name"),
        ({"starts_at": NOON}, "has gone by"),
        ({"starts_at": NOON + timedelta(days=3 * 366)}, "more than three years"),
        ({"minutes": 4}, "from 5 minutes to 24 hours"),
        ({"minutes": 1_441}, "from 5 minutes to 24 hours"),
        ({"zone": "Mars/Olympus"}, "Nobody here knows this time zone"),
        ({"zone": "../../etc/passwd"}, "Nobody here knows this time zone"),
    ],
)
def test_what_cannot_be_planned_is_told_kindly(told: dict[str, Any], reason: str) -> None:
    ours = team()
    with pytest.raises(Refusal, match=reason):
        planned(ours, **{"starts_at": SOON, **told})
    assert not Meeting.objects.exists()


def test_it_is_moved_with_a_reason_and_calendars_see_that_it_changed() -> None:
    ours = team()
    meeting, later = planned(ours), SOON + DAY
    told: dict[str, Any] = {"meeting": meeting, "venue": None, "at": NOON, "by": ours.actor("Ben")}
    move_meeting(version=1, starts_at=later, reason="The hall is taken.", **told)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence, meeting.version) == (later, 1, 2)
    assert ours.told[-1] == "meetings.moved"
    assert Message.objects.filter(text__contains="Why: The hall is taken.").count() == 4
    with pytest.raises(Changed):
        move_meeting(version=1, starts_at=SOON, reason="No.", **told)
    with pytest.raises(Refusal, match="then and there already"):
        move_meeting(version=2, starts_at=later, reason="No.", **told)
    with pytest.raises(Refusal, match="Say why"):
        move_meeting(version=2, starts_at=SOON, reason=" ", **told)


def test_it_is_called_off_with_a_reason_and_once() -> None:
    ours = team()
    meeting = planned(ours)
    call_off(meeting=meeting, reason="The bus is not running.", by=ours.actor("Ben"), at=NOON)
    assert "It does not take place" in page(ours, "Dev", meeting)
    assert ours.told[-1] == "meetings.called_off"
    with pytest.raises(Refusal, match="is over, or was called off"):
        call_off(meeting=meeting, reason="Again.", by=ours.actor("Ben"), at=NOON)


def test_a_place_is_told_as_far_as_it_is_known() -> None:
    ours = team()
    venue = hall(ours, is_step_free="yes", is_without_codes="no")
    told = page(ours, "Dev", planned(ours, venue=venue))
    assert "without a step" in told
    assert "a code, a badge or a desk to pass" in told
    assert told.count("Nobody has said.") == 4
    with pytest.raises(Refusal, match="a place of this name already"):
        hall(ours)


def test_a_place_is_put_right_by_anybody_and_taken_off_the_list() -> None:
    ours = team()
    venue, by = hall(ours), ours.actor("Dev")
    told = {"name": venue.name, "has_loop": "yes", "made_by": "nobody"}
    change_venue(venue=venue, version=1, told=told, by=by, at=NOON)
    with pytest.raises(Changed):
        change_venue(venue=venue, version=1, told=told, by=by, at=NOON)
    assert Venue.objects.get().has_loop == "yes"
    meeting = planned(ours, venue=venue)
    end_venue(venue=venue, by=by, at=NOON)
    assert "The hall of the library" in page(ours, "Ben", meeting)
    with pytest.raises(Refusal, match="not on the list any more"):
        planned(ours, venue=venue)
    say_venue(project=ours.project, told=told, by=by, at=NOON)


def test_a_place_of_another_project_cannot_be_chosen() -> None:
    ours, others = team(), team()
    with pytest.raises(Refusal, match="not on the list any more"):
        planned(ours, venue=hall(others))


def test_the_list_asks_few_questions_however_many_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    ours = team()
    venue = hall(ours)
    for number in range(30):
        planned(ours, starts_at=SOON + number * WEEK, venue=venue, circle=everybody(ours))
    client = enter(ours, "Dev")
    with django_assert_max_num_queries(8):
        assert client.get(reverse("meetings:list", args=[ours.project.id])).status_code == 200
