"""How long a calendar feed takes: 500 meetings in four time zones, with words in several scripts.

    python -m workshop.benches.calendars

Prints one line of JSON: the median milliseconds of writing it the first time, of writing it again,
and of finding that nothing has changed.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings

from evenweave.meetings import calendars, clocks
from evenweave.meetings.calendars import Event, etag, feed

EVENTS, TURNS = 500, 9
BEGAN = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
WORDS = "We look at the topic guide; bring yours, or ask for one. Café, مرحبا, 🧵.\n" * 4


def event(number: int) -> Event:
    """One of them, two a day."""
    return Event(
        uid=f"{number:032x}@evenweave.example",
        sequence=number % 3,
        starts_at=BEGAN + timedelta(hours=12 * number),
        minutes=90,
        zone=ZONES[number % len(ZONES)],
        title=f"Study team, meeting {number}",
        words=WORDS,
        place="Room 4, Civic Centre",
        link=f"https://meet.example/{number:040x}",
        is_called_off=number % 20 == 0,
        changed_at=BEGAN,
        url=f"https://evenweave.example/meetings/{number:032x}/",
    )


def median(work: Callable[[], object]) -> float:
    """The median time of several turns, in milliseconds."""
    times = []
    for _turn in range(TURNS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def measured() -> dict[str, float]:
    """Median milliseconds by what was done."""
    events = [event(number) for number in range(EVENTS)]

    def written() -> bytes:
        return feed(events, "Meetings", BEGAN)

    def written_first() -> bytes:
        clocks.written_zone.cache_clear()
        calendars.lines_of.cache_clear()
        return written()

    return {
        "first_ms": median(written_first),
        "again_ms": median(written),
        "unchanged_ms": median(lambda: etag(events, "Meetings")),
    }


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    print(json.dumps(measured()))
