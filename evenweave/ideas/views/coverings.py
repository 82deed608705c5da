"""Covering words that harm somebody or expose a third person, and uncovering them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.actors import Actor
from evenweave.common.pages import GET_AND_POST, show
from evenweave.ideas import actions, coverable
from evenweave.ideas.forms.coverings import AppealForm, CoverForm, UncoverForm
from evenweave.ideas.models import Covering, CoverState
from evenweave.ideas.rules import coverings as rules
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project

PAGE = 20
PEOPLE = [
    *("asked_by__person", "asked_by__seat", "agreed_by__person", "appealed_by__person"),
    *("lift_by__person", "lift_by__seat", "ended_by__person"),
]
OnCovering = Callable[Concatenate[HttpRequest, Covering, Member, ...], HttpResponse]


def on_covering(view: OnCovering) -> Callable[..., HttpResponse]:
    """A page about a covering, for members of its project."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, covering_id: UUID, **rest: Any
    ) -> HttpResponse:
        known = Covering.objects.filter(project=project).select_related(*PEOPLE)
        found = get_object_or_404(known, pk=covering_id)
        found.project = project
        return view(request, found, member, **rest)

    return in_project(answer)


@require_safe
@in_project
def coverings(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What is covered here or was, by whom and why; never the words."""
    known = Covering.objects.filter(project=project).exclude(agreed_by=None, state=CoverState.ENDED)
    found = known.select_related(*PEOPLE).order_by("-asked_at", "id")[:PAGE]
    at = clock.now()
    context = {
        "project": project,
        "member": member,
        "coverings": [each for each in found if each.agreed_by_id or each.is_live(at)],
    }
    return show(request, "ideas/coverings/coverings.html", context)


def may_read(said: coverable.Said | None, by: Actor) -> bool:
    """Whoever wrote them, and whoever may read them where they stand."""
    is_author = said is not None and by.person == said.author and by.helper is None
    return said is None or is_author or said.may_be_read_by(by)


@require_http_methods(GET_AND_POST)
@in_project
def cover(
    request: HttpRequest, project: Project, member: Member, kind: str, thing_id: UUID
) -> HttpResponse:
    """Ask that words be covered; where somebody has, go there."""
    said = coverable.found(project.id, kind, thing_id)
    by = actor(request)
    if said is None or not may_read(said, by):
        raise Http404
    standing, at = Covering.objects.of(kind, thing_id), clock.now()
    if standing is not None and standing.is_live(at):
        return redirect("ideas:covering", project.id, standing.id)
    form = CoverForm(request.POST or None)
    if form.is_valid():
        asked = actions.ask_to_cover(
            project=project, kind=kind, thing_id=thing_id, **form.cleaned_data, by=by, at=at
        )
        return redirect("ideas:covering", project.id, asked.id)
    context = {
        "project": project,
        "member": member,
        "said": said,
        "form": form,
        "is_author": said.author == by.person,
        "has_seat": rules.seat_of(member) is not None,
    }
    return show(request, "ideas/coverings/cover.html", context)


def told(covering: Covering, member: Member, request: HttpRequest) -> dict[str, Any]:
    """How a covering stands, and what this member can do."""
    by, at = actor(request), clock.now()
    said = coverable.found(covering.project_id, covering.kind, covering.thing_id)
    is_author = covering.author is not None and covering.author == by.person
    is_one_of_two = member.id in covering.covered_by
    has_seat = rules.seat_of(member) is not None
    is_reader = may_read(said, by)
    may_judge = covering.state == CoverState.APPEALED and has_seat and not is_author and is_reader
    return {
        "project": covering.project,
        "member": member,
        "covering": covering,
        "said": said,
        "title": coverable.declared[covering.kind].title,
        "waits": covering.waits(at),
        "is_author": is_author,
        "is_one_of_two": is_one_of_two,
        "asked_it": covering.asked_by_id == member.id,
        "may_read": is_reader
        and (not covering.is_covered or is_author or is_one_of_two or may_judge),
        "may_judge": may_judge and not is_one_of_two,
        "why_not_agree": rules.why_not_agree_to_cover(by, covering, at),
        "why_not_uncover": rules.why_not_uncover(by, covering, "…"),
        "appeal_form": AppealForm(),
        "uncover_form": UncoverForm(),
    }


@require_safe
@on_covering
def covering(request: HttpRequest, covering: Covering, member: Member) -> HttpResponse:
    """One covering: who, why, and how it stands."""
    return show(request, "ideas/coverings/covering.html", told(covering, member, request))


def back_to(covering: Covering) -> HttpResponse:
    """Its own page."""
    return redirect("ideas:covering", covering.project_id, covering.id)


@require_POST
@on_covering
def agree(request: HttpRequest, covering: Covering, member: Member) -> HttpResponse:
    """A second person agrees."""
    actions.agree_to_cover(covering=covering, by=actor(request), at=clock.now())
    return back_to(covering)


@require_POST
@on_covering
def take_back(request: HttpRequest, covering: Covering, member: Member) -> HttpResponse:
    """Whoever asked thinks otherwise."""
    actions.take_back_asking(covering=covering, by=actor(request), at=clock.now())
    return back_to(covering)


@require_POST
@on_covering
def appeal(request: HttpRequest, covering: Covering, member: Member) -> HttpResponse:
    """Somebody sees it otherwise."""
    form = AppealForm(request.POST)
    if form.is_valid():
        actions.appeal_covering(
            covering=covering, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return back_to(covering)
    context = told(covering, member, request) | {"appeal_form": form, "form": form}
    return show(request, "ideas/coverings/covering.html", context)


@require_POST
@on_covering
def lift(request: HttpRequest, covering: Covering, member: Member) -> HttpResponse:
    """The first of two others would uncover it."""
    actions.ask_to_uncover(covering=covering, by=actor(request), at=clock.now())
    return back_to(covering)


@require_POST
@on_covering
def uncover(request: HttpRequest, covering: Covering, member: Member) -> HttpResponse:
    """The words can be read again."""
    form = UncoverForm(request.POST)
    if form.is_valid():
        actions.uncover(covering=covering, **form.cleaned_data, by=actor(request), at=clock.now())
        return back_to(covering)
    context = told(covering, member, request) | {"uncover_form": form, "form": form}
    return show(request, "ideas/coverings/covering.html", context)
