"""The page that everybody has open while they meet, on every phone and on the wall."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, id_in, is_part, show
from evenweave.common.refusals import Refusal
from evenweave.live.pages import channel
from evenweave.meetings import mixes, on_screens
from evenweave.meetings.actions import running as actions
from evenweave.meetings.forms.running import (
    READY_NEEDS,
    BringsForm,
    HandForm,
    NotesForm,
    TaskForm,
)
from evenweave.meetings.lines import written
from evenweave.meetings.models import (
    Hand,
    Item,
    Kind,
    LeftOut,
    Meeting,
    MixWill,
    Notes,
    Picture,
    Running,
    State,
)
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.agenda import people
from evenweave.meetings.views.meetings import tried
from evenweave.people.pages import actor, person_at
from evenweave.projects.models import Member
from evenweave.projects.pages import posted

NOTHING_ON = _("Nothing is on just now. Raise your hand once something is.")


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
    is_in = meeting.has(member)
    screen = on_screens.on_now(meeting, live.after, is_in=is_in)
    context = {"meeting": meeting, "live": live, "screen": screen, "is_in": is_in}
    if screen.is_mixed:
        context["mine"] = mixes.mine(meeting, member)
    if not is_part(request):
        context |= own(meeting, member)
    return show(request, "meetings/now.html", context, part="now")


@require_safe
@on_meeting
def wall(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """The same for a wall: in very large words, and nothing of any one person."""
    if meeting.state != State.RUNNING:
        return redirect("meetings:meeting", meeting.project_id, meeting.id)
    live = channel(meeting.id, person_at(request).id)  # before the rest is read
    on_wall = on_screens.on_wall(meeting, live.after)
    context = {"project": meeting.project, "meeting": meeting, "at": clock.now()}
    context |= {"live": live, "on_wall": on_wall}
    return show(request, "meetings/wall.html", context, part="wall")


def own(meeting: Meeting, member: Member) -> dict[str, Any]:
    """What stands beside it: one's own hand, and what one can do."""
    running = meeting.running
    of_now = meeting.notes.filter(Q(item=running.item_id) | Q(item=None)).select_related("item")
    return {
        "project": meeting.project,
        "member": member,
        "running": running,
        "at": clock.now(),
        "mark": on_screens.mark(member.pk),
        **said(meeting, member, running.item_id),
        "all_pictures": Picture,
        "ready_needs": READY_NEEDS,
        "written": written(meeting, of_now.order_by("item__position")),
    }


def said(meeting: Meeting, member: Member, item_id: UUID | None) -> dict[str, Any]:
    """Whether a member’s hand is up, and what they said to begin with and of being drawn."""
    me: dict[str, Any] = {"member": OuterRef("pk")}
    will = MixWill.objects.filter(meeting=meeting, **me).values("is_happy_to")
    found = Member.objects.filter(pk=member.pk).values(
        has_hand=Exists(Hand.objects.filter(item=item_id, heard_at=None, **me)),
        has_checked_in=Exists(meeting.check_ins.filter(**me)),
        mix_will=Subquery(will),
        is_left_out=Exists(LeftOut.objects.filter(circle=meeting.circle_id, **me)),
    )
    told: dict[str, Any] = dict(found.get())
    return told | {"is_left_out": told["mix_will"] is None and told["is_left_out"]}


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
    """I would like to speak, or this is to be read out; a hand that is up stays up."""
    item = item_on(meeting)
    is_up = item.hands.filter(member=member, heard_at=None).exists()
    words = request.POST.get("words", "").strip()
    if words or not is_up:
        by, at = actor(request), clock.now()
        actions.raise_hand(item=item, member=member, words=words, by=by, at=at)
    return back(meeting)


def item_on(meeting: Meeting) -> Item:
    """What is on now; before the first thing, there is nothing to speak to."""
    item = item_now(meeting)
    if item is None:
        raise Refusal(NOTHING_ON)
    item.meeting = meeting
    return item


def item_now(meeting: Meeting) -> Item | None:
    """What is on; nothing while people arrive, nor before the meeting, nor after."""
    running = Running.objects.filter(meeting=meeting).select_related("item").first()
    return running.item if running else None


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
def heard(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Somebody was heard."""
    hand = get_object_or_404(hands_in(meeting), pk=id_in(request.POST.get("hand", "")))
    hand.item.meeting = meeting
    actions.lower_hand(hand=hand, was_heard=True, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def lower_hand(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Down again; it may be down already."""
    for hand in hands_in(meeting).filter(member=member, heard_at=None):
        hand.item.meeting = meeting
        actions.lower_hand(hand=hand, was_heard=False, by=actor(request), at=clock.now())
    return back(meeting)


def hands_in(meeting: Meeting) -> QuerySet[Hand]:
    """All that are up, or were."""
    return Hand.objects.filter(item__meeting=meeting).select_related("item")


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
            newer = as_begun(Notes.objects.filter(meeting=meeting, item=item).first())
            return conflict(
                request,
                form,
                newer=newer,
                version=newer["version"],
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
        item, by, at = item_now(meeting), actor(request), clock.now()
        actions.add_task(meeting=meeting, item=item, by=by, at=at, **told)
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
