"""Lending our agreement to a later team, and taking over what another team lends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.agreements import reading
from evenweave.agreements.actions import carrying as actions
from evenweave.agreements.forms.carrying import EndForm, LendForm, TakeForm
from evenweave.agreements.models import Carried, Lending
from evenweave.agreements.origins import origin
from evenweave.agreements.pages import in_full_project
from evenweave.agreements.rules.carrying import has_any, to_take
from evenweave.agreements.views.changing import tried
from evenweave.common import clock, drafts
from evenweave.common.pages import GET_AND_POST, show
from evenweave.decisions.models import Decision
from evenweave.decisions.views.beginning import circles_of
from evenweave.outbox.links import whole
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import posted

# So many decisions to choose from, the newest.
TO_CHOOSE = 50


@require_safe
@in_full_project
def lending(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """To whom our agreement is lent, since when, and by which decision."""
    found = list(
        Lending.objects.filter(project=project).select_related("decision", "ended_by_decision")
    )
    context = {
        "project": project,
        "member": member,
        **by_state(found),
        "has_any": has_any(project),
        "address": whole(reverse("home:project", args=[project.id])),
        "to_cover": list(to_cover(found, member)),
    }
    return show(request, "agreements/carrying/lending.html", context)


def by_state(found: list[Lending]) -> dict[str, list[Lending]]:
    """What is lent, what may come to be, what was, and what the team did not agree to."""
    heaps: dict[str, list[Lending]] = {"present": [], "proposed": [], "ended": [], "refused": []}
    for each in found:
        heaps[state_of(each)].append(each)
    return heaps


def state_of(lending: Lending) -> str:
    """Which of these it is."""
    if lending.ended_at:
        return "ended"
    if lending.is_present:
        return "present"
    return "proposed" if lending.is_proposed else "refused"


def to_cover(found: list[Lending], member: Member) -> list[dict[str, Any]]:
    """What others would tell a later team, and could be covered."""
    return [
        {"kind": "agreements.lessons", "thing_id": each.pk, "words": each.lessons, "called": ""}
        for each in found
        if each.lessons and not each.is_covered and each.made_by != member.person_id
    ]


@require_http_methods(GET_AND_POST)
@in_full_project
def lend(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Ask the whole team whether to lend it."""
    form = LendForm(posted(request))

    def does() -> HttpResponse:
        told = {**form.told, "by": actor(request), "at": clock.now()}
        made = actions.propose_lending(project=project, **told)
        return redirect("decisions:way", project.id, made.decision_id)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"lend-{project.id}")
    context = {"project": project, "form": form, "has_any": has_any(project)}
    return show(request, "agreements/carrying/lend.html", context)


def lending_of(project: Project, lending_id: UUID) -> Lending:
    """One of this project’s own, or nothing there."""
    known = Lending.objects.filter(project=project).select_related("project", "decision")
    return get_object_or_404(known, pk=lending_id)


@require_http_methods(GET_AND_POST)
@in_full_project
def end(request: HttpRequest, project: Project, member: Member, lending_id: UUID) -> HttpResponse:
    """Write down that the team decided otherwise."""
    found = lending_of(project, lending_id)
    later = later_than(found)
    form = EndForm(posted(request), decisions=later)

    def does() -> HttpResponse:
        decision = form.cleaned_data["decision"]
        actions.end_lending(lending=found, decision=decision, by=actor(request), at=clock.now())
        return redirect("agreements:lending", project.id)

    if form.is_valid() and (answer := tried(form, does)):
        return answer
    context = {"project": project, "lending": found, "form": form, "has_any": bool(later)}
    return show(request, "agreements/carrying/end.html", context)


def later_than(lending: Lending) -> list[Decision]:
    """What the team agreed to since it lent its agreement, the newest first.

    What looked again at the lending is among them, whatever it came to: a no ends it too.
    """
    if lending.lent_at is None:
        return []
    agreed = Q(pk__in=reading.agreed_to(lending.project).values("pk"))
    later = reading.decided(lending.project).filter(closed_at__gte=lending.lent_at)
    found = later.filter(agreed | Q(reviews=lending.decision_id))
    return list(found.exclude(pk=lending.decision_id)[:TO_CHOOSE])


@require_POST
@in_full_project
def take_back_lessons(
    request: HttpRequest, project: Project, member: Member, lending_id: UUID
) -> HttpResponse:
    """Whoever wrote what was learned takes it back."""
    found = lending_of(project, lending_id)
    actions.take_back_lessons(lending=found, by=actor(request), at=clock.now())
    return redirect("agreements:lending", project.id)


@require_safe
@in_full_project
def offered(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What other teams lend us, and what we took over."""
    found = Carried.objects.filter(change__project=project).select_related(
        "change__decision", "lending__project", "lending__decision"
    )
    carried = found.order_by("-at", "change__position")
    context = {
        "project": project,
        "offers": Lending.objects.offered_to(project).select_related("project"),
        "carried": [(each.change, origin(each)) for each in carried],
    }
    return show(request, "agreements/carrying/offered.html", context)


@require_http_methods(GET_AND_POST)
@in_full_project
def take(request: HttpRequest, project: Project, member: Member, lending_id: UUID) -> HttpResponse:
    """Choose what to propose to our own team; once it is lent no longer, the page says so."""
    known = Lending.objects.ever_lent_to(project).select_related("project", "decision")
    lent = get_object_or_404(known, pk=lending_id)
    left = to_take(lent, project) if lent.is_present else []
    form = TakeForm(posted(request), versions=left, circles=circles_of(project, member))

    def does() -> HttpResponse:
        told = {**form.told, "by": actor(request), "at": clock.now()}
        made = actions.take_over(lending=lent, **told)
        return redirect("decisions:way", project.id, made.id)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"take-{lent.id}")
    context = {"project": project, "lent": lent, "form": form, "has_any": bool(left)}
    return show(request, "agreements/carrying/take.html", context)
