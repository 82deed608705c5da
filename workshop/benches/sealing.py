"""Sealed boxes: what a paper costs in a small one and a large one, and how long that one takes."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Sequence
from datetime import datetime
from unittest.mock import patch
from uuid import UUID, uuid4

from django.conf import settings

from evenweave.common import actors, clock
from evenweave.jobs.worker import Worker
from evenweave.sealed import actions, papers, reading
from evenweave.sealed.models import Box
from evenweave.sealed.vocabulary import News, Opening

SMALL, LARGE = 20, 20_000
PAPERS, LONGEST = 200, 1_024
WORDS = b"x" * 900
BY = actors.operator()


def read(box: Box, found: Sequence[bytes]) -> dict[str, list[bytes]]:
    """One question."""
    return {"question": list(found)}


def told(box: Box, news: News, at: datetime) -> None:
    """Nobody listens."""


VOTE = Opening("bench.vote", read=read, told=told)


def seal() -> dict[str, float]:
    """Papers into a box of 20; then a box for 20,000 that is opened, used and closed."""
    try:
        small, people = opened(SMALL)
        small_ms = cost(small, people)
        actions.destroy_box(box=small, by=BY, at=clock.now())
        Worker().work()
        began = time.perf_counter()
        with patch.object(papers, "BLANK", WORDS):  # so that closing has 20,000 to open
            large, people = opened(LARGE)
        opening = time.perf_counter() - began
        large_ms = cost(large, people)
        return {
            "small_ms": small_ms,
            "large_ms": large_ms,
            "opening": opening,
            "closing": closing(large),
        }
    finally:
        shutil.rmtree(str(settings.BOX_KEYS), ignore_errors=True)


def opened(seats: int) -> tuple[Box, list[UUID]]:
    """A box that is open, and who has a seat."""
    people = [uuid4() for _ in range(seats)]
    box = actions.open_box(
        kind="bench.vote",
        about=uuid4(),
        stream_id=uuid4(),
        electors=people,
        longest=LONGEST,
        by=BY,
        at=clock.now(),
    )
    Worker().work()
    return Box.objects.get(pk=box.pk), people


def cost(box: Box, people: list[UUID]) -> float:
    """The CPU of one paper, in milliseconds."""
    times = []
    for turn in range(PAPERS):
        began = time.process_time()
        elector = people[turn * 7 % len(people)]
        actions.cast(box_id=box.id, elector=elector, paper=WORDS, by=BY, at=clock.now())
        times.append(1000 * (time.process_time() - began))
    return statistics.median(times)


def closing(box: Box) -> float:
    """How long it takes to open the papers and to end all that is left, in seconds."""
    began = time.perf_counter()
    actions.close_box(box=box, by=BY, at=clock.now())
    Worker().work()
    seconds = time.perf_counter() - began
    found = reading.results(Box.objects.get(pk=box.pk))
    assert len(found["question"]) == LARGE, found.keys()
    return seconds
