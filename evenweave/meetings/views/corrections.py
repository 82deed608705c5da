"""Minutes that somebody remembers otherwise: suggested, taken over, or taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.agreements.differences import between
from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, id_in, show
from evenweave.meetings.actions import minutes as actions
from evenweave.meetings.forms.minutes import CorrectionForm, TakeOverForm
from evenweave.meetings.models import Correction, Item, Meeting, Notes
from evenweave.meetings.views.meetings import tried
from evenweave.meetings.views.minutes import back, with_minutes
from evenweave.meetings.views.running import as_begun
from evenweave.people.pages import actor
from evenweave.projects.models import Member
from evenweave.projects.pages import posted


@require_http_methods(GET_AND_POST)
@with_minutes
def suggest(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """How an item, or the whole, should read."""
    asked = id_in(request.GET.get("item", ""))
    item = get_object_or_404(Item, meeting=meeting, pk=asked) if asked else None
    notes = Notes.objects.filter(meeting=meeting, item=item).first()
    form = CorrectionForm(posted(request), initial={"words": notes.words if notes else ""})

    def does() -> HttpResponse:
        told = {"meeting": meeting, "item": item, **form.cleaned_data}
        actions.suggest_words(by=actor(request), at=clock.now(), **told)
        return back(meeting)

    if form.is_valid() and (answer := tried(form, does)):
        if item is None:
            return drafts.saved(answer, f"correction-{meeting.id}")
        return drafts.saved(answer, f"correction-{item.id}")
    context = {"project": meeting.project, "meeting": meeting, "item": item, "form": form}
    return show(request, "meetings/minutes/suggest.html", context)


def correction_of(meeting: Meeting, correction_id: UUID) -> Correction:
    """A suggestion to these minutes whose words are still there."""
    known = Correction.objects.filter(meeting=meeting, taken_back_at=None)
    found = get_object_or_404(known.select_related("item", "member"), pk=correction_id)
    found.meeting = meeting
    return found


@require_http_methods(GET_AND_POST)
@with_minutes
def take_over(
    request: HttpRequest, meeting: Meeting, member: Member, correction_id: UUID
) -> HttpResponse:
    """Both side by side; then they are the words of the notes."""
    correction = correction_of(meeting, correction_id)
    place = {"meeting": meeting, "item": correction.item}
    stands = as_begun(Notes.objects.filter(**place).first())
    form = TakeOverForm(posted(request), initial=stands | {"words": shown_words(correction)})

    def does() -> HttpResponse:
        told: dict[str, Any] = form.cleaned_data
        actions.take_over_words(correction=correction, by=actor(request), at=clock.now(), **told)
        return back(meeting)

    if form.is_valid():
        try:
            answer = tried(form, does)
        except Changed:
            newer = as_begun(Notes.objects.filter(**place).first())
            return conflict(request, form, newer=newer, version=newer["version"])
        if answer:
            return drafts.saved(answer, f"take-over-{correction.id}")
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "correction": correction,
        "difference": between(stands["words"], shown_words(correction)),
        "form": form,
    }
    return show(request, "meetings/minutes/take_over.html", context)


def shown_words(correction: Correction) -> str:
    """What it says, unless that is covered."""
    return "" if correction.is_covered else correction.words


@require_POST
@with_minutes
def take_back(
    request: HttpRequest, meeting: Meeting, member: Member, correction_id: UUID
) -> HttpResponse:
    """Whoever suggested it would rather not."""
    found = correction_of(meeting, correction_id)
    actions.take_back_words(correction=found, by=actor(request), at=clock.now())
    return back(meeting)
