"""The stretches of a project."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.people.pages import actor
from evenweave.projects.actions import phases as actions
from evenweave.projects.forms.phases import PhaseForm
from evenweave.projects.models import Member, Phase, Project
from evenweave.projects.pages import in_project


@require_http_methods(GET_AND_POST)
@in_project
def phases(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """All phases in their order, which of them are now, and one more."""
    form = PhaseForm(request.POST or None)
    if form.is_valid():
        actions.add_phase(project=project, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("projects:phases", project.id)
    now = Phase.objects.on(localdate(clock.now())).filter(project=project)
    context = {
        "project": project,
        "member": member,
        "form": form,
        "phases": project.phases.all(),
        "now": set(now.values_list("id", flat=True)),
        "may_change": member.is_coordinator,
    }
    return show(request, "projects/phases/phases.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def phase(request: HttpRequest, project: Project, member: Member, phase_id: UUID) -> HttpResponse:
    """The name and the days of one phase."""
    found = get_object_or_404(project.phases, pk=phase_id)
    standing = {"name": found.name, "starts_on": found.starts_on, "ends_on": found.ends_on}
    form = PhaseForm(request.POST or None, initial=standing)
    if form.is_valid():
        actions.change_phase(phase=found, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("projects:phases", project.id)
    context = {
        "project": project,
        "member": member,
        "phase": found,
        "form": form,
        "may_change": member.is_coordinator,
    }
    return show(request, "projects/phases/phase.html", context)


@require_POST
@in_project
def drop(request: HttpRequest, project: Project, member: Member, phase_id: UUID) -> HttpResponse:
    """Take a phase out."""
    found = get_object_or_404(project.phases, pk=phase_id)
    actions.drop_phase(phase=found, by=actor(request), at=clock.now())
    return redirect("projects:phases", project.id)


@require_POST
@in_project
def move(request: HttpRequest, project: Project, member: Member, phase_id: UUID) -> HttpResponse:
    """Move a phase one place earlier."""
    found = get_object_or_404(project.phases, pk=phase_id)
    actions.move_phase(phase=found, by=actor(request), at=clock.now())
    return redirect("projects:phases", project.id)
