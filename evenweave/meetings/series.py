"""When the meetings of a series are: the same time on the clock, whatever the clock does.

    first = date(2026, 3, 4)
    plan = planned(Series(first, time(10), "Europe/London", OfTheMonth((1, 3)), count=12))

A series is kept as people say it: a first day, a time on the clock, the place whose clock it is,
and how it goes on. So ten o'clock stays ten o'clock when clocks change. On the night of a change
there may be no such time, or there may be two, and then this rule holds:

- The clock jumps over the time: the meeting is later, by as much as the clock jumped.
- The time comes twice: the meeting is at the first of the two.

Both are told with the meeting, and so is each month that has no fifth Monday.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from evenweave.common.zones import in_zone, zone_named, zones

MOST = 60
MOST_WEEKS = 52
FIRST_YEAR, LAST_YEAR = 2000, 2100
# The last such weekday of a month, whether it is the fourth or the fifth.
LAST = -1
TURNS = frozenset({1, 2, 3, 4, 5, LAST})


class Clock(StrEnum):
    """What the clock does at a time: it shows it once, jumps over it, or shows it twice."""

    ONCE = "once"
    JUMPS = "jumps"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Every week, or every so many (1 to 52), on the weekday of the first day."""

    weeks: int = 1


@dataclass(frozen=True, slots=True)
class OfTheMonth:
    """On some turns of the first day's weekday: (1, 3) is the first and third of each month.

    A turn is 1 to 5, or LAST. Two turns that fall on one day are one meeting.
    """

    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings as people say them.

    `begins` is the time on the clock in `zone` (an IANA name), in whole minutes. It ends after
    `count` meetings (1 to 60), or with `until`, the last day that may have one; if both are given,
    with whichever comes first.
    """

    first_on: date
    begins: time
    zone: str
    rhythm: EveryWeeks | OfTheMonth
    count: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting. `starts_at` is in UTC, so that adding minutes to it is right on every night.

    `said` is the day and time that the series says, without a zone. Unless the clock jumps over
    it, it is what the clock there shows.
    """

    starts_at: datetime
    said: datetime
    clock: Clock = Clock.ONCE


@dataclass(frozen=True, slots=True)
class Missing:
    """A month (by its first day) in which the weekday has no such turn."""

    month: date
    turn: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The meetings, in order, and the months that were passed over."""

    meetings: tuple[Occurrence, ...]
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a moment reads where a person is.

    `there` is aware, in their zone. `differs` says whether their clock shows something else than
    the meeting's; `days` how many days later their date is (1, 0 or −1).
    """

    there: datetime
    differs: bool
    days: int


def occurrences(series: Series) -> list[datetime]:
    """When the meetings begin: aware, in UTC, each later than the one before.

    `planned` says more. Raises ValueError with the reason that `why_not_series` gives.
    """
    return [each.starts_at for each in planned(series).meetings]


def planned(series: Series) -> Plan:
    """The meetings, and what a page should say about them.

    Raises ValueError with the reason that `why_not_series` gives.
    """
    if (reason := why_not_series(series)) is not None:
        raise ValueError(reason)
    return within(series, series.count or MOST)


def within(series: Series, most: int) -> Plan:
    """The meetings of a series, and no more than `most`."""
    found: list[Occurrence] = []
    missing: list[Missing] = []
    for each in days(series):
        day = last_of(each.month) if isinstance(each, Missing) else each
        if series.until is not None and day > series.until:
            break
        if isinstance(each, Missing):
            missing.append(each)
            continue
        found.append(occurrence(datetime.combine(each, series.begins), series.zone))
        if len(found) == most:
            break
    return Plan(tuple(found), tuple(missing))


def days(series: Series) -> Iterator[date | Missing]:
    """The days of a series without an end, and the turns that do not come."""
    if isinstance(series.rhythm, EveryWeeks):
        return weekly(series.first_on, series.rhythm.weeks)
    return monthly(series.first_on, series.rhythm.turns)


def weekly(first: date, weeks: int) -> Iterator[date]:
    """The first day, and every so many weeks."""
    day = first
    while True:
        yield day
        day += timedelta(weeks=weeks)


def monthly(first: date, turns: tuple[int, ...]) -> Iterator[date | Missing]:
    """The first day, then each with one of these turns; a month ends with those it lacks."""
    month = first.replace(day=1)
    while True:
        on = {turn: turn_in(month, first.weekday(), turn) for turn in turns}
        yield from sorted({day for day in on.values() if day is not None and day >= first})
        yield from (Missing(month, turn) for turn, day in on.items() if day is None)
        month = last_of(month) + timedelta(days=1)


def turn_in(month: date, weekday: int, turn: int) -> date | None:
    """The day of this turn of a weekday (0 is Monday) in a month; None where it does not come."""
    first = month.replace(day=1)
    first += timedelta(days=(weekday - first.weekday()) % 7)
    every = [first + timedelta(weeks=weeks) for weeks in range(5)]
    there = [day for day in every if day.month == month.month]
    if turn == LAST:
        return there[-1]
    return there[turn - 1] if turn <= len(there) else None


def turns_of(day: date) -> tuple[int, ...]:
    """Which turn of its weekday a day is: (4, LAST) for a fourth Monday with no fifth after it."""
    turn = (day.day + 6) // 7
    is_last = day + timedelta(weeks=1) > last_of(day)
    return (turn, LAST) if is_last else (turn,)


def last_of(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def occurrence(said: datetime, zone: str) -> Occurrence:
    """When a clock in this zone shows this time, by the rule that stands at the top.

    Of the two meanings that a time may have, Python's `fold` 0 is the one by the clock as it was
    before a change: the first of two, and later by the jump where there is none (PEP 495).
    """
    there = zone_named(zone)
    before = said.replace(tzinfo=there, fold=0)
    after = said.replace(tzinfo=there, fold=1)
    starts_at = before.astimezone(UTC)
    if starts_at.astimezone(there).replace(tzinfo=None, fold=0) != said:
        return Occurrence(starts_at, said, Clock.JUMPS)
    twice = before.utcoffset() != after.utcoffset()
    return Occurrence(starts_at, said, Clock.TWICE if twice else Clock.ONCE)


# What a series must be like. ------------------------------------------------------------------


def why_not_series(series: Series) -> str | None:
    """It needs a time on a known clock, a rhythm that fits its first day, and an end."""
    return why_not_time(series) or why_not_rhythm(series) or why_not_end(series)


def why_not_time(series: Series) -> str | None:
    """The time is in hours and minutes, in a zone that is known, and in this century."""
    if series.zone not in zones():
        return _("We do not know the time zone “{zone}”. Choose one from the list.").format(
            zone=series.zone
        )
    begins = series.begins
    if begins.tzinfo is not None or begins.second or begins.microsecond:
        return _("Say the time in hours and minutes, as the clock shows it there.")
    if not FIRST_YEAR <= series.first_on.year <= LAST_YEAR:
        return _("Choose a first day between {first} and {last}.").format(
            first=FIRST_YEAR, last=LAST_YEAR
        )
    return None


def why_not_rhythm(series: Series) -> str | None:
    """It is weekly, every so many weeks, or on turns of the month of which its first day is one."""
    rhythm = series.rhythm
    if isinstance(rhythm, EveryWeeks):
        if not 1 <= rhythm.weeks <= MOST_WEEKS:
            return _("Choose every week, or up to every {most} weeks.").format(most=MOST_WEEKS)
        return None
    if not rhythm.turns or not TURNS.issuperset(rhythm.turns):
        return _("Choose which of its weekdays in a month: the first to the fifth, or the last.")
    if not set(rhythm.turns) & set(turns_of(series.first_on)):
        return _("The first meeting is not on one of the days that you chose. Change one of them.")
    return None


def why_not_end(series: Series) -> str | None:
    """It ends after 1 to 60 meetings, or on a day that is not before its first."""
    count, until = series.count, series.until
    if count is None and until is None:
        return _("Say how many meetings there are, or until when.")
    if count is not None and not 1 <= count <= MOST:
        return _("A series has from 1 to {most} meetings.").format(most=MOST)
    if until is not None and until < series.first_on:
        return _("The last day is before the first. Change one of them.")
    if count is None and len(within(series, MOST + 1).meetings) > MOST:
        return _("That is more than {most} meetings. Choose an earlier last day.").format(most=MOST)
    return None


# Whose clock it is. ---------------------------------------------------------------------------


def reading(moment: datetime, zone: str, meeting_zone: str) -> Reading:
    """How a meeting's moment reads for a person in `zone`, beside the clock where the meeting is.

    Two zones with different names often show the same time; then nothing need be said.
    """
    theirs = in_zone(moment, zone)
    ours = in_zone(moment, meeting_zone)
    differs = theirs.utcoffset() != ours.utcoffset()
    return Reading(theirs, differs, (theirs.date() - ours.date()).days)
