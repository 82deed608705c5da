"""Clauses: what a team agreed on, in all its versions, and the changes that are proposed."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evenweave.decisions.models import Decision
from evenweave.projects.models import Project


class Sort(models.TextChoices):
    """What a clause is."""

    WAY = "way", _("How we work")
    WORD = "word", _("A word we avoid")
    GOAL = "goal", _("What we hope for")


class ClauseQuerySet(models.QuerySet["Clause"]):
    """Reading clauses."""

    def present(self) -> ClauseQuerySet:
        """Those that stand, in their order."""
        return self.filter(removed_at=None).order_by("position", "id")


class Clause(models.Model):
    """A piece of a team's agreement: a way of working, a word to avoid, or a goal.

    `topic` is the name of the starter that it began from, if it did. Its words are those of its
    version that has no end; one that was removed keeps its versions.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    topic = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField()
    removed_at = models.DateTimeField(null=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "sort"], name="agreements_clauses")]

    def __str__(self) -> str:
        return f"{self.sort} {self.id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def current(self) -> Version | None:
        """The version that stands, if one does."""
        return self.versions.filter(until=None).first()

    project_id: UUID


class Version(models.Model):
    """How a clause read, from when until when, and by which decision.

    Of a word to avoid, `title` is that word and `words` what the team says instead. A version that
    stands again, because what had followed it was doubted, is a new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    why = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "number"], name="agreements_version_once"),
            models.UniqueConstraint(
                fields=["clause"], condition=Q(until=None), name="agreements_one_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.clause_id}"

    clause_id: UUID
    decision_id: UUID


class Change(models.Model):
    """A clause as somebody would have it: new, in other words, or gone.

    `base` is the version that it was begun from. Where the clause moved on before the change was
    agreed to, the change waits to be put together by people: nothing is ever merged by the program.
    """

    class What(models.TextChoices):
        """What it does."""

        NEW = "new", _("Something new")
        WORDS = "words", _("Other words")
        REMOVE = "remove", _("Take it out")

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("Proposed")
        ADOPTED = "adopted", _("Agreed to")
        WAITS = "waits", _("Agreed to, and to be put together with what changed meanwhile")
        TOGETHER = "together", _("Put together with what had changed meanwhile")
        DROPPED = "dropped", _("Not agreed to")

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    sort = models.CharField(max_length=10, choices=Sort.choices)
    topic = models.CharField(max_length=40, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="changes")
    base = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    why = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="new") | Q(clause__isnull=False), name="agreements_change_of"
            ),
        ]
        indexes = [models.Index(fields=["project", "state"], name="agreements_changes")]

    def __str__(self) -> str:
        return f"{self.what} by {self.decision_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def stands(self) -> Version | None:
        """What stands now of the clause that it is about, if that has not been removed."""
        return self.clause.current if self.clause is not None else None

    @property
    def has_moved_on(self) -> bool:
        """Whether the clause reads otherwise than when the change was begun, or is gone."""
        return self.is_not_to(self.stands)

    def is_not_to(self, stands: Version | None) -> bool:
        """Whether it was begun from another version than the one that stands, if any does."""
        if self.what == Change.What.NEW:
            return False
        return stands is None or stands.pk != self.base_id

    project_id: UUID
    decision_id: UUID
    clause_id: UUID | None
    base_id: UUID | None


class Edition(models.Model):
    """The whole agreement as it stood from a moment on; each adopted decision makes the next.

    `number` counts up from 1 in each project. What people agree to is an edition.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="agreements_edition_once"),
        ]

    def __str__(self) -> str:
        return f"edition {self.number} of {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID
