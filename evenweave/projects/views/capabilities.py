"""Who is trusted with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from uuid import UUID

from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.people.names import Directory
from evenweave.people.pages import actor
from evenweave.projects.actions import capabilities as actions
from evenweave.projects.forms.members import TrustForm
from evenweave.projects.models import Capability, Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.rules import capabilities as rules
from evenweave.projects.team import by_name

KINDS = [Capability.Kind.COORDINATOR, Capability.Kind.PAYER]


@require_http_methods(GET_AND_POST)
@in_project
def trust(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Who coordinates and who pays, since when and by whom; and somebody more."""
    held = list(
        Capability.objects.present()
        .filter(member__project=project)
        .select_related("member__person")
        .order_by("kind", Lower("member__person__name"), "id")
    )
    mine = {each.kind for each in held if each.member_id == member.id}
    kinds = kinds_to_give(held, mine)
    form = None
    # Whoever sends it and may not is told why by the rule.
    if kinds or request.method == "POST":
        people = by_name(project)
        form = TrustForm(request.POST or None, members=people, kinds=kinds or KINDS)
        if form.is_valid():
            actions.give_capability(**form.cleaned_data, by=actor(request), at=clock.now())
            return redirect("projects:trust", project.id)
    names = Directory().called({each.given_by for each in held})
    numbers = Counter(each.kind for each in held)
    context = {
        "project": project,
        "member": member,
        "form": form,
        "groups": [
            {
                "kind": kind,
                "held": [
                    {"it": each, "by": names.get(each.given_by)}
                    for each in held
                    if each.kind == kind
                ],
                "last_one": rules.last_one(kind) if numbers[kind] == 1 else "",
            }
            for kind in KINDS
        ],
        "is_coordinator": rules.COORDINATOR in mine,
    }
    return show(request, "projects/members/trust.html", context)


def kinds_to_give(held: Sequence[Capability], mine: Set[str]) -> list[str]:
    """What somebody who holds `mine` may ask others to be, as `rules.may_give` says."""
    known = {each.kind for each in held}
    kinds = [kind for kind in KINDS if kind in mine]
    if rules.COORDINATOR not in known:
        kinds.insert(0, rules.COORDINATOR)
    if rules.PAYER not in known and rules.COORDINATOR in mine:
        kinds.append(rules.PAYER)
    return [str(kind) for kind in kinds]


@require_POST
@in_project
def end(
    request: HttpRequest, project: Project, member: Member, capability_id: UUID
) -> HttpResponse:
    """End that somebody coordinates, or pays."""
    held = Capability.objects.filter(member__project=project)
    found = get_object_or_404(held.select_related("member__project"), pk=capability_id)
    actions.end_capability(capability=found, by=actor(request), at=clock.now())
    return redirect("projects:trust", project.id)
