"""From a line of the notes, by one tap: an idea, an agreement, a proposal, or a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common import clock, drafts
from evenweave.common.forms import Form
from evenweave.common.pages import GET_AND_POST, id_in, show
from evenweave.decisions.forms.room import RoomForm
from evenweave.decisions.forms.shaping import ProposeForm
from evenweave.meetings import lines as reading
from evenweave.meetings.actions.lines import make_of_line
from evenweave.meetings.forms.lines import IdeaForm
from evenweave.meetings.forms.running import TaskForm
from evenweave.meetings.models import Attendance, CameOf, Item, Meeting
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.agenda import people
from evenweave.meetings.views.meetings import tried
from evenweave.meetings.views.running import back
from evenweave.people.pages import actor
from evenweave.projects.models import Member
from evenweave.projects.pages import posted
from evenweave.projects.team import by_name

Thing = CameOf.Thing
# So long a sentence can be agreed, decided or done; an idea may be longer.
SENTENCE = 300
ASKS: Mapping[str, tuple[Promise, Promise]] = {
    Thing.IDEA: (_("Raise it as an idea"), _("Raise it")),
    Thing.AGREED: (_("We agreed it in the room"), _("Write it down")),
    Thing.PROPOSAL: (_("To be decided later"), _("Begin the proposal")),
    Thing.TASK: (_("Somebody does it"), _("Write it down")),
}


@require_safe
@on_meeting
def lines(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """All that was written down, line by line."""
    notes = meeting.notes.select_related("item").order_by("item__position")
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "written": reading.written(meeting, notes),
        "is_in": meeting.has(member),
    }
    return show(request, "meetings/lines.html", context)


@require_http_methods(GET_AND_POST)
@on_meeting
def line(request: HttpRequest, meeting: Meeting, member: Member, kind: str) -> HttpResponse:
    """One of them becomes something: the form has its words already."""
    if kind not in FORMS:
        raise Http404
    asked = id_in(request.GET.get("item", ""))
    item = get_object_or_404(Item, meeting=meeting, pk=asked) if asked else None
    words = reading.found(meeting, item, request.GET.get("line", ""))
    mark = reading.mark_of(asked, words) if words else ""
    about = mark or meeting.pk
    form = FORMS[kind](request, meeting, member, words)

    def does() -> HttpResponse:
        told = {name: form.cleaned_data[name] for name in form.fields}
        make_of_line(
            meeting=meeting,
            item=item,
            line=mark,
            kind=kind,
            told=told,
            by=actor(request),
            at=clock.now(),
        )
        return back(meeting)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"line-{kind}-{about}")
    title, does_it = ASKS[kind]
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "form": form,
        "title": title,
        "does_it": does_it,
        "line": words,
        "kind": kind,
        "about": about,
    }
    return show(request, "meetings/line.html", context)


def idea(request: HttpRequest, meeting: Meeting, member: Member, words: str) -> Form:
    """In as many words as it takes."""
    return IdeaForm(posted(request), initial={"words": words})


def agreed(request: HttpRequest, meeting: Meeting, member: Member, words: str) -> Form:
    """Whoever said that they take part was there, as far as we know."""
    there = Attendance.objects.filter(meeting=meeting).exclude(how=Attendance.How.WRITING)
    known = {member.pk, *there.values_list("member_id", flat=True)}
    begun = {"words": short(words), "people": [str(each) for each in known]}
    members = by_name(meeting.project)
    return RoomForm(posted(request), circles=[meeting.circle], members=members, initial=begun)


def proposal(request: HttpRequest, meeting: Meeting, member: Member, words: str) -> Form:
    """A question to the circle that meets; the rest is shaped later."""
    begun = {"question": short(words)}
    return ProposeForm(posted(request), circles=[meeting.circle], initial=begun)


def task(request: HttpRequest, meeting: Meeting, member: Member, words: str) -> Form:
    """Somebody does it, or somebody is to be found."""
    return TaskForm(posted(request), members=people(meeting), initial={"words": short(words)})


def short(words: str) -> str:
    """As much of a line as one sentence may be long."""
    return Truncator(words).chars(SENTENCE)


FORMS: Mapping[str, Callable[[HttpRequest, Meeting, Member, str], Form]] = {
    Thing.IDEA: idea,
    Thing.AGREED: agreed,
    Thing.PROPOSAL: proposal,
    Thing.TASK: task,
}
