"""Times of day as people write them: 10, 10:30, 10.30, 2 pm, half past is not one."""

from __future__ import annotations

import re
from datetime import time

SHAPE = re.compile(
    r"\s*(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2}))?\s*(?P<half>[ap]\.?\s?m\.?)?\s*",
    re.IGNORECASE,
)


def read(words: str) -> time | None:
    """The time of day; None, where these words are none."""
    found = SHAPE.fullmatch(words[:40])
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half := (found["half"] or "").lower():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
