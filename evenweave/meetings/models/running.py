"""What happens while people meet: what is on now, who would like to speak, notes, and tasks.

A hand and a word to begin with are never kept: they go with their item, or with the meeting.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evenweave.meetings.models.meetings import Item, Meeting
from evenweave.projects.models import Member


class Running(models.Model):
    """How far a meeting is: what is on now, since when, and whether somebody asked for a pause.

    It is there from the moment a meeting begins, and stays: its times are the meeting's own.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="running")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    item_since = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.meeting_id} goes on"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    def minutes_gone(self, at: datetime) -> int:
        """For how many whole minutes this is on; a pause does not count."""
        if self.item_since is None:
            return 0
        return max(0, int(((self.paused_at or at) - self.item_since).total_seconds()) // 60)

    meeting_id: UUID
    item_id: UUID | None


class Hand(models.Model):
    """Somebody would like to speak to what is on now, or wrote it down to be read out.

    `has_spoken` is whether they were heard on this item already: others come first then. All of it
    goes when the item ends. Nobody counts who speaks.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    item = models.ForeignKey(Item, models.CASCADE, related_name="hands")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    words = models.TextField(blank=True)
    is_by_other = models.BooleanField(default=False)
    has_spoken = models.BooleanField(default=False)
    raised_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["has_spoken", "raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "member"], condition=Q(heard_at=None), name="meetings_hand_once"
            ),
        ]

    def __str__(self) -> str:
        return f"a hand on {self.item_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.item.meeting.project_id

    item_id: UUID
    member_id: UUID


class Picture(models.TextChoices):
    """How somebody is, as a picture. The value is the name of the icon; the word says the same."""

    SUN = "sun", _("Sunny")
    MIXED = "cloud-sun", _("Sun and clouds")
    RAIN = "cloud-rain", _("Rainy")
    STORM = "cloud-lightning", _("Stormy")
    BIRD = "bird", _("Light as a bird")
    CAT = "cat", _("Cosy as a cat")
    SNAIL = "snail", _("Slow as a snail")
    MOON = "moon", _("Sleepy")


class CheckIn(models.Model):
    """A word or a picture to begin with, or a pass, which goes when the meeting ends.

    No time stands beside it: in which order people spoke would tell whose it is.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="check_ins")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    word = models.CharField(max_length=80, blank=True)
    picture = models.CharField(max_length=16, choices=Picture.choices, blank=True)

    class Meta:
        ordering = ["word", "picture"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="meetings_checked_in_once"),
        ]

    def __str__(self) -> str:
        return f"a word in {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID
    member_id: UUID


class Need(models.Model):
    """What somebody in the room needs, such as lower lights, without whose it is."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="needs")
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ["words", "id"]

    def __str__(self) -> str:
        return f"a need in {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID


class Notes(models.Model):
    """What was said to an item, as whoever took the minutes wrote it down."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes")
    item = models.OneToOneField(Item, models.CASCADE, null=True, related_name="notes")
    words = models.TextField(blank=True)
    written_by = models.UUIDField()  # a person
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(item=None), name="meetings_notes_of_the_whole_once"
            ),
        ]

    def __str__(self) -> str:
        return f"notes of {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID
    item_id: UUID | None


class Task(models.Model):
    """Something that somebody said they would do, until when, and whether it is done."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="tasks")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=300)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    until = models.DateField(null=True)
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="meetings_task_says_something"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    @property
    def needs_somebody(self) -> bool:
        """Whether nobody who is here has it."""
        return self.member is None or not self.member.is_present

    meeting_id: UUID
    member_id: UUID | None


class Attendance(models.Model):
    """That a member took part and how, kept because they are paid by it."""

    class How(models.TextChoices):
        """Ways of taking part, all of which count alike."""

        ROOM = "room", _("in the room")
        ONLINE = "online", _("online")
        WRITING = "writing", _("in writing beforehand")
        BEHALF = "behalf", _("somebody spoke for them")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="meetings_attended_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID
    member_id: UUID
