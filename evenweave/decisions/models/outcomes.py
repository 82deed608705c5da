"""What a decision came to, what stays said against it, and what follows."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evenweave.decisions.models.decisions import Decision
from evenweave.projects.models import Member


class How(models.TextChoices):
    """Who decided."""

    ROOM = "room", _("We agreed in the room")
    CONSENSUS = "consensus", _("By consensus")
    VOTE = "vote", _("By a vote")
    LOT = "lot", _("By a vote that was level, and a lot")
    DECIDER = "decider", _("By those who were named")
    URGENT = "urgent", _("It could not wait")
    NOBODY = "nobody", _("Nobody")


class Outcome(models.Model):
    """What a decision came to.

    One that was doubted or looked at again stays, ended.

    `chosen` are the ids of the options that won, or ["yes"] / ["no"]; nothing where nothing was
    chosen. `count` is the count that led here (`counting.Counted.as_json`). `told_by` and `told_at`
    say who put it in plain words, and when; until then the page says it itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="outcomes")
    how = models.CharField(max_length=10, choices=How.choices)
    chosen = models.JSONField(default=list)
    count = models.JSONField(null=True)
    words = models.TextField(blank=True)
    what_changes = models.TextField(blank=True)
    gave_up = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True)  # a person; nobody, where all or the rule decided
    decided_at = models.DateTimeField()
    told_by = models.UUIDField(null=True)  # a person
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(ended_at=None), name="decisions_one_outcome"
            ),
            models.CheckConstraint(
                condition=~Q(how__in=["decider", "urgent"]) | ~Q(reason=""),
                name="decisions_authority_gives_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} on {self.decision_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.decision.project_id

    @property
    def who_decided(self) -> str:
        """In words, as it stands beside what came of it."""
        return str(_("Nothing was decided") if self.how == How.NOBODY else How(self.how).label)

    decision_id: UUID


class EarlierTelling(models.Model):
    """How somebody had put an outcome in plain words, before somebody put it otherwise."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="earlier_tellings")
    words = models.TextField(blank=True)
    what_changes = models.TextField(blank=True)
    gave_up = models.TextField(blank=True)
    told_by = models.UUIDField()  # a person
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-told_at", "-pk"]

    def __str__(self) -> str:
        return f"an earlier telling of {self.outcome_id}"

    outcome_id: UUID


class Dissent(models.Model):
    """What somebody wants to stand beside an outcome, until they take it back."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="dissents")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return f"dissent from {self.outcome_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.outcome.decision.project_id

    outcome_id: UUID
    member_id: UUID


class NextStep(models.Model):
    """Something that follows from a decision, and who said they will do it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="next_steps")
    words = models.CharField(max_length=300, blank=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    said_by = models.UUIDField()  # a person
    said_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return f"a next step of {self.decision_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.decision.project_id

    decision_id: UUID
    member_id: UUID | None


class Present(models.Model):
    """That a member was there when something was agreed in the room."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="presents")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="decisions_present_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.decision_id}"

    decision_id: UUID
    member_id: UUID


class Doubt(models.Model):
    """“I’m not sure we did”: why something agreed in the room is shaped anew."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="doubts")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"a doubt about {self.decision_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.decision.project_id

    decision_id: UUID
    member_id: UUID
