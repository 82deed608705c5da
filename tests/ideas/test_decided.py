"""A decision answers the ideas that it came from, whatever became of them meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from evenweave.decisions.actions.outcomes import tell_outcome
from evenweave.decisions.actions.shaping import open_decision, shape_proposal
from evenweave.ideas import actions
from evenweave.ideas.models import Idea, State
from evenweave.outbox.models import Message
from tests.decisions.stories import WEEK, shaped, voting
from tests.ideas.stories import counted, raised, says, state
from tests.make import NOON
from tests.projects.teams import LATER, Team, team

pytestmark = pytest.mark.django_db


def decide(ours: Team, ideas: list[Idea], meanwhile: Callable[[], None] = lambda: None) -> None:
    """Amina proposes something from these ideas, they vote, and Amina tells what came of it."""
    story = shaped(ours, voting())
    story.fresh()
    shape_proposal(
        decision=story.decision,
        version=story.decision.version,
        question="Where shall we meet?",
        plain_summary="We need a room that is easy to reach.",
        ideas=ideas,
        by=story.by("Amina"),
        at=NOON,
    )
    open_decision(decision=story.decision, closes_at=NOON + WEEK, by=story.by("Amina"), at=NOON)
    story.fresh()
    story.vote("Amina", "yes")
    story.passes(WEEK)
    meanwhile()
    tell_outcome(
        outcome=story.outcome,
        words="We meet in the hall.",
        ideas_were="taken-up",
        by=story.by("Amina"),
        at=story.now,
    )


def told(ours: Team, name: str) -> list[str]:
    """What somebody was told of their ideas."""
    found = Message.objects.filter(to=ours.people[name].id, kind="ideas.answered")
    return list(found.order_by("written_at").values_list("text", flat=True))


def test_whoever_holds_an_idea_is_told_the_outcome_also_where_it_was_answered_before() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea, "not")
    says(ours, idea)
    decide(ours, [idea])
    assert state(idea) == State.COUNTED
    assert "We meet in the hall." in told(ours, "Ben")[-1]
    assert idea.answers.latest("said_at").decision_id is not None


def test_what_was_gathered_or_taken_back_meanwhile_holds_no_outcome_up() -> None:
    ours = team()
    into, gathered, gone = raised(ours), raised(ours, "Carys"), raised(ours, "Dev")

    def meanwhile() -> None:
        actions.gather_ideas(into=into, ideas=[gathered], by=ours.actor("Esther"), at=LATER)
        actions.take_back_idea(idea=gone, by=ours.actor("Dev"), at=LATER)

    decide(ours, [gathered, gone], meanwhile)
    assert state(into) == State.COUNTED
    assert state(gone) == State.TAKEN_BACK
    assert len(told(ours, "Ben")) == len(told(ours, "Carys")) == 1
    assert told(ours, "Dev") == []
