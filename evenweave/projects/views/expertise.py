"""What somebody brings, as they say themselves; and what the kinds of it are called."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenweave.common import clock
from evenweave.common.conflicts import Changed
from evenweave.common.pages import conflict, show
from evenweave.people.names import Directory
from evenweave.people.pages import actor
from evenweave.projects.actions.expertise import (
    add_expertise,
    divide_expertise,
    drop_suggestion,
    rename_expertise,
    say_expertise,
)
from evenweave.projects.forms.expertise import CountForm, DivideForm, NameKindForm
from evenweave.projects.models import Expertise, ExpertiseSuggestion, Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.views.joining import steps


@in_project
def arrive(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The same question on the way in."""
    onward = reverse("projects:arrive-worth", args=[project.id])
    return asked(request, project, member, onward, {"steps": steps("arrive-count")})


@in_project
def count(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What a member brings, with which of it they sit here, and who sees that."""
    onward = reverse("home:project", args=[project.id])
    return asked(request, project, member, onward, {})


def asked(
    request: HttpRequest, project: Project, member: Member, onward: str, more: dict[str, Any]
) -> HttpResponse:
    """Ask, and keep the answer."""
    form = CountForm(request.POST or None, initial=said_now(member), project=project)
    if not form.is_valid():
        context = {"form": form, "project": project, "onward": onward, **more}
        context |= {"suggestions": suggestions(member), "stale": stale(member)}
        return show(request, "projects/expertise/count.html", context)
    try:
        say_expertise(member=member, **form.chosen, by=actor(request), at=clock.now())
    except Changed:
        member.refresh_from_db()
        return conflict(request, form, newer=said_now(member), version=member.version)
    return redirect(onward)


def said_now(member: Member) -> dict[str, Any]:
    """What a member has said so far."""
    present = member.member_expertises.filter(expertise__ended_at=None)
    brings = [str(key) for key in present.values_list("expertise_id", flat=True)]
    seat = str(member.seat_id or "")
    return {
        "version": member.version,
        "role_title": member.role_title,
        "brings": brings,
        "seat": seat if seat in brings else "",
        "is_shown": "yes" if member.is_shown else "no",
    }


def suggestions(member: Member) -> list[dict[str, Any]]:
    """What others supposed, for the person alone."""
    found = ExpertiseSuggestion.objects.filter(project=member.project, person=member.person)
    found = found.select_related("expertise").order_by("suggested_at", "id")
    called = Directory().called([each.suggested_by for each in found if each.suggested_by])
    return [
        {
            "suggestion": each,
            "words": each.expertise.name if each.expertise else each.words,
            "by": called.get(each.suggested_by) if each.suggested_by else None,
        }
        for each in found
    ]


def stale(member: Member) -> list[str]:
    """Kinds they said that were since renamed or divided, by their names of today."""
    said = member.member_expertises.select_related("expertise")
    return [each.expertise.name for each in said if each.is_stale]


@require_POST
@in_project
def drop(
    request: HttpRequest, project: Project, member: Member, suggestion_id: UUID
) -> HttpResponse:
    """Throw a suggestion away."""
    own = ExpertiseSuggestion.objects.filter(project=project, person=member.person)
    found = get_object_or_404(own, pk=suggestion_id)
    drop_suggestion(suggestion=found, by=actor(request), at=clock.now())
    return redirect("projects:count", project.id)


@in_project
def kinds(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The kinds of expertise that this project speaks of; a further one."""
    form = NameKindForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "project": project, "kinds": project.expertises.present()}
        return show(request, "projects/expertise/kinds.html", context)
    name = form.cleaned_data["name"]
    add_expertise(project=project, name=name, by=actor(request), at=clock.now())
    return redirect("projects:expertise", project.id)


@in_project
def rename(
    request: HttpRequest, project: Project, member: Member, expertise_id: UUID
) -> HttpResponse:
    """Call a kind something else."""
    kind = get_object_or_404(project.expertises.present(), pk=expertise_id)
    form = NameKindForm(request.POST or None, initial={"name": kind.name})
    if not form.is_valid():
        context = {"form": form, "project": project, "kind": kind}
        return show(request, "projects/expertise/rename.html", context)
    name = form.cleaned_data["name"]
    rename_expertise(expertise=kind, name=name, by=actor(request), at=clock.now())
    return redirect("projects:expertise", project.id)


@in_project
def divide(
    request: HttpRequest, project: Project, member: Member, expertise_id: UUID
) -> HttpResponse:
    """Make two kinds of one."""
    kind: Expertise = get_object_or_404(project.expertises.present(), pk=expertise_id)
    form = DivideForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "project": project, "kind": kind}
        return show(request, "projects/expertise/divide.html", context)
    divide_expertise(expertise=kind, **form.cleaned_data, by=actor(request), at=clock.now())
    return redirect("projects:expertise", project.id)
