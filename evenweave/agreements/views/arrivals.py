"""Somebody's own way in, which nobody else sees; the story so far; and what people hope for."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.agreements.actions import arrivals as actions
from evenweave.agreements.forms.arrivals import HopesForm
from evenweave.agreements.models import ArrivalMark, Hopes, StepKind
from evenweave.agreements.models.arrivals import step_id as changes_step_id
from evenweave.agreements.pages import in_full_project
from evenweave.agreements.path import path_of
from evenweave.agreements.steps import step_of
from evenweave.agreements.story import story_of
from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, place_in, show
from evenweave.common.refusals import refuse_if
from evenweave.people.pages import actor, helped_by
from evenweave.people.rules.own import not_alone
from evenweave.projects.models import Member, Project

SHARED = 20


@require_safe
@in_full_project
def arrival(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Their path as it stands."""
    path = path_of(member)
    context = {"project": project, "member": member, "path": path}
    return show(request, "agreements/arrival/arrival.html", context)


@require_POST
@in_full_project
def mark(request: HttpRequest, project: Project, member: Member, step_id: UUID) -> HttpResponse:
    """They did it, skip it, or open it again."""
    is_changes = step_id == changes_step_id(project.id, StepKind.CHANGED)
    if not is_changes and step_of(project, step_id) is None:
        raise Http404
    asked = request.POST.get("what", "")
    what = asked if asked in ArrivalMark.What.values else ""
    actions.mark_step(member=member, step=step_id, what=what, by=actor(request), at=clock.now())
    return redirect("agreements:arrival", project.id)


@require_POST
@in_full_project
def enough(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """It is enough."""
    actions.say_enough(member=member, by=actor(request), at=clock.now())
    return redirect("home:project", project.id)


@require_safe
@in_full_project
def story(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The story so far; for whom something changed, that first."""
    path = path_of(member)
    context = {
        "project": project,
        "member": member,
        "story": story_of(project, clock.now()),
        "changes": [] if path.is_enough else path.changes,
    }
    return show(request, "agreements/arrival/story.html", context)


@require_http_methods(GET_AND_POST)
@in_full_project
def hopes(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What they hope for, fear and expect; and what others let the team read."""
    if member.person is not None and helped_by(request) is not None:
        refuse_if(not_alone(actor(request), member.person))
    kept = Hopes.objects.of(member)
    form = HopesForm(request.POST or None, initial=as_begun(kept))
    if form.is_valid():
        try:
            actions.keep_hopes(
                member=member, **form.cleaned_data, by=actor(request), at=clock.now()
            )
        except Changed:
            newer = as_begun(Hopes.objects.of(member))
            return conflict(request, form, newer=newer, version=int(str(newer["version"])))
        return drafts.saved(redirect("agreements:hopes", project.id), f"hopes-{member.id}")
    place = place_in(request)
    shared = list(
        Hopes.objects.shared_in(project).exclude(member=member)[
            place * SHARED : (place + 1) * SHARED + 1
        ]
    )
    context = {
        "project": project,
        "member": member,
        "form": form,
        "kept": kept,
        "shared": shared[:SHARED],
        "later": f"?from={place + 1}" if len(shared) > SHARED else "",
        "earlier": f"?from={place - 1}" if place else "",
    }
    return show(request, "agreements/arrival/hopes.html", context)


def as_begun(kept: Hopes | None) -> dict[str, object]:
    """What stands now, as the form knows it."""
    if kept is None:
        return {"hopes": "", "fears": "", "expects": "", "is_shared": False, "version": 0}
    return {
        "hopes": kept.hopes,
        "fears": kept.fears,
        "expects": kept.expects,
        "is_shared": kept.is_shared,
        "version": kept.version,
    }


@require_POST
@in_full_project
def take_back_hopes(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """All of it goes."""
    actions.take_back_hopes(member=member, by=actor(request), at=clock.now())
    return redirect("agreements:hopes", project.id)
