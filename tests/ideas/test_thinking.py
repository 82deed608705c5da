"""Thinking aloud forgets, on the day that the circle set, and leaves no trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.ideas import actions, jobs, personal
from evenweave.ideas.models import ThinkingSpace, Thought
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.record.models import Entry, Words
from tests import make
from tests.make import NOON
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def opened(ours: Team, name: str = "Ben") -> ThinkingSpace:
    """The whole team thinks aloud for a week."""
    circle = ours.project.circles.get(is_everybody=True)
    return actions.open_thinking(circle=circle, until=NOON + WEEK, by=ours.actor(name), at=NOON)


def test_the_record_only_says_that_it_was_opened_and_until_when() -> None:
    ours = team()
    space = opened(ours)
    before = Entry.objects.count()
    actions.think_aloud(space=space, words="Perhaps…", by=ours.actor("Ben"), at=NOON)
    assert Entry.objects.count() == before
    assert not Words.objects.filter(value__contains="Perhaps").exists()


def test_on_the_day_all_of_it_goes_by_itself() -> None:
    ours = team()
    space = opened(ours)
    actions.think_aloud(space=space, words="Perhaps…", by=ours.actor("Ben"), at=NOON)
    jobs.forget(Turn(NOTHING, NOON + WEEK - timedelta(seconds=1)))
    assert Thought.objects.count() == 1
    jobs.forget(Turn(NOTHING, NOON + WEEK))
    assert Thought.objects.count() == 0
    with pytest.raises(Refusal, match="has closed"):
        actions.think_aloud(space=space, words="More.", by=ours.actor("Ben"), at=NOON + WEEK)
    again = opened(ours)
    assert again.pk != space.pk


def test_it_can_be_taken_back_by_who_said_it_and_moved_to_another_day() -> None:
    ours = team()
    space = opened(ours)
    said = actions.think_aloud(space=space, words="Hm.", by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="Only the person who said it"):
        actions.take_back_thought(thought=said, by=ours.actor("Amina"), at=NOON)
    actions.take_back_thought(thought=said, by=ours.actor("Ben"), at=NOON)
    assert Thought.objects.count() == 0
    moved = actions.open_thinking(
        circle=space.circle, until=NOON + 2 * WEEK, by=ours.actor("Carys"), at=NOON
    )
    assert moved.pk == space.pk
    with pytest.raises(Refusal, match="within three months"):
        actions.open_thinking(
            circle=space.circle, until=NOON + 20 * WEEK, by=ours.actor("Ben"), at=NOON
        )


def test_only_the_circle_thinks_there() -> None:
    ours = team()
    circle = make.circle(ours.project, "Panel", by=ours.actor("Ben"))
    space = actions.open_thinking(circle=circle, until=NOON + WEEK, by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="Only people of this circle"):
        actions.think_aloud(space=space, words="Me?", by=ours.actor("Dev"), at=NOON)


def test_a_person_takes_their_thoughts_with_them_while_they_are_there() -> None:
    ours = team()
    actions.think_aloud(space=opened(ours), words="Hm.", by=ours.actor("Ben"), at=NOON)
    told = personal.export(ours.people["Ben"].id)
    assert [each["words"] for each in told["thought_aloud"]] == ["Hm."]


def test_what_was_said_until_a_day_is_never_kept_longer() -> None:
    ours = team()
    space = opened(ours)
    actions.think_aloud(space=space, words="Hm.", by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="sooner, but not later"):
        actions.open_thinking(
            circle=space.circle, until=NOON + 2 * WEEK, by=ours.actor("Carys"), at=NOON
        )
    sooner = NOON + timedelta(days=2)
    actions.open_thinking(circle=space.circle, until=sooner, by=ours.actor("Carys"), at=NOON)
    jobs.forget(Turn(NOTHING, sooner))
    assert Thought.objects.count() == 0


def test_a_new_space_never_keeps_what_the_job_has_not_forgotten_yet() -> None:
    ours = team()
    space = opened(ours)
    actions.think_aloud(space=space, words="Hm.", by=ours.actor("Ben"), at=NOON)
    late = NOON + WEEK + timedelta(minutes=5)
    new = actions.open_thinking(
        circle=space.circle, until=late + WEEK, by=ours.actor("Carys"), at=late
    )
    assert new.pk != space.pk
    assert Thought.objects.count() == 0


def test_a_job_that_comes_late_or_twice_forgets_nothing_that_is_not_due() -> None:
    ours = team()
    space = opened(ours)
    actions.think_aloud(space=space, words="Hm.", by=ours.actor("Ben"), at=NOON)
    for by, at in (
        (ours.actor("Ben"), NOON + WEEK),
        (actors.job(jobs.FORGET), NOON + WEEK - timedelta(seconds=1)),
    ):
        with pytest.raises(Refusal, match="goes by itself"):
            actions.forget_thinking(space=space, by=by, at=at)
    jobs.forget(Turn(NOTHING, NOON + WEEK))
    with pytest.raises(Refusal, match="goes by itself"):
        actions.forget_thinking(space=space, by=actors.job(jobs.FORGET), at=NOON + WEEK)
    jobs.forget(Turn(NOTHING, NOON + WEEK))


def test_the_record_holds_the_day_alone() -> None:
    ours = team()
    opened(ours)
    line = Entry.objects.get(kind="ideas.thinking_opened")
    assert line.content["facts"]["until"] == "2026-03-09"
    page = enter(ours, "Dev").get(reverse("projects:record", args=[ours.project.id])).text
    assert "All of it goes on 9 March 2026." in page
