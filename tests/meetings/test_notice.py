"""When an agenda goes out, what it tells each person, and when a team first meets."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from evenweave.common import clock, guard
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import NOTHING
from evenweave.jobs.vocabulary import Turn as JobTurn
from evenweave.meetings import firstly, jobs
from evenweave.meetings.actions.agenda import add_item, send_agenda
from evenweave.meetings.actions.meetings import call_off
from evenweave.meetings.actions.running import add_task, begin, end, finish_task, go_to
from evenweave.meetings.hopes import hopes_for
from evenweave.meetings.models import Meeting
from evenweave.meetings.notice import notice_of
from evenweave.meetings.papers import agenda_of, sections
from evenweave.outbox.models import Message
from evenweave.projects.actions.circles import add_circle, join_circle
from evenweave.projects.actions.joining import finish_arriving
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.models import Project
from tests.make import NOON
from tests.meetings.stories import DAY, SOON, WEEK, planned
from tests.meetings.test_roles import roles, willing
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def page(ours: Team, name: str, *at: Any, who: str = "Dev", ask: str = "") -> str:
    """A page of meetings."""
    return enter(ours, who).get(reverse(f"meetings:{name}", args=[ours.project.id, *at]) + ask).text


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


# ── so many days before ──────────────────────────────────────────────────────────────────────────


def plan(ours: Team, **more: str) -> dict[str, str]:
    """What the form to plan a meeting sends."""
    told = {"title": "Soon", "kind": "meeting", "when": "known", "minutes": "60"}
    day = {"day_day": "22", "day_month": "3", "day_year": "2026", "clock": "10"}
    return {**told, **day, **more}


@pytest.mark.parametrize(
    ("days", "kept", "is_short"),
    [("", 7, False), ("14", 14, False), ("5", 5, False), ("4", 4, True)],
)
def test_the_team_says_how_many_days_before_and_few_are_called_few(
    days: str, kept: int, is_short: bool
) -> None:
    ours = team()
    where = reverse("meetings:plan", args=[ours.project.id])
    client = enter(ours, "Ben")
    assert "With under five, some people have too little time." in client.get(where).text
    answer = client.post(where, plan(ours, agenda_days=days))
    assert Meeting.objects.get().agenda_days == kept
    told = client.get(answer["Location"]).text
    assert "The agenda goes out: " in told
    assert ("few days for people who need time to prepare" in told) == is_short


def test_how_many_days_has_to_make_sense() -> None:
    ours = team()
    for days in (0, 32):
        with pytest.raises(Refusal, match="from 1 to 31"):
            planned(ours, agenda_days=days)
    where = reverse("meetings:plan", args=[ours.project.id])
    client = enter(ours, "Ben")
    again = {"again": "1", "times": "2", "agenda_days": "32"}
    assert "from 1 to 31" in client.post(where, plan(ours, **again)).text
    assert "a number of days" in client.post(where, plan(ours, agenda_days="many")).text
    client.post(where, plan(ours, **{**again, "agenda_days": "10"}))
    assert [each.agenda_days for each in Meeting.objects.all()] == [10, 10]


def test_a_meeting_that_is_nearer_than_that_says_so() -> None:
    ours = team()
    near = planned(ours, starts_at=NOON + 6 * DAY)
    told = page(ours, "meeting", near.id)
    assert "less than 7 days away, so the agenda goes out soon." in told
    assert "few days for people" not in told
    told = page(ours, "meeting", planned(ours, starts_at=NOON + 4 * DAY).id)
    assert "That leaves few days for people who need time to prepare." in told
    jobs.agendas(JobTurn(NOTHING, NOON))
    told = page(ours, "meeting", near.id)
    assert "The agenda went out: " in told


def test_where_there_is_no_agenda_nothing_is_said_of_it() -> None:
    ours = team()
    for meeting in (planned(ours, kind="gathering"), planned(ours, starts_at=None)):
        assert notice_of(meeting, NOON) is None
    jobs.agendas(JobTurn(NOTHING, NOON))
    assert not Message.objects.filter(kind="meetings.agenda").exists()
    gathering = planned(ours, kind="gathering")
    with pytest.raises(Refusal, match="for being together"):
        send_agenda(meeting=gathering, by=ours.actor("Ben"), at=NOON)
    meeting = planned(ours)
    begin(meeting=meeting, by=ours.actor("Ben"), at=SOON)
    assert notice_of(meeting, SOON) is None


# ── what each person is told ─────────────────────────────────────────────────────────────────────


def agendas(ours: Team) -> dict[str, str]:
    """Who got which agenda."""
    sent = {each.to: each.text for each in Message.objects.filter(kind="meetings.agenda")}
    return {name: sent[each.id] for name, each in ours.people.items()}


def test_the_agenda_tells_each_what_is_theirs_then_what_to_prepare_and_where_paper_is() -> None:
    ours = team()
    panel = add_circle(project=ours.project, name="Panel", word="", by=ours.actor("Dev"), at=NOON)
    soon = NOON + DAY
    was, other = (
        planned(ours, starts_at=soon),
        planned(ours, starts_at=soon, circle=panel, by="Dev"),
    )
    for meeting in (was, other):
        begin(meeting=meeting, by=ours.actor("Dev"), at=soon)
    told: dict[str, Any] = {"item": None, "by": ours.actor("Dev"), "at": soon}
    ben, until = ours.member("Ben"), date(2026, 3, 8)
    add_task(meeting=was, words="Ring the hall", member=ben, until=until, **told)
    add_task(meeting=was, words="Buy tea", member=ben, until=None, **told)
    done = add_task(meeting=was, words="Find a key", member=ben, until=None, **told)
    finish_task(task=done, by=ours.actor("Ben"), at=soon)
    add_task(meeting=other, words="Elsewhere", member=ours.member("Dev"), until=None, **told)
    end(meeting=was, by=ours.actor("Dev"), at=soon)
    meeting = planned(ours, starts_at=SOON)
    roles(ours, "Chair")
    willing(ours, "Ben")
    item: dict[str, Any] = {"purpose": "talk", "minutes": 10, "by": ours.actor("Dev"), "at": NOON}
    add_item(meeting=meeting, title="The room", lead=ben, prepare="Look at the plan.", **item)
    jobs.agendas(JobTurn(NOTHING, NOON + DAY))
    sent = agendas(ours)
    places = [
        sent["Ben"].index(said)
        for said in (
            "Your role: Chair",
            "You lead: The room",
            "You said you would do this: Ring the hall (until Sunday 8 March 2026)",
            "You said you would do this: Buy tea",
            "1. The room (To talk about it, 10 minutes)\nLook at the plan.",
            "To print, in large print or in Easy Read:",
            f"/meetings/{meeting.id}/papers/",
        )
    ]
    assert places == sorted(places)
    assert "Find a key" not in sent["Ben"]
    for name in ("Carys", "Dev"):
        assert "You " not in sent[name]


def test_what_is_added_after_it_went_out_says_so_beside_it() -> None:
    ours = team()
    meeting = planned(ours)
    told: dict[str, Any] = {"purpose": "talk", "minutes": 10, "by": ours.actor("Dev")}
    add_item(meeting=meeting, title="Before", at=NOON, **told)
    jobs.agendas(JobTurn(NOTHING, NOON))
    assert "Added after" not in page(ours, "meeting", meeting.id)
    add_item(meeting=meeting, title="After", at=NOON + timedelta(minutes=1), **told)
    told_now = page(ours, "meeting", meeting.id)
    assert told_now.count("Added after the agenda went out.") == 1
    assert told_now.index("<bdi>After</bdi>") < told_now.index("Added after the agenda went out.")


# ── what would make it worth our time ────────────────────────────────────────────────────────────


def hopes(ours: Team, who: str, words: str, at: Any = NOON) -> None:
    """Somebody says it before they leave the way in."""
    finish_arriving(member=ours.member(who), worth_it=words, by=ours.actor(who), at=at)


def test_what_people_hope_for_stands_on_their_first_agenda_in_their_words_unsigned() -> None:
    ours = team()
    hopes(ours, "Carys", "To leave at four.")
    hopes(ours, "Ben", "That somebody\nlistens.")
    first, second = planned(ours), planned(ours, starts_at=SOON + WEEK)
    assert hopes_for(first) == ["That somebody\nlistens.", "To leave at four."]
    assert hopes_for(second) == []
    for name in ("meeting", "papers"):
        told = page(ours, name, first.id)
        assert "What would make it worth our time" in told
        assert told.index("listens.") < told.index("To leave at four.")
        assert "Carys" not in told
    agenda = agenda_of(first, None, NOON)
    (said,) = [
        each.points for each in sections(agenda, 9_000, is_easy=True) if "worth" in each.title
    ]
    assert said == ["“That somebody\nlistens.”", "“To leave at four.”"]
    begin(meeting=first, by=ours.actor("Ben"), at=SOON)
    assert "To leave at four." in page(ours, "now", first.id)
    tea: dict[str, Any] = {"purpose": "talk", "title": "Tea", "minutes": 5, "at": SOON}
    item = add_item(meeting=first, by=ours.actor("Ben"), **tea)
    go_to(meeting=first, item=item, by=ours.actor("Ben"), at=SOON)
    assert "To leave at four." not in page(ours, "now", first.id)


def test_whoever_comes_later_finds_theirs_on_the_next_agenda() -> None:
    ours = team()
    hopes(ours, "Ben", "To be heard.")
    first, second = planned(ours), planned(ours, starts_at=SOON + WEEK)
    ours.add("Gwen")
    hopes(ours, "Gwen", "To meet people.", SOON + DAY)
    assert hopes_for(first) == ["To be heard."]
    assert hopes_for(second) == ["To meet people."]
    assert hopes_for(planned(ours, starts_at=None)) == []
    call_off(meeting=first, reason="Snow.", by=ours.actor("Ben"), at=NOON)
    assert hopes_for(second) == ["To be heard.", "To meet people."]
    told: dict[str, Any] = {"hand_over": {}, "wants_news": False, "at": NOON}
    leave_project(member=ours.member("Ben"), by=ours.actor("Ben"), **told)
    assert hopes_for(second) == ["To meet people."]


def test_other_circles_and_gatherings_show_none() -> None:
    ours = team()
    hopes(ours, "Ben", "To be heard.")
    panel = add_circle(project=ours.project, name="Panel", word="", by=ours.actor("Dev"), at=NOON)
    join_circle(circle=panel, member=ours.member("Ben"), by=ours.actor("Ben"), at=NOON)
    assert hopes_for(planned(ours, by="Dev", circle=panel)) == []
    assert hopes_for(planned(ours, kind="gathering")) == []


# ── when we first meet ───────────────────────────────────────────────────────────────────────────


def said(ours: Team, words: str, day: date | None = None) -> Team:
    """What whoever began it wrote."""
    with guard.acting("tests"):
        told = {"first_meeting_words": words, "first_meeting_on": day}
        Project.objects.filter(pk=ours.project.pk).update(**told)
    ours.project.refresh_from_db()
    return ours


@pytest.mark.parametrize(
    ("words", "day", "at"),
    [
        ("Tuesday 10 March at 2, in the library", date(2026, 3, 10), time(14)),
        ("10th March 2026, 10:30", date(2026, 3, 10), time(10, 30)),
        ("March 10 at 11 am", date(2026, 3, 10), time(11)),
        ("on February 3rd, 2 pm", date(2027, 2, 3), time(14)),
        ("29 February, at noon", None, None),
        ("31 April 2026 at 9.30", None, None),
        ("In 3 weeks, at 99", None, None),
        ("not yet", None, None),
        ("", None, None),
    ],
)
def test_a_line_is_read_as_a_day_where_it_tells_one(
    words: str, day: date | None, at: time | None
) -> None:
    assert firstly.day_in(words, date(2026, 3, 2)) == day
    if day is not None:
        assert firstly.clock_in(words) == at


def test_the_first_meeting_is_planned_by_one_tap_from_an_empty_page() -> None:
    ours = said(team(), "Tuesday 10 March at 2, in the library")
    told = page(ours, "list")
    assert "Tuesday 10 March at 2, in the library" in told
    assert "?first=yes" in told
    form = page(ours, "plan", ask="?first=yes")
    for value in ("Our first meeting", "14:00", "2026"):
        assert f'value="{value}"' in form
    assert "When you began, somebody wrote" in form
    planned(ours)
    assert "?first=yes" not in page(ours, "list")


def test_a_day_comes_before_the_words_and_one_that_has_gone_by_is_chosen_anew() -> None:
    ours = said(team(), "in the library", date(2026, 3, 20))
    today = date(2026, 3, 2)
    assert firstly.begun(ours.project, today)["day"] == date(2026, 3, 20)
    assert firstly.begun(said(ours, "5 May", date(2026, 3, 1)).project, today) == {
        "title": "Our first meeting"
    }


def test_nobody_is_asked_about_a_first_meeting_that_nobody_told() -> None:
    ours = team()
    assert "?first=yes" not in page(ours, "list")
    assert "When you began" not in page(ours, "plan")
