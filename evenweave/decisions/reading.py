"""What the rules of a decision ask of its electors, positions and votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from evenweave.decisions import counting
from evenweave.decisions.counting import Counted
from evenweave.decisions.models import Decision, Elector, Position, Round, Vote
from evenweave.decisions.ways import FEWEST_PEOPLE, Step

# What people said is shown in pages of so many.
COMMENTS = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a round of consensus stands: how many said something, and how many have to."""

    said: int
    needed: int
    in_the_way: int

    @property
    def is_agreed(self) -> bool:
        """Whether enough have said something, and nothing that was said stands in the way.

        Nobody comes to a consensus alone.
        """
        return self.said >= max(FEWEST_PEOPLE, self.needed) and not self.in_the_way


def awake(decision: Decision, said: Any) -> int:
    """How many electors count: who is here and does not rest, and whoever has said something.

    `said` are the rows in which they say it, with a `member`.
    """
    here = Q(member__left_at=None, member__person__resting_since=None)
    spoke = Exists(said.filter(member=OuterRef("member")))
    return Elector.objects.filter(here | spoke, decision=decision).count()


def standing(decision: Decision, round_: Round, step: Step) -> Standing:
    """Where a round stands. Silence is no consent: it is counted as nothing at all."""
    positions = Position.objects.filter(round=round_)
    people = awake(decision, positions)
    said = list(positions)
    return Standing(
        said=len(said),
        needed=counting.needed_of(people, step.quorum),
        in_the_way=sum(each.stands_in_the_way for each in said),
    )


def counted(decision: Decision, step: Step) -> Counted:
    """The votes of a decision, counted by a step of its rule."""
    votes = Vote.objects.filter(decision=decision)
    return counting.count(
        decision,
        step,
        list(votes.values_list("paper", flat=True)),
        electors=decision.electors.count(),
        awake=awake(decision, votes),
    )
