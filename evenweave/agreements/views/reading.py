"""The agreement as it stands, each clause with its versions, and what changed since a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate, make_aware
from django.views.decorators.http import require_safe

from evenweave.agreements import avoiding, differences, reading, showing, talking
from evenweave.agreements.forms.changing import SinceForm
from evenweave.agreements.models import Change, Clause, Sort, Version
from evenweave.agreements.origins import origin_of
from evenweave.agreements.pages import on_clause
from evenweave.common import clock
from evenweave.common.pages import place_in, show
from evenweave.people.pages import person_at, signed_in
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project

# So many versions of a clause on a page.
VERSIONS = 5


@require_safe
@in_project
def agreement(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """How we work, the words we avoid, and what is on its way into it."""
    stands = reading.shown(project)
    changes = list(reading.on_their_way(project))
    context = {
        "project": project,
        "member": member,
        "ways": stands.get(Sort.WAY, []),
        "words_avoided": stands.get(Sort.WORD, []),
        "goals": stands.get(Sort.GOAL, []),
        "edition": reading.edition_of(project),
        "agreed": talking.agreed_by(member),
        "proposed": decisions_of(each for each in changes if reading.is_open(each)),
        "waiting": [each for each in changes if each.state == Change.State.WAITS],
    }
    return show(request, "agreements/agreement.html", context)


def decisions_of(changes: Any) -> list[Any]:
    """The decisions of these changes, each once, in their order."""
    return list({each.decision_id: each.decision for each in changes}.values())


@require_safe
@on_clause
def clause(request: HttpRequest, clause: Clause, member: Member) -> HttpResponse:
    """One clause: how it reads, why, and every version with what it changed."""
    place = place_in(request)
    known = clause.versions.select_related("decision")
    # One more than is shown, so that the last has what it is compared with.
    found = list(known[place * VERSIONS : (place + 1) * VERSIONS + 1])
    changes = list(reading.on_their_way(clause.project).filter(clause=clause))
    open_ones = [each for each in changes if reading.is_open(each)]
    context = {
        "project": clause.project,
        "member": member,
        "clause": clause,
        # Versions come newest first, so the newest is here already or asked for.
        "version": found[0] if found and not place else known.first(),
        "origin": origin_of(clause),
        "history": showing.history(found)[:VERSIONS],
        "proposed": decisions_of(open_ones),
        "waiting": [each for each in changes if each.state == Change.State.WAITS],
        "newer": f"?from={place - 1}" if place else "",
        "older": f"?from={place + 1}" if len(found) > VERSIONS else "",
    }
    return show(request, "agreements/clause.html", context)


@require_safe
@in_project
def since(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What changed since a day, for whoever was away."""
    asked = any(name.startswith("day") for name in request.GET)
    begun = {"day": localdate(clock.now()) - timedelta(days=30)}
    form = SinceForm(request.GET if asked else None, initial=begun)
    day = form.cleaned_data["day"] if asked and form.is_valid() else begun["day"]
    pairs = reading.since(project, make_aware(datetime.combine(day, time.min)))
    context = {
        "project": project,
        "form": form,
        "day": day,
        "changes": [changed(before, after) for before, after in pairs],
    }
    return show(request, "agreements/since.html", context)


def changed(before: Version | None, after: Version | None) -> dict[str, Any]:
    """How a clause read then and reads now."""
    stands = after or before
    if stands is None:
        raise AssertionError("One of the two is there.")
    told = {"version": stands, "is_new": before is None, "is_gone": after is None}
    if before is not None and after is not None:
        told["words"] = differences.between(before.words, after.words)
        told["title"] = differences.between(before.title, after.title)
        told["why"] = differences.between(before.why, after.why)
    return told


@require_safe
@signed_in
def words(request: HttpRequest) -> HttpResponse:
    """The words that a person’s teams avoid: asked for when somebody begins to write."""
    person = person_at(request)
    found = reading.avoided(Project.objects.visible_to(person))
    answer = JsonResponse({"words": [as_told(each) for each in found]})
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def as_told(version: Version) -> dict[str, str]:
    """A word, in which team, and what is said beside the words of somebody who writes it."""
    project = str(version.clause.project_id)
    return {"word": version.title, "project": project, "told": avoiding.told(version)}
