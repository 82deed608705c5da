"""Circles, and where people take part."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.people.pages import actor
from evenweave.projects.actions import circles as actions
from evenweave.projects.forms.circles import CircleChangeForm, CircleForm, SitesForm
from evenweave.projects.models import Circle, Member, Project
from evenweave.projects.pages import in_project, posted


@require_http_methods(GET_AND_POST)
@in_project
def circles(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The circles of a project, and one more."""
    form = CircleForm(request.POST or None)
    if form.is_valid():
        made = actions.add_circle(
            project=project, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return redirect("projects:circle", project.id, made.id)
    here = Q(circle_members__until=None, circle_members__member__left_at=None)
    mine = member.circle_members.filter(circle=OuterRef("pk"), until=None)
    found = project.circles.filter(is_everybody=False).annotate(
        people_now=Count("circle_members", filter=here), is_mine=Exists(mine)
    )
    context = {
        "project": project,
        "member": member,
        "form": form,
        "circles": found.filter(ended_at=None).order_by("made_at", "id"),
        "ended": found.filter(ended_at__isnull=False).order_by("-ended_at", "id"),
    }
    return show(request, "projects/circles/circles.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def circle(request: HttpRequest, project: Project, member: Member, circle_id: UUID) -> HttpResponse:
    """One circle: who is in it, who was, and what it is called."""
    found = found_circle(project, circle_id)
    standing = {"version": found.version, "name": found.name, "word": found.word}
    form = CircleChangeForm(request.POST or None, initial=standing)
    if form.is_valid():
        try:
            actions.rename_circle(
                circle=found, **form.cleaned_data, by=actor(request), at=clock.now()
            )
        except Changed:
            found.refresh_from_db()
            newer = {"name": found.name, "word": found.word}
            return conflict(request, form, newer=newer, version=found.version)
        return redirect("projects:circle", project.id, found.id)
    times = list(found.circle_members.select_related("member__person").order_by("since", "id"))
    now = sorted(
        (each for each in times if each.until is None),
        key=lambda each: each.member.called.casefold(),
    )
    is_mine = any(each.member_id == member.id for each in now)
    context = {
        "project": project,
        "member": member,
        "circle": found,
        "form": form,
        "now": now,
        "before": [each for each in times if each.until is not None],
        "is_mine": is_mine,
        "may_change": found.ended_at is None and (is_mine or member.is_coordinator),
    }
    return show(request, "projects/circles/circle.html", context)


def found_circle(project: Project, circle_id: UUID) -> Circle:
    """The circle of this project, or nothing there."""
    return get_object_or_404(project.circles.filter(is_everybody=False), pk=circle_id)


@require_POST
@in_project
def join(request: HttpRequest, project: Project, member: Member, circle_id: UUID) -> HttpResponse:
    """Come into a circle."""
    found = found_circle(project, circle_id)
    actions.join_circle(circle=found, member=member, by=actor(request), at=clock.now())
    return redirect("projects:circle", project.id, found.id)


@require_POST
@in_project
def leave(request: HttpRequest, project: Project, member: Member, circle_id: UUID) -> HttpResponse:
    """Go out of a circle."""
    found = found_circle(project, circle_id)
    actions.leave_circle(circle=found, member=member, by=actor(request), at=clock.now())
    return redirect("projects:circle", project.id, found.id)


@require_POST
@in_project
def end(request: HttpRequest, project: Project, member: Member, circle_id: UUID) -> HttpResponse:
    """Let a circle end."""
    found = found_circle(project, circle_id)
    actions.end_circle(circle=found, by=actor(request), at=clock.now())
    return redirect("projects:circles", project.id)


@require_http_methods(GET_AND_POST)
@in_project
def sites(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Where a member takes part."""
    chosen = [str(site) for site in member.member_sites.values_list("site", flat=True)]
    form = SitesForm(posted(request), project=project, initial={"sites": chosen})
    if form.is_valid():
        actions.choose_sites(member=member, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("projects:people", project.id)
    context = {"project": project, "member": member, "form": form}
    return show(request, "projects/circles/sites.html", context)
