"""The meetings of a project; one of them; planning, moving and calling off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, place_in, show
from evenweave.common.refusals import Refusal
from evenweave.decisions.views.beginning import circles_of
from evenweave.meetings import choosing
from evenweave.meetings.actions import meetings as actions
from evenweave.meetings.after import has_minutes
from evenweave.meetings.forms.meetings import CallOffForm, MoveForm, PlanForm
from evenweave.meetings.models import Attendance, Meeting, State, Venue
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.recap import recap_for
from evenweave.meetings.rules import running as rules
from evenweave.meetings.rules.minutes import why_not_send_minutes
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project, posted

# So many of those that were, on a page.
PAGE = 20


def tried(form: Any, does: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Do it; what a rule says against it stands above the form, with the words still in it."""
    try:
        return does()
    except Changed:
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return None


@require_safe
@in_project
def meetings(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Those to come, and those that were."""
    start = place_in(request)
    ours = Meeting.objects.filter(project=project).select_related("circle", "venue")
    was = list(ours.behind()[start * PAGE : (start + 1) * PAGE + 1])
    context = {
        "project": project,
        "ahead": [] if start else list(ours.ahead(clock.now())),
        "behind": was[:PAGE],
        "newer": f"?from={start - 1}" if start else "",
        "older": f"?from={start + 1}" if len(was) > PAGE else "",
    }
    return show(request, "meetings/meetings.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def plan(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Call people together."""
    form = PlanForm(
        posted(request),
        circles=circles_of(project, member),
        venues=Venue.objects.present().filter(project=project),
        zone=settings.TIME_ZONE,
        initial={"kind": "meeting", "when": PlanForm.TOGETHER, "minutes": "90"},
    )

    def does() -> HttpResponse:
        told = {**form.told, "by": actor(request), "at": clock.now()}
        if "series" in told:
            actions.plan_series(**told)
            return redirect("meetings:list", project.id)
        made = actions.plan_meeting(**told)
        return redirect("meetings:meeting", project.id, made.id)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"plan-{project.id}")
    return show(request, "meetings/plan.html", {"project": project, "form": form})


@require_safe
@on_meeting
def meeting(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """When and where, what for, and what it is about."""
    context = told_of(meeting, member)
    has_come = not rules.unless_time(meeting, clock.now())
    context["may_begin"] = context["is_in"] and has_come
    if has_minutes(meeting):
        context["may_send"] = why_not_send_minutes(actor(request), meeting) is None
    return show(request, "meetings/meeting.html", context)


def told_of(meeting: Meeting, member: Member) -> dict[str, Any]:
    """What its page shows."""
    items = list(meeting.items.select_related("lead__person"))
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "member": member,
        "items": items,
        "minutes_wanted": sum(each.minutes for each in items),
        "turns": list(meeting.turns.select_related("role", "member__person", "learner__person")),
        "is_in": meeting.people.filter(pk=member.pk).exists(),
    }
    if meeting.state in {State.RUNNING, State.OVER}:
        context["notes"] = list(meeting.notes.select_related("item").order_by("item__position"))
        own = meeting.attendances.filter(member=member).first()
        context |= {"attended": own.how if own else "", "ways": Attendance.How.choices}
        tasks = meeting.tasks.filter(dropped_at=None)
        context["tasks"] = list(tasks.select_related("member__person"))
    if meeting.state == State.PLANNED:
        context["recap"] = recap_for(meeting)
    if meeting.state == State.CHOOSING:
        context |= choosing.told_of(meeting, member)
    return context


@require_http_methods(GET_AND_POST)
@on_meeting
def move(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """To another time or place."""
    wall = meeting.on_the_wall
    begun = {"version": meeting.version, "venue": str(meeting.venue_id or "")}
    if wall is not None:
        begun |= {"day": wall.date(), "clock": wall.time()}
    venues = Venue.objects.present().filter(project=meeting.project)
    form = MoveForm(posted(request), venues=venues, zone=meeting.zone, initial=begun)

    def does() -> HttpResponse:
        names = ("starts_at", "venue", "reason", "version")
        told: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
        actions.move_meeting(meeting=meeting, by=actor(request), at=clock.now(), **told)
        return redirect("meetings:meeting", meeting.project_id, meeting.id)

    if form.is_valid():
        try:
            answer = tried(form, does)
        except Changed:
            meeting.refresh_from_db()
            newer = {**begun, "reason": ""}
            return conflict(request, form, newer=newer, version=meeting.version)
        if answer:
            return drafts.saved(answer, f"move-{meeting.id}")
    context = {"project": meeting.project, "meeting": meeting, "form": form}
    return show(request, "meetings/move.html", context)


@require_http_methods(GET_AND_POST)
@on_meeting
def call_off(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """It does not take place."""
    form = CallOffForm(posted(request))

    def does() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        actions.call_off(meeting=meeting, reason=reason, by=actor(request), at=clock.now())
        return redirect("meetings:meeting", meeting.project_id, meeting.id)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"call-off-{meeting.id}")
    context = {"project": meeting.project, "meeting": meeting, "form": form}
    return show(request, "meetings/call_off.html", context)
