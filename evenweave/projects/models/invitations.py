"""Ways into a project, of which only hashes are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evenweave.projects.models.circles import Circle
from evenweave.projects.models.expertises import Expertise
from evenweave.projects.models.projects import Project

# So long an invitation, or a name on a list, may wait for somebody who does not come.
LEFT_LYING = timedelta(days=365)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reading invitations."""

    def open(self, at: datetime) -> InvitationQuerySet:
        """Those through which somebody can still come in."""
        has_room = Q(most_uses=None) | Q(uses__lt=F("most_uses"))
        return self.filter(has_room, ended_at=None, expires_at__gt=at)

    def left_lying(self, at: datetime) -> InvitationQuerySet:
        """Those that nobody used within a year, though some still hold words about somebody."""
        return self.filter(ended_at=None, uses=0, made_at__lt=at - LEFT_LYING, expires_at__lt=at)


class Invitation(models.Model):
    """A way into a project: a letter or a card for one person, or a link for several.

    Who came through it is said by `Member.invitation`. `name`, `email` and `expertise` are what
    the inviter supposed; they go when the invitation is used or ended. One that nobody used ends by
    itself after a year (`ended_by` is then nobody).
    """

    class Kind(models.TextChoices):
        """How it reaches people."""

        EMAIL = "email", _("by e-mail")
        LINK = "link", _("by link")
        CARD = "card", _("by card")

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="invitations")
    circle = models.ForeignKey(Circle, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    expertise = models.ForeignKey(Expertise, models.PROTECT, null=True, related_name="+")
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    most_uses = models.PositiveSmallIntegerField(null=True)  # nothing: as many as come in time
    uses = models.PositiveSmallIntegerField(default=0)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["email", "link", "card"]), name="projects_invitation_kind"
            ),
            models.CheckConstraint(
                condition=Q(most_uses=None) | Q(uses__lte=F("most_uses")),
                name="projects_invitation_not_used_up_twice",
            ),
            models.CheckConstraint(
                condition=Q(kind="link") | Q(most_uses=1), name="projects_invitation_for_one"
            ),
            models.CheckConstraint(
                condition=Q(kind="email") | Q(email=""), name="projects_invitation_address"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="projects_invitation_times"
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | Q(ended_at__isnull=False),
                name="projects_invitation_ended_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} into {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def is_used_up(self) -> bool:
        """Whether as many people came as it was for."""
        return self.most_uses is not None and self.uses >= self.most_uses

    def is_open(self, at: datetime) -> bool:
        """Whether somebody can still come in through it."""
        return self.ended_at is None and self.expires_at > at and not self.is_used_up

    project_id: UUID
    circle_id: UUID | None
    expertise_id: UUID | None
