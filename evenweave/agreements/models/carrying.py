"""A team lends its agreement to a later one; what was taken over, and from where."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from evenweave.agreements.models.clauses import Change, Version
from evenweave.decisions.models import Decision, State
from evenweave.projects.models import Project


class LendingQuerySet(models.QuerySet["Lending"]):
    """Reading what is lent."""

    def present(self) -> LendingQuerySet:
        """What is lent now: agreed to, not ended, and by a decision that still stands."""
        return self.filter(lent_at__isnull=False, ended_at=None, decision__state=State.DECIDED)

    def ever_lent_to(self, project: Project) -> LendingQuerySet:
        """What a project may or once might take from; of what was only proposed it hears nothing.

        Lent to it by its id, or to everybody on this server.
        """
        lent = self.filter(lent_at__isnull=False).exclude(project=project)
        return lent.filter(Q(to_project=None) | Q(to_project=project.id))

    def offered_to(self, project: Project) -> LendingQuerySet:
        """What a project may take from now."""
        return self.ever_lent_to(project).present()


class Lending(models.Model):
    """That a team lends its agreement to another project, or to all on this server; or may come to.

    It is what `decision` is about: `lent_at` is when that was agreed to. `to_project` is the id in
    the address that was written down, and `to_called` what its members call that project: nothing
    is read from it. `lessons` are what whoever proposed it would tell the other team.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    decision = models.OneToOneField(Decision, models.CASCADE, related_name="+")
    to_project = models.UUIDField(null=True)
    to_called = models.CharField(max_length=120, blank=True)
    lessons = models.TextField(blank=True)
    is_covered = models.BooleanField(default=False)
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    lent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    objects = LendingQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["to_project"], name="agreements_lent_to")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None)
                | Q(lent_at__isnull=False, ended_by_decision__isnull=False),
                name="agreements_lending_ended_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"lent by {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The record of the project that lends."""
        return self.project_id

    @property
    def is_to_all(self) -> bool:
        """Whether everybody on this server may take from it."""
        return self.to_project is None

    @property
    def is_present(self) -> bool:
        """Whether it is lent now."""
        is_agreed = self.lent_at is not None and self.decision.state == State.DECIDED
        return is_agreed and self.ended_at is None

    @property
    def is_proposed(self) -> bool:
        """Whether the team has yet to decide it."""
        return self.lent_at is None and self.decision.state in {State.DRAFT, State.OPEN}

    project_id: UUID
    decision_id: UUID


class Carried(models.Model):
    """That a change to an agreement began from the words of another team."""

    change = models.OneToOneField(Change, models.CASCADE, related_name="+")
    lending = models.ForeignKey(Lending, models.PROTECT, related_name="carried")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.change_id} from {self.lending_id}"

    change_id: UUID
    lending_id: UUID
    version_id: UUID
