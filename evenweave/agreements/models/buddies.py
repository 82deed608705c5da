"""Buddies: who is willing to be asked, and who asks whom. It stays between the two."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from evenweave.projects.models import Member, Project


class WillingQuerySet(models.QuerySet["Willing"]):
    """Reading who is willing."""

    def in_project(self, project: Project) -> WillingQuerySet:
        """Those who are here and do not rest, in the order of their names."""
        here: dict[str, Any] = {"member__left_at": None, "member__person__resting_since": None}
        found = self.filter(member__project=project, **here).select_related("member__person")
        return found.order_by("member__person__name", "id")


class Willing(models.Model):
    """That a member is willing to be a newcomer's buddy, until they say otherwise."""

    member = models.OneToOneField(Member, models.PROTECT, related_name="+")

    objects = WillingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.member_id} is willing"

    member_id: UUID


class BuddyQuerySet(models.QuerySet["Buddy"]):
    """Reading who is whose buddy. Only the two ever see it."""

    def going_on(self) -> BuddyQuerySet:
        """Not ended, and both are still here; one who is still to be found is nobody yet."""
        is_here = Q(buddy=None) | Q(buddy__left_at=None)
        return self.filter(is_here, ended_at=None, newcomer__left_at=None)

    def left_alone(self) -> BuddyQuerySet:
        """Those whom the program asked, and who left or rest and have not answered."""
        is_away = Q(buddy__left_at__isnull=False) | Q(buddy__person__resting_since__isnull=False)
        return self.filter(
            is_away, is_matched=True, accepted_at=None, ended_at=None, newcomer__left_at=None
        ).order_by("asked_at", "id")

    def of_newcomer(self, member: Member) -> Buddy | None:
        """Their buddy, or whom they asked, or that they wait to be matched."""
        return self.going_on().filter(newcomer=member).select_related("buddy__person").first()

    def of_buddy(self, member: Member) -> BuddyQuerySet:
        """Those who have or want this member as their buddy, the first first."""
        found = self.going_on().filter(buddy=member).select_related("newcomer__person")
        return found.order_by("asked_at", "id")


class Buddy(models.Model):
    """Somebody whom a newcomer may ask anything.

    `buddy` is nobody while the newcomer waits to be matched. `accepted_at` is nothing until the
    buddy says yes. One that ended stays, so that the same two are not matched again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    newcomer = models.ForeignKey(Member, models.PROTECT, related_name="+")
    buddy = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    is_matched = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = BuddyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["newcomer"], condition=Q(ended_at=None), name="agreements_one_buddy"
            ),
            models.CheckConstraint(
                condition=~Q(newcomer=F("buddy")), name="agreements_buddy_is_another"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(buddy__isnull=False),
                name="agreements_buddy_who_said_yes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.buddy_id} for {self.newcomer_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.newcomer.project_id

    newcomer_id: UUID
    buddy_id: UUID | None
