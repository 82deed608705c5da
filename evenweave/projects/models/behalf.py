"""Acts on behalf: what a helper did for a person, for the person to look at."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from evenweave.people.models import Person
from evenweave.projects.models.projects import Project


class BehalfQuerySet(models.QuerySet["Behalf"]):
    """Reading acts on behalf."""

    def answered(self, project_id: UUID, sequence: int) -> bool:
        """Whether the person has said something to this line. It counts either way."""
        return self.filter(project=project_id, sequence=sequence).exists()


class Behalf(models.Model):
    """What a person says to something on the record that a helper did for them."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="behalves")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    helper_id = models.UUIDField()  # a person
    sequence = models.PositiveIntegerField()  # its line on the project's record
    done_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    questioned_at = models.DateTimeField(null=True)
    question = models.TextField(blank=True)

    objects = BehalfQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sequence"], name="projects_behalf_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(questioned_at=None),
                name="projects_behalf_one_answer",
            ),
            models.CheckConstraint(
                condition=Q(question="") | Q(questioned_at__isnull=False),
                name="projects_behalf_question_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper_id} for {self.person_id}, line {self.sequence}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID
    person_id: UUID
