"""Decisions in a small team, by walking the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from evenweave.decisions import jobs
from evenweave.decisions.actions.closing import cast_vote, end_step
from evenweave.decisions.actions.rounds import take_position
from evenweave.decisions.actions.shaping import (
    begin_proposal,
    choose_way,
    open_decision,
    shape_proposal,
)
from evenweave.decisions.models import Decision, Outcome, Stance, Vote
from evenweave.decisions.ways import Ballot, Preset, Step, StepKind, Tie, Way, of_preset
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.projects.models import Circle
from tests.make import NOON
from tests.projects.teams import Team, team

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass
class Story:
    """A team, and the decision that it makes. `now` is the story's own time."""

    ours: Team
    decision: Decision
    now: datetime = field(default=NOON)

    def by(self, name: str) -> Any:
        """Somebody acting."""
        return self.ours.actor(name)

    def fresh(self) -> Decision:
        """The decision as it stands."""
        self.decision.refresh_from_db()
        return self.decision

    def vote(self, name: str, choice: str) -> Vote:
        """Somebody votes simply: for an option by its words, or yes or no."""
        options = {option.words: str(option.id) for option in self.decision.options.all()}
        return self.cast(name, {"choice": options.get(choice, choice)} if choice else {})

    def cast(self, name: str, paper: dict[str, Any]) -> Vote:
        """Somebody votes."""
        return cast_vote(decision=self.decision, paper=paper, by=self.by(name), at=self.now)

    def says(self, name: str, stance: Stance, words: str = "") -> None:
        """Somebody takes a position."""
        take_position(
            decision=self.decision, stance=stance, words=words, by=self.by(name), at=self.now
        )

    def passes(self, time: timedelta) -> Decision:
        """Time goes by, and the worker does what is due."""
        self.now += time
        jobs.end_steps(Turn(NOTHING, self.now))
        return self.fresh()

    def goes_on(self, name: str = "Amina") -> Decision:
        """Talked enough."""
        end_step(decision=self.decision, by=self.by(name), at=self.now)
        return self.fresh()

    @property
    def outcome(self) -> Outcome:
        """What stands."""
        return self.decision.outcomes.get(ended_at=None)

    @property
    def counted(self) -> dict[str, Any]:
        """The count that led to it."""
        count: dict[str, Any] | None = self.outcome.count
        assert count is not None
        return count

    @property
    def chosen(self) -> list[str]:
        """What was chosen, by its words."""
        known = {str(option.id): option.words for option in self.decision.options.all()}
        return [known.get(key, key) for key in self.outcome.chosen]


def voting(ballot: Ballot = Ballot.SIMPLE, **more: Any) -> Way:
    """A way that is one vote."""
    return Way((Step(StepKind.VOTE, ballot=ballot, **{"quorum": 0, **more}),))


def leads(ours: Team, *names: str) -> Way:
    """Consensus, else a vote, else the leads, because the funder requires it."""
    members = [ours.member(name).id for name in names]
    return of_preset(Preset.CONSENSUS_VOTE_LEADS, deciders=members, reason="the funder requires it")


def shaped(
    ours: Team,
    way: Way | None,
    *,
    question: str = "Where shall we meet?",
    options: Sequence[str] = (),
    circle: Circle | None = None,
) -> Story:
    """A proposal by Amina, with its rule, not opened yet."""
    everybody = ours.project.circles.get(is_everybody=True)
    by = ours.actor("Amina")
    made = begin_proposal(circle=circle or everybody, question=question, by=by, at=NOON)
    shape_proposal(
        decision=made,
        version=1,
        question=question,
        plain_summary="We need a room that is easy to reach.",
        options=options,
        by=by,
        at=NOON,
    )
    if way is not None:
        choose_way(decision=made, way=way, by=by, at=NOON)
    return Story(ours, made)


def opened(way: Way | None = None, *, ours: Team | None = None, **more: Any) -> Story:
    """The same, opened; by a vote of yes or no unless another way is given."""
    story = shaped(ours or team(), way or voting(), **more)
    open_decision(decision=story.decision, closes_at=NOON + WEEK, by=story.by("Amina"), at=NOON)
    story.fresh()
    return story


__all__ = ["DAY", "WEEK", "Ballot", "Step", "StepKind", "Story", "Tie", "Way", "leads", "opened"]
