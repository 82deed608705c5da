"""Planning jobs, and what a worker notes while it does them.

No lock is needed: each step is one statement that changes a row only if it still is as it was.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Least

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.jobs import rules
from evenweave.jobs.models import Job
from evenweave.jobs.vocabulary import NOTHING

# How long a worker may be at one job before another takes it for dead.
LEASE = timedelta(minutes=10)


@action(quiet="A plan of the program, with ids only. What the job does records itself.")
def plan(*, name: str, about: UUID = NOTHING, due_at: datetime, by: Actor, at: datetime) -> None:
    """Have this done when it is due; asked for twice, it is done once, at the earlier time."""
    refuse_if(rules.why_not_plan(name))
    wished = Job(name=name, about=about, due_at=due_at, plans=0)
    Job.objects.bulk_create([wished], ignore_conflicts=True)
    Job.objects.filter(name=name, about=about).update(
        due_at=Least("due_at", Value(due_at)), plans=F("plans") + 1
    )


@action(quiet="Which worker is at a job. It is over in a moment.")
def take(*, job: Job, worker: UUID, by: Actor, at: datetime) -> bool:
    """Take a job that is still free; of several workers, one gets it."""
    free = Q(taken_until=None) | Q(taken_until__lt=at)
    lapsed = Case(When(taken_until=None, then=F("lapses")), default=F("lapses") + 1)
    taken = Job.objects.filter(free, id=job.id, due_at__lte=at).update(
        taken_by=worker, taken_until=at + LEASE, tries=F("tries") + 1, lapses=lapsed
    )
    if taken:
        job.refresh_from_db()
    return bool(taken)


@action(quiet="A job that is done leaves the queue. What it did records itself.")
def finish(*, job: Job, worker: UUID, by: Actor, at: datetime) -> None:
    """Let the job go, unless it was asked for again meanwhile."""
    mine = Job.objects.filter(id=job.id, taken_by=worker)
    if not mine.filter(plans=job.plans).delete()[0]:
        mine.update(taken_by=None, taken_until=None, tries=0, lapses=0)


@action(quiet="When a job is tried again. What it does records itself.")
def put_off(*, job: Job, worker: UUID, until: datetime, by: Actor, at: datetime) -> None:
    """Go on with the job later, or at once if it was asked for again meanwhile."""
    asked_again = Q(plans__gt=job.plans)
    Job.objects.filter(id=job.id, taken_by=worker).update(
        due_at=Case(When(asked_again, then=F("due_at")), default=Value(until)),
        taken_by=None,
        taken_until=None,
    )
