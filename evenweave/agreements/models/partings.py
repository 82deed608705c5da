"""Partings: that somebody goes, thanks to them, and what they take along."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evenweave.projects.models import Member, Project


class PartingQuerySet(models.QuerySet["Parting"]):
    """Reading partings."""

    def of(self, member: Member) -> Parting | None:
        """What this member said of their going."""
        return self.filter(member=member).first()

    def told_in(self, project: Project) -> PartingQuerySet:
        """Those who are here and told the team that they will go, the first to go first."""
        told = self.filter(member__project=project, member__left_at=None, told_at__isnull=False)
        return told.select_related("member__person").order_by(
            F("goes_on").asc(nulls_last=True), "told_at", "id"
        )


class Parting(models.Model):
    """What a member says of their going, before it and after.

    `told_at` is when they told the team; without it nobody else knows. `named` is how they wish to
    be named in what is published later.
    """

    member = models.OneToOneField(Member, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)
    goes_on = models.DateField(null=True)
    named = models.CharField(max_length=300, blank=True)

    objects = PartingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goes_on=None) | Q(told_at__isnull=False),
                name="agreements_goes_on_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"parting of {self.member_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record tells only that somebody left."""
        return self.member.project_id

    member_id: UUID


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Reading thanks."""

    def to(self, member: Member) -> ThanksQuerySet:
        """All that stands, for the eyes of whom it is to."""
        return self.filter(to=member, taken_back_at=None).select_related("by__person")

    def shown_in(self, project: Project) -> ThanksQuerySet:
        """What its receivers let the team read."""
        found = self.filter(to__project=project, taken_back_at=None, is_shown=True)
        return found.select_related("by__person", "to__person").order_by("-said_at", "id")


class Thanks(models.Model):
    """Words of thanks to somebody who goes: theirs to read, and to show to the team."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    to = models.ForeignKey(Member, models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=False)
    is_covered = models.BooleanField(default=False)  # ideas.coverings

    objects = ThanksQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "id"]
        verbose_name = _("thanks")
        constraints = [
            models.CheckConstraint(condition=~Q(to=F("by")), name="agreements_thanks_to_another"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(words="", is_shown=False),
                name="agreements_thanks_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"thanks to {self.to_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.to.project_id

    to_id: UUID
    by_id: UUID


class Portfolio(models.Model):
    """What somebody takes along of a project, in their own words; for them alone."""

    member = models.OneToOneField(Member, models.PROTECT, related_name="+")
    words = models.TextField()
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"portfolio of {self.member_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.member.project_id

    member_id: UUID
