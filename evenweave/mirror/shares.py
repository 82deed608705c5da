"""How something was shared: counts by group and period, and what may be told of them.

`Shared` is what is shared out (who chaired, whose ideas): each group's part of all that there was.
`Rates` are what became of something, group by group (how many of its ideas were taken up). Both
count acts with names to them. `Parted` is the one private thing, who took part in meetings: only
rounded shares of it are told, and only of times that are over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from evenweave.disclosure.limits import LIMITS
from evenweave.disclosure.private import bounded_sums
from evenweave.disclosure.results import Interval, Part, Whole
from evenweave.disclosure.rounds import share as rounded
from evenweave.disclosure.wholes import interval
from evenweave.mirror.groups import Groups
from evenweave.mirror.measures import share
from evenweave.mirror.periods import Period
from evenweave.mirror.reading import Act, Asked

# Where an act counts that is nobody's, or somebody's who shows nothing.
UNNAMED, UNSHOWN = (-1,), ()


@dataclass(frozen=True, slots=True)
class Held:
    """How many of something each group holds in a period: signed acts, counted inside the team.

    `groups` is None where the groups may not be told apart then. An act of several people, or of
    somebody who counts in several groups (`Reading.ALL`), stands in each group, once in `total`.
    """

    groups: tuple[int, ...] | None
    unshown: int
    unnamed: int
    total: int

    @property
    def named(self) -> int:
        """How many have a name to them; others could be anybody's."""
        return self.total - self.unnamed

    @property
    def is_parted(self) -> bool:
        """Whether all parts make the whole: not where one act stands in several groups."""
        return sum(self.groups or ()) + self.unshown + self.unnamed == self.total


class Shared:
    """Something that is shared out, by period."""

    def __init__(self, acts: Iterable[Act], groups: Groups) -> None:
        self.groups = groups
        self.days: Counter[tuple[date, tuple[int, ...]]] = Counter()
        for act in acts:
            place = UNNAMED if act.member is None else groups.of(act.member)
            self.days[act.on, groups.of_all(act.people) if act.others else place] += 1
        self._months: dict[tuple[int, int], Counter[tuple[int, ...]]] = defaultdict(Counter)
        for (on, place), number in self.days.items():
            self._months[on.year, on.month][place] += number

    def in_period(self, period: Period) -> Held:
        """What was shared out between two days."""
        found: Counter[tuple[int, ...]] = Counter()
        for (on, place), number in self.days.items():
            if period.holds(on):
                found[place] += number
        return self._held(found, period)

    def is_in_month(self, month: Period) -> bool:
        """Whether there was any in a calendar month."""
        return (month.starts_on.year, month.starts_on.month) in self._months

    def in_month(self, month: Period) -> Held:
        """The same for a calendar month."""
        start = month.starts_on
        return self._held(self._months.get((start.year, start.month), Counter()), month)

    def _held(self, found: Mapping[tuple[int, ...], int], period: Period) -> Held:
        by_group: Counter[int] = Counter()
        for place, number in found.items():
            for group in place:
                by_group[group] += number
        told = self.groups.told
        return Held(
            tuple(by_group[at] for at in range(len(told))) if self._may_be_told(period) else None,
            found.get(UNSHOWN, 0),
            found.get(UNNAMED, 0),
            sum(found.values()),
        )

    def _may_be_told(self, period: Period) -> bool:
        return bool(self.groups.told) and self.groups.sat(period).may_be_told


class Rates:
    """What became of something, by period: of so many of a group, so many went well."""

    def __init__(self, tried: Iterable[tuple[Act, bool]], groups: Groups) -> None:
        known = list(tried)
        self.of = Shared((act for act, _went_well in known), groups)
        self.part = Shared((act for act, went_well in known if went_well), groups)

    def in_period(self, period: Period) -> tuple[Held, Held]:
        """How many went well, and of how many."""
        return self.part.in_period(period), self.of.in_period(period)


def beside_others(part: Held, of: Held, group: int) -> Fraction | None:
    """The rate of all but one group, from 0 to 1: what the group's own is read beside."""
    if part.groups is None or of.groups is None:
        return None
    return share(part.total - part.groups[group], of.total - of.groups[group])


def between(count: int, total: int) -> Interval:
    """Between which shares it may well lie, if these few were a sample of more (95 %, Wilson)."""
    found = Whole((Part((True,), count), Part((False,), total - count)), total, is_sealed=False)
    return interval(found, found.parts[0]) if total else Interval()


@dataclass(frozen=True, slots=True)
class Places:
    """How the places taken at meetings lie beside those that were there to take.

    `percent` is each group's share of those taken, rounded; None where it may not be told.
    `seats` is each group's share of all that were asked: a meeting each for everybody who was in
    its circle then, so that whoever came late is weighed by the meetings that they could come to.
    """

    percent: tuple[int, ...] | None
    seats: tuple[Fraction, ...]


class Parted:
    """Who took part in meetings. Private: told by rounded shares, of quarters that are over.

    A quarter is told by itself, or with those after it: as many as it takes until the sums of all
    groups keep `bounded_sums`. What was told stays as it is when later ones are over. It is told
    of all of them as one, and never of a phase: a phase is as long as somebody says it is, and
    whoever could move its days could ask about one meeting after another.
    """

    def __init__(
        self,
        attended: Mapping[UUID, Sequence[int]],
        asked: Iterable[Asked],
        groups: Groups,
        quarters: Sequence[Period],
    ) -> None:
        """`attended` is how often each took part in each of the quarters, which are over."""
        self.attended = attended
        self.asked = list(asked)
        self.groups = groups
        self.quarters = quarters
        self.told = list(self._told())

    @cached_property
    def so_far(self) -> Places:
        """All quarters that are told, as one."""
        quarters = [self.quarters[place] for place in self.told]
        return Places(self._percent(self.told) if self.told else None, self._seats(quarters))

    def _told(self) -> Iterator[int]:
        """The places of the quarters that may be told, alone or with those after them."""
        waiting: list[int] = []
        for place, quarter in enumerate(self.quarters):
            if not self._asked([quarter]):
                continue
            waiting.append(place)
            if self._sums(waiting):
                yield from waiting
                waiting = []

    def _sums(self, places: Sequence[int]) -> Sequence[tuple[int, int]]:
        if len(self.groups.told) < 2:
            return ()
        # Somebody who left and came back is one person.
        held: dict[int, Counter[UUID]] = {at: Counter() for at in range(len(self.groups.told))}
        for member, times in self.attended.items():
            if groups := self.groups.of(member):
                person = self.groups.stays[member].person
                held[groups[0]][person] += sum(times[place] for place in places)
        cells = {at: list(each.values()) for at, each in held.items()}
        return bounded_sums(cells, self._asked([self.quarters[at] for at in places])).sums

    def _percent(self, places: Sequence[int]) -> tuple[int, ...]:
        sums = [number for _group, number in self._sums(places)]
        return tuple(rounded(number, sum(sums), LIMITS) for number in sums)

    def _seats(self, periods: Sequence[Period]) -> tuple[Fraction, ...]:
        held = self._asked(periods)
        total = sum(held.values())
        places = range(len(self.groups.told))
        return tuple(share(held[at], total) or Fraction() for at in places) if total else ()

    def _asked(self, periods: Sequence[Period]) -> Counter[int]:
        held: Counter[int] = Counter()
        for each in self.asked:
            if number := sum(each.times_in(period) for period in periods):
                held.update(dict.fromkeys(self.groups.of(each.member), number))
        return held
