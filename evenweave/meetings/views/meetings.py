"""The meetings of a project; one of them; planning, moving and calling off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, id_in, place_in, show
from evenweave.common.refusals import Refusal
from evenweave.decisions.views.beginning import circles_of
from evenweave.meetings import brought, choosing, firstly
from evenweave.meetings.actions import meetings as actions
from evenweave.meetings.after import has_minutes
from evenweave.meetings.forms.meetings import USUAL_DAYS, AfterForm, CallOffForm, MoveForm, PlanForm
from evenweave.meetings.hopes import hopes_for
from evenweave.meetings.models import Attendance, Kind, Meeting, State, Venue
from evenweave.meetings.notice import notice_of
from evenweave.meetings.own import owned, tasks_of, turns_of
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.presenting import offered
from evenweave.meetings.recap import recap_for
from evenweave.meetings.rules import running as rules
from evenweave.meetings.rules.minutes import why_not_send_minutes
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project, posted

# So many of those that were, on a page.
PAGE = 20
# What most meetings are like.
BEGUN = {
    "kind": Kind.MEETING,
    "when": PlanForm.TOGETHER,
    "minutes": "90",
    "agenda_days": str(USUAL_DAYS),
}


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
    ahead = [] if start else list(ours.ahead(clock.now()))
    has_said = project.first_meeting_words or project.first_meeting_on
    context = {
        "project": project,
        "ahead": ahead,
        "is_first": bool(has_said) and not (start or ahead or was),
        "behind": was[:PAGE],
        "newer": f"?from={start - 1}" if start else "",
        "older": f"?from={start + 1}" if len(was) > PAGE else "",
    }
    return show(request, "meetings/meetings.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def plan(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Call people together; the first time, as whoever began the team said."""
    first = firstly.begun(project, localdate(clock.now())) if "first" in request.GET else {}
    after = meeting_before(request, project)
    sort = AfterForm if after else PlanForm
    form = sort(
        posted(request),
        circles=circles_of(project, member),
        venues=Venue.objects.present().filter(project=project),
        zone=settings.TIME_ZONE,
        initial=right_after(after) if after else {**BEGUN, **first},
    )

    def does() -> HttpResponse:
        told = {**form.told, "by": actor(request), "at": clock.now()}
        if "series" in told:
            actions.plan_series(**told)
            return redirect("meetings:list", project.id)
        made = actions.plan_meeting(**told)
        return redirect("meetings:meeting", project.id, made.id)

    if form.is_valid() and (answer := tried(form, does)):
        if after is not None:
            return drafts.saved(answer, f"plan-{after.id}")
        return drafts.saved(answer, f"plan-{project.id}")
    context = {"project": project, "form": form, "is_first": bool(first), "after": after}
    return show(request, "meetings/plan.html", context)


def meeting_before(request: HttpRequest, project: Project) -> Meeting | None:
    """The meeting after which people would like to stay together, if the address names one."""
    asked = id_in(request.GET.get("after", ""))
    known = Meeting.objects.filter(project=project, starts_at__isnull=False)
    return known.filter(pk=asked).first() if asked else None


def right_after(meeting: Meeting) -> dict[str, Any]:
    """A gathering when it ends, at the same place: what the form begins with."""
    begins = localtime(meeting.ends_at)
    return {
        "title": _("Lunch together"),
        "circle": str(meeting.circle_id),
        "day": begins.date(),
        "clock": begins.time(),
        "minutes": "60",
        "venue": str(meeting.venue_id or ""),
    }


@require_safe
@on_meeting
def meeting(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """When and where, what for, and what it is about."""
    context = told_of(meeting, member)
    has_come = not rules.unless_time(meeting, clock.now())
    context["may_begin"] = context["is_in"] and has_come
    context["notice"] = notice_of(meeting, clock.now())
    if has_minutes(meeting):
        context["may_send"] = why_not_send_minutes(actor(request), meeting) is None
    is_gathering = meeting.kind == Kind.GATHERING
    template = "meetings/gathering.html" if is_gathering else "meetings/meeting.html"
    return show(request, template, context)


def told_of(meeting: Meeting, member: Member) -> dict[str, Any]:
    """What its page shows."""
    items = brought.read(meeting.items.select_related("lead__person"))
    for each in items:
        each.meeting = meeting
    turns = list(turns_of(meeting))
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "member": member,
        "items": items,
        "minutes_wanted": sum(each.minutes for each in items),
        "turns": turns,
        "hopes": hopes_for(meeting),
        "is_in": meeting.has(member),
    }
    if meeting.kind == Kind.GATHERING:
        context["brings"] = meeting.notes.filter(item=None).first()
    elif meeting.state in {State.RUNNING, State.OVER}:
        context["notes"] = list(meeting.notes.select_related("item").order_by("item__position"))
        own = meeting.attendances.filter(member=member).first()
        context |= {"attended": own.how if own else "", "ways": Attendance.How.choices}
        tasks = meeting.tasks.filter(dropped_at=None)
        context["tasks"] = list(tasks.select_related("member__person"))
    elif meeting.state == State.PLANNED:
        context["recap"] = recap_for(meeting)
        context["own"] = owned(turns, items, tasks_of(meeting).filter(member=member))[member.pk]
        context["following"] = following(meeting)
        context["presenters"] = offered(items)
    if meeting.state == State.CHOOSING:
        context |= choosing.told_of(meeting, member, clock.now())
    return context


def following(meeting: Meeting) -> Meeting | None:
    """The gathering with which it ends."""
    known = Meeting.objects.filter(circle=meeting.circle, kind=Kind.GATHERING)
    return known.exclude(state=State.CALLED_OFF).filter(starts_at=meeting.ends_at).first()


@require_http_methods(GET_AND_POST)
@on_meeting
def move(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """To another time or place; before a time is chosen, there is nothing to move."""
    wall = meeting.on_the_wall
    if wall is None:
        return redirect("meetings:meeting", meeting.project_id, meeting.id)
    begun = {"version": meeting.version, "venue": str(meeting.venue_id or "")}
    begun |= {"day": wall.date(), "clock": wall.time()}
    venues = Venue.objects.present().filter(project=meeting.project)
    form = MoveForm(
        posted(request),
        venues=venues,
        zone=meeting.zone,
        others_follow=Meeting.objects.following(meeting).exists(),
        initial=begun,
    )

    def does() -> HttpResponse:
        names = ("starts_at", "venue", "reason", "version")
        told: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
        moves = actions.move_following if form.does_follow else actions.move_meeting
        moves(meeting=meeting, by=actor(request), at=clock.now(), **told)
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
