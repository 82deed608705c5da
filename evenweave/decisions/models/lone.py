"""What stands beside an outcome without a name."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from evenweave.decisions.models.outcomes import Outcome


class LoneDissent(models.Model):
    """How somebody sees an outcome otherwise, who said so without their name.

    Its id is that of its talk (`sealed`); there is a day, and no time.
    """

    id = models.UUIDField(primary_key=True)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="lone_dissents")
    words = models.TextField(blank=True)
    said_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_on", "id"]

    def __str__(self) -> str:
        return f"dissent from {self.outcome_id}, without a name"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.outcome.decision.project_id

    @property
    def place(self) -> str:
        """Where it stands on the page of its decision."""
        return "#before" if self.outcome.ended_at else "#otherwise"

    outcome_id: UUID
