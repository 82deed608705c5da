"""Anybody calls the others together, moves it, and calls it off, openly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.meetings.actions.meetings import call_off, move_following, move_meeting, plan_series
from evenweave.meetings.actions.venues import change_venue, end_venue, say_venue
from evenweave.meetings.models import Meeting, State, Venue
from evenweave.meetings.series import EveryWeeks, Series
from evenweave.outbox.models import Message
from evenweave.projects.actions.circles import add_circle
from tests.make import NOON
from tests.meetings.stories import DAY, LONDON, SOON, WEEK, everybody, hall, planned
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


def test_hounslow_plans_its_half_year_twice_a_month_and_the_clock_stays_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    page = reverse("meetings:plan", args=[ours.project.id])
    sent = {
        "title": "The working group",
        "kind": "meeting",
        "when": "known",
        "day_day": "4",
        "day_month": "3",
        "day_year": "2026",
        "clock": "10",
        "again": "twice",
        "times": "12",
        "minutes": "120",
        "venue": str(hall(ours).id),
    }
    assert enter(ours, "Ben").post(page, sent).status_code == 302
    made = list(Meeting.objects.order_by("starts_at"))
    walls = [each.on_the_wall for each in made if each.on_the_wall]
    assert [f"{each:%d %b %H:%M}" for each in walls][:4] == [
        "04 Mar 10:00",
        "18 Mar 10:00",
        "01 Apr 10:00",
        "15 Apr 10:00",
    ]
    assert (len(made), len({each.series for each in made})) == (12, 1)
    assert ours.told[-1] == "meetings.series_planned"
    assert Message.objects.filter(kind="meetings.planned").count() == 4


def test_a_series_that_makes_no_sense_is_told_kindly() -> None:
    ours = team()
    told: dict[str, Any] = {"title": "Again", "minutes": 60, "by": ours.actor("Ben"), "at": NOON}
    series = Series(date(2026, 3, 4), time(10), LONDON, EveryWeeks(1), count=61)
    with pytest.raises(Refusal, match="from 1 to 60 meetings"):
        plan_series(circle=everybody(ours), series=series, **told)
    gone = Series(date(2026, 2, 4), time(10), LONDON, EveryWeeks(2), count=12)
    with pytest.raises(Refusal, match="has gone by"):
        plan_series(circle=everybody(ours), series=gone, **told)
    assert not Meeting.objects.exists()


def in_a_series(ours: Team) -> list[Meeting]:
    """Four, every two weeks at ten on the clock; between the second and the third, it changes."""
    series = Series(date(2026, 3, 11), time(10), LONDON, EveryWeeks(2), count=4)
    told: dict[str, Any] = {"title": "Again", "minutes": 60, "by": ours.actor("Ben"), "at": NOON}
    return list(plan_series(circle=everybody(ours), series=series, **told).meetings)


def walls(meetings: Iterable[Meeting]) -> list[str]:
    """What the clock on the wall shows when each begins."""
    known = Meeting.objects.filter(pk__in=[each.pk for each in meetings])
    return [f"{each.on_the_wall:%-d.%-m. %H:%M}" for each in known.order_by("starts_at")]


def test_all_that_follow_are_moved_together_and_the_time_on_the_clock_stays() -> None:
    ours = team()
    first, second, third, fourth = in_a_series(ours)
    there = hall(ours)
    assert second.starts_at
    told_before = Message.objects.count()
    move_following(
        meeting=second,
        version=1,
        starts_at=second.starts_at + timedelta(days=1, hours=1),
        venue=there,
        reason="The hall is free on Thursdays.",
        by=ours.actor("Carys"),
        at=NOON,
    )
    assert walls([first, second, third, fourth]) == [
        "11.3. 10:00",
        "26.3. 11:00",
        "9.4. 11:00",
        "23.4. 11:00",
    ]
    moved = Meeting.objects.exclude(pk=first.pk)
    assert {(each.venue, each.sequence, each.version) for each in moved} == {(there, 1, 2)}
    told = Message.objects.filter(text__contains="Thursday 23 April 2026, 11:00")
    assert told.count() == Message.objects.count() - told_before == len(ours.people) - 1
    assert ours.told[-1] == "meetings.series_moved"


def test_what_is_over_or_called_off_is_not_moved_along() -> None:
    ours = team()
    first, second, third, fourth = in_a_series(ours)
    call_off(meeting=third, reason="A holiday.", by=ours.actor("Ben"), at=NOON)
    assert list(Meeting.objects.following(second)) == [fourth]
    told: dict[str, Any] = {
        "venue": None,
        "reason": "Why not.",
        "by": ours.actor("Ben"),
        "at": NOON,
    }
    assert first.starts_at
    assert fourth.starts_at
    later = fourth.starts_at + timedelta(hours=1)
    with pytest.raises(Refusal, match="No other meeting follows"):
        move_following(meeting=fourth, version=1, starts_at=later, **told)
    with pytest.raises(Refusal, match="more than three years"):
        move_following(
            meeting=first, version=1, starts_at=first.starts_at + timedelta(days=3 * 365), **told
        )
    with pytest.raises(Changed):
        move_following(meeting=first, version=7, starts_at=later, **told)
    assert walls([first, fourth]) == ["11.3. 10:00", "22.4. 10:00"]


def test_the_page_asks_which_only_where_others_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    first, *_middle, last = in_a_series(ours)
    ben = enter(ours, "Ben")
    pages = [reverse("meetings:move", args=[ours.project.id, each.id]) for each in (first, last)]
    assert "all that follow" in ben.get(pages[0]).text
    assert "all that follow" not in ben.get(pages[1]).text
    sent = {"day_day": "12", "day_month": "3", "day_year": "2026", "clock": "10", "version": "1"}
    sent |= {"which": "following", "reason": "Thursdays are better.", "venue": ""}
    assert ben.post(pages[0], sent).status_code == 302
    assert walls(Meeting.objects.all()) == [
        "12.3. 10:00",
        "26.3. 10:00",
        "9.4. 10:00",
        "23.4. 10:00",
    ]
