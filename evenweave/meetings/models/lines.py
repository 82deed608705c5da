"""What became of single lines of the notes."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenweave.meetings.models.meetings import Item, Meeting


class CameOf(models.Model):
    """Something that was made of a line of the notes: an idea, a decision, or a task.

    `line` is a mark of the line's words (`lines.mark_of`), so that nothing is kept twice. Ideas and
    decisions know nothing of meetings: the link is here alone.
    """

    class Thing(models.TextChoices):
        """What a line can become."""

        IDEA = "idea", _("an idea")
        AGREED = "agreed", _("agreed in the room")
        PROPOSAL = "proposal", _("to be decided")
        TASK = "task", _("somebody does it")

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="came_of")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    line = models.CharField(max_length=16)
    thing_kind = models.CharField(max_length=8, choices=Thing.choices)
    thing_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["thing_kind", "thing_id"], name="meetings_came_of_one_line"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "line"], name="meetings_came_of_line")]

    def __str__(self) -> str:
        return f"{self.thing_kind} of {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID
    item_id: UUID | None
