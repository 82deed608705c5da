"""How a team decides, written down beforehand."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import kinds, messages
from evenweave.decisions.actions.telling import people_of
from evenweave.decisions.models import StandingRule
from evenweave.decisions.rules import standing as rules
from evenweave.decisions.ways import Way
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.projects.models import Circle, Project


@action(records=kinds.RULE_SET)
def set_rule(
    *, project: Project, circle: Circle | None, way: Way, by: Actor, at: datetime
) -> StandingRule:
    """From now on this circle, or without one the project, decides so."""
    refuse_if(rules.why_not_set_rule(by, project, circle, way))
    known = StandingRule.objects.filter(project=project, circle=circle, ended_at=None)
    known.update(ended_at=at)
    rule = StandingRule.objects.create(
        project=project, circle=circle, steps=way.as_json(), set_by=by.somebody, set_at=at
    )
    tell_rule(rule, by=by, at=at)
    return rule


def tell_rule(rule: StandingRule, *, by: Actor, at: datetime) -> None:
    """Whoever decides by it hears that it is there."""
    project = rule.project
    page = whole(reverse("decisions:rules", args=[project.id]))
    text = _("Somebody wrote down how you decide together from now on. Read it here: {page}")
    for person in people_of(rule.circle.people if rule.circle else project.members.present()):
        if person == by.person:
            continue
        send(
            to=person,
            sender=None,
            kind=messages.RULE_SET.name,
            subject=_("How we decide, in “{project}”").format(project=project.name),
            text=text.format(page=page),
            stream_id=project.id,
            by=by,
            at=at,
        )
