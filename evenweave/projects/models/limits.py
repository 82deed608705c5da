"""Limits: what this team cannot change, and who holds it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from evenweave.projects.models.members import Member
from evenweave.projects.models.projects import Project


class LimitQuerySet(models.QuerySet["Limit"]):
    """Reading limits."""

    def present(self) -> LimitQuerySet:
        """Those that hold now, in the order in which they were said."""
        return self.filter(ended_at=None).order_by("said_at", "id")


class Limit(models.Model):
    """Something this team cannot change, who holds it, and since when."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="limits")
    words = models.TextField()
    holder = models.CharField(max_length=200)  # in words: a funder, a law, a person
    holder_member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    since = models.DateField(null=True)
    said_by = models.UUIDField()  # a person
    said_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = LimitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(holder=""), name="projects_limit_says_who_holds_it"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="projects_limit_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID


class LimitQuestion(models.Model):
    """A question to whoever holds a limit, the reply, and whether the asker was told."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    limit = models.ForeignKey(Limit, models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField()
    asked_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_by = models.UUIDField(null=True)  # the person who wrote it down
    replied_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None, replied_by=None)
                | (~Q(reply="") & Q(replied_at__isnull=False, replied_by__isnull=False)),
                name="projects_limit_reply_whole",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(replied_at__isnull=False),
                name="projects_limit_told_a_reply",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.limit.project_id

    limit_id: UUID
    asked_by_id: UUID
