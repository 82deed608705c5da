"""How a circle decides, told beforehand."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from evenweave.decisions.ways import Way
from evenweave.projects.models import Circle, Project


class StandingRuleQuerySet(models.QuerySet["StandingRule"]):
    """Reading standing rules."""

    def of(self, circle: Circle) -> StandingRule | None:
        """The circle's own rule, or else the project's; none, while nobody has said."""
        found = self.filter(
            Q(circle=circle) | Q(circle=None), project=circle.project_id, ended_at=None
        )
        return found.order_by(models.F("circle").asc(nulls_last=True)).first()


class StandingRule(models.Model):
    """How a circle decides unless a proposal says otherwise; without a circle, the project's."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    circle = models.ForeignKey(Circle, models.PROTECT, null=True, related_name="+")
    steps = models.JSONField()
    set_by = models.UUIDField()  # a person
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = StandingRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle"], condition=Q(ended_at=None), name="decisions_one_rule_a_circle"
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(ended_at=None, circle=None),
                name="decisions_one_rule_a_project",
            ),
        ]

    def __str__(self) -> str:
        return f"the rule of {self.circle_id or self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def way(self) -> Way:
        """Its steps."""
        return Way.from_json(self.steps)

    project_id: UUID
    circle_id: UUID | None
