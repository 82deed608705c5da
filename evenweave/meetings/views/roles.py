"""Roles that go round: which there are, what one is willing to do, and one's own turns."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Concatenate
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.decisions.views.beginning import circles_of
from evenweave.meetings.actions import roles as actions
from evenweave.meetings.forms.roles import MONTHS, RoleForm, WillsForm
from evenweave.meetings.models import USUAL, AwayMonth, Meeting, Role, RoleWill, Turn
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.meetings import tried
from evenweave.people.pages import actor
from evenweave.projects.models import Circle, Member, Project
from evenweave.projects.pages import in_project, posted

OnCircle = Callable[Concatenate[HttpRequest, Circle, Member, ...], HttpResponse]


def on_circle(view: OnCircle) -> Callable[..., HttpResponse]:
    """A page about a circle's roles, for members of its project; to others it is not there."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, circle_id: UUID, **rest: Any
    ) -> HttpResponse:
        circle = get_object_or_404(Circle.objects.present(), project=project, pk=circle_id)
        circle.project = project
        return view(request, circle, member, **rest)

    return in_project(answer)


@require_safe
@in_project
def circles(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The roles of one's circles; where there is only one, straight there."""
    found = list(circles_of(project, member))
    if len(found) == 1:
        return redirect("meetings:roles", project.id, found[0].id)
    return show(request, "meetings/roles/circles.html", {"project": project, "circles": found})


@require_safe
@on_circle
def roles(request: HttpRequest, circle: Circle, member: Member) -> HttpResponse:
    """Which roles go round, and one's own turns to come."""
    known = list(Role.objects.present().filter(circle=circle))
    names = {each.name for each in known}
    mine = Turn.objects.filter(member=member, meeting__circle=circle, meeting__state="planned")
    context = {
        "project": circle.project,
        "circle": circle,
        "roles": known,
        "usual": [(key, *told) for key, told in USUAL.items() if str(told[0]) not in names],
        "turns": list(mine.select_related("meeting", "role").order_by("meeting__starts_at")),
        "is_in": circle.people.filter(pk=member.pk).exists(),
    }
    return show(request, "meetings/roles/roles.html", context)


@require_POST
@on_circle
def add_usual(request: HttpRequest, circle: Circle, member: Member) -> HttpResponse:
    """Some of the roles that most teams begin with."""
    by, at = actor(request), clock.now()
    for key in request.POST.getlist("usual"):
        if key in USUAL:
            name, what = (str(each) for each in USUAL[key])
            actions.add_role(circle=circle, name=name, what=what, by=by, at=at)
    return redirect("meetings:roles", circle.project_id, circle.id)


@require_http_methods(GET_AND_POST)
@on_circle
def add(request: HttpRequest, circle: Circle, member: Member) -> HttpResponse:
    """A role of the team's own."""
    form = RoleForm(posted(request))

    def does() -> HttpResponse:
        told = {**form.cleaned_data, "by": actor(request), "at": clock.now()}
        actions.add_role(circle=circle, **told)
        return redirect("meetings:roles", circle.project_id, circle.id)

    if form.is_valid() and (answer := tried(form, does)):
        return answer
    context = {"project": circle.project, "circle": circle, "form": form}
    return show(request, "meetings/roles/add.html", context)


@require_POST
@on_circle
def end(request: HttpRequest, circle: Circle, member: Member, role_id: UUID) -> HttpResponse:
    """It goes round no more."""
    role = get_object_or_404(Role, circle=circle, pk=role_id)
    actions.end_role(role=role, by=actor(request), at=clock.now())
    return redirect("meetings:roles", circle.project_id, circle.id)


@require_http_methods(GET_AND_POST)
@on_circle
def wills(request: HttpRequest, circle: Circle, member: Member) -> HttpResponse:
    """What I am willing to do; only I see it."""
    known = Role.objects.present().filter(circle=circle)
    months = months_from(localdate(clock.now()))
    said = RoleWill.objects.filter(member=member, role__in=known)
    away = AwayMonth.objects.filter(circle=circle, member=member, month__in=months)
    begun: dict[str, Any] = {f"role-{each.role_id}": each.will for each in said}
    begun["away"] = [f"{each.month:%Y-%m}" for each in away]
    form = WillsForm(posted(request), roles=known, months=months, initial=begun)

    def does() -> HttpResponse:
        told: dict[str, Any] = {"circle": circle, "member": member}
        told |= {"by": actor(request), "at": clock.now()}
        actions.say_wills(wills=form.wills, **told)
        actions.say_away(months=form.away, **told)
        return redirect("meetings:roles", circle.project_id, circle.id)

    if form.is_valid() and (answer := tried(form, does)):
        return answer
    context = {"project": circle.project, "circle": circle, "form": form}
    return show(request, "meetings/roles/wills.html", context)


def months_from(day: date) -> list[date]:
    """The first days of this month and the next ones."""
    month, found = day.replace(day=1), []
    for _each in range(MONTHS):
        found.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return found


@require_POST
@on_circle
def share_out(request: HttpRequest, circle: Circle, member: Member) -> HttpResponse:
    """Find somebody for each role at the next meetings."""
    actions.share_out(circle=circle, by=actor(request), at=clock.now())
    return redirect("meetings:list", circle.project_id)


@require_POST
@on_meeting
def pass_on(request: HttpRequest, meeting: Meeting, member: Member, turn_id: UUID) -> HttpResponse:
    """Not this time."""
    actions.pass_on(turn=turn_of(meeting, turn_id), by=actor(request), at=clock.now())
    return redirect("meetings:meeting", meeting.project_id, meeting.id)


@require_POST
@on_meeting
def take(request: HttpRequest, meeting: Meeting, member: Member, turn_id: UUID) -> HttpResponse:
    """I will do it."""
    actions.take_turn(turn=turn_of(meeting, turn_id), by=actor(request), at=clock.now())
    return redirect("meetings:meeting", meeting.project_id, meeting.id)


def turn_of(meeting: Meeting, turn_id: UUID) -> Turn:
    """A turn at this meeting."""
    known = Turn.objects.select_related("member", "meeting__circle")
    return get_object_or_404(known, meeting=meeting, pk=turn_id)
