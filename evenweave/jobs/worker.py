"""Doing what is due: one job after another, in a thread of `serve` or a process of its own.

It looks with a plain read and writes only when something is due, so an idle house is a quiet one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from traceback import extract_tb
from uuid import uuid4

from django.db import Error, close_old_connections, connection

from evenweave.common import actors, clock
from evenweave.jobs import actions
from evenweave.jobs.models import Job
from evenweave.jobs.vocabulary import NOTHING, JobKind, Turn, declared

SECONDS_BETWEEN_LOOKS = 2.0
# A job that fails by a fault of the program waits a minute, then twice as long each time.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)

log = logging.getLogger(__name__)


class Worker:
    """Somebody at work. Several may work on one database: each job is done by one of them."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = clock.now,
        seconds_between_looks: float = SECONDS_BETWEEN_LOOKS,
    ) -> None:
        self.id = uuid4()
        self.now = now
        self.seconds_between_looks = seconds_between_looks
        self.ending = threading.Event()

    def end(self) -> None:
        """Stop after the job that is under way."""
        self.ending.set()

    def run(self) -> None:
        """Work until told to end. A database that is away for a while is waited for."""
        while not self.ending.wait(self.seconds_between_looks):
            close_old_connections()
            try:
                self.work()
            except Error as problem:
                # Its name only: a database's words may hold what somebody wrote.
                log.warning("The worker waits for the database (%s).", type(problem).__name__)
                connection.close()
        connection.close()

    def work(self) -> int:
        """Do everything that is due; how many jobs were begun."""
        self.plan_what_recurs()
        begun = 0
        while not self.ending.is_set():
            at = self.now()
            job = Job.objects.due(at).filter(name__in=declared).first()
            if job is None:
                break
            begun += self.do(job, at)
        return begun

    def plan_what_recurs(self) -> None:
        """See that each job which is done again and again stands in the queue."""
        recurring = {kind.name for kind in declared.values() if kind.every}
        planned = set(Job.objects.filter(name__in=recurring).values_list("name", flat=True))
        for name in sorted(recurring - planned):
            at = self.now()
            actions.plan(name=name, about=NOTHING, due_at=at, by=actors.job(name), at=at)

    def do(self, job: Job, at: datetime) -> bool:
        """Take a job and do it; whether it was still free."""
        kind, by = declared[job.name], actors.job(job.name)
        if not actions.take(job=job, worker=self.id, by=by, at=at):
            return False
        until = self.attempt(kind, job, at)
        if until is None:
            actions.finish(job=job, worker=self.id, by=by, at=at)
        else:
            actions.put_off(job=job, worker=self.id, until=until, by=by, at=at)
        return True

    def attempt(self, kind: JobKind, job: Job, at: datetime) -> datetime | None:
        """Have one go; when to have the next, if any. A fault of one job stops no other."""
        try:
            until = kind.do(Turn(job.about, at, job.tries, job.lapses))
        except Exception as problem:  # noqa: BLE001 - whatever it is, the others must go on
            # Its name and its place only: an error's words may hold a person's.
            frame = extract_tb(problem.__traceback__)[-1]
            told = (kind.name, type(problem).__name__, frame.filename, frame.lineno)
            log.error("The job %s failed (%s in %s, line %s).", *told)  # noqa: TRY400
            return at + wait_after(job.tries)
        return until or (at + kind.every if kind.every else None)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    doubled: int = 1 << min(tries - 1, 20)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)
