"""What somebody would like to say to one person, once the others have gone."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from evenweave.meetings.models.meetings import Meeting
from evenweave.projects.models import Member


class AfterwardsQuerySet(models.QuerySet["Afterwards"]):
    """Reading them. Only the two ever see one."""

    def between(self, member: Member) -> AfterwardsQuerySet:
        """Those that a member sent, or got from somebody who is here, the first first."""
        found = self.filter(Q(sender=member) | Q(to=member, sender__left_at=None))
        return found.select_related("sender__person", "to__person").order_by("at", "id")


class Afterwards(models.Model):
    """That a member would like to say something to another after a meeting, perhaps with words.

    It is there until the one takes it back, or the other says that it is done. `answered_at` is
    when the other said that they are here for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    sender = models.ForeignKey(Member, models.CASCADE, related_name="+")
    to = models.ForeignKey(Member, models.CASCADE, related_name="+")
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = AfterwardsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sender", "to"], name="meetings_afterwards_once"
            ),
            models.CheckConstraint(
                condition=~Q(sender=F("to")), name="meetings_afterwards_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"something after {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.meeting.project_id

    meeting_id: UUID
    sender_id: UUID
    to_id: UUID
