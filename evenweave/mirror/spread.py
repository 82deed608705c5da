"""How things are spread among people, in numbers that name nobody: for the annex alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from evenweave.disclosure.limits import LIMITS
from evenweave.mirror.looking import SHARED, Measure, Mirror
from evenweave.mirror.measures import equity, evenness, gini
from evenweave.mirror.reading import Act, talks


@dataclass(frozen=True, slots=True)
class Spread:
    """How one thing is spread among all who ever sat here, those with none of it among them."""

    measure: Measure
    gini: float | None
    evenness: float | None
    equity: float | None


def spreads(mirror: Mirror) -> list[Spread]:
    """A line for each thing of which there is any; none among fewer than five people."""
    people = list(mirror.groups.stays)
    if len(people) < LIMITS.fewest_papers:
        return []
    acts = {
        measure: Counter(each.member for each in acts_of(mirror, measure)) for measure in SHARED
    }
    return [
        Spread(measure, *(number(held) for number in (gini, evenness, equity)))
        for measure, found in acts.items()
        if any(held := [found[each] for each in people])
    ]


def acts_of(mirror: Mirror, measure: Measure) -> Iterable[Act]:
    """What was done, by whom; what has no name to it is nobody's."""
    happened = mirror.happened
    found: dict[Measure, Callable[[], Iterable[Act]]] = {
        Measure.CHAIRING: lambda: (Act(t.member, t.on) for t in happened.turns if t.is_chairing),
        Measure.ROLES: lambda: (Act(t.member, t.on) for t in happened.turns if not t.is_chairing),
        Measure.ITEMS: lambda: happened.items,
        Measure.IDEAS: lambda: (Act(each.member, each.on) for each in happened.ideas),
        Measure.WRITTEN: lambda: (Act(each.member, each.on) for each in happened.written),
    }
    return found[measure]()


def turns_taken(mirror: Mirror) -> tuple[int, int] | None:
    """In what is written on decisions: how often the word went to another, and how often it could.

    None where fewer than five people wrote, or nothing was answered. The first by the second is
    `measures.turn_taking`, over all decisions together.
    """
    found: list[list[UUID]] = talks(mirror.happened.written)
    writers = {member for talk in found for member in talk}
    could = sum(len(talk) - 1 for talk in found)
    if len(writers) < LIMITS.fewest_papers or not could:
        return None
    return sum(one != another for talk in found for one, another in pairwise(talk)), could
