"""Lunch, or a walk: for being together. Nothing is written down, and it counts for nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from evenweave.common import actors, clock
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import NOTHING
from evenweave.jobs.vocabulary import Turn as JobTurn
from evenweave.meetings import diary, jobs
from evenweave.meetings.actions import running
from evenweave.meetings.actions.meetings import call_off, let_pass
from evenweave.meetings.actions.roles import add_role, say_wills
from evenweave.meetings.models import Meeting, Notes, State, Turn
from evenweave.meetings.next import next_for
from evenweave.meetings.recap import recap_for
from evenweave.meetings.views.calendars import is_to_come
from evenweave.outbox.models import Message
from tests.make import NOON
from tests.meetings.stories import SOON, WEEK, everybody, hall, planned
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def gathering(ours: Team, starts_at: datetime | None = SOON, **more: Any) -> Meeting:
    """A walk."""
    told = {"title": "A walk", "kind": "gathering", "minutes": 60, **more}
    return planned(ours, starts_at=starts_at, **told)


def page(ours: Team, meeting: Meeting, name: str = "meeting") -> str:
    """The address of a page of it."""
    return reverse(f"meetings:{name}", args=[ours.project.id, meeting.id])


def test_its_page_is_its_own_and_asks_for_nothing() -> None:
    ours = team()
    walk = gathering(ours, venue=hall(ours, has_toilets="yes"), why="Ducks.")
    told = enter(ours, "Ben").get(page(ours, walk)).text
    for words in ("it counts for nothing", "Who brings what", "toilets for everybody", "Ducks."):
        assert words in told
    for words in ("What it is about", "Did you take part?", "Who does what", "Open the meeting"):
        assert words not in told
    for name in ours.people:  # who comes is nobody's list
        assert f"<li><bdi>{name}" not in told


def test_no_role_goes_round_there_and_none_counts() -> None:
    ours = team()
    told: dict[str, Any] = {"circle": everybody(ours), "by": ours.actor("Ben"), "at": NOON}
    role = add_role(name="Chair", what="", **told)
    say_wills(wills={role: "willing"}, member=ours.member("Ben"), **told)
    gathering(ours)
    meeting = planned(ours, starts_at=SOON + WEEK)
    assert [each.meeting_id for each in Turn.objects.all()] == [meeting.id]


def test_it_has_no_page_to_go_along_no_agenda_no_tasks_and_no_list() -> None:
    ours = team()
    walk = gathering(ours)
    ben = ours.actor("Ben")
    with pytest.raises(Refusal, match="needs no page"):
        running.begin(meeting=walk, by=ben, at=SOON)
    with pytest.raises(Refusal, match="no tasks"):
        running.add_task(
            meeting=walk, item=None, words="Bread", member=None, until=None, by=ben, at=SOON
        )
    with pytest.raises(Refusal, match="nobody’s list"):
        running.say_attended(meeting=walk, member=ours.member("Ben"), how="room", by=ben, at=SOON)


def test_who_brings_what_is_everybodys_and_two_who_write_at_once_keep_both() -> None:
    ours = team()
    walk = gathering(ours)
    ben, dev = enter(ours, "Ben"), enter(ours, "Dev")
    where = page(ours, walk, "notes")
    assert "Who brings what?" in ben.get(where).text
    assert ben.post(where, {"words": "Ben: bread", "version": "0"}).status_code == 302
    clash = dev.post(where, {"words": "Dev: soup", "version": "0"})
    assert clash.status_code == 409
    assert "Dev: soup" in clash.text
    assert "bread" in clash.text
    both = {"words": "Ben: bread\nDev: soup", "version": "1"}
    assert dev.post(where, both).status_code == 302
    told = ben.get(page(ours, walk)).text
    assert "Dev: soup" in told
    assert Notes.objects.get().version == 2


def test_what_is_brought_cannot_be_written_down_afterwards_or_when_it_was_called_off() -> None:
    ours = team()
    walk = gathering(ours)
    call_off(meeting=walk, reason="Rain.", by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="called off"):
        running.write_notes(
            meeting=walk, item=None, version=0, words="Bread", by=ours.actor("Ben"), at=NOON
        )
    assert "Who brings what" not in enter(ours, "Ben").get(page(ours, walk)).text


def test_it_is_over_by_itself_and_is_no_last_meeting() -> None:
    ours = team()
    walk = gathering(ours)
    told = ours.told
    jobs.passed(JobTurn(NOTHING, SOON + timedelta(minutes=59)))
    assert Meeting.objects.get(pk=walk.pk).state == State.PLANNED
    jobs.passed(JobTurn(NOTHING, SOON + timedelta(hours=1)))
    over = Meeting.objects.get(pk=walk.pk)
    assert (over.state, over.ended_at) == (State.OVER, SOON + timedelta(hours=1))
    assert ours.told == told
    assert recap_for(planned(ours, starts_at=SOON + WEEK)) is None
    with pytest.raises(Refusal, match="not planned any more"):
        let_pass(meeting=walk, by=actors.job(jobs.PASSED), at=SOON + WEEK)


def test_a_meeting_that_nobody_opened_is_over_some_hours_later_and_can_be_written_down() -> None:
    ours = team()
    meeting = planned(ours)
    jobs.passed(JobTurn(NOTHING, SOON + timedelta(hours=5)))  # it takes 90 minutes
    assert Meeting.objects.get(pk=meeting.pk).state == State.PLANNED
    jobs.passed(JobTurn(NOTHING, SOON + timedelta(hours=6)))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.ended_at) == (State.OVER, SOON + timedelta(minutes=90))
    told: dict[str, Any] = {"item": None, "version": 0, "words": "We met in the park."}
    running.write_notes(meeting=meeting, by=ours.actor("Ben"), at=SOON + WEEK, **told)


def test_a_meeting_that_was_left_open_is_closed_and_forgets_what_it_should() -> None:
    ours = team()
    meeting = planned(ours)
    running.begin(meeting=meeting, by=ours.actor("Ben"), at=SOON)
    running.say_need(meeting=meeting, words="Less light", by=ours.actor("Ben"), at=SOON)
    jobs.passed(JobTurn(NOTHING, SOON + timedelta(hours=5)))
    assert meeting.needs.exists()
    jobs.passed(JobTurn(NOTHING, SOON + timedelta(hours=6)))
    meeting.refresh_from_db()
    assert meeting.state == State.OVER
    assert not meeting.needs.exists()
    assert ours.told[-1] == "meetings.ended"


def test_people_are_told_of_it_in_its_own_words_and_no_agenda_is_sent() -> None:
    ours = team()
    gathering(ours, starts_at=NOON + timedelta(days=2))
    jobs.agendas(JobTurn(NOTHING, NOON + timedelta(hours=1)))
    told = Message.objects.filter(to=ours.people["Ben"].id)
    (message,) = [each for each in told if each.kind.startswith("meetings.")]
    assert message.subject == "A gathering in “A project”"
    assert "Come if you like." in message.text
    assert "talk about" not in message.text


def test_it_is_in_calendars_and_in_what_is_next_but_asks_for_no_working_time() -> None:
    ours = team()
    walk = gathering(ours)
    ben = ours.people["Ben"].id
    assert [each.title for each in diary.meetings_of(ben, NOON)] == ["A walk"]
    assert diary.event_of(walk).title == "A walk (A project)"
    (come,) = next_for(ben, NOON)
    assert "Nothing is written down" in str(come.why)
    assert not is_to_come(walk)
    assert is_to_come(planned(ours))


def test_a_meeting_ends_with_lunch_by_one_tap_and_a_form_that_is_filled_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    place = hall(ours)
    meeting = planned(ours, venue=place)
    ben = enter(ours, "Ben")
    where = f"{reverse('meetings:plan', args=[ours.project.id])}?after={meeting.id}"
    assert where in ben.get(page(ours, meeting)).text
    form = ben.get(where)
    begins = localtime(SOON + timedelta(minutes=90))
    for told in ('value="Lunch together"', f'value="{begins:%H:%M}"', "On which day?"):
        assert told in form.text
    for told in ("What sort of coming together?", "does it come again?"):
        assert told not in form.text
    assert f'value="{place.id}" selected' in form.text
    sent = {
        "title": "Lunch together",
        "day_day": str(begins.day),
        "day_month": str(begins.month),
        "day_year": str(begins.year),
        "clock": f"{begins:%H:%M}",
        "minutes": "60",
        "venue": str(place.id),
    }
    assert ben.post(where, sent).status_code == 302
    lunch = Meeting.objects.get(kind="gathering")
    assert (lunch.starts_at, lunch.venue) == (meeting.ends_at, place)
    told = ben.get(page(ours, meeting)).text
    assert "And then:" in told
    assert where not in told


@pytest.mark.parametrize("after", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_form_after_a_meeting_that_is_not_there_is_the_plain_one(after: str) -> None:
    ours = team()
    where = f"{reverse('meetings:plan', args=[ours.project.id])}?after={after}"
    told = enter(ours, "Ben").get(where).text
    assert "Lunch together" not in told
    assert "Plan a meeting" in told


def test_after_a_meeting_of_another_project_nothing_of_it_is_told() -> None:
    ours = team()
    theirs = team(["Amina"])
    meeting = planned(theirs, title="Their secret")
    where = f"{reverse('meetings:plan', args=[ours.project.id])}?after={meeting.id}"
    assert "Their secret" not in enter(ours, "Ben").get(where).text


def test_when_can_be_chosen_together_for_a_gathering_too() -> None:
    ours = team()
    walk = gathering(ours, starts_at=None)
    told = enter(ours, "Ben").get(page(ours, walk)).text
    assert "When and where could you come?" in told
