"""Results by group: two groups at most, fixed when the box opens, told wholly or not at all.

Whoever knows the result of everybody and of one group knows the other group's too. So there are
two groups, each the other's complement, and both are told or neither. They are told only where
no count of either is at an end; a band in one would be solved from the other and the total.

Silence speaks as well: it says that some count is at an end. It never says which. From each table
that is kept silent one paper can be exchanged between the groups so that another such table has
the same totals and another count there (proved in docs/disclosure.md, and tried on all small
tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic

from evenweave.disclosure.limits import END, LIMITS, Limits
from evenweave.disclosure.results import (
    NOT_BY_GROUP,
    TOO_FEW_IN_A_GROUP,
    Breakdown,
    K,
    Part,
    Whole,
)
from evenweave.disclosure.seats import bundles
from evenweave.disclosure.wholes import whole


@dataclass(frozen=True, slots=True)
class Split(Generic[K]):
    """Two groups of an electorate: those who sit with these kinds of expertise, and all others."""

    kinds: tuple[K, ...]


def split(
    seats: Mapping[K, int], order: Sequence[K], unplaced: int = 0, *, limits: Limits = LIMITS
) -> Split[K] | None:
    """Which two groups a result may be told by, or None: kind → people, when the box opens.

    Both need five people. One kind stands alone if it can, the first in order; else two merge,
    and so on; kinds with fewer than three people stay together as everywhere. It never looks
    at an answer.

    `unplaced` people show no seat, and no standing count of the team holds them. They are always
    among “all others”, so that a result cannot say where one of them sits. In a circle or site
    give the shown seats only: unshown ones are counted for the whole project alone.
    """
    units = [bundle.kinds for bundle in bundles(seats, order, limits=limits)]
    everybody = sum(seats.values()) + unplaced
    for size in range(1, len(units)):
        for chosen in combinations(units, size):
            kinds = tuple(kind for unit in chosen for kind in unit)
            here = sum(seats[kind] for kind in kinds)
            if min(here, everybody - here) >= limits.fewest_papers:
                return Split(kinds)
    return None


def breakdown(
    these: Mapping[K, int], others: Mapping[K, int], *, limits: Limits = LIMITS
) -> Breakdown[K]:
    """A sealed result of everybody, and by the two groups of a `Split`: answer → papers.

    Both name all answers, in one order, or ValueError. Answers that the whole tells together stay
    together. If the groups cannot be told answer by answer, then perhaps the leading one against
    all others; which one leads is known from the whole.
    """
    if list(these) != list(others):
        raise ValueError("Both groups have the same answers, in the same order.")
    found = whole({answer: these[answer] + others[answer] for answer in these}, limits=limits)
    if min(sum(these.values()), sum(others.values())) < limits.fewest_papers:
        return Breakdown(found, why=TOO_FEW_IN_A_GROUP)
    for columns in columns_of(found):
        first, second = row(these, columns), row(others, columns)
        if has_no_end(first) and has_no_end(second):
            return Breakdown(found, first, second)
    return Breakdown(found, why=NOT_BY_GROUP)


def columns_of(found: Whole[K]) -> Iterable[list[tuple[K, ...]]]:
    """Two ways to put the answers together: as the whole has them, and the leading one alone."""
    if not found.is_exact:
        return
    yield [part.answers for part in found.parts]
    leading = max(found.parts, key=lambda part: part.papers or 0)
    rest = tuple(each for part in found.parts if part is not leading for each in part.answers)
    yield [leading.answers, rest]


def row(counts: Mapping[K, int], columns: Sequence[tuple[K, ...]]) -> tuple[Part[K], ...]:
    """What one group gave to each column."""
    return tuple(Part(each, sum(counts[answer] for answer in each)) for each in columns)


def has_no_end(parts: Sequence[Part[K]]) -> bool:
    """Whether no count is nobody, one, all or all but one."""
    counts = [part.papers or 0 for part in parts]
    return all(END < count < sum(counts) - END for count in counts)
