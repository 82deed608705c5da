"""Paper slips in a secret vote: who asked for one, and what two people counted of them."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from evenweave.decisions.models.decisions import Decision
from evenweave.projects.models import Member


class SlipVoter(models.Model):
    """That a member votes on a slip of paper, so that their envelope takes no other paper.

    Whether they hand one in is written down nowhere.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="slip_voters")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="decisions_slip_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} votes on paper in {self.decision_id}"

    decision_id: UUID
    member_id: UUID


class SlipCount(models.Model):
    """What the first of two counted on the slips; gone once the second counted the same.

    `counts` are numbers of slips by the id of an option, or by "yes" and "no". A helper at the
    keyboard is kept too, so that one person cannot be the two.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="slip_count")
    counts = models.JSONField()
    counted_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    helper = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"slips of {self.decision_id}"

    decision_id: UUID
    counted_by_id: UUID
