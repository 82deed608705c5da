"""An agenda that anybody adds to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.meetings import brought
from evenweave.meetings.actions import agenda as actions
from evenweave.meetings.forms.agenda import ChangeItemForm, ItemForm
from evenweave.meetings.models import Item, Meeting
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.meetings import tried
from evenweave.people.pages import actor
from evenweave.projects.models import Member
from evenweave.projects.pages import posted


def back(meeting: Meeting) -> HttpResponse:
    """To the agenda."""
    answer = redirect("meetings:meeting", meeting.project_id, meeting.id)
    answer["Location"] += "#agenda"
    return answer


def people(meeting: Meeting) -> Any:
    """Who could lead something."""
    return meeting.people.select_related("person").order_by("person__name", "id")


@require_http_methods(GET_AND_POST)
@on_meeting
def add(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Something more to come to."""
    begun = {"purpose": "talk", "minutes": "15", "lead": str(member.pk)}
    form = ItemForm(posted(request), members=people(meeting), initial=begun)

    def does() -> HttpResponse:
        told: dict[str, Any] = form.cleaned_data
        actions.add_item(meeting=meeting, by=actor(request), at=clock.now(), **told)
        return back(meeting)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"item-{meeting.id}")
    context = {"project": meeting.project, "meeting": meeting, "form": form}
    return show(request, "meetings/item.html", context)


def item_of(meeting: Meeting, item_id: UUID) -> Item:
    """An item of this agenda, as it reads now."""
    (item,) = brought.read([get_object_or_404(Item, meeting=meeting, pk=item_id)])
    item.meeting = meeting
    return item


def as_begun(item: Item) -> dict[str, Any]:
    """What stands now, as the form knows it."""
    told = {name: getattr(item, name) for name in ("title", "purpose", "prepare", "version")}
    return told | {"minutes": str(item.minutes), "lead": str(item.lead_id or "")}


@require_http_methods(GET_AND_POST)
@on_meeting
def change(request: HttpRequest, meeting: Meeting, member: Member, item_id: UUID) -> HttpResponse:
    """The same put otherwise."""
    item = item_of(meeting, item_id)
    form = ChangeItemForm(
        posted(request), members=people(meeting), item=item, initial=as_begun(item)
    )

    def does() -> HttpResponse:
        told: dict[str, Any] = {"title": item.title, **form.cleaned_data}
        actions.change_item(item=item, by=actor(request), at=clock.now(), **told)
        return back(meeting)

    if form.is_valid():
        try:
            answer = tried(form, does)
        except Changed:
            item.refresh_from_db()
            return conflict(request, form, newer=as_begun(item), version=item.version)
        if answer:
            return drafts.saved(answer, f"item-{item.id}")
    context = {"project": meeting.project, "meeting": meeting, "form": form, "item": item}
    return show(request, "meetings/item.html", context)


@require_POST
@on_meeting
def move(request: HttpRequest, meeting: Meeting, member: Member, item_id: UUID) -> HttpResponse:
    """Sooner or later."""
    item, up = item_of(meeting, item_id), request.POST.get("to") == "sooner"
    actions.move_item(item=item, up=up, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def alternate(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Presenters across kinds of expertise."""
    actions.let_presenters_alternate(meeting=meeting, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def take_out(request: HttpRequest, meeting: Meeting, member: Member, item_id: UUID) -> HttpResponse:
    """Not this time."""
    actions.take_out_item(item=item_of(meeting, item_id), by=actor(request), at=clock.now())
    return back(meeting)
