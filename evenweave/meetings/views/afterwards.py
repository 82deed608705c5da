"""“I would like to say something afterwards”, to one person, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock, crisis, drafts
from evenweave.common.pages import GET_AND_POST, show
from evenweave.meetings.actions import afterwards as actions
from evenweave.meetings.forms.afterwards import AfterwardsForm
from evenweave.meetings.models import USUAL, Afterwards, Meeting, State
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.agenda import people
from evenweave.meetings.views.meetings import tried
from evenweave.people.pages import actor, helped_by
from evenweave.projects.models import Member
from evenweave.projects.pages import posted

# Who is offered first, if they have that role here.
FIRST = ("welcome", "chair")
HAS_BEGUN = {State.RUNNING, State.OVER}


def back(meeting: Meeting) -> HttpResponse:
    """To what is between them."""
    return redirect("meetings:afterwards", meeting.project_id, meeting.id)


@require_http_methods(GET_AND_POST)
@on_meeting
def afterwards(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Ask somebody; and what was asked, for the two who know of it."""
    is_in = meeting.has(member)
    others = people(meeting).exclude(pk=member.pk)
    form = AfterwardsForm(posted(request), members=others, initial=listener(meeting, member))

    def does() -> HttpResponse:
        told = form.cleaned_data
        by, at = actor(request), clock.now()
        actions.say_afterwards(meeting=meeting, sender=member, **told, by=by, at=at)
        return back(meeting)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"afterwards-{meeting.id}")
    between = list(Afterwards.objects.between(member).filter(meeting=meeting))
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "form": form if is_in and meeting.state in HAS_BEGUN else None,
        "sent": [each for each in between if each.sender_id == member.pk],
        "got": [each for each in between if each.to_id == member.pk],
        "is_helped": helped_by(request) is not None,
        "contacts": crisis.contacts(),
    }
    answer = show(request, "meetings/afterwards.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def listener(meeting: Meeting, member: Member) -> dict[str, str]:
    """Whoever welcomes people here, or else chairs; where nobody else does, nobody is chosen."""
    others = meeting.turns.filter(member__isnull=False).exclude(member=member)
    known = dict(others.values_list("role__name", "member"))
    names = [str(USUAL[each][0]) for each in FIRST]
    found = next((known[name] for name in names if name in known), "")
    return {"to": str(found)}


def does_with_note(does: Callable[..., None]) -> Callable[..., HttpResponse]:
    """A button of one of the two; to anybody else it is not there."""

    @require_POST
    @on_meeting
    def answer(
        request: HttpRequest, meeting: Meeting, member: Member, note_id: UUID
    ) -> HttpResponse:
        known = Afterwards.objects.between(member).select_related("meeting__project")
        note = get_object_or_404(known, meeting=meeting, pk=note_id)
        does(note=note, by=actor(request), at=clock.now())
        return back(meeting)

    return answer


be_there = does_with_note(actions.be_there)
be_done_with = does_with_note(actions.be_done_with)
take_back = does_with_note(actions.take_back_afterwards)
