"""Choosing together when and where: what is offered, and what suits whom."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evenweave.decisions.models import Decision
from evenweave.meetings.models.meetings import Meeting
from evenweave.meetings.models.venues import Venue
from evenweave.projects.models import Member


class Offer(models.Model):
    """A time at which, or a place where, a meeting could be."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="offers")
    starts_at = models.DateTimeField(null=True)
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, related_name="+")
    offered_by = models.UUIDField()  # a person
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "venue__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, venue__isnull=False)
                | Q(starts_at__isnull=False, venue=None),
                name="meetings_offer_is_a_time_or_a_venue",
            ),
            models.UniqueConstraint(
                fields=["meeting", "starts_at"],
                condition=Q(starts_at__isnull=False),
                name="meetings_time_offered_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "venue"],
                condition=Q(venue__isnull=False),
                name="meetings_venue_offered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"offered for {self.meeting_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    meeting_id: UUID
    venue_id: UUID | None


class Suits(models.TextChoices):
    """What a member says to an offer."""

    YES = "yes", _("Yes")
    IF_NEED_BE = "if-need-be", _("If need be")
    NO = "no", _("No")


class Suit(models.Model):
    """What one member says to one offer; `by_helper` where somebody wrote it down for them."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="suits")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    says = models.CharField(max_length=10, choices=Suits.choices)
    is_by_helper = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "member"], name="meetings_suit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.says} of {self.member_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.offer.meeting.project_id

    offer_id: UUID
    member_id: UUID


class WhenProposed(models.Model):
    """A time, and perhaps a place, that a circle is asked to agree to by its own rule."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"when {self.meeting_id} could be"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    decision_id: UUID
    meeting_id: UUID
