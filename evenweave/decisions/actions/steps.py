"""A decision comes to a step of its rule. Called inside other actions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from evenweave.common.actors import Actor
from evenweave.decisions import messages
from evenweave.decisions.actions.rounds import begin_round
from evenweave.decisions.actions.telling import people_of, tell
from evenweave.decisions.models import Decision
from evenweave.decisions.ways import StepKind
from evenweave.projects.models import Member


def enter_step(
    decision: Decision, place: int, *, by: Actor, at: datetime, closes_at: datetime | None = None
) -> None:
    """Stand at a step, for as long as the rule says or longer; who was named decides in peace."""
    here = decision.way.steps[place]
    decision.step, decision.waits_for = place, Decision.Waits.NOTHING
    decision.closes_at = closes_at or at + timedelta(days=here.days)
    if here.kind is StepKind.DECIDER:
        decision.waits_for, decision.closes_at = Decision.Waits.DECIDER, None
        tell_deciders(decision, by=by, at=at)
    decision.save(update_fields=["step", "waits_for", "closes_at"])
    if here.kind is StepKind.CONSENSUS:
        begin_round(decision, at)


def tell_deciders(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Those who were named hear that it came to them."""
    named = Member.objects.present().filter(pk__in=decision.way.deciders)
    tell(
        people_of(named),
        decision,
        messages.YOURS_TO_DECIDE,
        _("You were named to decide, in “{project}”").format(project=decision.project.name),
        _("It has come to you, as the rule said from the start. Please decide, and say why."),
        by=by,
        at=at,
    )
