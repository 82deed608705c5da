"""A team and its agreement, by walking the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from evenweave.agreements.actions.changing import agree_changes, propose_changes
from evenweave.agreements.drafting import Draft, removal
from evenweave.agreements.models import Change, Clause, Sort, Version
from evenweave.common.actors import Actor
from evenweave.decisions.actions.closing import cast_vote
from evenweave.decisions.actions.shaping import choose_way, open_decision
from evenweave.decisions.jobs import end_steps
from evenweave.decisions.models import Decision
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.projects.models import Circle
from tests.make import NOON
from tests.projects.teams import Team

WEEK = timedelta(days=7)
VOTE = Way((Step(StepKind.VOTE, quorum=0),))
TIME = "We plan for the time that things take."
LUNCH = "We eat together after each meeting."


def everybody(ours: Team) -> Circle:
    """The circle of everybody."""
    return ours.project.circles.get(is_everybody=True)


def new(title: str = "Time", words: str = TIME, sort: Sort = Sort.WAY, why: str = "") -> Draft:
    """Something new."""
    return Draft(Change.What.NEW, sort, title, words, why)


def other(clause: Clause, words: str, title: str = "") -> Draft:
    """Other words for a clause as it stands."""
    stands = standing(clause)
    what, sort = Change.What.WORDS, Sort(clause.sort)
    return Draft(what, sort, title or stands.title, words, stands.why, "", clause, stands)


def without(clause: Clause) -> Draft:
    """A clause taken out."""
    return removal(clause, standing(clause))


def standing(clause: Clause) -> Version:
    """The version that stands."""
    found = clause.current
    assert found is not None
    return found


def agreed(ours: Team, *drafts: Draft, at: datetime = NOON, by: str = "Amina", **more: Any) -> Any:
    """They agreed in the room."""
    people = [ours.member("Amina"), ours.member("Ben")]
    return agree_changes(
        circle=everybody(ours), drafts=drafts, people=people, by=ours.actor(by), at=at, **more
    )


def clause(ours: Team, title: str = "Time", words: str = TIME, **more: Any) -> Clause:
    """A clause that they agreed on in the room."""
    decision = agreed(ours, new(title, words, **more))
    found = Change.objects.get(decision=decision).clause
    assert found is not None
    return found


def proposed(
    ours: Team, *drafts: Draft, by: str = "Amina", at: datetime = NOON, **more: Any
) -> Any:
    """Somebody proposes it, to be decided by a vote, and opens it."""
    actor = ours.actor(by)
    decision = propose_changes(
        circle=everybody(ours), drafts=drafts, plain_summary="Why now.", by=actor, at=at, **more
    )
    choose_way(decision=decision, way=VOTE, by=actor, at=at)
    decision.refresh_from_db()
    open_decision(decision=decision, closes_at=at + WEEK, by=actor, at=at)
    return decision


def votes(ours: Team, decision: Decision, *choices: str, at: datetime = NOON) -> None:
    """People vote."""
    for name, choice in zip(("Amina", "Ben", "Carys", "Dev"), choices, strict=False):
        cast_vote(decision=decision, paper={"choice": choice}, by=ours.actor(name), at=at)


def decided(ours: Team, decision: Decision, *choices: str, at: datetime = NOON) -> Decision:
    """People vote, and its time is over."""
    votes(ours, decision, *choices, at=at)
    end_steps(Turn(NOTHING, at + WEEK))
    decision.refresh_from_db()
    return decision


def all_say_yes(
    decision: Decision, by: Actor, people: Sequence[Actor], at: datetime = NOON
) -> None:
    """A proposal that is being shaped is opened; all of these vote for it, and a week goes by."""
    choose_way(decision=decision, way=VOTE, by=by, at=at)
    open_decision(decision=decision, closes_at=at + WEEK, by=by, at=at)
    for each in people:
        cast_vote(decision=decision, paper={"choice": "yes"}, by=each, at=at)
    end_steps(Turn(NOTHING, at + WEEK))
    decision.refresh_from_db()
