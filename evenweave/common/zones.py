"""The time zones of the world, by their IANA names, and a moment as the clocks there show it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

# It stands in the list of zones for machines that nobody has set up yet. No place has it.
NOWHERE = "Factory"
# Not parts of the world: what there is has another name too.
OLD_NAMES = {"Brazil", "Canada", "Chile", "Etc", "Mexico", "US"}


@cache
def zones() -> frozenset[str]:
    """The names of all IANA time zones: the same on every machine."""
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return frozenset(listed.split()) - {NOWHERE}


def zone_named(name: str) -> ZoneInfo:
    """A time zone by its name. Raises ValueError for one that is not among `zones`.

    The list is asked first, because a name is also a path, and some are folders.
    """
    if name not in zones():
        raise ValueError(f"There is no time zone “{name}”.")
    return ZoneInfo(name)


def in_zone(moment: datetime, zone: str) -> datetime:
    """The same moment as the clock shows it in a zone. Raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a zone before it can be read in another.")
    return moment.astimezone(zone_named(zone))


@cache
def by_part() -> dict[str, list[str]]:
    """Zones by their part of the world, in order."""
    found: dict[str, list[str]] = {}
    for name in sorted(zones()):
        part, is_place, _place = name.partition("/")
        if is_place and part not in OLD_NAMES:
            found.setdefault(part, []).append(name)
    return found


def places() -> dict[str, list[tuple[str, str]]]:
    """Zones by their part of the world, each with the name of its place, to choose from."""
    return {
        gettext(part): [(name, place_of(name)) for name in names]
        for part, names in by_part().items()
    }


def place_of(zone: str) -> str:
    """The place whose clock it is, such as “New York”, as a language calls it."""
    place = zone.partition("/")[2].replace("_", " ").replace("/", ": ")
    return gettext(place or zone)
