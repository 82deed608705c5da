"""Thinking aloud: a space for each circle that forgets."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from evenweave.projects.models import Circle, Member


class ThinkingSpace(models.Model):
    """Where a circle thinks aloud until a day that it sets; then all of it is gone."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    until = models.DateTimeField()
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle"], condition=Q(ended_at=None), name="ideas_one_thinking_space"
            ),
        ]

    def __str__(self) -> str:
        return f"thinking aloud in {self.circle_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record, which only tells that the space was opened."""
        return self.circle.project_id

    @property
    def until_on(self) -> date:
        """The day on which all of it goes; the record holds no more of it than that."""
        return localdate(self.until)

    circle_id: UUID


class Thought(models.Model):
    """Something thought aloud, which is in no record, no copy and no number."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    space = models.ForeignKey(ThinkingSpace, models.CASCADE, related_name="thoughts")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return "a thought"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.space.circle.project_id

    space_id: int
    member_id: UUID
