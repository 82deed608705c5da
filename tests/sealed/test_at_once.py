"""Many people at once, two devices, a box that closes meanwhile, and a disk that is full."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import Turn
from evenweave.sealed import actions, jobs, keys, reading
from evenweave.sealed.models import LONGEST, Box, Opened, State
from tests.make import AMINA, NOON
from tests.sealed.story import TWELVE, again, cast, cast_all, close, later, news, open_box, work

pytestmark = pytest.mark.usefixtures("own_database")


def pause(seconds: float) -> None:
    """As people do: SQLite lets in whoever asks first, and not whoever waits longest."""
    threading.Event().wait(seconds)


def all_at_once(work: Callable[[int], None], count: int) -> None:
    """Run `work(0)` … in as many threads, started together."""
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


def test_twelve_people_with_two_devices_each_cast_at_once_and_each_counts_once() -> None:
    box = open_box()

    def vote(number: int) -> None:
        for turn in range(3):
            cast(box, TWELVE[number % 12], f"{number % 12}|{number // 12}.{turn}".encode())

    all_at_once(vote, 24)
    found = reading.results(close(box))
    assert found["question 1"] == sorted(str(number).encode() for number in range(12))
    assert set(found["question 2"]) <= {b"0.2", b"1.2"}
    assert len(found["question 2"]) == 12


def test_what_was_acknowledged_before_a_box_closed_is_counted_and_nothing_after() -> None:
    for _turn in range(3):
        box = open_box()
        cast_all(box, [b"0"] * 12)
        last = dict.fromkeys(TWELVE, 0)

        def vote(number: int, box: Box = box, last: dict[UUID, int] = last) -> None:
            if number == 12:
                pause(0.3)
                actions.close_box(box=box, by=AMINA, at=NOON)
                return
            for turn in range(1, 10_000):
                try:
                    cast(box, TWELVE[number], str(turn).encode())
                except Refusal:
                    return
                last[TWELVE[number]] = turn
                pause(0.02)

        all_at_once(vote, 13)
        work()
        assert reading.results(again(box)) == {
            "question 1": sorted(str(turn).encode() for turn in last.values())
        }


def test_casting_waits_for_its_box_and_not_for_its_project() -> None:
    """Somebody who holds the project's chain keeps nobody from voting, where databases allow it."""
    if connection.vendor == "sqlite":
        return  # SQLite has one writer by nature.
    from evenweave.common.actions import opened
    from evenweave.record.models import Stream
    from tests.loom.actions import write_note

    box, done = open_box(), threading.Event()

    def act(number: int) -> None:
        if number == 0:
            with opened("hold"), acting("hold"):
                stream = Stream.objects.get(pk=box.stream_id)
                write_note(stream=stream, words="I take my time.", by=AMINA, at=NOON)
                assert done.wait(timeout=30)
        else:
            cast(box, TWELVE[0], b"yes")
            done.set()

    all_at_once(act, 2)
    assert done.is_set()


def test_two_workers_at_one_box_open_it_once() -> None:
    for _turn in range(3):
        box = open_box()
        cast_all(box, [b"a", b"b", b"c", b"d", b"e"])
        actions.close_box(box=again(box), by=AMINA, at=NOON)
        all_at_once(partial(close_again, box), 3)
        work(later(minutes=11))
        assert reading.results(again(box)) == {"question 1": [b"a", b"b", b"c", b"d", b"e"]}
        assert news(box) == ["opened", "closed"]


def close_again(box: Box, _number: int) -> None:
    """Do the job of closing, whoever else is at it: who comes second sees that, and leaves it."""
    with suppress(Refusal):
        jobs.close_box(Turn(box.id, NOON))


# A full disk


@contextmanager
def no_room() -> Iterator[None]:
    """A database that finds no room for another page."""
    with connection.cursor() as cursor, acting("a test that fills the disk"):
        if connection.vendor == "sqlite":
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")
        else:
            cursor.execute(FULL)
            cursor.execute(
                "CREATE TRIGGER no_room BEFORE INSERT ON sealed_opened EXECUTE FUNCTION no_room()"
            )
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 1000000")
        else:
            cursor.execute("DROP TRIGGER no_room ON sealed_opened")


FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$
"""


def test_a_full_disk_at_closing_loses_nothing(box_keys: Path) -> None:
    box = open_box(longest=LONGEST)
    papers = [bytes([65 + number]) * LONGEST for number in range(6)]
    cast_all(box, papers)
    with no_room():
        box = close(box)
    assert (box.state, box.ending) == (State.CLOSING, "")
    assert not Opened.objects.exists()
    assert box.envelopes.count() == 12
    assert keys.seed(box.id) is not None
    work(later(minutes=5))
    assert reading.results(again(box)) == {"question 1": papers}
    assert list(box_keys.iterdir()) == []


def test_a_disk_that_does_not_let_a_key_end_keeps_the_box_closing(
    box_keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = open_box()
    cast_all(box, [b"a", b"b", b"c", b"d", b"e"])

    def full(file: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    with monkeypatch.context() as patch:
        patch.setattr(keys, "overwrite", full)
        box = close(box)
    assert (box.state, reading.results(box)) == (State.CLOSING, {})
    work(later(minutes=5))
    assert reading.results(again(box)) == {"question 1": [b"a", b"b", b"c", b"d", b"e"]}
    assert list(box_keys.iterdir()) == []


@pytest.mark.slow
def test_a_box_for_thousands_opens_and_closes_batch_by_batch() -> None:
    people = [uuid4() for _ in range(2_600)]
    box = open_box(people)
    assert box.envelopes.count() == reading.progress(box) * 2_600 == 2_600
    for number, person in enumerate(people[:300]):
        cast(box, person, str(number).encode())
    found = reading.results(close(box))
    assert found == {"question 1": sorted(str(number).encode() for number in range(300))}
