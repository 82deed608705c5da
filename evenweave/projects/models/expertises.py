"""Expertise: what people know from their life or work, as they say themselves."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from evenweave.common.kit.weave import DYES
from evenweave.people.models import Person
from evenweave.projects.models.members import Member
from evenweave.projects.models.projects import Project

DYE_NAMES = [dye.name for dye in DYES]


class ExpertiseQuerySet(models.QuerySet["Expertise"]):
    """Reading kinds of expertise."""

    def present(self) -> ExpertiseQuerySet:
        """Those that a member can say now, in the project's order."""
        return self.filter(ended_at=None).order_by("position", "id")


class Expertise(models.Model):
    """A kind of expertise in a project, with the dye that means it.

    A kind that was divided has ended; those it became say so in `came_from`. Nobody is moved from
    one to the other: each person says anew (`MemberExpertise.is_stale`).
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="expertises")
    name = models.CharField(max_length=60)
    dye = models.CharField(max_length=20, choices=[(name, name) for name in DYE_NAMES])
    position = models.PositiveSmallIntegerField()
    came_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="became")
    renamed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ExpertiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                condition=Q(ended_at=None),
                name="projects_expertise_name_once",
            ),
            models.UniqueConstraint(
                fields=["project", "dye"],
                condition=Q(ended_at=None),
                name="projects_expertise_dye_once",
            ),
            models.CheckConstraint(
                condition=Q(dye__in=DYE_NAMES), name="projects_expertise_dye_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID


class MemberExpertise(models.Model):
    """A kind of expertise that a member says they bring; nobody else says or confirms it."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="member_expertises")
    expertise = models.ForeignKey(Expertise, models.PROTECT, related_name="member_expertises")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "expertise"], name="projects_member_expertise_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} brings {self.expertise_id}"

    @property
    def is_stale(self) -> bool:
        """Whether the kind was renamed or divided after they said it: then they are asked again."""
        changed = [self.expertise.renamed_at, self.expertise.ended_at]
        return any(moment is not None and moment > self.said_at for moment in changed)

    member_id: UUID
    expertise_id: UUID


class ExpertiseSuggestion(models.Model):
    """What an inviter or a spreadsheet supposed; only the person it is about can see it.

    `words` holds what a spreadsheet said when it is none of the project's kinds.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    expertise = models.ForeignKey(Expertise, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=120, blank=True)
    suggested_by = models.UUIDField(null=True)  # a person; nobody for the command line
    suggested_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person", "expertise"], name="projects_suggestion_once"
            ),
            models.UniqueConstraint(
                fields=["project", "person", "words"],
                condition=~Q(words=""),
                name="projects_suggested_words_once",
            ),
            models.CheckConstraint(
                condition=Q(expertise__isnull=False) | ~Q(words=""),
                name="projects_suggestion_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"a suggestion to {self.person_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID
    person_id: UUID
