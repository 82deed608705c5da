"""Pairs and tables while people meet; and staying out of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.meetings.actions import mixes as actions
from evenweave.meetings.forms.mixes import MOST, LeftOutForm, TablesForm
from evenweave.meetings.mixes import has_left_out
from evenweave.meetings.models import Meeting
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.meetings import tried
from evenweave.meetings.views.roles import on_circle
from evenweave.meetings.views.running import back
from evenweave.people.pages import actor
from evenweave.projects.models import Circle, Member
from evenweave.projects.pages import posted


@require_POST
@on_meeting
def mine(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """I am here and happy to be drawn; not today; never; or ask me again."""
    said = request.POST.get("happy", "")
    told: dict[str, Any] = {"member": member, "by": actor(request), "at": clock.now()}
    if said in {"never", "ask"}:
        actions.say_left_out(circle=meeting.circle, is_left_out=said == "never", **told)
    else:
        actions.say_mix_will(meeting=meeting, is_happy_to=said == "yes", **told)
    return back(meeting)


@require_POST
@on_meeting
def pairs(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Draw pairs."""
    actions.draw_pairs(meeting=meeting, by=actor(request), at=clock.now())
    return back(meeting)


@require_http_methods(GET_AND_POST)
@on_meeting
def tables(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Draw tables, or small groups."""
    form = TablesForm(posted(request), initial={"by": MOST, "number": "4"})

    def does() -> HttpResponse:
        told = form.cleaned_data
        number, is_most = told["number"], told["by"] == MOST
        by, at = actor(request), clock.now()
        actions.draw_tables(meeting=meeting, number=number, is_most=is_most, by=by, at=at)
        return back(meeting)

    if form.is_valid() and (answer := tried(form, does)):
        return answer
    context = {"project": meeting.project, "meeting": meeting, "form": form}
    return show(request, "meetings/tables.html", context)


@require_POST
@on_meeting
def put_away(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """It has served."""
    actions.put_away_mixes(meeting=meeting, by=actor(request), at=clock.now())
    return back(meeting)


@require_http_methods(GET_AND_POST)
@on_circle
def left_out(request: HttpRequest, circle: Circle, member: Member) -> HttpResponse:
    """Whether I would rather never be asked; only I see it."""
    is_out = has_left_out(circle, member)
    begun = {"left_out": LeftOutForm.NEVER if is_out else LeftOutForm.ASK}
    form = LeftOutForm(posted(request), initial=begun)

    def does() -> HttpResponse:
        is_left_out = form.cleaned_data["left_out"] == LeftOutForm.NEVER
        told: dict[str, Any] = {"circle": circle, "member": member, "is_left_out": is_left_out}
        actions.say_left_out(by=actor(request), at=clock.now(), **told)
        return redirect("meetings:roles", circle.project_id, circle.id)

    if form.is_valid() and (answer := tried(form, does)):
        return answer
    context = {"project": circle.project, "circle": circle, "form": form}
    return show(request, "meetings/roles/left_out.html", context)
