"""Rounds of consensus, where each stands in them, and what people say to a decision."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenweave.decisions.models.decisions import Decision
from evenweave.projects.models import Member


class Stance(models.TextChoices):
    """Where somebody stands."""

    FOR = "for", _("I’m for it")
    LIVE_WITH = "live-with", _("I can live with it")
    WORRY = "worry", _("I have a worry (please change it)")
    AGAINST = "against", _("I can’t support it")


class Round(models.Model):
    """A proposal as it stood while people took positions.

    A changed proposal is a new round.

    `wording` keeps how it read: question, plain_summary, background, options, and put_forward.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    wording = models.JSONField()
    what_changed = models.TextField(blank=True)
    changed_by = models.UUIDField(null=True)  # a person; nobody, for the first
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="decisions_round_once"),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.decision_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.decision.project_id

    decision_id: UUID


class Position(models.Model):
    """Where a member stands in a round, with their words.

    A worry is answered by the member who raised it. Words that were taken back leave the stance.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey(Round, models.CASCADE, related_name="positions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance.choices)
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    helper_id = models.UUIDField(null=True)
    is_covered = models.BooleanField(default=False)  # ideas.coverings

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "member"], name="decisions_one_position"),
        ]

    def __str__(self) -> str:
        return f"{self.stance} in {self.round_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.round.decision.project_id

    @property
    def stands_in_the_way(self) -> bool:
        """Whether there is no consensus while this is said."""
        is_open_worry = self.stance == Stance.WORRY and self.answered_at is None
        return self.stance == Stance.AGAINST or is_open_worry

    round_id: UUID
    member_id: UUID


class Comment(models.Model):
    """What somebody says to a decision, or to another's words, until they take it back."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="comments")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    answers = models.ForeignKey("self", models.RESTRICT, null=True, related_name="answered_by")
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    helper_id = models.UUIDField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_at", "id"]
        indexes = [models.Index(fields=["decision", "said_at"], name="decisions_comments")]

    def __str__(self) -> str:
        return f"a comment on {self.decision_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.decision.project_id

    decision_id: UUID
    member_id: UUID
    answers_id: UUID | None
