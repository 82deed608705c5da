"""Who decided: the room, everybody by consensus or vote, or a few. It is not told by expertise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common.kit.weave import MADDER
from evenweave.decisions.models import StandingRule
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.ways import StepKind, Way
from evenweave.mirror.looking import ByWhom, Mirror
from evenweave.mirror.words import people

WORDS: dict[ByWhom, Promise] = {
    ByWhom.ROOM: gettext_lazy("All of us, in the room"),
    ByWhom.CONSENSUS: gettext_lazy("All of us, by consensus"),
    ByWhom.VOTE: gettext_lazy("All of us, by a vote"),
    ByWhom.NAMED: gettext_lazy("A few who were named for it"),
    ByWhom.URGENT: gettext_lazy("A few, because it could not wait"),
}
# So many are drawn one by one.
MOST_DRAWN = 60


@dataclass(frozen=True, slots=True)
class Decided:
    """A way of deciding, with how often it was so: in all, and phase by phase."""

    words: Promise
    number: int
    by_phase: Sequence[int]

    @property
    def drawn(self) -> range:
        """One for each; none, where they would be too many to look at."""
        return range(self.number if self.number <= MOST_DRAWN else 0)


def decided(mirror: Mirror) -> list[Decided]:
    """The ways in which anything was decided."""
    so_far = mirror.decided(mirror.so_far)
    phases = [mirror.decided(phase) for phase in mirror.phases]
    found = [
        Decided(words, so_far[by_whom], [each[by_whom] for each in phases])
        for by_whom, words in WORDS.items()
    ]
    return [each for each in found if each.number]


def on_majorities(mirror: Mirror) -> str:
    """What is known of votes by majority, where the project decides so and lived experience is few.

    Source: C. F. Karpowitz, T. Mendelberg and L. Shaker, “Gender inequality in deliberative
    participation”, American Political Science Review 106 (2012), on women as a minority. Nothing,
    where the project's rule is another, or there is no such minority.
    """
    sat = mirror.groups.sat(mirror.so_far)
    if not sat.may_be_told:
        return ""
    few = next(
        (
            (group.name, held)
            for group, held in zip(mirror.groups.told, sat.held, strict=True)
            if group.dye is MADDER and 0 < 2 * held < sat.all
        ),
        None,
    )
    if few is None or not is_by_majority(mirror):
        return ""
    name, held = few
    return _(
        "Your rule is a vote, and more than half decide. {people} hold {held} of {total} seats. "
        "Studies of such votes found that a minority then says less, and is heard less. Where all "
        "have to agree, it was not so (Karpowitz and others, 2012)."
    ).format(people=capfirst(people(name)), held=held, total=sat.all)


def is_by_majority(mirror: Mirror) -> bool:
    """Whether the project's own rule is a vote by majority, with no consensus before it."""
    known = StandingRule.objects.filter(project=mirror.project, circle=None, ended_at=None)
    steps = known.values_list("steps", flat=True).first()
    if not steps:
        return False
    way = Way.from_json(steps)
    kinds = {step.kind for step in way.steps}
    votes = [step for step in way.steps if step.kind is StepKind.VOTE]
    return StepKind.CONSENSUS not in kinds and any(
        step.threshold is Threshold.HALF for step in votes
    )
