"""The steps on the way in, which the whole team shapes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.agreements.actions import steps as actions
from evenweave.agreements.forms.arrivals import StepChangeForm, StepForm
from evenweave.agreements.models import ArrivalStep, StepKind
from evenweave.agreements.pages import in_full_project
from evenweave.agreements.steps import all_steps, step_of
from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project

OnStep = Callable[Concatenate[HttpRequest, ArrivalStep, Member, ...], HttpResponse]


def on_step(view: OnStep) -> Callable[..., HttpResponse]:
    """A page about a step of this project; to others it is not there."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, step_id: UUID
    ) -> HttpResponse:
        step = step_of(project, step_id)
        if step is None:
            raise Http404
        step.project = project
        return view(request, step, member)

    return in_full_project(answer)


@require_http_methods(GET_AND_POST)
@in_full_project
def steps(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """All steps in their order, those that were taken out, and one more."""
    form = StepForm(request.POST or None)
    if form.is_valid():
        actions.add_step(project=project, **form.cleaned_data, by=actor(request), at=clock.now())
        return drafts.saved(redirect("agreements:steps", project.id), f"step-of-{project.id}")
    found = all_steps(project)
    context = {
        "project": project,
        "member": member,
        "form": form,
        "steps": [each for each in found if each.taken_out_at is None],
        "taken_out": [each for each in found if each.taken_out_at is not None],
    }
    return show(request, "agreements/arrival/steps.html", context)


@require_http_methods(GET_AND_POST)
@on_step
def step(request: HttpRequest, step: ArrivalStep, member: Member) -> HttpResponse:
    """One step, to change."""
    form = StepChangeForm(
        request.POST or None,
        initial={**as_it_reads(step), "version": step.version},
        is_usual=step.kind != StepKind.OWN,
    )
    if form.is_valid():
        try:
            actions.change_step(step=step, **form.cleaned_data, by=actor(request), at=clock.now())
        except Changed:
            stands = step_of(step.project, step.id) or step
            return conflict(request, form, newer=as_it_reads(stands), version=stands.version)
        return drafts.saved(back(step), f"step-{step.id}")
    context = {"project": step.project, "member": member, "step": step, "form": form}
    return show(request, "agreements/arrival/step.html", context)


def as_it_reads(step: ArrivalStep) -> dict[str, object]:
    """What stands now, as the form knows it."""
    return {"title": step.called, "words": step.told, "link": step.link}


def back(step: ArrivalStep) -> HttpResponse:
    """To the list."""
    return redirect("agreements:steps", step.project_id)


@require_POST
@on_step
def move(request: HttpRequest, step: ArrivalStep, member: Member) -> HttpResponse:
    """One place earlier."""
    actions.move_step(step=step, by=actor(request), at=clock.now())
    return back(step)


@require_POST
@on_step
def take_out(request: HttpRequest, step: ArrivalStep, member: Member) -> HttpResponse:
    """Take it out."""
    actions.take_out_step(step=step, by=actor(request), at=clock.now())
    return back(step)


@require_POST
@on_step
def put_back(request: HttpRequest, step: ArrivalStep, member: Member) -> HttpResponse:
    """Put it back."""
    actions.put_back_step(step=step, by=actor(request), at=clock.now())
    return back(step)
