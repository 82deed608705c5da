"""Work that is handed on: what needs somebody, who holds what, and until when."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.agreements.actions import handovers as actions
from evenweave.agreements.forms.handovers import AgainForm, HandOnForm, OfferForm
from evenweave.agreements.models import HandOver, HandOverPart
from evenweave.agreements.pages import in_full_project
from evenweave.agreements.work import told
from evenweave.common import clock, drafts
from evenweave.common.pages import GET_AND_POST, place_in, show
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import posted
from evenweave.projects.team import by_name

OnPart = Callable[Concatenate[HttpRequest, HandOverPart, Member, ...], HttpResponse]
PAGE, MOST_NEEDED = 20, 30


@require_safe
@in_full_project
def hand_overs(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What was handed on, the newest first; above all, what needs somebody."""
    place = place_in(request)
    parts = HandOverPart.objects.whole().prefetch_related("holdings__member__person")
    found = HandOver.objects.filter(project=project).select_related("giver__person")
    page = list(
        found.prefetch_related(Prefetch("parts", parts)).order_by("-begun_at", "id")[
            place * PAGE : (place + 1) * PAGE + 1
        ]
    )
    today = localdate(clock.now())
    context = {
        "project": project,
        "member": member,
        "needed": HandOverPart.objects.to_be_taken(project, today)[:MOST_NEEDED],
        "hand_overs": [told(each, member, today) for each in page[:PAGE]],
        "later": f"?from={place + 1}" if len(page) > PAGE else "",
        "earlier": f"?from={place - 1}" if place else "",
    }
    return show(request, "agreements/handovers/hand_overs.html", context)


def back(project_id: UUID) -> HttpResponse:
    """To that page."""
    return redirect("agreements:hand-overs", project_id)


def others(project: Project, member: Member) -> Any:
    """Everybody else who is here, by name."""
    return by_name(project).exclude(id=member.id)


@require_http_methods(GET_AND_POST)
@in_full_project
def hand_on(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Hand work on, in parts."""
    form = HandOnForm(request.POST or None, members=others(project, member))
    if form.is_valid():
        actions.hand_on(
            project=project,
            what=form.cleaned_data["what"],
            parts=form.parts,
            until_on=form.cleaned_data["until_on"],
            by=actor(request),
            at=clock.now(),
        )
        return drafts.saved(back(project.id), f"hand-on-{project.id}")
    context = {"project": project, "member": member, "form": form}
    return show(request, "agreements/handovers/hand_on.html", context)


def on_part(view: OnPart) -> Callable[..., HttpResponse]:
    """A page about a part of this project's hand-overs; to others it is not there."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, part_id: UUID
    ) -> HttpResponse:
        known = HandOverPart.objects.whole().filter(hand_over__project=project)
        part = get_object_or_404(known, pk=part_id)
        part.hand_over.project = project
        return view(request, part, member)

    return in_full_project(answer)


@require_POST
@on_part
def take(request: HttpRequest, part: HandOverPart, member: Member) -> HttpResponse:
    """Yes, I take it on."""
    actions.take_part(part=part, by=actor(request), at=clock.now())
    return back(member.project_id)


@require_POST
@on_part
def decline(request: HttpRequest, part: HandOverPart, member: Member) -> HttpResponse:
    """No."""
    actions.decline_part(part=part, by=actor(request), at=clock.now())
    return back(member.project_id)


@require_POST
@on_part
def put_down(request: HttpRequest, part: HandOverPart, member: Member) -> HttpResponse:
    """Somebody else may."""
    actions.put_down_part(part=part, by=actor(request), at=clock.now())
    return back(member.project_id)


@require_POST
@on_part
def drop(request: HttpRequest, part: HandOverPart, member: Member) -> HttpResponse:
    """It is not needed any more."""
    actions.drop_part(part=part, by=actor(request), at=clock.now())
    return back(member.project_id)


@require_http_methods(GET_AND_POST)
@on_part
def offer(request: HttpRequest, part: HandOverPart, member: Member) -> HttpResponse:
    """Ask somebody to take it on."""
    project = part.hand_over.project
    form = OfferForm(request.POST or None, members=others(project, member))
    if form.is_valid():
        actions.offer_part(part=part, **form.cleaned_data, by=actor(request), at=clock.now())
        return back(project.id)
    context = {"project": project, "member": member, "part": part, "form": form}
    return show(request, "agreements/handovers/offer.html", context)


@require_http_methods(GET_AND_POST)
@in_full_project
def again(
    request: HttpRequest, project: Project, member: Member, hand_over_id: UUID
) -> HttpResponse:
    """Ask again who goes on with it."""
    known = HandOver.objects.filter(project=project).select_related("project", "giver__person")
    found = get_object_or_404(known, pk=hand_over_id)
    form = AgainForm(posted(request))
    if form.is_valid():
        actions.ask_again(hand_over=found, **form.cleaned_data, by=actor(request), at=clock.now())
        return back(project.id)
    context = {"project": project, "member": member, "hand_over": found, "form": form}
    return show(request, "agreements/handovers/again.html", context)
