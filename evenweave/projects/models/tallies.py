"""Tallies: the unshown seats of several people, looked at once and together (disclosure.seats)."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

from evenweave.projects.models.members import Member
from evenweave.projects.models.projects import Project


class TallyQuerySet(models.QuerySet["Tally"]):
    """Reading tallies."""

    def standing(self) -> TallyQuerySet:
        """Those whose numbers are told: everybody in them is still here and still says the same."""
        return self.filter(ended_at=None).order_by("taken_at", "id")


class Tally(models.Model):
    """Five or more people who said “count me, but do not show me”, looked at once and together.

    `people` maps the id of a kind of expertise to how many sit with it. It never changes, and goes
    when the tally ends; one that might have given somebody away ended as it was taken. Whoever
    stands in one (`TallySeat`) is never in another, ended or not.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="tallies")
    people = models.JSONField(default=dict)
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = TallyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{len(self.people)} kinds on {self.taken_at:%Y-%m-%d}"

    @property
    def stream_id(self) -> UUID:
        """The project's record, on which a tally never stands."""
        return self.project_id

    @property
    def held(self) -> dict[UUID, int]:
        """How many sit with each kind of expertise."""
        return {UUID(kind): number for kind, number in self.people.items()}

    project_id: UUID


class TallySeat(models.Model):
    """That a member stands in a tally; where they sit is not said here."""

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="seats")
    member = models.OneToOneField(Member, models.CASCADE, related_name="tally_seat")

    def __str__(self) -> str:
        return f"{self.member_id} in {self.tally_id}"

    member_id: UUID
    tally_id: UUID
