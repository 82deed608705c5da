"""Coverings: words that harm somebody or expose a third person, hidden by two, for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evenweave.projects.models import Member, Project

# How long an asking waits for a second person.
ASKS_FOR = timedelta(days=14)


class CoverState(models.TextChoices):
    """Where a covering stands."""

    ASKED = "asked", _("Somebody asks for it")
    COVERED = "covered", _("Covered")
    APPEALED = "appealed", _("Covered, and somebody sees it otherwise")
    ENDED = "ended", _("Not covered")


COVER_TRANSITIONS: Mapping[CoverState, frozenset[CoverState]] = {
    CoverState.ASKED: frozenset({CoverState.COVERED, CoverState.ENDED}),
    CoverState.COVERED: frozenset({CoverState.APPEALED, CoverState.ENDED}),
    CoverState.APPEALED: frozenset({CoverState.ENDED}),
    CoverState.ENDED: frozenset(),
}


class CoveringQuerySet(models.QuerySet["Covering"]):
    """Reading coverings."""

    def present(self) -> CoveringQuerySet:
        """Those that have not ended; an asking too old to be agreed to is among them."""
        return self.filter(ended_at=None)

    def of(self, kind: str, thing_id: UUID) -> Covering | None:
        """The one that stands for these words, if there is one."""
        return self.present().filter(kind=kind, thing_id=thing_id).first()


class Covering(models.Model):
    """That words are covered, or that somebody asks for it; with who, why and when.

    `kind` and `thing_id` say which words (ideas.coverable). `author` is the person whose they are.
    A helper at the keyboard is kept too, so that one person cannot be the two. `lift_by` is the
    first of two others who would uncover them after an appeal.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    thing_id = models.UUIDField()
    author = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=CoverState.choices, default=CoverState.ASKED)
    reason = models.TextField()
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_helper = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    appeal = models.TextField(blank=True)
    appealed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    appealed_at = models.DateTimeField(null=True)
    lift_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    lift_helper = models.UUIDField(null=True)
    lift_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    ended_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = CoveringQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing_id"], condition=Q(ended_at=None), name="ideas_covered_once"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="ideas_covering_agreed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["covered", "appealed"]) | Q(agreed_at__isnull=False),
                name="ideas_covering_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(agreed_by=models.F("asked_by")), name="ideas_covering_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False)
                | (~Q(state="ended") & Q(ended_at=None)),
                name="ideas_covering_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"a covering of {self.kind} {self.thing_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def is_covered(self) -> bool:
        """Whether the words are covered now."""
        return self.state in {CoverState.COVERED, CoverState.APPEALED}

    @property
    def covered_by(self) -> set[UUID]:
        """The members who covered them, or who asks for it."""
        return {each for each in (self.asked_by_id, self.agreed_by_id) if each is not None}

    def waits(self, at: datetime) -> bool:
        """Whether it still waits for a second person; an asking lapses by itself."""
        return self.state == CoverState.ASKED and at < self.asked_at + ASKS_FOR

    def is_live(self, at: datetime) -> bool:
        """Whether the words are covered, or somebody may still agree to that."""
        return self.is_covered or self.waits(at)

    def become(self, state: CoverState) -> None:
        """Go on to a state; raises ValueError where no way leads there. Nothing is kept yet."""
        if state not in COVER_TRANSITIONS[CoverState(self.state)]:
            raise ValueError(f"No way leads a covering from {self.state} to {state}.")
        self.state = state

    project_id: UUID
    asked_by_id: UUID
    agreed_by_id: UUID | None
    appealed_by_id: UUID | None
    lift_by_id: UUID | None
