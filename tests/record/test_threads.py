"""Many at once: one unbroken chain, no deadlock, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from evenweave.common.guard import acting
from evenweave.record import checking, exporting
from evenweave.record.models import Entry, Stream
from tests import make
from tests.loom import actions
from tests.make import AMINA, BEN, NOON

THREADS = 32
LOW = UUID("00000000-0000-4000-8000-000000000001")
HIGH = UUID("70000000-0000-4000-8000-000000000001")


def all_at_once(work: Callable[[int], None], count: int = THREADS) -> None:
    """Run `work(0)` … `work(count - 1)` in as many threads, started together."""
    start = threading.Barrier(count)

    def one(number: int) -> None:
        try:
            start.wait(timeout=30)
            work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        for running in [pool.submit(one, number) for number in range(count)]:
            running.result(timeout=120)


def whole(stream: Stream, folder: Path) -> checking.Checked:
    """The stream's copy, checked."""
    stream.refresh_from_db()
    with exporting.packed(stream, folder / "copy.zip", at=NOON) as file:
        return checking.check(file)


@pytest.mark.usefixtures("own_database")
def test_thirty_two_threads_leave_one_unbroken_chain(tmp_path: Path) -> None:
    stream = make.stream()

    def write(number: int) -> None:
        for turn in range(5):
            words = f"Thread {number}, line {turn}."
            actions.write_note(stream=stream, words=words, by=BEN, at=NOON)

    all_at_once(write)
    checked = whole(stream, tmp_path)
    assert checked.length == 1 + THREADS * 5
    said = set(Entry.objects.filter(stream=stream).values_list("words__value", flat=True))
    assert {f"Thread {n}, line {t}." for n in range(THREADS) for t in range(5)} <= said


@pytest.mark.usefixtures("own_database")
def test_actions_across_two_projects_in_both_directions_never_wait_for_each_other(
    tmp_path: Path,
) -> None:
    low, high = make.stream(stream_id=LOW), make.stream(stream_id=HIGH)

    def write(number: int) -> None:
        first, second = (low, high) if number % 2 else (high, low)
        for _turn in range(4):
            actions.write_both(first=first, second=second, words="Both.", by=AMINA, at=NOON)

    all_at_once(write, 16)
    for stream in [low, high]:
        assert whole(stream, tmp_path).length == 1 + 16 * 4


@pytest.mark.usefixtures("own_database")
def test_streams_do_not_stand_in_each_others_way() -> None:
    """Where the database allows it, a long action on one stream lets another stream go on."""
    if connection.vendor == "sqlite":
        return  # SQLite has one writer by nature; the order is tested above.
    low, high = make.stream(stream_id=LOW), make.stream(stream_id=HIGH)
    done = threading.Event()

    def work(number: int) -> None:
        if number == 0:
            hold_until(low, done)
        else:
            actions.write_note(stream=high, words="I went on.", by=BEN, at=NOON)
            done.set()

    all_at_once(work, 2)
    assert done.is_set()


def hold_until(stream: Stream, done: threading.Event) -> None:
    """Write to a stream and keep its lock until `done`."""
    from evenweave.common.actions import opened

    with opened("hold"), acting("hold"):
        actions.write_note(stream=stream, words="I take my time.", by=AMINA, at=NOON)
        assert done.wait(timeout=30)
