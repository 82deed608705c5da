"""Time zones, by their names; and a time by the clock on the wall, there and here."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones


@cache
def zones() -> list[str]:
    """The names that people know: a continent and a town. Old and technical names are left out."""
    return sorted(name for name in available_timezones() if "/" in name and name[:3] != "Etc")


def zone_called(name: str) -> ZoneInfo:
    """The zone; raises ZoneInfoNotFoundError where there is none, whatever was written."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError) as slip:  # a path, a folder, an empty name
        raise ZoneInfoNotFoundError(name) from slip


def at_the_wall(day: date, clock: time, zone: str) -> datetime:
    """The moment at which the clock on the wall there shows this.

    A time that is skipped in spring comes as much later as the clock is put forward; one that comes
    twice in autumn is the first.
    """
    return datetime.combine(day, clock, zone_called(zone)).astimezone(ZoneInfo("UTC"))
