"""Which times are not told by kind, so that nobody can be worked out from those that are told.

What is told of a time is the difference of two running totals: of all until its last day is over,
and of all until its first day begins. So it ties two days, and whoever is told adds and subtracts
as they like: they know every sum of totals in which the days of each lot that is tied together
cancel out. Take a few people, and all stretches of days in which nobody else of their kind sat
here. Such a sum tells of these people alone if the totals of each stretch cancel out too. That can
be just where the stretches and the lots make a ring: a stretch leads to a lot where one of the
lot's days borders on it. Where there is a ring, a part that is told near it is hidden. It is exact,
whichever way times overlap; an attacker proves it (`tests/mirror/test_withholding.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise

from evenweave.mirror.periods import A_DAY, Period

# Who of each group sat here from a day until before another.
Sat = Callable[[date, date], Mapping[int, frozenset[Hashable]]]


def withheld(
    parts: Sequence[Period], wholes: Sequence[Period], sat: Sat, fewest: int
) -> set[Period]:
    """The parts that may not be told beside wholes that are: fewer than `fewest` would stand out.

    What the wholes give away by themselves no part can hide.
    """
    borders = sorted({day for period in (*parts, *wholes) for day in ends(period)})
    here = [sat(first, after) for first, after in pairwise(borders)]
    groups = {group for each in here for group in each}
    lines = [
        Line(borders, [each.get(group, frozenset()) for each in here], fewest) for group in groups
    ]
    told = [part for part in parts if not bare(lines, [part])]
    hidden: list[Period] = []
    while told and (found := bare(lines, [*told, *wholes])):
        hidden.append(min(told, key=lambda part: days_apart(part, found)))
        told.remove(hidden[-1])
    for part in hidden:  # some were near, but in no ring
        if not bare(lines, [*told, part, *wholes]):
            told.append(part)
    return set(parts) - set(told)


def bare(lines: Sequence[Line], told: Sequence[Period]) -> Period | None:
    """A stretch of which too much can be worked out, of some group; or nothing."""
    return next((found for line in lines if (found := line.bare(told))), None)


class Line:
    """The days of a project cut at every border, and who of one group sat here in each stretch.

    Where nobody of them did, no total of theirs changes: such borders are one.
    """

    def __init__(
        self, borders: Sequence[date], here: Sequence[frozenset[Hashable]], fewest: int
    ) -> None:
        places = accumulate((bool(each) for each in here), initial=0)
        self.places = dict(zip(borders, places, strict=True))
        self.days = {place: day for day, place in self.places.items()}
        sat = [each for each in here if each]
        self.alone = [list(stretches(few, sat)) for few in few_of(sat, fewest)]

    def bare(self, told: Sequence[Period]) -> Period | None:
        """A stretch in a ring of the sums that are known of a few people; or nothing."""
        lots = Ties()
        for period in told:
            first, after = ends(period)
            lots.tie(self.places[first], self.places[after])
        return next((found for each in self.alone if (found := self.ring(each, lots))), None)

    def ring(self, alone: Sequence[range], lots: Ties) -> Period | None:
        """One of these stretches, if they and the lots make a ring; or nothing."""
        rings = Ties()
        for borders in alone:
            for border in borders:
                if not rings.tie(("stretch", borders), ("lot", lots.of(border))):
                    return between(self.days[borders[0]], self.days[borders[-1]])
        return None


class Ties:
    """What is tied to what, through others too."""

    def __init__(self) -> None:
        self._to: dict[Hashable, Hashable] = {}

    def of(self, thing: Hashable) -> Hashable:
        """One that stands for all that a thing is tied to; the same for each of them."""
        while (to := self._to.get(thing, thing)) != thing:
            thing = to
        return thing

    def tie(self, one: Hashable, other: Hashable) -> bool:
        """Tie two; False where they were tied already."""
        one, other = self.of(one), self.of(other)
        self._to[one] = other
        return one != other


def stretches(few: frozenset[Hashable], sat: Sequence[frozenset[Hashable]]) -> Iterator[range]:
    """The borders of each stretch in which nobody but these few sat here, both ends among them."""
    start = None
    for place, here in enumerate([*sat, None]):
        is_alone = here is not None and here <= few
        if is_alone and start is None:
            start = place
        elif not is_alone and start is not None:
            yield range(start, place + 1)
            start = None


def few_of(here: Sequence[frozenset[Hashable]], fewest: int) -> Iterator[frozenset[Hashable]]:
    """Everybody who would stand out somewhere: few who sat here alone, also at different times."""
    single = {each for each in here if len(each) < fewest}
    found = set(single)
    while found:
        yield from found
        found = {
            one | other for one in found for other in single if len(one | other) < fewest
        } - found


def between(first: date, after: date) -> Period:
    """From a day until before another."""
    return Period("", first, None, after - A_DAY)


def ends(period: Period) -> tuple[date, date]:
    """Its first day, and the first after it."""
    return period.starts_on, period.until + A_DAY


def days_apart(one: Period, other: Period) -> int:
    """How many days lie between two times; 0 where they share one."""
    return max(0, (one.starts_on - other.until).days, (other.starts_on - one.until).days)
