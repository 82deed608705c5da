"""How the clock of a zone changes, written out for calendars that do not know its name (VTIMEZONE).

`icalendar` can write this too. But it looks for changes two months apart, and so does not see that
Morocco's clock goes back for Ramadan alone; and in spring it names the time after the jump where
the standard asks for the time before it (RFC 5545, 3.6.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

from evenweave.common.zones import zone_named

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """From `since` (aware, in UTC) a clock is `after` ahead of UTC; until then it was `before`."""

    since: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@lru_cache(maxsize=256)
def written_zone(name: str, first_year: int, last_year: int) -> icalendar.Timezone:
    """The rules of a zone from a year before the first to a year after the last. Do not change it.

    One part for every change: no rule, so that nothing is supposed of years that are not there.
    Raises ValueError for a zone that is not known.
    """
    made = icalendar.Timezone()
    made.add("tzid", name)
    for change in changes(zone_named(name), first_year - 1, last_year + 1):
        made.add_component(written_change(change))
    return made


def written_change(change: Change) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    """One change. It is told by the clock as it was before it."""
    kind = icalendar.TimezoneDaylight if change.is_summer else icalendar.TimezoneStandard
    made = kind()
    made.add("dtstart", (change.since + change.before).replace(tzinfo=None))
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", change.name)
    return made


def changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """How the clock stands when these years begin, and every change until they end."""
    day = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    yield change_at(day, ahead(day, zone), zone)
    while day < end:
        before = ahead(day, zone)
        if ahead(day + DAY, zone) != before:
            yield change_at(moment_of_change(day, zone), before, zone)
        day += DAY


def moment_of_change(day: datetime, zone: ZoneInfo) -> datetime:
    """The first second after the change that comes within a day."""
    low, high = day, day + DAY
    before = ahead(low, zone)
    while high - low > SECOND:
        middle = low + (high - low) // (2 * SECOND) * SECOND
        low, high = (middle, high) if ahead(middle, zone) == before else (low, middle)
    return high


def change_at(since: datetime, before: timedelta, zone: ZoneInfo) -> Change:
    """What the clock shows from this moment on."""
    there = since.astimezone(zone)
    return Change(since, before, ahead(since, zone), there.tzname() or "", bool(there.dst()))


def ahead(moment: datetime, zone: ZoneInfo) -> timedelta:
    """By how much the clock is ahead of UTC at this moment."""
    return moment.astimezone(zone).utcoffset() or timedelta()
