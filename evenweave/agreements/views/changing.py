"""Proposing something new, other words or less; agreeing in the room; putting two together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.agreements import showing
from evenweave.agreements.actions import changing as actions
from evenweave.agreements.drafting import Draft, removal
from evenweave.agreements.forms.changing import (
    ChangeForm,
    HowForm,
    RemoveForm,
    RewordForm,
    StartersForm,
)
from evenweave.agreements.models import Change, Clause, Sort, Version
from evenweave.agreements.pages import on_change, on_clause
from evenweave.agreements.starters import BY_TOPIC, STARTERS
from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.common.refusals import Refusal
from evenweave.decisions.models import State
from evenweave.decisions.views.beginning import circles_of
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project, posted
from evenweave.projects.team import by_name


def how(project: Project, member: Member) -> dict[str, Any]:
    """Which circles could agree, and who could have been there."""
    circles = circles_of(project, member)
    return {"circles": circles, "members": by_name(project), "initial": {"people": [member.id]}}


def begun(asked: dict[str, Any], **told: Any) -> dict[str, Any]:
    """The same, with what the form begins from."""
    people = [str(each) for each in asked["initial"]["people"]]
    return {**asked, "initial": {"people": people, **told}}


def agree(
    request: HttpRequest,
    form: HowForm,
    wanted: Sequence[Draft],
    *,
    instead_of: Change | None = None,
) -> HttpResponse:
    """Bring it to the circle, or write down that it agreed; then the page of the decision."""
    by, at = actor(request), clock.now()
    told: dict[str, Any] = {"circle": form.chosen_circle, "drafts": wanted, "by": by, "at": at}
    if form.is_room:
        people = form.cleaned_data["people"]
        made = actions.agree_changes(people=people, instead_of=instead_of, **told)
        return redirect("decisions:decision", made.project_id, made.id)
    summary = form.cleaned_data["plain_summary"]
    made = actions.propose_changes(plain_summary=summary, instead_of=instead_of, **told)
    return redirect("decisions:way", made.project_id, made.id)


@require_http_methods(GET_AND_POST)
@in_project
def new(request: HttpRequest, project: Project, member: Member, sort: str) -> HttpResponse:
    """Something new in the agreement: a way of working, a word, or a goal."""
    if sort not in Sort.values:
        raise Http404
    asked = begun(how(project, member), version=0)
    form = ChangeForm(posted(request), sort=sort, **asked)
    if form.is_valid():
        draft = form.draft(Change.What.NEW)
        if answer := tried(form, lambda: agree(request, form, [draft])):
            return drafts.saved(answer, f"new-{sort}-{project.id}")
    context = {"project": project, "form": form, "sort": sort}
    return show(request, "agreements/new.html", context)


def tried(form: Any, does: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Do it; what a rule says against it stands above the form, with the words still in it."""
    try:
        return does()
    except Changed:
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return None


@require_http_methods(GET_AND_POST)
@on_clause
def change(request: HttpRequest, clause: Clause, member: Member) -> HttpResponse:
    """Other words for a clause; if it moved on meanwhile, both stand side by side."""
    project, stands = clause.project, standing_of(clause)
    asked = begun(how(project, member), version=stands.number, **texts(stands))
    form = ChangeForm(posted(request), sort=clause.sort, **asked)
    if form.is_valid():
        if form.cleaned_data["version"] != stands.number:
            newer = {name: form.cleaned_data.get(name) for name in form.fields} | texts(stands)
            return conflict(request, form, newer=newer, version=stands.number)
        draft = form.draft(Change.What.WORDS, clause, stands)
        if answer := tried(form, lambda: agree(request, form, [draft])):
            return drafts.saved(answer, f"clause-{clause.id}")
    context = {"project": project, "form": form, "clause": clause, "version": stands}
    return show(request, "agreements/change.html", context)


def standing_of(clause: Clause) -> Version:
    """The version that stands; of one that was taken out, there is no such page."""
    stands = clause.current
    if stands is None:
        raise Http404
    return stands


def texts(version: Version) -> dict[str, str]:
    """The words of a version, as the form asks for them."""
    return {name: getattr(version, name) for name in showing.WORDED}


@require_http_methods(GET_AND_POST)
@on_clause
def remove(request: HttpRequest, clause: Clause, member: Member) -> HttpResponse:
    """Take a clause out of the agreement."""
    project, stands = clause.project, standing_of(clause)
    form = RemoveForm(posted(request), **begun(how(project, member), version=stands.number))
    if form.is_valid():
        if form.cleaned_data["version"] != stands.number:
            return redirect("agreements:clause", project.id, clause.id)
        if answer := tried(form, lambda: agree(request, form, [removal(clause, stands)])):
            return answer
    context = {"project": project, "form": form, "clause": clause, "version": stands}
    return show(request, "agreements/remove.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def starters(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Words to begin with; what a team has already is not offered again."""
    known = Clause.objects.present().filter(project=project).exclude(topic="")
    taken = set(known.values_list("topic", flat=True))
    form = StartersForm(posted(request), taken=list(taken), **begun(how(project, member)))
    if form.is_valid():
        wanted = [BY_TOPIC[topic].draft for topic in form.cleaned_data["topics"]]
        if answer := tried(form, lambda: agree(request, form, wanted)):
            return answer
    context = {"project": project, "form": form, "has_any": len(taken) < len(STARTERS)}
    return show(request, "agreements/starters.html", context)


@require_http_methods(GET_AND_POST)
@on_change
def reword(request: HttpRequest, change: Change, member: Member) -> HttpResponse:
    """What is proposed, in other words; once it is open, as a new round."""
    decision = change.decision
    is_open = decision.state == State.OPEN
    worded = {name: getattr(change, name) for name in (*showing.WORDED, "version")}
    form = RewordForm(
        request.POST or None,
        sort=change.sort,
        is_open=is_open,
        initial=worded,
    )
    if form.is_valid():
        told = {**form.cleaned_data, "change": change, "by": actor(request), "at": clock.now()}
        does = actions.ask_again if is_open else actions.reword_change
        try:
            does(**told)
        except Changed:
            change.refresh_from_db()
            newer = {name: getattr(change, name) for name in showing.WORDED}
            newer |= {"what_changed": form.cleaned_data.get("what_changed", "")}
            return conflict(request, form, newer=newer, version=change.version)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            answer = redirect("decisions:decision", change.project_id, decision.id)
            return drafts.saved(answer, f"change-{change.id}")
    context = {"project": change.project, "decision": decision, "form": form, "change": change}
    context |= {"about": showing.shown([showing.worded(change, change.stands)])}
    return show(request, "agreements/reword.html", context)


@require_http_methods(GET_AND_POST)
@on_change
def together(request: HttpRequest, change: Change, member: Member) -> HttpResponse:
    """A change that was agreed to and met another: three texts, and one that people make."""
    if change.state != Change.State.WAITS:
        raise Http404
    project, stands = change.project, change.stands
    worded = {name: getattr(change, name) for name in showing.WORDED}
    asked = begun(how(project, member), version=stands.number if stands else 0, **worded)
    form = ChangeForm(posted(request), sort=change.sort, **asked)
    if form.is_valid():
        draft = joined(change, stands, form)
        try:
            answer = tried(form, lambda: agree(request, form, [draft], instead_of=change))
        except Changed:
            form.add_error(None, str(Changed().reason))
            answer = None
        if answer:
            return drafts.saved(answer, f"together-{change.id}")
    context = {"project": project, "form": form, "change": change, "stands": stands}
    context |= {"told": showing.worded(change, stands)}
    return show(request, "agreements/together.html", context)


def joined(change: Change, stands: Version | None, form: ChangeForm) -> Draft:
    """Other words for what stands; where it was taken out meanwhile, something new."""
    if stands is None:
        return form.draft(Change.What.NEW)
    return form.draft(Change.What.WORDS, change.clause, stands)


@require_POST
@on_change
def leave_out(request: HttpRequest, change: Change, member: Member) -> HttpResponse:
    """One of several is not proposed after all."""
    decision = change.decision
    actions.leave_out_change(change=change, by=actor(request), at=clock.now())
    return redirect("decisions:decision", decision.project_id, decision.id)
