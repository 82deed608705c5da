"""After a meeting: catching up in two minutes, and saying thank you."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock, drafts
from evenweave.common.pages import GET_AND_POST, show
from evenweave.meetings.actions import minutes as actions
from evenweave.meetings.after import people_to_thank
from evenweave.meetings.catching_up import catch_up
from evenweave.meetings.forms.minutes import ThanksForm
from evenweave.meetings.models import Kind, Meeting, State, Thanks
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.meetings import tried
from evenweave.meetings.views.minutes import with_minutes
from evenweave.people.pages import actor
from evenweave.projects.models import Member
from evenweave.projects.pages import posted


@require_safe
@with_minutes
def catching_up(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """What it came to, in short."""
    found = catch_up(meeting, member, clock.now())
    context = {"project": meeting.project, "meeting": meeting, "found": found}
    return show(request, "meetings/minutes/catch_up.html", context)


@require_POST
@with_minutes
def enough(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """It is not offered any more."""
    actions.leave_catching_up(meeting=meeting, member=member, by=actor(request), at=clock.now())
    return redirect("home:front")


@require_http_methods(GET_AND_POST)
@on_meeting
def thanks(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """To somebody, or to everybody."""
    if meeting.kind == Kind.GATHERING or meeting.state not in {State.RUNNING, State.OVER}:
        raise Http404
    form = ThanksForm(posted(request), members=people_to_thank(meeting, member))

    def does() -> HttpResponse:
        told = form.cleaned_data
        actions.thank(meeting=meeting, by=actor(request), at=clock.now(), **told)
        return redirect("meetings:thanks", meeting.project_id, meeting.id)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"thanks-{meeting.id}")
    own = meeting.thanks.filter(by=member, taken_back_at=None)
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "form": form,
        "own": own.select_related("to__person"),
        "to_me": Thanks.objects.filter(meeting=meeting).for_eyes_of(member),
    }
    return show(request, "meetings/minutes/thanks.html", context)


@require_POST
@on_meeting
def take_back_thanks(
    request: HttpRequest, meeting: Meeting, member: Member, thanks_id: UUID
) -> HttpResponse:
    """Whoever wrote it takes it back."""
    own = Thanks.objects.filter(meeting=meeting, by=member).select_related("by")
    found = get_object_or_404(own, pk=thanks_id)
    found.meeting = meeting
    actions.take_back_thanks(thanks=found, by=actor(request), at=clock.now())
    return redirect("meetings:thanks", meeting.project_id, meeting.id)
