"""Priorities: what matters most to people here, where these clash, and what goals grow from."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models.clauses import Clause
from evenweave.decisions.models import Decision, State
from evenweave.projects.models import Expertise, Member, Project


class Priority(models.Model):
    """What matters most to a member here, in their own words.

    Signed words stand in the column of the seat that their author shows today. Unsigned ones stay
    in the `column` in which they were written, whatever their author says later: words that moved
    together with a person would name them. No column: under the heading of those who show none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    is_signed = models.BooleanField(default=True)
    column = models.ForeignKey(Expertise, models.PROTECT, null=True, related_name="+")
    is_by_helper = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") | Q(taken_back_at__isnull=False),
                name="agreements_priority_says_something",
            ),
            models.CheckConstraint(
                condition=Q(is_signed=False) | Q(column=None),
                name="agreements_signed_priority_follows_its_author",
            ),
        ]
        indexes = [models.Index(fields=["project"], name="agreements_priorities")]

    def __str__(self) -> str:
        return f"a priority in {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID
    member_id: UUID
    column_id: UUID | None


class Clash(models.Model):
    """That some priorities do not go together, as somebody names it; it stands until settled."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    is_by_helper = models.BooleanField(default=False)
    named_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["-named_at", "id"]
        indexes = [models.Index(fields=["project"], name="agreements_clashes")]

    def __str__(self) -> str:
        return f"a clash in {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def standing_settling(self) -> Settling | None:
        """How it is settled, if it is: the last settling that still holds."""
        holding = [each for each in self.settlings.all() if each.holds]
        return holding[-1] if holding else None

    project_id: UUID
    member_id: UUID


class ClashSide(models.Model):
    """A priority that has a part in a clash."""

    clash = models.ForeignKey(Clash, models.CASCADE, related_name="sides")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clash", "priority"], name="agreements_clash_side_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority_id} in {self.clash_id}"

    clash_id: UUID
    priority_id: UUID


class Settling(models.Model):
    """How a clash was settled: by a decision, or because whoever named it says so.

    It holds as long as its decision does. One that is doubted opens the clash again, and what was
    written then stays readable.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    clash = models.ForeignKey(Clash, models.CASCADE, related_name="settlings")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"a settling of {self.clash_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.clash.project_id

    @property
    def holds(self) -> bool:
        """Whether it is not put in doubt."""
        return self.decision is None or self.decision.state == State.DECIDED

    clash_id: UUID
    member_id: UUID
    decision_id: UUID | None


class GoalRoot(models.Model):
    """Something that a shared goal grew from: a priority, an idea or a decision, by its id."""

    class Kind(models.TextChoices):
        """What it is."""

        PRIORITY = "priority", _("What matters to somebody")
        IDEA = "idea", _("An idea")
        DECISION = "decision", _("A decision")

    id = models.UUIDField(primary_key=True, default=uuid4)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    thing_id = models.UUIDField()
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "kind", "thing_id"], name="agreements_goal_root_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id} behind {self.clause_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.clause.project_id

    clause_id: UUID
    member_id: UUID
