"""The one place that asks what time it is.

Views, jobs and the command line ask `now()` and pass it on as `at`; everything below is told. So a
story can be played under simulated time, and nothing real leaks into it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


class SimulatedClock:
    """A clock that moves only when it is told to, for stories that are played again."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("A simulated clock starts at an aware time.")
        self._now = start

    def now(self) -> datetime:
        """The story's present moment."""
        return self._now

    def pass_time(self, step: timedelta) -> datetime:
        """Move forward by `step` and return the new moment. Time never runs backwards."""
        if step < timedelta(0):
            raise ValueError("Time never runs backwards.")
        self._now += step
        return self._now
