"""Meetings in people’s own calendars, and a letter that asks an employer for protected time."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, as_file, show
from evenweave.meetings import calendars, diary, files, letters
from evenweave.meetings.actions import feeds as actions
from evenweave.meetings.models import Feed, Kind, Meeting, State
from evenweave.meetings.pages import on_meeting
from evenweave.outbox.links import whole
from evenweave.outbox.pages import download
from evenweave.people.pages import actor, person_at, signed_in
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project

CALENDAR = "text/calendar; charset=utf-8"
# How often a calendar needs to look: what changes is told by message, too.
REST = 900


@require_http_methods(GET_AND_POST)
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """The address of one’s own calendar: made, and shown once."""
    person = person_at(request)
    address = ""
    if request.method == "POST":
        key = actions.make_feed(person=person.id, by=actor(request), at=clock.now())
        address = whole(f"/calendar/{key}.ics")
    context = {"address": address, "has_one": Feed.objects.filter(person=person.id).exists()}
    answer = show(request, "meetings/calendar.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@signed_in
def end(request: HttpRequest) -> HttpResponse:
    """It leads nowhere any more."""
    actions.end_feed(person=person_at(request).id, by=actor(request), at=clock.now())
    return show(request, "meetings/calendar.html", {"address": "", "has_one": False})


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """What a calendar fetches, with nobody signed in. If nothing changed, it is told so at once."""
    found = Feed.objects.filter(mark=actions.mark_of(key)).first()
    if found is None:
        raise Http404
    at = clock.now()
    events = [diary.event_of(each) for each in diary.meetings_of(found.person, at)]
    name = _("Meetings in Evenweave")
    tag = calendars.etag(events, name)
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        changed_at = max((each.changed_at for each in events), default=found.made_at)
        answer = HttpResponse(calendars.feed(events, name, changed_at), content_type=CALENDAR)
    answer["ETag"] = tag
    answer["Cache-Control"] = f"private, max-age={REST}"
    return answer


@require_safe
@on_meeting
def one(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """One meeting, to put into a calendar by hand."""
    if meeting.starts_at is None:
        raise Http404
    return download(files.by_hand(meeting))


@require_safe
@in_project
def letter(request: HttpRequest, project: Project, member: Member, dress: str) -> HttpResponse:
    """A letter to an employer, with the meetings that are planned."""
    if dress not in letters.POINTS:
        raise Http404
    known = diary.meetings_of(person_at(request).id, clock.now())
    ours = [each for each in known if each.project_id == project.id and is_to_come(each)]
    told = letters.Told(
        called=member.called,
        role=member.role_title,
        project=project.name,
        purpose=project.purpose,
        dates=[each.starts_at for each in ours if each.starts_at],
        minutes=max((each.minutes for each in ours), default=90),
        zone=ours[0].zone if ours else settings.TIME_ZONE,
        signs=project.name,
        contact="",
        written_on=localdate(clock.now()),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    return as_file(letters.letter(told, dress).pdf, "application/pdf", f"letter-{dress}.pdf")


def is_to_come(meeting: Meeting) -> bool:
    """Whether it is planned, and was not yet. A gathering asks for nobody’s working time."""
    return meeting.state == State.PLANNED and meeting.kind == Kind.MEETING
