"""Hand-overs: work that one person did and several take on, part by part."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from evenweave.projects.models import Member, Project


class HandOver(models.Model):
    """Work that somebody hands on: what it is, from whom, and until when.

    Without `until_on` it is for good. The parts say who takes on what.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    giver = models.ForeignKey(Member, models.PROTECT, related_name="+")
    what = models.CharField(max_length=200, blank=True)  # nothing: taken out
    until_on = models.DateField(null=True)
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hand-over in {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def number_of_parts(self) -> int:
        """Into how many parts it was divided; the record holds that number."""
        return self.parts.count()

    def is_past(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until_on is not None and self.until_on < today

    def over_at(self, at: datetime) -> datetime:
        """When it was over, for somebody who looks at `at`: its last day’s end, or now."""
        if self.until_on is None or not self.is_past(localdate(at)):
            return at
        return make_aware(datetime.combine(self.until_on + timedelta(days=1), time.min))

    project_id: UUID
    giver_id: UUID


class Standing(models.TextChoices):
    """Where a part stands, read on a day; no row says it, so nothing has to be kept in step."""

    OFFERED = "offered", _("waits for a yes or a no")
    HELD = "held", _("taken on")
    NEEDS = "needs", _("needs somebody")
    BACK = "back", _("back with who gave it")
    DROPPED = "dropped", _("not needed any more")


class HandOverPartQuerySet(models.QuerySet["HandOverPart"]):
    """Reading parts."""

    def whole(self) -> HandOverPartQuerySet:
        """With all that it takes to say where each stands."""
        return self.select_related("hand_over__giver__person", "offered_to__person").order_by(
            "position", "id"
        )

    def to_be_taken(self, project: Project, today: date) -> HandOverPartQuerySet:
        """Those of a project that need somebody and can be taken on, the longest waiting first."""
        goes_on = Q(hand_over__until_on=None) | Q(hand_over__until_on__gte=today)
        is_nobodys = Q(offered_to=None) | Q(offered_to__left_at__isnull=False)
        found = self.filter(goes_on, is_nobodys, hand_over__project=project, dropped_at=None)
        return found.select_related("hand_over").order_by("hand_over__begun_at", "position", "id")


class HandOverPart(models.Model):
    """One part of a hand-over, and who holds it.

    `offered_to` is who was asked, or who took it on (`taken_at`); nobody, when it needs somebody.
    Whoever held it, and from when to when, stands in its holdings.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="parts")
    words = models.CharField(max_length=300, blank=True)  # nothing: taken out
    position = models.PositiveSmallIntegerField()
    offered_to = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects = HandOverPartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(offered_to__isnull=False),
                name="agreements_part_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(taken_at=None),
                name="agreements_part_held_or_dropped",
            ),
        ]

    def __str__(self) -> str:
        return f"part of {self.hand_over_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.hand_over.project_id

    def standing(self, today: date) -> Standing:
        """Where it stands on this day.

        Nobody's work is lost with a person: what a leaver held, and what would go back to a giver
        who is gone, needs somebody.
        """
        if self.dropped_at is not None:
            return Standing.DROPPED
        if self.hand_over.is_past(today):
            return Standing.BACK if self.hand_over.giver.is_present else Standing.NEEDS
        if self.offered_to is None or not self.offered_to.is_present:
            return Standing.NEEDS
        return Standing.HELD if self.taken_at is not None else Standing.OFFERED

    @property
    def called(self) -> str:
        """Its words, or that they were taken out."""
        return self.words or str(_("(words taken out)"))

    hand_over_id: UUID
    offered_to_id: UUID | None


class PartHolding(models.Model):
    """That a member held a part, from when to when."""

    part = models.ForeignKey(HandOverPart, models.PROTECT, related_name="holdings")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=Q(until=None), name="agreements_part_held_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="agreements_holding_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} held {self.part_id}"

    member_id: UUID
    part_id: UUID
