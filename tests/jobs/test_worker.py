"""The worker: each job is done by one of several, and again when one of them dies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.jobs import actions, vocabulary
from evenweave.jobs.models import Job
from evenweave.jobs.vocabulary import Turn, job
from evenweave.jobs.worker import Worker

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
BY = actors.job("test.plans")


@pytest.fixture
def turns() -> Iterator[list[Turn]]:
    """The kind of job `test.note`, which notes each go; nothing else is done meanwhile."""
    before, seen = dict(vocabulary.declared), []
    vocabulary.declared.clear()

    @job("test.note")
    def note(turn: Turn) -> None:
        seen.append(turn)

    yield seen
    vocabulary.declared.clear()
    vocabulary.declared.update(before)


def plan(about: UUID | None = None, due_at: datetime = NOON) -> UUID:
    about = about or uuid4()
    actions.plan(name="test.note", about=about, due_at=due_at, by=BY, at=NOON)
    return about


def worker(at: datetime = NOON) -> Worker:
    return Worker(now=lambda: at)


@pytest.mark.django_db
def test_a_job_is_done_once_when_it_is_due(turns: list[Turn]) -> None:
    about = plan(due_at=NOON + timedelta(hours=1))
    assert worker().work() == 0
    assert worker(NOON + timedelta(hours=1)).work() == 1
    assert [turn.about for turn in turns] == [about]
    assert not Job.objects.exists()
    assert worker(NOON + timedelta(hours=2)).work() == 0


@pytest.mark.django_db
def test_a_job_that_is_asked_for_twice_is_done_once_and_at_the_earlier_time(
    turns: list[Turn],
) -> None:
    about = plan(due_at=NOON + timedelta(hours=1))
    plan(about, NOON)
    plan(about, NOON + timedelta(days=1))
    assert worker().work() == 1
    assert len(turns) == 1
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_that_is_asked_for_while_it_is_done_is_done_again(turns: list[Turn]) -> None:
    about = uuid4()

    @job("test.again")
    def again(turn: Turn) -> None:
        turns.append(turn)
        if len(turns) == 1:
            actions.plan(name="test.again", about=about, due_at=NOON, by=BY, at=NOON)

    actions.plan(name="test.again", about=about, due_at=NOON, by=BY, at=NOON)
    assert worker().work() == 2
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_that_nobody_declared_is_refused(turns: list[Turn]) -> None:
    with pytest.raises(Refusal, match="no kind of job"):
        actions.plan(name="test.unknown", about=uuid4(), due_at=NOON, by=BY, at=NOON)
    for name in ("note", "Test.note", "test.note.more", "t." + "x" * 60):
        with pytest.raises(ValueError, match="is named"):
            job(name)
    with pytest.raises(ValueError, match="twice"):
        job("test.note")(lambda turn: None)


@pytest.mark.django_db
def test_what_recurs_needs_no_plan(turns: list[Turn]) -> None:
    @job("test.hourly", every=timedelta(hours=1))
    def hourly(turn: Turn) -> None:
        turns.append(turn)

    for minutes in (0, 30, 59, 61, 90, 122):
        worker(NOON + timedelta(minutes=minutes)).work()
    assert [turn.at - NOON for turn in turns] == [
        timedelta(minutes=minutes) for minutes in (0, 61, 122)
    ]
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_what_recurs_may_ask_to_be_done_sooner(turns: list[Turn]) -> None:
    @job("test.hourly", every=timedelta(hours=1))
    def hourly(turn: Turn) -> datetime | None:
        turns.append(turn)
        return turn.at + timedelta(minutes=5) if len(turns) == 1 else None

    for minutes in (0, 4, 5, 64, 65):
        worker(NOON + timedelta(minutes=minutes)).work()
    assert [turn.at - NOON for turn in turns] == [
        timedelta(minutes=minutes) for minutes in (0, 5, 65)
    ]


@pytest.mark.django_db
def test_a_fault_stops_no_other_job_is_tried_again_and_says_no_words(
    turns: list[Turn], caplog: pytest.LogCaptureFixture
) -> None:
    @job("test.fails")
    def fails(turn: Turn) -> None:
        raise ValueError("Ben told us a quillwort")

    actions.plan(name="test.fails", about=uuid4(), due_at=NOON - timedelta(1), by=BY, at=NOON)
    plan()
    assert worker().work() == 2
    assert len(turns) == 1
    assert "ValueError" in caplog.text
    assert "quillwort" not in caplog.text
    waits = []
    for _ in range(5):
        due = Job.objects.get().due_at
        assert worker(due - timedelta(seconds=1)).work() == 0
        assert worker(due).work() == 1
        waits.append((Job.objects.get().due_at - due).total_seconds() / 60)
    assert waits == [2, 4, 8, 16, 32]


@pytest.mark.django_db
def test_what_a_dead_worker_left_behind_is_taken_up_after_a_while(turns: list[Turn]) -> None:
    plan()
    dead = uuid4()
    assert actions.take(job=Job.objects.get(), worker=dead, by=BY, at=NOON)
    assert worker(NOON + timedelta(minutes=9)).work() == 0
    assert worker(NOON + timedelta(minutes=11)).work() == 1
    assert [(turn.tries, turn.lapses) for turn in turns] == [(2, 1)]


@pytest.mark.django_db
def test_who_was_taken_for_dead_ends_nobody_elses_job(turns: list[Turn]) -> None:
    plan()
    slow, quick = uuid4(), uuid4()
    first, second = Job.objects.get(), Job.objects.get()
    assert actions.take(job=first, worker=slow, by=BY, at=NOON)
    late = NOON + timedelta(minutes=11)
    assert actions.take(job=second, worker=quick, by=BY, at=late)
    actions.finish(job=first, worker=slow, by=BY, at=late)
    assert Job.objects.get().taken_by == quick
    actions.put_off(job=first, worker=slow, until=late, by=BY, at=late)
    assert Job.objects.get().taken_by == quick


@pytest.mark.django_db
def test_an_idle_worker_only_reads(turns: list[Turn]) -> None:
    @job("test.daily", every=timedelta(days=1))
    def daily(turn: Turn) -> None:
        turns.append(turn)

    worker().work()
    with CaptureQueriesContext(connection) as queries:
        assert worker().work() == 0
    assert len(queries) == 2
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_several_workers_do_each_job_once(own_database: str, turns: list[Turn]) -> None:
    wanted = {plan() for _ in range(40)}
    ready = threading.Barrier(4)

    def run() -> None:
        ready.wait()
        worker().work()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(turns) == 40
    assert {turn.about for turn in turns} == wanted
    assert not Job.objects.exists()


def test_a_worker_ends_when_it_is_told_to(own_database: str, turns: list[Turn]) -> None:
    at_work = Worker(now=lambda: NOON, seconds_between_looks=0.02)
    thread = threading.Thread(target=at_work.run)
    thread.start()
    about = plan()
    for _ in range(500):
        if turns:
            break
        threading.Event().wait(0.02)
    at_work.end()
    thread.join(10)
    assert not thread.is_alive()
    assert [turn.about for turn in turns] == [about]
