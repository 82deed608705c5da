"""What stays of a meeting: its minutes, how somebody remembers it otherwise, and thanks."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from evenweave.meetings.models.meetings import Item, Meeting
from evenweave.projects.models import Member


class Minutes(models.Model):
    """How far the minutes of a meeting are: a draft that went to everybody, or agreed later.

    `agreed` holds what was agreed (`written.Written`), and `fingerprint` the SHA-256 of its text,
    as it stands on the record.
    """

    THING = "minutes"  # as which it comes onto an agenda (`meetings.brought`)

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="its_minutes")
    sent_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    agreed_in = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    agreed = models.JSONField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed=None, agreed_in=None, fingerprint="")
                | Q(agreed_at__isnull=False, agreed__isnull=False, agreed_in__isnull=False)
                & ~Q(fingerprint=""),
                name="meetings_minutes_agreed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Reading suggestions."""

    def waiting(self) -> CorrectionQuerySet:
        """Those that nobody took over; once the minutes are agreed, they stay beside them."""
        return self.filter(taken_over_at=None, taken_back_at=None)

    def taken_over(self) -> CorrectionQuerySet:
        """Those whose words went into the notes."""
        return self.filter(taken_over_at__isnull=False, taken_back_at=None)


class Correction(models.Model):
    """How somebody would rather have the notes to an item, or to the whole, and why.

    Once somebody took it over, `before` are the words that stood there until then, and `put` those
    that came in their place: the suggested ones, or others that bring two versions together.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="corrections")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    why = models.CharField(max_length=500, blank=True)
    suggested_at = models.DateTimeField()
    taken_over_at = models.DateTimeField(null=True)
    taken_over_by = models.UUIDField(null=True)  # a person
    before = models.TextField(blank=True)
    put = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)  # ideas.coverings

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["suggested_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(words="", why=""),
                name="meetings_correction_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at=None, taken_over_by=None)
                | Q(taken_over_at__isnull=False, taken_over_by__isnull=False),
                name="meetings_correction_taken_over",
            ),
        ]

    def __str__(self) -> str:
        return f"other words in {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID
    item_id: UUID | None
    member_id: UUID


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Reading thanks."""

    def to_all(self) -> ThanksQuerySet:
        """Those to everybody."""
        return self.filter(to=None, taken_back_at=None).select_related("by__person")

    def for_eyes_of(self, member: Member) -> ThanksQuerySet:
        """Those to this member alone."""
        return self.filter(to=member, taken_back_at=None).select_related("by__person")


class Thanks(models.Model):
    """A thank-you at the end of a meeting, to somebody who alone reads it, or to everybody."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    to = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)  # ideas.coverings

    objects = ThanksQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to=None) | ~Q(to=F("by")), name="meetings_thanks_to_another"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(words=""), name="meetings_thanks_taken_back"
            ),
        ]

    def __str__(self) -> str:
        return f"thanks in {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.meeting.project_id

    meeting_id: UUID
    by_id: UUID
    to_id: UUID | None


class CaughtUp(models.Model):
    """That a member needs no way any more to catch up on a meeting; for them alone."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="meetings_caught_up_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} knows of {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.meeting.project_id

    meeting_id: UUID
    member_id: UUID
