"""Somebody takes back what they wrote about a decision."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from evenweave.common import clock
from evenweave.decisions.actions import taking_back as actions
from evenweave.decisions.models import Decision, Doubt, Position
from evenweave.decisions.pages import on_decision
from evenweave.decisions.views.outcomes import step_of
from evenweave.decisions.views.taking_part import back_to
from evenweave.people.pages import actor
from evenweave.projects.models import Member


@require_POST
@on_decision
def take_back_position(
    request: HttpRequest, decision: Decision, member: Member, position_id: UUID
) -> HttpResponse:
    """The words of where one stood."""
    known = Position.objects.select_related("member", "round__decision__project")
    found = get_object_or_404(known, pk=position_id, round__decision=decision)
    actions.take_back_position(position=found, by=actor(request), at=clock.now())
    number = found.round.number
    if decision.rounds.filter(number__gt=number).exists():
        return redirect("decisions:round", decision.project_id, decision.id, number)
    return back_to(decision, "#where-we-stand")


@require_POST
@on_decision
def take_back_doubt(
    request: HttpRequest, decision: Decision, member: Member, doubt_id: UUID
) -> HttpResponse:
    """How one remembered it."""
    known = Doubt.objects.select_related("member", "decision__project")
    found = get_object_or_404(known, pk=doubt_id, decision=decision)
    actions.take_back_doubt(doubt=found, by=actor(request), at=clock.now())
    return back_to(decision, "#before")


@require_POST
@on_decision
def take_back_next(
    request: HttpRequest, decision: Decision, member: Member, step_id: UUID
) -> HttpResponse:
    """Something that follows."""
    found = step_of(decision, step_id)
    actions.take_back_next_step(step=found, by=actor(request), at=clock.now())
    return back_to(decision, "#what-follows")
