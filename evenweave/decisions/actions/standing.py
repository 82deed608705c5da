"""How a team decides, written down beforehand."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import kinds
from evenweave.decisions.models import StandingRule
from evenweave.decisions.rules import standing as rules
from evenweave.decisions.ways import Way
from evenweave.projects.models import Circle, Project


@action(records=kinds.RULE_SET)
def set_rule(
    *, project: Project, circle: Circle | None, way: Way, by: Actor, at: datetime
) -> StandingRule:
    """From now on this circle, or without one the project, decides so."""
    refuse_if(rules.why_not_set_rule(by, project, circle, way))
    known = StandingRule.objects.filter(project=project, circle=circle, ended_at=None)
    known.update(ended_at=at)
    return StandingRule.objects.create(
        project=project, circle=circle, steps=way.as_json(), set_by=by.somebody, set_at=at
    )
