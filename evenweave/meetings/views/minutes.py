"""The minutes of a meeting: read, sent to everybody, agreed on, printed and checked."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from evenweave.agreements import document
from evenweave.common import clock, sheets
from evenweave.common.pages import as_file, show
from evenweave.meetings import printed, written
from evenweave.meetings.actions import minutes as actions
from evenweave.meetings.after import after, has_minutes, later_than
from evenweave.meetings.models import Meeting
from evenweave.meetings.pages import OnMeeting, on_meeting
from evenweave.meetings.rules import minutes as rules
from evenweave.people.pages import actor
from evenweave.projects.models import Member


def back(meeting: Meeting) -> HttpResponse:
    """To the minutes."""
    return redirect("meetings:minutes", meeting.project_id, meeting.id)


def with_minutes(view: OnMeeting) -> Any:
    """A page about the minutes of a meeting that is over; before, and of gatherings, none."""

    def answer(request: HttpRequest, meeting: Meeting, member: Member, **rest: Any) -> HttpResponse:
        if not has_minutes(meeting):
            raise Http404
        return view(request, meeting, member, **rest)

    return on_meeting(answer)


@require_safe
@with_minutes
def minutes(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """What was said, agreed and taken on; how somebody remembers it otherwise; thanks."""
    by = actor(request)
    found = after(meeting)
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "member": member,
        "after": found,
        "is_in": meeting.has(member),
        "may_send": rules.why_not_send_minutes(by, meeting) is None,
        "may_agree": rules.why_not_agree_minutes(by, meeting, later_than(meeting)) is None,
    }
    return show(request, "meetings/minutes/minutes.html", context)


@require_POST
@with_minutes
def send(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """The draft goes to everybody."""
    actions.send_minutes(meeting=meeting, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@with_minutes
def agree(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """We agree on what we have read."""
    read = request.POST.get("fingerprint", "")
    later, by, at = later_than(meeting), actor(request), clock.now()
    actions.agree_minutes(meeting=meeting, later=later, fingerprint=read, by=by, at=at)
    return back(meeting)


@require_safe
@with_minutes
def paper(request: HttpRequest, meeting: Meeting, member: Member, dress: str) -> HttpResponse:
    """To print: plain, large, or in Easy Read."""
    if dress not in sheets.POINTS:
        raise Http404
    made = document.pdf(printed.whole(after(meeting), clock.now()), dress)
    return as_file(made.pdf, "application/pdf", f"{name_of(meeting)}-{dress}.pdf")


@require_safe
@with_minutes
def text(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """The very text of which the record holds the fingerprint."""
    told = written.of(meeting).text.encode()
    return as_file(told, "text/plain; charset=utf-8", f"{name_of(meeting)}.txt")


def name_of(meeting: Meeting) -> str:
    """What a file of its minutes is called."""
    return f"minutes-{slugify(meeting.title) or 'meeting'}"
