"""The page that everybody has open while they meet, on every phone and on the wall."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, id_in, show
from evenweave.live.pages import channel
from evenweave.meetings import mixes, recap
from evenweave.meetings.actions import running as actions
from evenweave.meetings.forms.running import READY_NEEDS, BringsForm, NotesForm, TaskForm
from evenweave.meetings.models import Hand, Item, Kind, Meeting, Notes, Picture, State
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.agenda import people
from evenweave.meetings.views.meetings import tried
from evenweave.people.pages import actor, person_at
from evenweave.projects.models import Member
from evenweave.projects.pages import posted


def back(meeting: Meeting) -> HttpResponse:
    """To the page that goes along."""
    return redirect("meetings:now", meeting.project_id, meeting.id)


@require_safe
@on_meeting
def now(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """What is on now; before and after, the meeting's own page."""
    if meeting.state != State.RUNNING:
        return redirect("meetings:meeting", meeting.project_id, meeting.id)
    live = channel(meeting.id, person_at(request).id)  # before the rest is read
    context = told_of(meeting, member) | {"live": live}
    return show(request, "meetings/now.html", context, part="now")


def told_of(meeting: Meeting, member: Member) -> dict[str, Any]:
    """What the page shows."""
    running = meeting.running
    items = list(meeting.items.select_related("lead__person"))
    current = next((each for each in items if each.pk == running.item_id), None)
    following = items[items.index(current) + 1 :] if current else items
    hands = list(hands_of(current)) if current else []
    at = clock.now()
    since = running.item_since
    return {
        "project": meeting.project,
        "meeting": meeting,
        "member": member,
        "running": running,
        "items": items,
        "current": current,
        "next_item": following[0] if following else None,
        "minutes_gone": int((at - since).total_seconds()) // 60 if since else 0,
        "hands": hands,
        "has_hand": any(each.member_id == member.pk for each in hands),
        **checked_in(meeting, member),
        **mixes.told_of(meeting, member),
        "needs": list(meeting.needs.all()),
        "ready_needs": READY_NEEDS,
        "notes": Notes.objects.filter(meeting=meeting, item=current).first(),
        "tasks": list(meeting.tasks.filter(dropped_at=None).select_related("member__person")),
        "is_in": meeting.people.filter(pk=member.pk).exists(),
        "recap": recap.recap_for(meeting) if current is None else None,
    }


def checked_in(meeting: Meeting, member: Member) -> dict[str, Any]:
    """What people said to begin with, by what it is: their order must not tell whose it is."""
    said = list(meeting.check_ins.all())
    pictures = {each.picture for each in said}
    return {
        "all_pictures": Picture,
        "pictures": [each for each in Picture if each in pictures],
        "words": sorted({each.word for each in said if each.word}, key=str.casefold),
        "has_checked_in": any(each.member_id == member.pk for each in said),
    }


def hands_of(item: Item) -> Any:
    """Those that are up: who has not spoken to this first, then in the order in which they rose."""
    return item.hands.filter(heard_at=None).select_related("member__person")


@require_POST
@on_meeting
def begin(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Open it."""
    actions.begin(meeting=meeting, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def go_to(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """On to something."""
    asked = id_in(request.POST.get("item", ""))
    item = get_object_or_404(Item, meeting=meeting, pk=asked) if asked else None
    actions.go_to(meeting=meeting, item=item, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def pause(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """A pause, or its end."""
    does = actions.go_on if meeting.running.paused_at else actions.pause
    does(meeting=meeting, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def raise_hand(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """I would like to speak, or this is to be read out."""
    item = get_object_or_404(Item, meeting=meeting, pk=meeting.running.item_id)
    item.meeting = meeting
    words = request.POST.get("words", "").strip()
    actions.raise_hand(item=item, member=member, words=words, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def lower_hand(
    request: HttpRequest, meeting: Meeting, member: Member, hand_id: UUID
) -> HttpResponse:
    """They were heard; or down again."""
    hand = get_object_or_404(Hand.objects.select_related("item"), item__meeting=meeting, pk=hand_id)
    hand.item.meeting = meeting
    was_heard = request.POST.get("heard") == "yes"
    actions.lower_hand(hand=hand, was_heard=was_heard, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def check_in(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """A word to begin with, or a pass."""
    told = {name: request.POST.get(name, "").strip() for name in ("word", "picture")}
    if "pass" in request.POST:
        told = {"word": ""}
    actions.check_in(meeting=meeting, member=member, by=actor(request), at=clock.now(), **told)
    return back(meeting)


@require_POST
@on_meeting
def need(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """What would help somebody here."""
    words = request.POST.get("ready", "") or request.POST.get("words", "").strip()
    actions.say_need(meeting=meeting, words=words, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def see_to_need(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """It is seen to."""
    words = request.POST.get("words", "")
    actions.see_to_need(meeting=meeting, words=words, by=actor(request), at=clock.now())
    return back(meeting)


@require_http_methods(GET_AND_POST)
@on_meeting
def notes(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """What was said, to an item or to the whole; to a gathering, who brings what."""
    asked = id_in(request.GET.get("item", ""))
    item = get_object_or_404(Item, meeting=meeting, pk=asked) if asked else None
    found = Notes.objects.filter(meeting=meeting, item=item).first()
    sort = BringsForm if meeting.kind == Kind.GATHERING else NotesForm
    form = sort(posted(request), initial=as_begun(found))

    def does() -> HttpResponse:
        told = {name: form.cleaned_data[name] for name in ("words", "version")}
        by, at = actor(request), clock.now()
        actions.write_notes(meeting=meeting, item=item, by=by, at=at, **told)
        return back(meeting)

    if form.is_valid():
        try:
            answer = tried(form, does)
        except Changed:
            newer = Notes.objects.get(meeting=meeting, item=item)
            return conflict(request, form, newer=as_begun(newer), version=newer.version)
        if answer:
            if item is not None:
                return drafts.saved(answer, f"notes-{item.id}")
            return drafts.saved(answer, f"notes-{meeting.id}")
    context = {"project": meeting.project, "meeting": meeting, "item": item, "form": form}
    return show(request, "meetings/notes.html", context)


def as_begun(found: Notes | None) -> dict[str, Any]:
    """What stands now, as the form knows it."""
    return {"words": found.words if found else "", "version": found.version if found else 0}


@require_http_methods(GET_AND_POST)
@on_meeting
def task(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Somebody does something."""
    form = TaskForm(posted(request), members=people(meeting))

    def does() -> HttpResponse:
        told: dict[str, Any] = form.cleaned_data
        current = meeting.running.item
        actions.add_task(meeting=meeting, item=current, by=actor(request), at=clock.now(), **told)
        return back(meeting)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"task-{meeting.id}")
    context = {"project": meeting.project, "meeting": meeting, "form": form}
    return show(request, "meetings/task.html", context)


@require_POST
@on_meeting
def attended(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """I took part, and how."""
    how = request.POST.get("how", "")
    by, at = actor(request), clock.now()
    actions.say_attended(meeting=meeting, member=member, how=how, by=by, at=at)
    return redirect("meetings:meeting", meeting.project_id, meeting.id)


@require_POST
@on_meeting
def end(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """It is over."""
    actions.end(meeting=meeting, by=actor(request), at=clock.now())
    return redirect("meetings:meeting", meeting.project_id, meeting.id)
