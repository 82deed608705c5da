"""When a team first meets: whoever began it said so in a line, and that begins the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from evenweave.common import dates, times
from evenweave.projects.models import Project

DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]{3,})\.?(?:\s+(\d{4}))?\b")
MONTH_DAY = re.compile(r"\b([^\W\d_]{3,})\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4}))?")
# “at 2”, or whatever can only be a time: 10:30, 2 pm.
CLOCK = re.compile(
    r"\bat\s+(\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\b)?)|\b(\d{1,2}(?::\d{2}|\s*[ap]\.?m\b))",
    re.IGNORECASE,
)
# Nobody meets at two in the night, so “at 2” is in the afternoon.
EARLIEST = 8


def begun(project: Project, today: date) -> dict[str, Any]:
    """What a plan for it begins with. Whoever plans it looks at it, and puts it right."""
    told: dict[str, Any] = {"title": _("Our first meeting")}
    words = project.first_meeting_words
    day = project.first_meeting_on or day_in(words, today)
    if day is None or day < today:
        return told
    return told | {"when": "known", "day": day, "clock": clock_in(words)}


def day_in(words: str, today: date) -> date | None:
    """The day that these words tell: of this year or the next, where they tell no year."""
    for day, month, year in days_in(words):
        for guess in [year] if year else [str(today.year), str(today.year + 1)]:
            try:
                found = dates.read(day, month, guess)
            except dates.DateError:
                continue
            if year or found >= today:
                return found
    return None


def days_in(words: str) -> Iterator[tuple[str, str, str]]:
    """What looks like a day and a month, and a year or nothing."""
    for found in DAY_MONTH.finditer(words):
        yield found[1], found[2], found[3] or ""
    for found in MONTH_DAY.finditer(words):
        yield found[2], found[1], found[3] or ""


def clock_in(words: str) -> time | None:
    """The time of day that they tell."""
    for found in CLOCK.finditer(words):
        said = found[1] or found[2]
        told = times.read(said)
        if told is None:
            continue
        is_plain = not re.search(r"m\b", said, re.IGNORECASE)
        if is_plain and 1 <= told.hour < EARLIEST:
            return told.replace(hour=told.hour + 12)
        return told
    return None
