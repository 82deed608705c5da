"""What the rules of a decision ask of its electors, positions, votes and box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.prepared import Prepared
from evenweave.decisions import counting
from evenweave.decisions.counting import Counted
from evenweave.decisions.models import Decision, Elector, Position, Round, Vote
from evenweave.decisions.ways import FEWEST_PEOPLE, Step, StepKind
from evenweave.disclosure.groups import Split, split
from evenweave.projects.models import Member
from evenweave.sealed.models import FEWEST, Box, BoxQuerySet

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


# Secret votes


def vote_of(decision: Decision) -> Step:
    """The vote in the rule of a decision that has one."""
    step = decision.way.step(StepKind.VOTE)
    if step is None:
        raise AssertionError("Its rule has a vote.")
    return step


def live_boxes(decision_id: UUID) -> BoxQuerySet:
    """The box of a decision that is not over yet, if there is one."""
    return Box.objects.live().filter(kind="decisions.vote", about=decision_id)


def box_of(decision: Decision) -> Box:
    """That box. Raises Box.DoesNotExist."""
    return live_boxes(decision.id).get()


def live_box_of(decision: Decision) -> Box | None:
    """The same; None where there is none."""
    return live_boxes(decision.id).first()


def box_id_of(decision: Decision) -> UUID | None:
    """The id of the same, asked for every paper that goes into it."""
    return next((row["id"] for row in BOX.of(decision.id)), None)


BOX = Prepared(lambda decision_id: live_boxes(decision_id).values("id"))


def why_box_waits(decision: Decision) -> Promise | None:
    """For what the box of a secret vote waits, as a sentence; nothing, where it does not."""
    return next((why for waits, why in WAITS.items() if waits == decision.waits_for), None)


WAITS = {
    Decision.Waits.FEW: _("There were too few papers, so the box takes none just now."),
    Decision.Waits.SLIPS: _("The time for this vote is over. Slips of paper are being counted."),
    Decision.Waits.VOID: _("What opens the box was lost, so it takes no papers any more."),
}


def fewest_papers(decision: Decision, step: Step) -> int:
    """How many papers are needed for any to be opened: the quorum, and five at least.

    It is settled when the box opens, from those who did not rest then.
    """
    return max(FEWEST, counting.needed_of(awake(decision, Vote.objects.none()), step.quorum))


def who_left(members: Sequence[UUID]) -> list[UUID]:
    """Those of these members who are not here any more."""
    here = set(Member.objects.present().filter(pk__in=members).values_list("pk", flat=True))
    return [each for each in members if each not in here]


def split_of(decision: Decision) -> Split[UUID] | None:
    """The two groups by which its result may be told, fixed by the seats shown when it opened."""
    electors = Elector.objects.filter(decision=decision).order_by()
    seats = dict(electors.values_list("seat_id").annotate(people=Count("pk")))
    unplaced = seats.pop(None, 0)
    if not seats:
        return None
    # Parts of a kind that was divided share its place: the id keeps every process to one order.
    order = decision.project.expertises.order_by("position", "id").values_list("pk", flat=True)
    return split(seats, [each for each in order if each in seats], unplaced)


def groups_of(decision: Decision) -> tuple[int, int] | None:
    """How many people the two groups have, if there are two."""
    found = split_of(decision)
    if found is None:
        return None
    electors = Elector.objects.filter(decision=decision)
    here = electors.filter(seat__in=found.kinds).count()
    return here, electors.count() - here


@lru_cache(maxsize=32)
def split_while_open(decision_id: UUID) -> Split[UUID] | None:
    """The same, looked at once: while papers go in, who decides and with which seat is fixed."""
    return split_of(Decision.objects.select_related("project").get(pk=decision_id))


def group_of(decision: Decision, elector: Elector) -> int:
    """In which of the two groups somebody is counted; 0, where there are no two."""
    found = split_while_open(decision.id)
    return int(found is not None and elector.seat_id not in found.kinds)
