"""The page that everybody has open while they meet, on every phone and on the wall."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, id_in, show
from evenweave.live.pages import channel
from evenweave.meetings import recap
from evenweave.meetings.actions import running as actions
from evenweave.meetings.forms.running import HandForm, NotesForm, TaskForm
from evenweave.meetings.lines import written
from evenweave.meetings.models import Hand, Item, Meeting, Notes, State
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.agenda import people
from evenweave.meetings.views.meetings import tried
from evenweave.people.pages import actor, person_at
from evenweave.projects.models import Member
from evenweave.projects.pages import posted

# So many who would like to speak are named. Nobody needs to see how many come after them.
SHOWN = 8


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
    context = told_to_all(meeting) | told_of(meeting, member) | {"live": live}
    return show(request, "meetings/now.html", context, part="now")


@require_safe
@on_meeting
def wall(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """The same for a wall: in very large words, and nothing of any one person."""
    if meeting.state != State.RUNNING:
        return redirect("meetings:meeting", meeting.project_id, meeting.id)
    live = channel(meeting.id, person_at(request).id)  # before the rest is read
    context = told_to_all(meeting) | {"live": live}
    return show(request, "meetings/wall.html", context, part="wall")


def told_to_all(meeting: Meeting) -> dict[str, Any]:
    """What is the same on every screen."""
    running, at = meeting.running, clock.now()
    items = list(meeting.items.select_related("lead__person"))
    current = next((each for each in items if each.pk == running.item_id), None)
    following = items[items.index(current) + 1 :] if current else items
    hands = list(hands_of(current)[: SHOWN + 1]) if current else []
    return {
        "project": meeting.project,
        "meeting": meeting,
        "running": running,
        "items": items,
        "current": current,
        "next_item": following[0] if following else None,
        "minutes_gone": running.minutes_gone(at),
        "at": at,
        "hands": hands[:SHOWN],
        "has_more_hands": len(hands) > SHOWN,
        "words": [each.word for each in meeting.check_ins.all() if each.word],
        "needs": list(meeting.needs.all()),
        "recap": recap.recap_for(meeting) if current is None else None,
    }


def told_of(meeting: Meeting, member: Member) -> dict[str, Any]:
    """What is on this screen alone."""
    item_id = meeting.running.item_id
    own = Hand.objects.filter(item=item_id, member=member, heard_at=None)
    of_now = meeting.notes.filter(Q(item=item_id) | Q(item=None)).select_related("item")
    return {
        "member": member,
        "has_hand": own.exists(),
        "has_checked_in": meeting.check_ins.filter(member=member).exists(),
        "written": written(meeting, of_now.order_by("item__position")),
        "is_in": meeting.people.filter(pk=member.pk).exists(),
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
    """A pause, or its end. Each button says which: a page may be older than the pause."""
    does = actions.go_on if request.POST.get("want") == "go-on" else actions.pause
    does(meeting=meeting, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def raise_hand(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """I would like to speak, or this is to be read out; or my hand down again."""
    item = item_on(meeting)
    hand = item.hands.filter(member=member, heard_at=None).first()
    words = request.POST.get("words", "").strip()
    by, at = actor(request), clock.now()
    if "down" in request.POST:
        if hand is not None:  # somebody may have heard them meanwhile
            hand.item = item
            actions.lower_hand(hand=hand, was_heard=False, by=by, at=at)
    elif hand is None or words:
        actions.raise_hand(item=item, member=member, words=words, by=by, at=at)
    return back(meeting)


def item_on(meeting: Meeting) -> Item:
    """What is on now; before the first thing, there is nothing to speak to."""
    item = get_object_or_404(Item, meeting=meeting, pk=meeting.running.item_id)
    item.meeting = meeting
    return item


@require_http_methods(GET_AND_POST)
@on_meeting
def hand_for(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Somebody beside me would like to speak, and has no phone at hand."""
    form = HandForm(posted(request), members=people(meeting).exclude(pk=member.pk))

    def does() -> HttpResponse:
        told: dict[str, Any] = form.cleaned_data
        item = item_on(meeting)
        actions.raise_hand(item=item, by=actor(request), at=clock.now(), **told)
        return back(meeting)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"hand-{meeting.id}")
    context = {"project": meeting.project, "meeting": meeting, "form": form}
    return show(request, "meetings/hand.html", context)


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
    word = "" if "pass" in request.POST else request.POST.get("word", "").strip()
    actions.check_in(meeting=meeting, member=member, word=word, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def need(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """What would help somebody here."""
    words = request.POST.get("words", "").strip()
    actions.say_need(meeting=meeting, words=words, by=actor(request), at=clock.now())
    return back(meeting)


@require_http_methods(GET_AND_POST)
@on_meeting
def notes(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """What was said, to an item or to the whole."""
    asked = id_in(request.GET.get("item", ""))
    item = get_object_or_404(Item, meeting=meeting, pk=asked) if asked else None
    found = Notes.objects.filter(meeting=meeting, item=item).first()
    form = NotesForm(posted(request), initial=as_begun(found))

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
            return conflict(
                request,
                form,
                newer=as_begun(newer),
                version=newer.version,
                standing=request.get_full_path(),  # it names the item
            )
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
