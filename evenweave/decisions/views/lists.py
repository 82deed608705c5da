"""What a team has decided, decides and shapes; and how it decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, place_in, show
from evenweave.decisions import showing
from evenweave.decisions.actions.standing import set_rule
from evenweave.decisions.forms.ways import WayForm, answers
from evenweave.decisions.models import Decision, Option, Outcome, StandingRule, State
from evenweave.people.pages import actor
from evenweave.projects.models import Circle, Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.team import by_name

PAGE = 20


@require_safe
@in_project
def decisions(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What is open first, then what is shaped, then what was decided, newest first."""
    place = place_in(request)
    found = Decision.objects.filter(project=project).select_related("circle")
    standing = Prefetch("outcomes", Outcome.objects.filter(ended_at=None), "standing")
    closed = (
        found.filter(state__in=[State.DECIDED, State.UNDECIDED])
        .prefetch_related(standing, "options")
        .order_by("-closed_at", "id")[place * PAGE : (place + 1) * PAGE + 1]
    )
    over = list(closed)
    context: dict[str, Any] = {
        "project": project,
        "member": member,
        "open": [] if place else found.filter(state=State.OPEN).order_by("closes_at", "id"),
        "shaped": [] if place else found.filter(state=State.DRAFT).order_by("-made_at", "id"),
        "over": [(each, said_of(each)) for each in over[:PAGE]],
        "earlier": f"?from={place - 1}" if place else "",
        "later": f"?from={place + 1}" if len(over) > PAGE else "",
        "has_rule": StandingRule.objects.filter(project=project, ended_at=None).exists(),
    }
    return show(request, "decisions/decisions.html", context)


def said_of(decision: Any) -> str:
    """What came of a decision, in a line."""
    options: list[Option] = list(decision.options.all())
    return showing.sentence_of(decision.standing[0], options) if decision.standing else ""


@require_safe
@in_project
def rules(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """How the project decides, and each circle that does it its own way."""
    found = StandingRule.objects.filter(project=project, ended_at=None).select_related("circle")
    own = {rule.circle_id: rule.way for rule in found}
    names = showing.Names.of(own.values()).known
    context = {
        "project": project,
        "member": member,
        "rule": steps_shown(own.get(None), names),
        "circles": [
            (circle, steps_shown(own.get(circle.id), names))
            for circle in project.circles.present()
            if not circle.is_everybody
        ],
    }
    return show(request, "decisions/rules.html", context)


def steps_shown(way: Any, names: dict[Any, str]) -> list[showing.ShownStep]:
    """A rule as steps; nothing where there is none."""
    return showing.steps_of(way, None, names) if way else []


@require_http_methods(GET_AND_POST)
@in_project
def rule(
    request: HttpRequest, project: Project, member: Member, circle_id: UUID | None = None
) -> HttpResponse:
    """Write down how the project, or a circle of it, decides from now on."""
    circles = project.circles.present().filter(is_everybody=False)
    circle: Circle | None = get_object_or_404(circles, pk=circle_id) if circle_id else None
    known = StandingRule.objects.filter(project=project, circle=circle, ended_at=None).first()
    people = by_name(project)
    form = WayForm(
        request.POST or None, members=people, initial=answers(known.way) if known else None
    )
    if form.is_valid():
        set_rule(
            project=project,
            circle=circle,
            way=form.cleaned_data["way"],
            by=actor(request),
            at=clock.now(),
        )
        return redirect("decisions:rules", project.id)
    context = {"project": project, "member": member, "circle": circle, "form": form}
    return show(request, "decisions/rule.html", context)
