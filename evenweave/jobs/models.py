"""The queue: what is still to be done, and who is at it."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet["Job"]):
    """Reading the queue."""

    def due(self, at: datetime) -> JobQuerySet:
        """What may be begun now, longest due first; what a dead worker left behind, too."""
        free = Q(taken_until=None) | Q(taken_until__lt=at)
        return self.filter(free, due_at__lte=at).order_by("due_at", "id")


class Job(models.Model):
    """One thing to do, about one thing by its id; it goes when it is done.

    `plans` counts how often it was asked for, so that a wish that comes while it is being done is
    not lost.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=60)
    about = models.UUIDField()
    due_at = models.DateTimeField(db_index=True)
    plans = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    lapses = models.PositiveIntegerField(default=0)
    taken_by = models.UUIDField(null=True)
    taken_until = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "about"], name="jobs_job_once"),
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_until=None)
                | Q(taken_by__isnull=False, taken_until__isnull=False),
                name="jobs_job_taken_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.about}"
