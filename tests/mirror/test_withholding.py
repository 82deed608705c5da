"""Times that are hidden stay hidden: an attacker adds and subtracts all that is told."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations, pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evenweave.disclosure.limits import LIMITS
from evenweave.disclosure.seats import nobody_stands_out
from evenweave.mirror.periods import Period
from evenweave.mirror.withholding import between, ends, withheld

DAYS = 12
FEWEST = LIMITS.fewest_in_kind
START = date(2026, 1, 1)
Stay = tuple[int, int, int]  # of which group, from which day, until before which


def day(number: int) -> date:
    """So many days after the first."""
    return START + timedelta(days=number)


def time(first: int, after: int) -> Period:
    """From a day until before another."""
    return between(day(first), day(after))


WHOLE = time(0, DAYS)
MONTHS = [time(first, first + 3) for first in range(0, DAYS, 3)]
STAYS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, DAYS - 1), st.integers(1, DAYS)).filter(
        lambda stay: stay[1] < stay[2]
    ),
    min_size=6,
    max_size=12,
)
BORDERS = st.lists(st.integers(0, DAYS), min_size=2, max_size=5, unique=True).map(sorted)


class House:
    """Who sat here, and when."""

    def __init__(self, stays: Sequence[Stay]) -> None:
        self.stays = stays

    def sat(self, first: date, after: date) -> dict[int, frozenset[Hashable]]:
        """Who of each group sat here from a day until before another."""
        found: dict[int, set[int]] = {}
        for place, (group, since, until) in enumerate(self.stays):
            if day(since) < after and first < day(until):
                found.setdefault(group, set()).add(place)
        return {group: frozenset(people) for group, people in found.items()}

    def stands_out(self, group: int, times: Sequence[Period]) -> bool:
        """Whether one or two people of a group sat here in all these times together."""
        here = {who for time in times for who in self.sat(*ends(time)).get(group, ())}
        return not nobody_stands_out([len(here)])

    def gives_away(self, told: Sequence[Period]) -> list[list[Period]]:
        """Every smallest heap of times of which a sum can be worked out, and somebody stands out.

        All other sums are made of such. Times in which nobody of a kind sat here add nothing.
        """
        borders = sorted(set(chain.from_iterable(map(ends, told))))
        found = []
        for group in range(2):
            pieces = [between(*pair) for pair in pairwise(borders)]
            pieces = [piece for piece in pieces if self.sat(*ends(piece)).get(group)]
            found += [heap for heap in heaps(told, pieces) if self.stands_out(group, heap)]
        return found


def heaps(told: Sequence[Period], pieces: Sequence[Period]) -> Iterator[list[Period]]:
    """The smallest heaps of pieces of which some sum can be worked out."""
    rows = [[Fraction(holds(each, piece)) for piece in pieces] for each in told]
    found: list[set[int]] = []
    for size in range(1, len(pieces) + 1):
        for heap in map(set, combinations(range(len(pieces)), size)):
            if not any(smaller <= heap for smaller in found) and is_solved(rows, heap):
                found.append(heap)
                yield [pieces[place] for place in sorted(heap)]


def holds(whole: Period, part: Period) -> bool:
    """Whether one lies in the other."""
    return whole.starts_on <= part.starts_on and part.until <= whole.until


def is_solved(rows: list[list[Fraction]], heap: set[int]) -> bool:
    """Whether some sum of the rows has nothing in it but what is in the heap."""
    others = [[value for at, value in enumerate(row) if at not in heap] for row in rows]
    return rank(rows) > rank(others)


def rank(rows: list[list[Fraction]]) -> int:
    """How many of the rows are no sum of others."""
    left, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        at = left.index(pivot, found)
        left[found], left[at] = left[at], left[found]
        for row in left[found + 1 :]:
            times = row[column] / pivot[column]
            row[:] = [mine - times * theirs for mine, theirs in zip(row, pivot, strict=True)]
        found += 1
    return found


def told_of(house: House, phases: Sequence[Period]) -> list[Period]:
    """All times that are told by kind: the whole, phases and months."""
    hidden = withheld(phases, [WHOLE], house.sat, FEWEST)
    told = [phase for phase in phases if phase not in hidden]
    hidden = withheld(MONTHS, [WHOLE, *told], house.sat, FEWEST)
    return [WHOLE, *told, *(month for month in MONTHS if month not in hidden)]


@given(STAYS, BORDERS, st.lists(st.booleans(), min_size=4, max_size=4))
@settings(max_examples=300)
def test_nothing_can_be_worked_out_of_a_time_in_which_somebody_stands_out(
    stays: list[Stay], borders: list[int], is_phase: list[bool]
) -> None:
    house = House(stays)
    assume(not any(house.stands_out(group, [WHOLE]) for group in range(2)))
    pairs = zip(pairwise(borders), is_phase, strict=False)
    phases = [time(*pair) for pair, is_one in pairs if is_one]
    assert house.gives_away(told_of(house, phases)) == []


@given(STAYS, st.lists(BORDERS, min_size=2, max_size=3))
@settings(max_examples=200)
def test_neither_of_times_that_share_days(stays: list[Stay], borders: list[list[int]]) -> None:
    house = House(stays)
    assume(not any(house.stands_out(group, [WHOLE]) for group in range(2)))
    spans = sorted({(each[0], each[-1]) for each in borders})
    phases = sorted(map(time, *zip(*spans, strict=True)), key=ends)
    assert house.gives_away(told_of(house, phases)) == []


def test_who_was_here_alone_before_the_first_phase_is_not_told_by_it() -> None:
    house = House([(0, 0, DAYS), *[(0, 4, DAYS)] * 2, *[(1, 0, DAYS)] * 3])
    phase = time(4, DAYS)
    assert phase not in told_of(house, [phase])


def test_half_a_month_in_which_somebody_was_alone_is_not_told_by_a_phase_and_the_rest() -> None:
    # On the fifth day one of three; the first phase less its months would tell of that day.
    house = House([*[(0, 0, DAYS)] * 3, *[(1, 0, 3)] * 3, (1, 3, DAYS), *[(1, 5, DAYS)] * 2])
    early, late = time(0, 4), time(4, DAYS)
    told = told_of(house, [early, late])
    assert [WHOLE, early, late] == told[:3]
    assert len(told) < 3 + len(MONTHS)


def test_where_enough_of_each_kind_always_sat_here_all_is_told() -> None:
    house = House([*[(0, 0, DAYS)] * 3, *[(1, 0, DAYS)] * 3])
    phases = [time(0, 4), time(5, 10), time(8, 11)]
    assert told_of(house, phases) == [WHOLE, *phases, *MONTHS]
