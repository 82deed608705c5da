"""Closed matters: what everybody sees of them, and what their readers read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.agreements import matters as reading
from evenweave.agreements import talking
from evenweave.agreements.actions import agreeing as asking
from evenweave.agreements.actions import matters as actions
from evenweave.agreements.forms.agreeing import QuestionForm
from evenweave.agreements.forms.matters import (
    ChangeReadersForm,
    EndForm,
    MatterForm,
    NoteForm,
    ReadersForm,
)
from evenweave.agreements.models import Matter, Note
from evenweave.agreements.pages import in_full_project, on_matter
from evenweave.agreements.rules import matters as rules
from evenweave.agreements.views.bringing import bring_to_decision
from evenweave.agreements.views.changing import tried
from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.people.names import Directory
from evenweave.people.pages import actor, person_at, signed_in
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import posted
from evenweave.projects.team import by_name

# So many decisions can be chosen, the newest first.
TO_CHOOSE = 50


@require_safe
@in_full_project
def matters(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What is closed to some, and what was."""
    found = list(Matter.objects.filter(project=project).order_by("ends_on", "id"))
    readers = reading.readers_of(found)
    rows: list[Any] = found
    for each in rows:
        each.who = readers[each.pk]
    context = {
        "project": project,
        "closed": [each for each in rows if each.is_closed],
        "open": [each for each in rows if not each.is_closed],
    }
    return show(request, "agreements/matters/matters.html", context)


@require_http_methods(GET_AND_POST)
@in_full_project
def new(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Close a matter to all but some."""
    begun = {"readers": [str(member.id)]}
    form = MatterForm(posted(request), members=by_name(project), initial=begun)

    def does() -> HttpResponse:
        told = {**form.cleaned_data, "by": actor(request), "at": clock.now()}
        made = actions.open_matter(project=project, **told)
        return redirect("agreements:matter", project.id, made.id)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"matter-{project.id}")
    return show(request, "agreements/matters/new.html", {"project": project, "form": form})


@require_safe
@on_matter
def matter(request: HttpRequest, matter: Matter, member: Member) -> HttpResponse:
    """A matter as everybody sees it; and what is in it, for those who read it."""
    return page(request, matter, member)


def page(request: HttpRequest, matter: Matter, member: Member, **more: Any) -> HttpResponse:
    """The page of a matter; with a form that needs mending, if there is one."""
    by = actor(request)
    asked = talking.questions_of(matter.project, member, matter)
    readers = reading.readers_of([matter])[matter.pk]
    may_read = matter.may_be_read_by(by)
    notes = reading.notes_of(matter, by, member)
    context = {
        "project": matter.project,
        "matter": matter,
        "made_by": Directory().called({matter.made_by}).get(matter.made_by),
        "readers": readers,
        "is_reader": any(each.member_id == member.id for each in readers),
        "may_read": may_read,
        "why_not": rules.unless_reader(by, matter),
        "notes": notes,
        "has_own": not may_read and bool(reading.own_notes(matter.id, by)),
        "questions": asked,
        "note_form": NoteForm(),
        "ask_form": QuestionForm(),
        "to_cover": [*reading.to_cover(notes), *talking.to_cover(asked)],
        **more,
    }
    return show(request, "agreements/matters/matter.html", context)


@require_POST
@on_matter
def write(request: HttpRequest, matter: Matter, member: Member) -> HttpResponse:
    """Write something that only its readers read."""
    form = NoteForm(request.POST)

    def does() -> HttpResponse:
        told = {**form.cleaned_data, "by": actor(request), "at": clock.now()}
        made = actions.write_note(matter=matter, **told)
        return redirect_to(matter, f"#said-{made.id}")

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"note-{matter.id}")
    return page(request, matter, member, note_form=form, form=form)


def redirect_to(matter: Matter, place: str = "") -> HttpResponse:
    """Its page."""
    answer = redirect("agreements:matter", matter.project_id, matter.id)
    answer["Location"] += place
    return answer


@require_POST
@on_matter
def ask(request: HttpRequest, matter: Matter, member: Member) -> HttpResponse:
    """Ask about it, openly."""
    form = QuestionForm(request.POST)
    if form.is_valid():
        asking.ask(
            project=matter.project,
            matter=matter,
            words=form.cleaned_data["words"],
            by=actor(request),
            at=clock.now(),
        )
        return drafts.saved(redirect_to(matter, "#asked"), f"ask-matter-{matter.id}")
    return page(request, matter, member, ask_form=form, form=form)


@require_http_methods(GET_AND_POST)
@on_matter
def readers(request: HttpRequest, matter: Matter, member: Member) -> HttpResponse:
    """Others read it from now on."""
    begun = {"readers": [str(each) for each in matter.reader_ids], "version": matter.version}
    members = by_name(matter.project)
    form = ChangeReadersForm(posted(request), members=members, initial=begun)

    def does() -> HttpResponse:
        told = {**form.cleaned_data, "by": actor(request), "at": clock.now()}
        actions.change_readers(matter=matter, **told)
        return redirect_to(matter)

    if form.is_valid():
        try:
            answer = tried(form, does)
        except Changed:
            matter.refresh_from_db()
            newer = {"readers": [str(each) for each in matter.reader_ids], "reason": ""}
            return conflict(request, form, newer=newer, version=matter.version)
        if answer:
            return drafts.saved(answer, f"readers-{matter.id}")
    context = {"project": matter.project, "matter": matter, "form": form}
    context |= {"why_not": rules.unless_reader(actor(request), matter)}
    return show(request, "agreements/matters/readers.html", context)


@require_http_methods(GET_AND_POST)
@on_matter
def end(request: HttpRequest, matter: Matter, member: Member) -> HttpResponse:
    """It opens on another day."""
    begun = {"ends_on": matter.ends_on, "version": matter.version}
    form = EndForm(posted(request), initial=begun)

    def does() -> HttpResponse:
        told = {**form.cleaned_data, "by": actor(request), "at": clock.now()}
        actions.change_end(matter=matter, **told)
        return redirect_to(matter)

    if form.is_valid():
        try:
            answer = tried(form, does)
        except Changed:
            matter.refresh_from_db()
            newer = {"ends_on": matter.ends_on, "reason": ""}
            return conflict(request, form, newer=newer, version=matter.version)
        if answer:
            return drafts.saved(answer, f"end-{matter.id}")
    context = {"project": matter.project, "matter": matter, "form": form}
    context |= {"why_not": rules.unless_reader(actor(request), matter)}
    return show(request, "agreements/matters/end.html", context)


@require_http_methods(GET_AND_POST)
@on_matter
def propose(request: HttpRequest, matter: Matter, member: Member) -> HttpResponse:
    """Nobody reads it any more: ask the team who shall."""
    form = ReadersForm(posted(request), members=by_name(matter.project))

    def does() -> HttpResponse:
        told = {**form.cleaned_data, "by": actor(request), "at": clock.now()}
        made = actions.propose_readers(matter=matter, **told)
        return redirect("decisions:shape", matter.project_id, made.id)

    if form.is_valid() and (answer := tried(form, does)):
        return answer
    context = {"project": matter.project, "matter": matter, "form": form}
    context |= {"why_not": rules.unless_deserted(matter)}
    return show(request, "agreements/matters/propose.html", context)


@require_POST
@on_matter
def decline(request: HttpRequest, matter: Matter, member: Member) -> HttpResponse:
    """I would rather not read it."""
    actions.decline_reading(matter=matter, by=actor(request), at=clock.now())
    return redirect_to(matter)


@require_POST
@on_matter
def bring(request: HttpRequest, matter: Matter, member: Member) -> HttpResponse:
    """Begin a proposal about it: whether it stays closed."""
    asked = _("Shall “{name}” stay closed as it is?")
    return bring_to_decision(request, matter.project, asked.format(name=matter.name))


# One’s own notes, also after leaving


@require_safe
@signed_in
def mine(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """What somebody wrote in a matter, for them alone, to take back."""
    notes = reading.own_notes(matter_id, actor(request))
    if not notes:
        raise Http404
    context = {"matter": notes[0].matter, "notes": notes, "project": notes[0].matter.project}
    return show(request, "agreements/matters/mine.html", context)


@require_POST
@signed_in
def take_back(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Its author takes it back, wherever they are now."""
    person = person_at(request)
    known = Note.objects.filter(member__person=person).select_related("member", "matter__project")
    note = get_object_or_404(known, pk=note_id)
    actions.take_back_note(note=note, by=actor(request), at=clock.now())
    project = note.matter.project
    if Member.objects.of(project, person):
        return redirect_to(note.matter)
    return redirect("home:front")
