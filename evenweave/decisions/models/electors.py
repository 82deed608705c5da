"""Who decides, and how each votes where votes are signed."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

from evenweave.decisions.models.decisions import Decision
from evenweave.projects.models import Expertise, Member


class Elector(models.Model):
    """Somebody of the circle when a decision opened, with the seat that they showed then.

    `seat` is nobody's guess: nothing, for those who show none. It does not follow later changes, so
    that the groups of a result stay as they were when it opened.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="electors")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Expertise, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="decisions_elector_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.decision_id}"

    decision_id: UUID
    member_id: UUID
    seat_id: UUID | None


class Vote(models.Model):
    """A signed vote, which its voter may change until the vote closes.

    `paper` is what they chose, by the ids of options: {"choice": id | "yes" | "no"},
    {"approve": [id, …]}, {"scores": {id: number}} or {"ranking": [[id, …], …]}. {} is blank.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="votes")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    paper = models.JSONField()
    cast_at = models.DateTimeField()
    helper_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="decisions_one_vote"),
        ]

    def __str__(self) -> str:
        return f"a vote in {self.decision_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.decision.project_id

    decision_id: UUID
    member_id: UUID
