"""Somebody to ask: who is willing, whom one asked, and who asks."""

from __future__ import annotations

import functools
from collections.abc import Callable
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from evenweave.agreements.actions import buddies as actions
from evenweave.agreements.models import Buddy, Willing
from evenweave.agreements.pages import in_full_project
from evenweave.common import clock
from evenweave.common.pages import id_in, show
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project

OnPair = Callable[[HttpRequest, Buddy], None]


@require_safe
@in_full_project
def buddy(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Their buddy or whom to choose; who wants them as a buddy; and whether they are willing."""
    willing = list(Willing.objects.in_project(project))
    context = {
        "project": project,
        "member": member,
        "mine": Buddy.objects.of_newcomer(member),
        "asks": list(Buddy.objects.of_buddy(member)),
        "willing": [each.member for each in willing if each.member_id != member.id],
        "is_willing": any(each.member_id == member.id for each in willing),
    }
    return show(request, "agreements/arrival/buddy.html", context)


def back(project_id: UUID) -> HttpResponse:
    """To that page."""
    return redirect("agreements:buddy", project_id)


@require_POST
@in_full_project
def willing(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """They are willing, or not any more."""
    wants = actions.be_willing if request.POST.get("is") == "yes" else actions.stop_being_willing
    wants(member=member, by=actor(request), at=clock.now())
    return back(project.id)


@require_POST
@in_full_project
def choose(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Ask one of those who are willing."""
    chosen = id_in(request.POST.get("member", ""))
    found = project.members.present().select_related("person")
    one = get_object_or_404(found, pk=chosen)
    actions.choose_buddy(newcomer=member, buddy=one, by=actor(request), at=clock.now())
    return back(project.id)


@require_POST
@in_full_project
def match(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Let the program find one."""
    actions.ask_to_be_matched(newcomer=member, by=actor(request), at=clock.now())
    return back(project.id)


def on_pair(view: OnPair) -> Callable[..., HttpResponse]:
    """An act of one of the two; to everybody else it is not there."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, pair_id: UUID
    ) -> HttpResponse:
        of_mine = Buddy.objects.filter(Q(newcomer=member) | Q(buddy=member))
        known = of_mine.select_related("newcomer__project", "newcomer__person", "buddy__person")
        pair = get_object_or_404(known.filter(newcomer__project=project), pk=pair_id)
        view(request, pair)
        return back(project.id)

    return in_full_project(answer)


@require_POST
@on_pair
def accept(request: HttpRequest, pair: Buddy) -> None:
    """Yes."""
    actions.accept_buddy(pair=pair, by=actor(request), at=clock.now())


@require_POST
@on_pair
def decline(request: HttpRequest, pair: Buddy) -> None:
    """No."""
    actions.decline_buddy(pair=pair, by=actor(request), at=clock.now())


@require_POST
@on_pair
def end(request: HttpRequest, pair: Buddy) -> None:
    """It ends."""
    actions.end_buddy(pair=pair, by=actor(request), at=clock.now())
