"""Ideas of a project: what waits, what became of the others, and one with its whole way."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.files.pages import hand_out
from evenweave.common.pages import GET_AND_POST, place_in, show
from evenweave.ideas import actions, reading
from evenweave.ideas.forms.ideas import AnswerForm, GatherForm, HeardForm, MeantForm
from evenweave.ideas.models import Holder, Idea, State
from evenweave.people.names import Directory
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project

OnIdea = Callable[Concatenate[HttpRequest, Idea, Member, ...], HttpResponse]


def on_idea(view: OnIdea) -> Callable[..., HttpResponse]:
    """A page about an idea, for members of its project; to others it is not there."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, idea_id: UUID, **rest: Any
    ) -> HttpResponse:
        found = Idea.objects.select_related("circle", "taken_on_by__person", "gathered_into")
        idea = found.filter(project=project, pk=idea_id).first()
        if idea is None:
            raise Http404
        idea.project = project
        return view(request, idea, member, **rest)

    return in_project(answer)


@require_safe
@in_project
def ideas(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What waits for an answer first, then what was answered, newest first."""
    place = place_in(request)
    found = reading.of(project, member)
    answered = found.filter(state__in=[State.COUNTED, State.TOLD]).order_by("-raised_at", "id")
    page = list(answered[place * reading.PAGE : (place + 1) * reading.PAGE + 1])
    context = {
        "project": project,
        "member": member,
        "everybody": project.circles.get(is_everybody=True),
        "waiting": [] if place else reading.unanswered(found),
        "answered": page[: reading.PAGE],
        "earlier": f"?from={place - 1}" if place else "",
        "later": f"?from={place + 1}" if len(page) > reading.PAGE else "",
    }
    return show(request, "ideas/ideas.html", context)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step of an idea's way, as the kit's steps show it."""

    words: str | Promise
    more: str
    state: str


def told(idea: Idea, member: Member) -> dict[str, Any]:
    """Everything on the page of an idea."""
    holders = list(idea.holders.select_related("member__person"))
    hearings: list[Any] = list(idea.hearings.all())
    answers: list[Any] = list(idea.answers.all())
    people = {each.said_by for each in [*hearings, *answers]}
    names = Directory().called(people)
    mine = next((each for each in holders if each.member_id == member.id), None)
    return {
        "project": idea.project,
        "idea": idea,
        "member": member,
        "steps": steps_of(idea, holders, hearings, answers, names),
        "holders": holders,
        "mine": mine,
        "is_author": mine is not None and mine.is_author,
        "file": getattr(idea, "file", None),
        "answers": [(each, names.get(each.said_by)) for each in reversed(answers)],
        "said": [each for each in holders if each.words],
        "gathered": idea.gathered.all() if idea.state != State.GATHERED else [],
        "others": has_others(idea),
        "heard_form": HeardForm(),
        "answer_form": AnswerForm(),
        "meant_form": MeantForm(),
    }


def has_others(idea: Idea) -> bool:
    """Whether there is anything to gather into this one."""
    return Idea.objects.filter(project=idea.project).standing().exclude(pk=idea.pk).exists()


def steps_of(
    idea: Idea, holders: list[Holder], hearings: list[Any], answers: list[Any], names: Any
) -> list[ShownStep]:
    """Raised, heard, answered, told: what is done, what goes on, and what is to come."""
    order = [State.RAISED, State.HEARD, State.COUNTED, State.TOLD]
    reached = order.index(State(idea.state)) if idea.state in order else 0
    author = next((each.member.called for each in holders if each.is_author), "")
    yes = sum(each.is_it is True for each in holders)
    mores = [
        _("{who}, on {day}.").format(who=author, day=on(idea.raised_at)),
        "; ".join(heard(each, names) for each in hearings),
        answers[-1].get_how_display() if answers and reached > 1 else "",
        _("Whoever had it says: yes, that is it.") if yes and reached > 1 else "",
    ]
    labels = [_("Raised"), _("Heard"), _("Answered"), _("Told")]
    states = ["done" if place <= reached else "" for place in range(4)]
    if reached < 3 and idea.state in order:
        states[reached + 1] = "now"
    return [ShownStep(*each) for each in zip(labels, mores, states, strict=True)]


def heard(hearing: Any, names: Any) -> str:
    """Where, by whose account, and when."""
    who = names.get(hearing.said_by, _("a former member"))
    return f"{hearing.where} ({who}, {on(hearing.heard_at)})"


def on(moment: Any) -> str:
    """A day in words."""
    return date_format(localtime(moment), _("j F Y"))


@require_safe
@on_idea
def idea(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """One idea, with its whole way."""
    return show(request, "ideas/idea.html", told(idea, member))


@require_safe
@on_idea
def file(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Its picture or its sound."""
    found = getattr(idea, "file", None)
    if found is None:
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
    return show(request, "ideas/idea.html", told(idea, member) | {"heard_form": form, "form": form})


@require_POST
@on_idea
def answer(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """What became of it."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        actions.count_idea(idea=idea, **form.cleaned_data, by=actor(request), at=clock.now())
        return back_to(idea)
    return show(
        request, "ideas/idea.html", told(idea, member) | {"answer_form": form, "form": form}
    )


@require_POST
@on_idea
def yes(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Yes, that is it."""
    holder = get_object_or_404(idea.holders, member=member)
    holder.idea = idea
    actions.answer_telling(holder=holder, is_it=True, by=actor(request), at=clock.now())
    return back_to(idea)


@require_POST
@on_idea
def not_meant(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """That is not what I meant."""
    holder = get_object_or_404(idea.holders, member=member)
    holder.idea = idea
    form = MeantForm(request.POST)
    if form.is_valid():
        actions.answer_telling(
            holder=holder, is_it=False, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return back_to(idea)
    return show(request, "ideas/idea.html", told(idea, member) | {"meant_form": form, "form": form})


@require_http_methods(GET_AND_POST)
@on_idea
def gather(request: HttpRequest, idea: Idea, member: Member) -> HttpResponse:
    """Gather others into this one."""
    others = Idea.objects.filter(project=idea.project).standing().exclude(pk=idea.pk)
    form = GatherForm(request.POST or None, ideas=others.order_by("-raised_at")[:100])
    if form.is_valid():
        actions.gather_ideas(
            into=idea, ideas=form.cleaned_data["ideas"], by=actor(request), at=clock.now()
        )
        return back_to(idea)
    context = {"project": idea.project, "idea": idea, "form": form}
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
