"""Meetings in people's own calendars: by a secret address, or one by one; and a letter."""

from __future__ import annotations

import io
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.meetings.actions.feeds import end_feed, make_feed
from evenweave.meetings.actions.meetings import call_off, move_meeting
from evenweave.meetings.models import Feed
from evenweave.projects.actions.circles import add_circle
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.meetings.stories import DAY, SOON, hall, planned
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _it_is_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it happens at one time."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def key_of(ours: Team, who: str) -> str:
    """Somebody makes an address."""
    return make_feed(person=ours.people[who].id, by=ours.actor(who), at=NOON)


def fetched(key: str, **headers: str) -> Any:
    """What a calendar gets, which is nobody."""
    return Client().get(f"/calendar/{key}.ics", headers=headers)


def read(key: str) -> dict[str, Any]:
    """Its events, by their titles."""
    calendar = vobject.readOne(fetched(key).content.decode())
    return {each.summary.value: each for each in calendar.contents.get("vevent", [])}


def test_it_has_the_meetings_of_ones_circles_and_follows_what_changes() -> None:
    ours = team()
    by = ours.actor("Dev")
    panel = add_circle(project=ours.project, name="Panel", word="", by=by, at=NOON)
    meeting = planned(ours, title="All of us", venue=hall(ours))
    planned(ours, title="The panel", circle=panel, by="Dev")
    planned(ours, title="Not known yet", starts_at=None)
    key, bens = key_of(ours, "Dev"), key_of(ours, "Ben")
    assert set(read(key)) == {"All of us (A project)", "The panel (A project)"}
    assert set(read(bens)) == {"All of us (A project)"}
    event = read(bens)["All of us (A project)"]
    assert (event.dtstart.value, event.sequence.value) == (SOON, "0")
    assert event.location.value == "The hall of the library"
    told: dict[str, Any] = {"meeting": meeting, "reason": "The bus.", "by": by, "at": NOON}
    move_meeting(version=1, starts_at=SOON + DAY, venue=None, **told)
    moved = read(bens)["All of us (A project)"]
    assert (moved.dtstart.value, moved.sequence.value) == (SOON + DAY, "1")
    assert moved.uid.value == event.uid.value
    call_off(**told)
    assert read(bens)["Called off: All of us (A project)"].status.value == "CANCELLED"


def test_a_calendar_that_never_stops_fetching_is_told_that_nothing_changed(
    django_assert_max_num_queries: Any,
) -> None:
    ours = team()
    for number in range(30):
        planned(ours, starts_at=SOON + number * DAY, venue=None)
    key = key_of(ours, "Ben")
    first = fetched(key)
    assert first["Cache-Control"] == "private, max-age=900"
    for _each in range(3):
        with django_assert_max_num_queries(2):
            again = fetched(key, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
    planned(ours, starts_at=SOON + 60 * DAY)
    assert fetched(key, if_none_match=first["ETag"]).status_code == 200


def test_nobody_is_known_there_and_no_cookie_is_set() -> None:
    ours = team()
    planned(ours)
    key = key_of(ours, "Ben")
    answer = enter(ours, "Dev").get(f"/calendar/{key}.ics")
    assert not answer.cookies
    words = answer.content.decode()
    assert not [name for name in ours.people if name in words]


def test_only_a_mark_of_the_address_is_kept_and_a_new_one_ends_the_old() -> None:
    ours = team()
    old = key_of(ours, "Ben")
    assert old not in Feed.objects.get().mark
    new = key_of(ours, "Ben")
    assert fetched(old).status_code == 404
    assert fetched(new).status_code == 200
    end_feed(person=ours.people["Ben"].id, by=ours.actor("Ben"), at=NOON)
    assert fetched(new).status_code == 404
    with pytest.raises(Refusal, match="Only the person themself"):
        make_feed(person=ours.people["Ben"].id, by=helper_for(ours, "Ben", "Amina"), at=NOON)


def test_whoever_left_has_its_meetings_no_more() -> None:
    ours = team()
    planned(ours)
    key = key_of(ours, "Ben")
    leave_project(
        member=ours.member("Ben"), hand_over={}, wants_news=False, by=ours.actor("Ben"), at=NOON
    )
    assert read(key) == {}


def test_the_address_is_made_on_a_page_and_shown_once() -> None:
    ours = team()
    client = enter(ours, "Ben")
    page = reverse("meetings:my-calendar")
    made = client.post(page)
    assert "/calendar/" in made.text
    assert made["Cache-Control"] == "no-store"
    assert "/calendar/" not in client.get(page).text.replace("/me/calendar/", "")
    client.post(reverse("meetings:end-calendar"))
    assert not Feed.objects.exists()


def test_one_meeting_goes_into_a_calendar_by_hand_and_a_letter_asks_for_the_time() -> None:
    ours = team()
    meeting = planned(ours)
    client = enter(ours, "Carys")
    file = client.get(reverse("meetings:ics", args=[ours.project.id, meeting.id]))
    assert vobject.readOne(file.content.decode()).vevent.dtstart.value == SOON
    for dress in ("plain", "large"):
        letter = client.get(reverse("meetings:letter", args=[ours.project.id, dress]))
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(letter.content)).pages)
        assert "9 March 2026" in " ".join(text.split())
        assert "Carys" in text
    missing = reverse("meetings:letter", args=[ours.project.id, "golden"])
    assert client.get(missing).status_code == 404
