"""Ideas that tests are about, said and answered by the real actions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.ideas import actions
from evenweave.ideas.models import Covering, Idea
from evenweave.projects.models import Circle
from tests.make import NOON
from tests.projects.teams import Team

WORDS = "People might want a friend with them the first time."


def raised(ours: Team, name: str = "Ben", words: str = WORDS, circle: Circle | None = None) -> Idea:
    """Somebody says something to a circle, or to everybody."""
    to = circle or ours.project.circles.get(is_everybody=True)
    return actions.raise_idea(circle=to, words=words, by=ours.actor(name), at=NOON)


def counted(
    ours: Team, idea: Idea, how: str = "taken-up", by: str = "Amina", at: datetime = NOON
) -> None:
    """It was answered."""
    actions.count_idea(
        idea=idea, how=how, reason="The first visit is for two.", by=ours.actor(by), at=at
    )


def says(ours: Team, idea: Idea, name: str = "Ben", not_meant: str = "") -> None:
    """Somebody who holds it says yes, or what they meant instead."""
    actions.answer_telling(
        idea=idea, is_it=not not_meant, words=not_meant, by=ours.actor(name), at=NOON
    )


def state(idea: Idea) -> str:
    """Where it is on its way."""
    idea.refresh_from_db()
    return str(idea.state)


def cover(ours: Team, kind: str, thing_id: UUID, why: str = "It names a neighbour.") -> Covering:
    """Carys (practice) and Dev (research) cover words, whatever they are."""
    asked = actions.ask_to_cover(
        project=ours.project,
        kind=kind,
        thing_id=thing_id,
        reason=why,
        by=ours.actor("Carys"),
        at=NOON,
    )
    actions.agree_to_cover(covering=asked, by=ours.actor("Dev"), at=NOON)
    asked.refresh_from_db()
    return asked
