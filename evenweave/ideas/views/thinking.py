"""Thinking aloud."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, make_aware
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, place_in, show
from evenweave.ideas import actions
from evenweave.ideas.forms.ideas import SpaceForm, ThoughtForm
from evenweave.ideas.models import ThinkingSpace, Thought
from evenweave.people.pages import actor
from evenweave.projects.models import Circle, Member, Project
from evenweave.projects.pages import in_project

PAGE = 30


def circle_of(project: Project, member: Member, circle_id: UUID) -> Circle:
    """A circle in which this member is; for others it has no such page."""
    found = get_object_or_404(project.circles.present(), pk=circle_id)
    get_object_or_404(found.people, pk=member.pk)
    return found


@require_safe
@in_project
def spaces(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Where this member can think aloud: with everybody, and in each of their circles."""
    is_open = ThinkingSpace.objects.filter(
        circle=OuterRef("pk"), ended_at=None, until__gt=clock.now()
    )
    own = Exists(member.circle_members.filter(circle=OuterRef("pk"), until=None))
    found = project.circles.present().filter(Q(is_everybody=True) | own)
    circles = found.annotate(until=Subquery(is_open.values("until")[:1]))
    context = {"project": project, "member": member, "circles": circles}
    return show(request, "ideas/spaces.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def thinking(
    request: HttpRequest, project: Project, member: Member, circle_id: UUID
) -> HttpResponse:
    """What a circle thinks aloud, and until when; only people of the circle see it."""
    circle, at = circle_of(project, member, circle_id), clock.now()
    space = ThinkingSpace.objects.filter(circle=circle, ended_at=None, until__gt=at).first()
    form = ThoughtForm(request.POST or None)
    if space is not None and form.is_valid():
        space.circle = circle
        actions.think_aloud(space=space, **form.cleaned_data, by=actor(request), at=at)
        return redirect("ideas:thinking", project.id, circle.id)
    place = place_in(request)
    found = thoughts_of(space, place) if space else []
    context = {
        "project": project,
        "member": member,
        "circle": circle,
        "space": space,
        "thoughts": found[:PAGE],
        "earlier": f"?from={place - 1}" if place else "",
        "later": f"?from={place + 1}" if len(found) > PAGE else "",
        "form": form if space else None,
    }
    return show(request, "ideas/thinking.html", context)


def thoughts_of(space: ThinkingSpace, place: int) -> list[Thought]:
    """One page of thoughts, newest first, and one more if there is one."""
    found = space.thoughts.select_related("member__person").order_by("-said_at", "-id")
    return list(found[place * PAGE : (place + 1) * PAGE + 1])


@require_http_methods(GET_AND_POST)
@in_project
def space(request: HttpRequest, project: Project, member: Member, circle_id: UUID) -> HttpResponse:
    """Open the space, or set another day on which all of it goes."""
    circle, at = circle_of(project, member, circle_id), clock.now()
    form = SpaceForm(request.POST or None, initial={"until": localdate(at) + timedelta(days=14)})
    if form.is_valid():
        until = make_aware(datetime.combine(form.cleaned_data["until"], time(23, 59)))
        actions.open_thinking(circle=circle, until=until, by=actor(request), at=at)
        return redirect("ideas:thinking", project.id, circle.id)
    context = {"project": project, "circle": circle, "form": form}
    return show(request, "ideas/space.html", context)


@require_POST
@in_project
def take_back(
    request: HttpRequest, project: Project, member: Member, circle_id: UUID, thought_id: UUID
) -> HttpResponse:
    """It was never said."""
    circle = circle_of(project, member, circle_id)
    known = Thought.objects.select_related("member", "space__circle")
    found = get_object_or_404(known, pk=thought_id, space__circle=circle)
    actions.take_back_thought(thought=found, by=actor(request), at=clock.now())
    return redirect("ideas:thinking", project.id, circle.id)
