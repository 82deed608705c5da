"""How many wrong receipts are heard, from everybody together; who tries, nobody notes.

The count stands in the memory of the process and nowhere else. It does not tell people apart: when
too many were wrong just now, the page is shut for some seconds, for all. Whoever floods it can keep
it shut, and gains nothing and harms nothing else. A receipt has 80 bits: a million tries a second
would need longer than there have been people.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Lock

EVERY, BURST = timedelta(seconds=1), 60
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Guesses:
    """`BURST` wrong ones at once, and then one more each `EVERY`."""

    def __init__(self) -> None:
        self.until = LONG_AGO
        self.lock = Lock()

    def are_too_many(self, at: datetime) -> bool:
        """Whether the page is shut just now."""
        return self.until > at + EVERY * (BURST - 1)

    def note(self, at: datetime) -> None:
        """One more was wrong."""
        with self.lock:
            self.until = max(self.until, at) + EVERY


GUESSES = Guesses()
