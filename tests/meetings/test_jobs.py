"""What goes out and goes on by itself before a meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from evenweave.common import clock
from evenweave.ideas.actions import raise_idea
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.meetings import jobs
from evenweave.meetings import next as waiting
from evenweave.meetings.actions.agenda import add_item
from evenweave.meetings.models import Item
from evenweave.meetings.models import Turn as TurnAtMeeting
from evenweave.outbox.models import Message
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.meetings.stories import DAY, SOON, choosing, planned, says, time
from tests.meetings.test_roles import roles, whose, willing
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def agendas() -> dict[str, str]:
    """Who got which agenda."""
    return {str(each.to): each.text for each in Message.objects.filter(kind="meetings.agenda")}


def test_an_agenda_goes_out_once_in_time_with_what_is_ones_own_first() -> None:
    ours = team()
    meeting = planned(ours, starts_at=SOON + DAY)
    roles(ours, "Chair")
    willing(ours, "Ben")
    told: dict[str, Any] = {"purpose": "talk", "minutes": 10, "by": ours.actor("Dev"), "at": NOON}
    add_item(meeting=meeting, title="The room", lead=ours.member("Carys"), **told)
    jobs.agendas(Turn(NOTHING, NOON))
    assert agendas() == {}
    jobs.agendas(Turn(NOTHING, NOON + DAY))
    jobs.agendas(Turn(NOTHING, NOON + DAY + timedelta(hours=1)))
    sent = agendas()
    assert len(sent) == 5
    assert "Your role: Chair" in sent[str(ours.people["Ben"].id)]
    assert "You lead: The room" in sent[str(ours.people["Carys"].id)]
    assert "Your role" not in sent[str(ours.people["Dev"].id)]
    assert all("1. The room" in text for text in sent.values())


def test_whoever_left_is_followed_by_somebody() -> None:
    ours = team()
    planned(ours)
    roles(ours, "Chair")
    willing(ours, "Ben", "Carys")
    first = TurnAtMeeting.objects.get().member
    assert first is not None
    gone = first.called
    by, member = ours.actor(gone), ours.member(gone)
    leave_project(member=member, hand_over={}, wants_news=False, by=by, at=NOON)
    jobs.turns(Turn(NOTHING, NOON))
    (now,) = whose(ours)
    assert {gone, now} == {"Ben", "Carys"}


def titles(ours: Team, who: str) -> list[str]:
    """What meetings tell somebody is next."""
    return [str(each.title) for each in waiting.next_for(ours.people[who].id, NOON)]


def test_what_is_next_is_to_answer_to_come_and_what_one_took_on() -> None:
    ours = team()
    _meeting, (monday,) = choosing(ours, 7)
    planned(ours, title="Soon")
    planned(ours, title="Far", starts_at=SOON + 30 * DAY)
    assert set(titles(ours, "Ben")) == {
        "Soon",
        "When and where could you come: “Second meeting”",
    }
    says(ours, "Ben", {monday: "yes"})
    assert titles(ours, "Ben") == ["Soon"]


def test_nobody_is_asked_to_come_to_what_is_over() -> None:
    ours = team()
    meeting = planned(ours)
    assert meeting.ends_at is not None
    ben = ours.people["Ben"].id
    assert len(waiting.next_for(ben, meeting.ends_at - timedelta(minutes=1))) == 1
    assert waiting.next_for(ben, meeting.ends_at) == []


def test_nobody_is_asked_for_a_time_that_has_gone_by(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    meeting, _times = choosing(ours, 7, 8)
    later = NOON + 8 * DAY
    ben = ours.people["Ben"].id
    assert len(waiting.next_for(ben, later - timedelta(hours=1))) == 1
    assert waiting.next_for(ben, later) == []
    monkeypatch.setattr(clock, "now", lambda: later)
    page = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
    told = enter(ours, "Ben").get(page).text
    assert "have gone by" in told
    assert "This suits me" not in told
    assert "Ask everybody" not in told
    time(ours, meeting, later + DAY)
    assert len(waiting.next_for(ben, later)) == 1
    assert "This suits me" in enter(ours, "Ben").get(page).text


def test_ideas_that_nobody_answered_come_by_themselves_and_once() -> None:
    ours = team()
    first, second = planned(ours), planned(ours, starts_at=SOON + DAY)
    circle = first.circle
    for number in range(7):
        words = f"Thought {number}"
        raise_idea(circle=circle, words=words, by=ours.actor("Ben"), at=NOON - number * DAY)
    for _again in range(2):
        jobs.agendas(Turn(NOTHING, NOON + DAY))
    came = [list(each.items.values_list("thing_id", flat=True)) for each in (first, second)]
    assert [len(each) for each in came] == [5, 2]
    assert not set(came[0]) & set(came[1])
    assert all("Thought" not in each.title for each in Item.objects.all())
    page = reverse("meetings:meeting", args=[ours.project.id, first.id])
    assert "Read the idea" in enter(ours, "Dev").get(page).text
