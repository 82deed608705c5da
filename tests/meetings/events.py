"""Events for tests, and another program's eyes to read calendars with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import vobject

from evenweave.meetings.calendars import Event

CHANGED = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def event(**changed: Any) -> Event:
    """A meeting in London, but for what is changed."""
    usual: dict[str, Any] = {
        "uid": "3f1c@evenweave.example",
        "sequence": 0,
        "starts_at": datetime(2026, 3, 18, 10, 0, tzinfo=UTC),
        "minutes": 90,
        "zone": "Europe/London",
        "title": "Study team",
        "words": "We look at the topic guide.",
        "place": "Room 4, Civic Centre",
        "link": "",
        "is_called_off": False,
        "changed_at": CHANGED,
        "url": "https://evenweave.example/meetings/1/",
    }
    return Event(**usual | changed)


@dataclass(frozen=True)
class Read:
    """An event, as another program reads it."""

    starts_at: datetime
    minutes: int
    said: dict[str, str]


def read(calendar: bytes, *, by_its_rules: bool = True) -> list[Read]:
    """The events of a calendar; by the rules of zones that stand in it, or by the names of zones.

    Some programs go by the one, some by the other. The other program here prefers names, so its
    answer is taken only for the day and the clock, and the rules are looked up for it.
    """
    made = vobject.readOne(calendar.decode())
    rules = {each.tzid.value: each.tzinfo for each in getattr(made, "vtimezone_list", [])}
    found = getattr(made, "vevent_list", [])
    return [read_event(each, rules if by_its_rules else {}) for each in found]


def read_event(found: Any, rules: dict[str, Any]) -> Read:
    """One of them."""
    moment = found.dtstart.value
    (zone,) = found.dtstart.params.get("X-VOBJ-ORIGINAL-TZID", [""])
    if rules and zone:
        moment = moment.replace(tzinfo=rules[zone])
    assert moment.tzinfo is not None, "the clock of this machine would be taken for it"
    length: timedelta = found.duration.value
    said = {child.name: child.value for child in found.getChildren() if is_text(child)}
    return Read(moment.astimezone(UTC), int(length.total_seconds()) // 60, said)


def is_text(child: Any) -> bool:
    """Whether it is words, and no moment."""
    return isinstance(child.value, str)
