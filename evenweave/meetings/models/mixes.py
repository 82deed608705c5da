"""Who would like to be mixed, and who was drawn with whom.

Who stays out is told to nobody: only those who said that they are here and happy to be drawn are.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenweave.meetings.models.meetings import Meeting
from evenweave.projects.models import Circle, Member


class MixWill(models.Model):
    """That a member is happy to be drawn at a meeting, or would rather not be asked there.

    It goes when the meeting ends.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    is_happy_to = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="meetings_mix_will_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID
    member_id: UUID


class LeftOut(models.Model):
    """That a member of a circle would rather never be asked to be mixed there, without a reason."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "member"], name="meetings_left_out_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.circle_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.circle.project_id

    circle_id: UUID
    member_id: UUID


class Mix(models.Model):
    """People who were drawn at a meeting: in pairs, or at tables.

    Its `id` is the seed of the lots. While the meeting goes on it is shown, until somebody puts it
    away; afterwards it is on no page, and only keeps the same two from meeting again.
    """

    class Sort(models.TextChoices):
        """What people are mixed into."""

        PAIRS = "pairs", _("Pairs")
        TABLES = "tables", _("Tables or small groups")

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="mixes")
    sort = models.CharField(max_length=6, choices=Sort.choices)
    is_put_away = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "sort"], name="meetings_mix_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} in {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID


class MixPlace(models.Model):
    """With whom a member was drawn: all who have the same number, from 1."""

    mix = models.ForeignKey(Mix, models.CASCADE, related_name="places")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mix", "member"], name="meetings_placed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.number}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.mix.meeting.project_id

    mix_id: UUID
    member_id: UUID
