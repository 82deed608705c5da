"""Agreeing to the agreement as it stands, and asking about it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from evenweave.agreements.models.clauses import Clause
from evenweave.agreements.models.matters import Matter
from evenweave.projects.models import Member, Project

# Everybody is reminded at most so often.
REMINDED_EVERY = timedelta(days=14)


class Agreed(models.Model):
    """That a member agrees to an edition; nobody but the member is shown it.

    `edition` is the number of the edition that they had before their eyes.
    """

    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    edition = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id} agrees to edition {self.edition}"

    member_id: UUID


class Question(models.Model):
    """What somebody asks: about the agreement, a clause of it, or a matter closed to some."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="questions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(clause=None) | Q(matter=None), name="agreements_question_of_one"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID
    clause_id: UUID | None
    matter_id: UUID | None
    member_id: UUID


class Answer(models.Model):
    """What somebody answers to a question about the agreement."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return self.words

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.question.project_id

    question_id: UUID
    member_id: UUID


class Reminder(models.Model):
    """That everybody in a project was reminded of the agreement, whoever has agreed to it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"everybody in {self.project_id} was reminded"

    project_id: UUID
