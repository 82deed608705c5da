"""What decisions put on a person's list, and what they leave off it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evenweave.decisions.actions.closing import decide_as_named
from evenweave.decisions.actions.outcomes import tell_outcome
from evenweave.decisions.models import Stance
from evenweave.decisions.next import next_for
from tests.decisions.stories import DAY, WEEK, Story, leads, opened, shaped, voting
from tests.projects.teams import team

pytestmark = pytest.mark.django_db


def verbs(story: Story, name: str) -> list[str]:
    return [str(each.verb) for each in next_for(story.ours.people[name].id, story.now)]


def test_a_vote_waits_for_everybody_who_has_not_voted() -> None:
    story = opened()
    story.vote("Ben", "yes")
    assert verbs(story, "Ben") == []
    (thing,) = next_for(story.ours.people["Dev"].id, story.now)
    assert (thing.verb, thing.title, thing.at) == ("Vote", "Where shall we meet?", story.now + WEEK)
    assert str(story.decision.id) in thing.address


def test_a_round_waits_for_who_has_not_said_anything_in_it() -> None:
    story = opened(leads(ours := team(), "Dev"), ours=ours)
    story.says("Ben", Stance.FOR)
    assert verbs(story, "Ben") == []
    assert verbs(story, "Carys") == ["Say where you stand"]


def test_from_the_first_word_to_the_last_each_is_asked_what_is_theirs() -> None:
    story = opened(leads(ours := team(), "Dev"), ours=ours)
    story.says("Ben", Stance.AGAINST, "No.")
    story.passes(WEEK)
    assert verbs(story, "Amina") == ["Change or go on"]
    assert verbs(story, "Ben") == []
    story.passes(WEEK)  # nobody changed it, so the vote follows
    assert verbs(story, "Ben") == ["Vote"]
    story.passes(WEEK)
    assert verbs(story, "Dev") == ["Decide"]
    assert verbs(story, "Amina") == []
    decide_as_named(
        decision=story.decision, chosen=["yes"], reason="Ramp.", by=story.by("Dev"), at=story.now
    )
    assert verbs(story, "Amina") == ["Tell what came of it"]
    tell_outcome(outcome=story.outcome, words="We go.", by=story.by("Amina"), at=story.now)
    assert verbs(story, "Amina") == []


def test_a_draft_a_talk_and_what_is_over_ask_nobody_anything() -> None:
    ours = team()
    story = shaped(ours, voting())
    assert verbs(story, "Amina") == verbs(story, "Ben") == []
    story = opened()
    story.passes(WEEK + DAY)  # nobody voted: nothing changes
    assert verbs(story, "Amina") == []


def test_who_came_later_is_not_asked() -> None:
    story = opened()
    story.ours.add("Zara")
    assert verbs(story, "Zara") == []


def test_it_asks_the_database_once_however_much_there_is() -> None:
    ours = team()
    story, *_others = [opened(ours=ours) for _each in range(5)]
    with CaptureQueriesContext(connection) as asked:
        assert len(next_for(story.ours.people["Ben"].id, story.now)) == 5
    assert len(asked) == 1
