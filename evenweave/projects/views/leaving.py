"""Leaving, with thanks, and what stays one's own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.people.pages import actor, person_at, signed_in
from evenweave.projects.actions import leaving as actions
from evenweave.projects.forms.leaving import LeaveForm, NewsForm
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project, posted
from evenweave.projects.rules import leaving as rules
from evenweave.projects.team import by_name


@require_http_methods(GET_AND_POST)
@in_project
def leave(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What leaving means, and what is handed on first."""
    kinds = rules.to_hand_over(member)
    others = by_name(project).exclude(id=member.id) if kinds else []
    form = LeaveForm(posted(request), kinds=kinds, members=others)
    if form.is_valid():
        actions.leave_project(
            member=member,
            hand_over=form.hand_over,
            wants_news=form.cleaned_data["wants_news"],
            by=actor(request),
            at=clock.now(),
        )
        return redirect("projects:left", member.id)
    context = {"project": project, "member": member, "form": form}
    return show(request, "projects/leaving/leave.html", context)


@require_http_methods(GET_AND_POST)
@signed_in
def left(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Thanks, what they keep, and whether they wish to hear more. For the person alone."""
    gone = Member.objects.filter(person=person_at(request), left_at__isnull=False)
    found = get_object_or_404(gone.select_related("project"), pk=member_id)
    form = NewsForm(posted(request), initial={"wants_news": found.wants_news})
    if form.is_valid():
        actions.choose_news(member=found, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("projects:left", found.id)
    context = {"project": found.project, "gone": found, "form": form}
    return show(request, "projects/leaving/left.html", context)
