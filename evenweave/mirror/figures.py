"""Every number that the mirror tells, one by one: of a measure, a group and a period.

Pages, pictures and files are made of these and of `Held`. So what is hidden here is hidden in all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from evenweave.disclosure.results import Interval
from evenweave.mirror import words
from evenweave.mirror.groups import Group
from evenweave.mirror.looking import RATES, SHARED, ByWhom, Measure, Mirror
from evenweave.mirror.measures import adoption, parity, share
from evenweave.mirror.periods import Period
from evenweave.mirror.shares import Held, Shared, beside_others, between


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may be told, or that it may not.

    measure      its name in files
    group        whose it is; None for everybody's
    period       a phase; None for the project so far
    count        how many (of `days_to_answer`: the median, in days); None where hidden
    total        of how many; None where hidden, and where it is all there is
    share        count ÷ total, from 0 to 1
    seats_share  the group's share of the seats, weighed by days, from 0 to 1
    parity       what the share is beside: of what is shared out, the seats; of what became of
                 something, the share of everybody else. From 0; 1 is just as they
    low, high    between which shares it may well lie (95 %, Wilson), from 0 to 1
    suppressed   whether it is there and may not be told
    words        all of it in a sentence
    """

    measure: str
    group: Group | None
    period: Period | None
    count: float | None = None
    total: int | None = None
    share: Fraction | None = None
    seats_share: Fraction | None = None
    parity: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    suppressed: bool = False
    words: str = ""


def figures(mirror: Mirror) -> list[Figure]:
    """All of them: of the project so far, then of each phase."""
    found: list[Figure] = []
    for period in (None, *mirror.phases):
        found += Telling(mirror, period).all()
    return [*found, arrived(mirror)]


def arrived(mirror: Mirror) -> Figure:
    """About how many of those who came in were shown round; in bands where it would name one."""
    found = mirror.arrived.parts
    part = next((each for each in found if each.answers == (True,)), None)
    percent = part.percent if part else None
    return Figure(
        Measure.ARRIVED.value,
        None,
        None,
        share=None if percent is None else Fraction(percent, 100),
        suppressed=percent is None,
        words=words.arrived(part.words if part else ""),
    )


class Telling:
    """The figures of one period."""

    def __init__(self, mirror: Mirror, period: Period | None) -> None:
        self.mirror = mirror
        self.named = period
        self.period = period or mirror.so_far
        self.sat = mirror.groups.sat(self.period)
        self.groups = list(enumerate(mirror.groups.told))

    def all(self) -> Iterator[Figure]:
        """Measure by measure."""
        yield from self.seats()
        yield from self.attendance()
        for measure in SHARED:
            yield from self.shared(measure, self.mirror.shared[measure])
        for measure in RATES:
            yield from self.rates(measure)
        yield self.days()
        yield from self.decided()
        yield from self.shared(Measure.JOINED, self.mirror.came)
        yield from self.shared(Measure.LEFT, self.mirror.went)

    def seats(self) -> Iterator[Figure]:
        """Who sits here: counted on the last day, weighed by all days."""
        name, sat = Measure.SEATS.value, self.sat
        yield Figure(name, None, self.named, sat.all, words=words.seated(self.named, sat.all))
        for at, group in self.groups:
            if not sat.may_be_told:
                yield self.hidden(name, group)
                continue
            yield Figure(
                name,
                group,
                self.named,
                sat.held[at],
                sat.all,
                share(sat.held[at], sat.all),
                self.sat.shares[at],
                words=words.seats_of(self.named, group.name, sat.seat(at)),
            )

    def shared(self, measure: Measure, shared: Shared) -> Iterator[Figure]:
        """What is shared out: everybody's, then each group's part of it."""
        held = shared.in_period(self.period)
        told = words.all_of(measure, self.named, held.total)
        yield Figure(measure.value, None, self.named, held.total, words=told)
        for at, group in self.groups:
            yield self.part(measure, at, group, held)

    def part(self, measure: Measure, at: int, group: Group, held: Held) -> Figure:
        """A group's part of what is shared out."""
        if held.groups is None:
            return self.hidden(measure.value, group)
        count, part = held.groups[at], share(held.groups[at], held.total)
        low, high = ends(between(count, held.total))
        return Figure(
            measure.value,
            group,
            self.named,
            count,
            held.total,
            part,
            self.sat.shares[at],
            parity(part, self.sat.shares[at]),
            low,
            high,
            words=words.part_of(
                measure,
                self.named,
                group.name,
                (count, held.total),
                self.sat.seat(at),
            ),
        )

    def rates(self, measure: Measure) -> Iterator[Figure]:
        """What became of something: everybody's, then each group's beside all others'."""
        part, of = self.mirror.rates[measure].in_period(self.period)
        low, high = ends(between(part.total, of.total))
        yield Figure(
            measure.value,
            None,
            self.named,
            part.total,
            of.total,
            share(part.total, of.total),
            low=low,
            high=high,
            words=words.rate(measure, self.named, "", part.total, of.total),
        )
        for at, group in self.groups:
            yield self.rate(measure, at, group, part, of)

    def rate(self, measure: Measure, at: int, group: Group, part: Held, of: Held) -> Figure:
        """What became of what a group brought."""
        if part.groups is None or of.groups is None:
            return self.hidden(measure.value, group)
        count, total = part.groups[at], of.groups[at]
        low, high = ends(between(count, total))
        return Figure(
            measure.value,
            group,
            self.named,
            count,
            total,
            share(count, total),
            parity=adoption(count, total, beside_others(part, of, at)),
            low=low,
            high=high,
            words=words.rate(measure, self.named, group.name, count, total),
        )

    def attendance(self) -> Iterator[Figure]:
        """Who took part in meetings: rounded shares, for the project so far alone."""
        name, found = Measure.ATTENDANCE.value, self.mirror.attendance.so_far
        if not any(self.period.holds(each.on) for each in self.mirror.happened.meetings):
            yield Figure(name, None, self.named, words=words.unmet(self.named))
            return
        for at, group in self.groups:
            if self.named or found.percent is None:
                yield Figure(
                    name,
                    group,
                    self.named,
                    suppressed=True,
                    words=words.untold_attendance(self.named),
                )
                continue
            part = Fraction(found.percent[at], 100)
            yield Figure(
                name,
                group,
                self.named,
                share=part,
                seats_share=found.seats[at],
                parity=parity(part, found.seats[at]),
                words=words.attendance(self.named, group.name, found.percent[at], found.seats[at]),
            )

    def days(self) -> Figure:
        """How long it took until an idea was answered."""
        middle, answers = self.mirror.days_to_answer(self.period)
        told = words.days(self.named, middle, answers)
        return Figure(Measure.DAYS.value, None, self.named, middle, answers, words=told)

    def decided(self) -> Iterator[Figure]:
        """Who decided, in general: nobody's name, no kind."""
        found = self.mirror.decided(self.period)
        total = found.total()
        for by_whom in ByWhom:
            count = found[by_whom]
            low, high = ends(between(count, total))
            yield Figure(
                by_whom.value,
                None,
                self.named,
                count,
                total,
                share(count, total),
                low=low,
                high=high,
                words=words.decided(by_whom, self.named, count, total),
            )

    def hidden(self, measure: str, group: Group) -> Figure:
        """Something that may not be told by group."""
        told = words.untold(self.named)
        return Figure(measure, group, self.named, suppressed=True, words=told)


def ends(found: Interval) -> tuple[Fraction | None, Fraction | None]:
    """Both ends of an interval, from 0 to 1."""
    if found.low is None or found.high is None:
        return None, None
    return Fraction(found.low, 100), Fraction(found.high, 100)
