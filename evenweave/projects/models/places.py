"""Places that a list keeps for people who have not come in yet."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

from evenweave.projects.models.invitations import Invitation
from evenweave.projects.models.projects import Project


class PlaceQuerySet(models.QuerySet["Place"]):
    """Reading places."""

    def kept(self) -> PlaceQuerySet:
        """Those that nobody has taken yet, and that still may be."""
        return self.filter(invitation__uses=0, invitation__ended_at=None)


class Place(models.Model):
    """What a list says of somebody whom its invitation waits for, beside a name and an address.

    Whoever comes in by the invitation takes the place; then, and when the invitation is ended, all
    of it goes but two marks. A mark is a keyed hash. It tells when a list names the same person
    again, so that nobody who came under another name, left or did not wish to come is asked twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="places")
    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="place")
    phone = models.CharField(max_length=40, blank=True)
    joined_on = models.DateField(null=True)
    supposed = models.JSONField(default=dict)  # ids of sites and kinds of expertise, and words
    email_mark = models.CharField(max_length=64, blank=True)
    name_mark = models.CharField(max_length=64)

    objects = PlaceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"a place in {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID
    invitation_id: UUID
