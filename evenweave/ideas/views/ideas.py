"""Ideas of a project: what waits, what became of the others, and one with its whole way."""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import groupby
from operator import attrgetter
from typing import Any, Concatenate
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.files.pages import hand_out
from evenweave.common.forms import Form
from evenweave.common.pages import GET_AND_POST, place_in, show
from evenweave.ideas import actions, reading
from evenweave.ideas.forms.ideas import AnswerForm, GatherForm, HeardForm, MeantForm
from evenweave.ideas.models import Idea, State, Telling
from evenweave.ideas.page import told
from evenweave.people.pages import actor
from evenweave.projects.models import Circle, Member, Project
from evenweave.projects.pages import in_project

OnIdea = Callable[Concatenate[HttpRequest, Idea, Member, ...], HttpResponse]
# More choices than this on one page help nobody to find the right one.
MOST_TO_GATHER = 60
PARTS = {
    reading.WAITS: (
        _("Waiting for an answer"),
        _("They belong to all of us. Each stands on the next agenda of its circle."),
    ),
    reading.SEEN_TO: (_("Somebody sees to it"), _("They bring it up, or find the answer.")),
    reading.ANSWERED: (_("Answered"), ""),
}


def on_idea(view: OnIdea) -> Callable[..., HttpResponse]:
    """A page about an idea, for members of its project; to others it is not there.

    Nor is one that was taken back before anybody else took part in it.
    """

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, idea_id: UUID, **rest: Any
    ) -> HttpResponse:
        found = Idea.objects.select_related("circle", "taken_on_by__person", "gathered_into")
        idea = found.filter(project=project, pk=idea_id).first()
        if idea is None or (idea.state == State.TAKEN_BACK and not reading.has_trace(idea)):
            raise Http404
        idea.project = idea.circle.project = project
        return view(request, idea, member, **rest)

    return in_project(answer)


@require_safe
@in_project
def ideas(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What waits for an answer first, then what somebody sees to, then what was answered."""
    place = place_in(request)
    circles = list(project.circles.shown())
    chosen = next((each for each in circles if str(each.id) == request.GET.get("circle")), None)
    start = place * reading.PAGE
    page = list(reading.of(project, member, chosen)[start : start + reading.PAGE + 1])
    context = {
        "project": project,
        "member": member,
        "circles": [(each, where(each, 0)) for each in circles],
        "chosen": chosen,
        "parts": parts(page[: reading.PAGE]),
        "earlier": where(chosen, place - 1) if place else "",
        "later": where(chosen, place + 1) if len(page) > reading.PAGE else "",
    }
    return show(request, "ideas/ideas.html", context)


def where(circle: Circle | None, place: int) -> str:
    """The address of a page of the list."""
    asked = {"circle": circle.id if circle else "", "from": place or ""}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def parts(found: list[Any]) -> list[dict[str, Any]]:
    """The list in its parts, each under its heading."""
    return [
        {"title": PARTS[rank][0], "words": PARTS[rank][1], "ideas": list(ideas)}
        for rank, ideas in groupby(found, key=attrgetter("rank"))
    ]


@require_safe
@on_idea
def idea(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """One idea, with its whole way."""
    return show(request, "ideas/idea.html", told(idea, member, actor(request)))


def again(request: HttpRequest, idea: Idea, member: Member, name: str, form: Form) -> HttpResponse:
    """The same page, with a form that needs mending."""
    context = told(idea, member, actor(request)) | {name: form, "form": form}
    return show(request, "ideas/idea.html", context)


@require_safe
@on_idea
def file(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Its picture or its sound."""
    found = getattr(idea, "file", None)
    if found is None or not reading.may_read(idea, actor(request)):
        raise Http404
    return hand_out(
        request, content=bytes(found.content), content_type=found.content_type, name="idea"
    )


def back_to(idea: Idea) -> HttpResponse:
    """The idea's own page."""
    return redirect("ideas:idea", idea.project_id, idea.id)


@require_POST
@on_idea
def hold(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """I hold this too."""
    actions.hold_idea(idea=idea, by=actor(request), at=clock.now())
    return back_to(idea)


@require_POST
@on_idea
def let_go(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Not mine any more."""
    actions.let_go_of_idea(idea=idea, by=actor(request), at=clock.now())
    return back_to(idea)


@require_POST
@on_idea
def take_on(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """I will see to it."""
    actions.take_on_idea(idea=idea, by=actor(request), at=clock.now())
    return back_to(idea)


@require_POST
@on_idea
def put_down(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Somebody else may."""
    actions.put_down_idea(idea=idea, by=actor(request), at=clock.now())
    return back_to(idea)


@require_POST
@on_idea
def hear(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """It was heard."""
    form = HeardForm(request.POST)
    if form.is_valid():
        actions.hear_idea(idea=idea, **form.cleaned_data, by=actor(request), at=clock.now())
        return back_to(idea)
    return again(request, idea, member, "heard_form", form)


@require_POST
@on_idea
def answer(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """What became of it."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        actions.count_idea(idea=idea, **form.cleaned_data, by=actor(request), at=clock.now())
        return back_to(idea)
    return again(request, idea, member, "answer_form", form)


@require_POST
@on_idea
def yes(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Yes, that is it."""
    actions.answer_telling(idea=idea, is_it=True, by=actor(request), at=clock.now())
    return back_to(idea)


@require_POST
@on_idea
def not_meant(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """That is not what I meant."""
    form = MeantForm(request.POST)
    if form.is_valid():
        actions.answer_telling(
            idea=idea, is_it=False, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return back_to(idea)
    return again(request, idea, member, "meant_form", form)


@require_http_methods(GET_AND_POST)
@on_idea
def gather(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Gather others into this one."""
    others = list(reading.to_gather(idea, member)[:MOST_TO_GATHER])
    form = GatherForm(request.POST or None, ideas=others)
    if form.is_valid():
        actions.gather_ideas(
            into=idea, ideas=form.cleaned_data["ideas"], by=actor(request), at=clock.now()
        )
        return back_to(idea)
    context = {"project": idea.project, "idea": idea, "form": form, "others": others}
    return show(request, "ideas/gather.html", context)


@require_POST
@on_idea
def part(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Let it stand by itself again."""
    actions.part_idea(idea=idea, by=actor(request), at=clock.now())
    return back_to(idea)


@require_POST
@on_idea
def take_back(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Its author takes it back."""
    actions.take_back_idea(idea=idea, by=actor(request), at=clock.now())
    return redirect("ideas:list", idea.project_id)


@require_POST
@on_idea
def take_back_said(
    request: HttpRequest, idea: Idea, member: Member, telling_id: UUID
) -> HttpResponse:
    """Somebody takes back what they said to an answer."""
    known = Telling.objects.filter(answer__idea=idea).select_related("member", "answer__idea")
    found = get_object_or_404(known, pk=telling_id)
    actions.take_back_telling(telling=found, by=actor(request), at=clock.now())
    return back_to(idea)
