"""Circles: people who meet and decide together."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from evenweave.projects.models.projects import Project

if TYPE_CHECKING:
    from evenweave.projects.models.members import MemberQuerySet


class CircleQuerySet(models.QuerySet["Circle"]):
    """Reading circles."""

    def present(self) -> CircleQuerySet:
        """Those that have not ended; everybody first."""
        return self.filter(ended_at=None).order_by("-is_everybody", "made_at", "id")

    def shown(self) -> CircleQuerySet:
        """Those that pages speak of: while everybody is the only one, none."""
        others = Circle.objects.filter(
            project=models.OuterRef("project"), is_everybody=False, ended_at=None
        )
        return self.present().filter(models.Exists(others))


class Circle(models.Model):
    """People who meet and decide together, such as a working group or a panel.

    `word` is what the team calls such a circle. One circle is everybody: it is there from the
    start, whoever is a member is in it (no CircleMember says so), and it never ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="circles")
    name = models.CharField(max_length=120)
    word = models.CharField(max_length=60, blank=True)
    is_everybody = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(is_everybody=True), name="projects_one_everybody"
            ),
            models.UniqueConstraint(
                fields=["project", "name"], condition=Q(ended_at=None), name="projects_circle_once"
            ),
            models.CheckConstraint(
                condition=Q(is_everybody=False) | Q(ended_at=None), name="projects_everybody_stays"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def people(self) -> MemberQuerySet:
        """The members who are in it now."""
        present = self.project.members.present()
        if self.is_everybody:
            return present
        return present.filter(circle_members__circle=self, circle_members__until=None)

    project_id: UUID


class CircleMember(models.Model):
    """A member's time in a circle."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="circle_members")
    member = models.ForeignKey("Member", models.PROTECT, related_name="circle_members")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "member"],
                condition=Q(until=None),
                name="projects_circle_member_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="projects_circle_member_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.circle_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.circle.project_id

    circle_id: UUID
    member_id: UUID
