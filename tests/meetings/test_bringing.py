"""What comes onto an agenda by itself: ideas, decisions, and what rooms above bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evenweave.common import guard
from evenweave.decisions.actions.shaping import take_back_proposal, throw_away_draft
from evenweave.decisions.models import Decision
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.ideas.actions import count_idea, raise_idea, take_back_idea
from evenweave.jobs.vocabulary import NOTHING
from evenweave.jobs.vocabulary import Turn as JobTurn
from evenweave.meetings import brought, jobs
from evenweave.meetings.actions.agenda import bring_waiting, take_out_item
from evenweave.meetings.actions.meetings import call_off
from evenweave.meetings.actions.running import begin, end, go_to
from evenweave.meetings.brought import Brought, Source
from evenweave.meetings.models import Item, Meeting
from evenweave.meetings.recap import recap_for
from evenweave.outbox.models import Message
from evenweave.projects.actions.circles import add_circle
from tests.decisions.stories import Story, opened, shaped, voting
from tests.make import NOON
from tests.meetings.stories import DAY, SOON, WEEK, planned
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db

ROOM = "Where shall we meet?"


def brings(ours: Team, meeting: Meeting, at: datetime = NOON) -> list[tuple[str, str]]:
    """What comes: how it is called now, and what for."""
    bring_waiting(meeting=meeting, by=ours.actor("Dev"), at=at)
    return [(each.called, each.purpose) for each in brought.read(meeting.items.all())]


def page(ours: Team, meeting: Meeting, name: str = "meeting") -> str:
    """A page of it, as Dev reads it."""
    return (
        enter(ours, "Dev").get(reverse(f"meetings:{name}", args=[ours.project.id, meeting.id])).text
    )


def test_a_decision_that_is_open_when_they_meet_comes_to_be_decided() -> None:
    story = opened(ours=team())
    at_its_end = planned(story.ours, starts_at=NOON + WEEK)
    assert brings(story.ours, at_its_end) == [(ROOM, "decide")]
    told = page(story.ours, at_its_end)
    assert "We need a room that is easy to reach." in told
    assert reverse("decisions:decision", args=[story.ours.project.id, story.decision.id]) in told


def test_one_that_has_closed_by_then_or_is_another_circles_does_not() -> None:
    story = opened(ours=team())
    ours = story.ours
    assert brings(ours, planned(ours, starts_at=NOON + WEEK + DAY)) == []
    panel = add_circle(project=ours.project, name="Panel", word="", by=ours.actor("Dev"), at=NOON)
    shaped(ours, voting(), question="Is it ours?", circle=panel)
    assert brings(ours, planned(ours, starts_at=NOON + 3 * WEEK), NOON + 2 * WEEK) == []


def test_one_that_waits_for_somebody_has_no_end_and_comes() -> None:
    story = opened(ours=team())
    with guard.acting("tests"):
        Decision.objects.update(closes_at=None, waits_for=Decision.Waits.AMENDING)
    assert brings(story.ours, planned(story.ours, starts_at=SOON + 9 * DAY)) == [(ROOM, "decide")]


def test_a_proposal_that_has_been_shaped_for_a_week_comes_after_what_is_open() -> None:
    ours = team()
    draft = shaped(ours, None, question="Shall we buy a kettle?")
    opened(ours=ours)
    soon = planned(ours, starts_at=NOON + WEEK)
    assert brings(ours, soon, NOON + 6 * DAY) == [(ROOM, "decide")]
    later = planned(ours, starts_at=NOON + WEEK)
    assert brings(ours, later, NOON + WEEK) == [("Shall we buy a kettle?", "decide")]
    with guard.acting("tests"):
        Decision.objects.filter(pk=draft.decision.pk).update(plain_summary="")
    assert brings(ours, planned(ours, starts_at=NOON + WEEK), NOON + WEEK) == []


def test_what_stands_on_an_agenda_ahead_comes_once_and_again_if_that_meeting_is_not() -> None:
    story = opened(ours=team())
    ours = story.ours
    first, second = (planned(ours, starts_at=NOON + WEEK) for _each in range(2))
    assert len(brings(ours, first)) == 1
    assert brings(ours, second) == []
    call_off(meeting=first, reason="Snow.", by=ours.actor("Ben"), at=NOON)
    assert len(brings(ours, second)) == 1
    item = second.items.get()
    take_out_item(item=item, by=ours.actor("Carys"), at=NOON)
    assert list(second.items.all()) == []


def settled(story: Story, idea: Any) -> str:
    """What is said of a decision that was decided and an idea that was answered meanwhile."""
    story.passes(WEEK)
    count_idea(idea=idea, how="not", reason="It is far.", by=story.by("Dev"), at=NOON)
    return page(story.ours, Meeting.objects.get())


def test_what_was_answered_meanwhile_says_so_quietly() -> None:
    story = opened(ours=team())
    ours = story.ours
    meeting = planned(ours, starts_at=NOON + WEEK)
    idea = raise_idea(circle=meeting.circle, words="Tea.", by=ours.actor("Ben"), at=NOON)
    assert brings(ours, meeting) == [(ROOM, "decide"), ("“Tea.”", "talk")]
    assert "since." not in page(ours, meeting)
    told = settled(story, idea)
    assert "It has closed since, and nothing changes." in told
    assert "It has been answered since." in told


def test_whoever_takes_words_back_takes_them_from_every_agenda() -> None:
    ours = team()
    meeting = planned(ours)
    told: dict[str, Any] = {"by": ours.actor("Ben"), "at": NOON}
    idea = raise_idea(circle=meeting.circle, words="Badges are for cows.", **told)
    draft = shaped(ours, None, question="A kettle?").decision
    later = planned(ours, starts_at=NOON + 2 * WEEK)
    assert [each for each, _for in brings(ours, meeting, NOON + WEEK)] == [
        "A kettle?",
        "“Badges are for cows.”",
    ]
    assert Item.objects.filter(title__contains="cows").count() == 0
    begin(meeting=meeting, by=ours.actor("Dev"), at=SOON)
    go_to(meeting=meeting, item=meeting.items.last(), by=ours.actor("Dev"), at=SOON)
    assert "Badges are for cows." in page(ours, meeting, "now")
    end(meeting=meeting, by=ours.actor("Dev"), at=SOON)
    recap = recap_for(later)
    assert recap is not None
    assert recap.titles == ["A kettle?", "“Badges are for cows.”"]
    take_back_idea(idea=idea, **told)
    throw_away_draft(decision=draft, by=ours.actor("Amina"), at=NOON)
    told_now = page(ours, meeting)
    assert "cows" not in told_now
    assert "kettle" not in told_now
    assert "Its author took it back." in told_now
    assert "It is not there any more." in told_now
    assert "cows" not in page(ours, later)


def test_what_people_proposed_and_took_back_says_so() -> None:
    story = opened(Way((Step(StepKind.TALK, days=7), *voting().steps)), ours=team())
    meeting = planned(story.ours, starts_at=NOON + WEEK)
    brings(story.ours, meeting)
    take_back_proposal(decision=story.decision, by=story.by("Amina"), at=NOON)
    assert "It was taken back." in page(story.ours, meeting)


def test_words_of_others_stay_on_the_page_and_enter_no_mail() -> None:
    story = opened(ours=team())
    ours = story.ours
    meeting = planned(ours, starts_at=NOON + WEEK)
    raise_idea(circle=meeting.circle, words="Badges.", by=ours.actor("Ben"), at=NOON)
    jobs.agendas(JobTurn(NOTHING, NOON))
    for each in Message.objects.filter(kind="meetings.agenda"):
        assert "1. A decision (To decide it, 15 minutes)" in each.text
        assert "2. An idea that waits for an answer" in each.text
        assert "Badges" not in each.text
        assert ROOM not in each.text


def test_it_is_put_otherwise_but_keeps_its_name() -> None:
    story = opened(ours=team())
    ours = story.ours
    meeting = planned(ours, starts_at=NOON + WEEK)
    brings(ours, meeting)
    item = meeting.items.get()
    where = reverse("meetings:change-item", args=[ours.project.id, meeting.id, item.id])
    client = enter(ours, "Ben")
    form = client.get(where).text
    assert ROOM in form
    assert 'name="title"' not in form
    sent = {"purpose": "talk", "minutes": "40", "prepare": "Come early.", "version": "1"}
    assert client.post(where, sent).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.minutes) == ("A decision", 40)
    assert client.post(where, {**sent, "minutes": "5"}).status_code == 409


# ── a room above ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def findings() -> Iterator[dict[UUID, str]]:
    """A room above, with findings that nobody answered."""
    kept: dict[UUID, str] = {}

    def shown(ids: Iterable[UUID]) -> dict[UUID, Brought]:
        return {
            each: Brought(kept[each], "", f"/findings/{each}/", "Read the finding")
            for each in ids
            if each in kept
        }

    Source(
        "above.finding",
        title="A finding that waits for an answer",
        purpose=Item.Purpose.TALK,
        minutes=10,
        waiting=lambda meeting, at: list(kept),
        shown=shown,
    )
    yield kept
    del brought.declared["above.finding"]


def test_a_room_above_brings_what_nobody_answered_by_one_door(findings: dict[UUID, str]) -> None:
    ours = team()
    meeting = planned(ours)
    first = uuid4()
    findings |= {first: "Nights are the worst.", **{uuid4(): "More" for _each in range(9)}}
    came = brings(ours, meeting)
    assert len(came) == 5
    assert came[0] == ("Nights are the worst.", "talk")
    told = page(ours, meeting)
    assert "A finding that waits for an answer" in told
    assert f"/findings/{first}/" in told
    findings[first] = "(These words are covered.)"
    assert "Nights are the worst." not in page(ours, meeting)
    del findings[first]
    assert "It is not there any more." in page(ours, meeting)


def test_what_comes_stands_on_one_agenda_once(findings: dict[UUID, str]) -> None:
    ours = team()
    findings[uuid4()] = "Nights are the worst."
    meeting = planned(ours)
    brings(ours, meeting)
    assert len(brings(ours, meeting)) == 1
    again = meeting.items.get()
    again.pk, again.position = uuid4(), 9
    with guard.acting("tests"), pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.parametrize("kind", ["", "Above.finding", "a.b.c", f"above.{'f' * 60}", "idea"])
def test_a_kind_has_a_name_of_its_own(kind: str) -> None:
    with pytest.raises(ValueError, match=r"named room\.thing|declared twice"):
        Source(kind, "", "talk", 5, waiting=lambda meeting, at: [], shown=lambda ids: {})


def test_its_page_asks_as_few_questions_for_many_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    story = opened(ours=team())
    ours = story.ours
    meeting = planned(ours, starts_at=NOON + WEEK)
    for number in range(5):
        words = f"Thought {number}"
        raise_idea(circle=meeting.circle, words=words, by=ours.actor("Ben"), at=NOON)
    brings(ours, meeting)
    client = enter(ours, "Dev")
    with django_assert_max_num_queries(15):
        where = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
        assert "Thought 4" in client.get(where).text
