"""Periods: the project so far, its phases and months. Days at both ends belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evenweave.projects.models import Phase

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day; only phases have a name.

    `ends_on` is what was planned; `until` is never after the day looked at.
    """

    name: str
    starts_on: date
    ends_on: date | None
    until: date

    @property
    def days(self) -> int:
        """How many days of it are over, today among them."""
        return (self.until - self.starts_on).days + 1

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.starts_on <= day <= self.until


def of_phases(phases: Iterable[Phase], last: date) -> list[Period]:
    """The phases begun by a day, in the order of their days; not those without a first day."""
    begun = [each for each in phases if each.starts_on is not None and each.starts_on <= last]
    found = [
        Period(each.name, each.starts_on, each.ends_on, min(each.ends_on or last, last))
        for each in begun
        if each.starts_on is not None
    ]
    return sorted(found, key=lambda period: (period.starts_on, period.until))


def months(first: date, last: date) -> list[Period]:
    """Every calendar month from the first day to the last, the last one as far as it is over."""
    return list(_stretches(first.replace(day=1), last, 1))


def quarters(first: date, last: date) -> list[Period]:
    """Every quarter of a year, likewise."""
    return list(_stretches(date(first.year, (first.month - 1) // 3 * 3 + 1, 1), last, 3))


def _stretches(start: date, last: date, months: int) -> Iterator[Period]:
    while start <= last:
        place = start.year * 12 + start.month - 1 + months
        following = date(place // 12, place % 12 + 1, 1)
        end = following - A_DAY
        yield Period("", start, end, min(end, last))
        start = following


def overlap(periods: Sequence[Period]) -> bool:
    """Whether some day lies in two of them; they stand in the order of their days."""
    latest = date.min
    for period in periods:
        if period.starts_on <= latest:
            return True
        latest = max(latest, period.until)
    return False


def gaps(periods: Sequence[Period], whole: Period) -> list[tuple[date, date]]:
    """Stretches of the whole that lie in no period, from a day to a day."""
    found: list[tuple[date, date]] = []
    day = whole.starts_on
    for period in periods:
        if period.starts_on > day:
            found.append((day, period.starts_on - A_DAY))
        day = max(day, period.until + A_DAY)
    if periods and day <= whole.until:
        found.append((day, whole.until))
    return found
