"""A proposal is shaped, told its rule, opened, or taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.decisions import showing
from evenweave.decisions.actions import proposing
from evenweave.decisions.actions import shaping as actions
from evenweave.decisions.forms.shaping import OpenForm, ProposerForm, ShapeForm
from evenweave.decisions.forms.ways import WayForm, answers
from evenweave.decisions.minority import minority_of
from evenweave.decisions.models import Decision
from evenweave.decisions.pages import on_decision
from evenweave.decisions.ways import StepKind
from evenweave.ideas.reading import to_name
from evenweave.people.pages import actor
from evenweave.projects.models import Member
from evenweave.projects.pages import posted
from evenweave.projects.team import by_name


@require_http_methods(GET_AND_POST)
@on_decision
def shape(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """What is proposed, in all its parts; saved as often as one likes until it opens."""
    project = decision.project
    form = ShapeForm(
        request.POST or None,
        ideas=to_name(project, decision.from_ideas.values("idea")),
        limits=project.limits.present(),
        has_options=not decision.about,
        initial=standing(decision, member),
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.shape_proposal(decision=decision, **told, by=actor(request), at=clock.now())
        except Changed:
            decision.refresh_from_db()
            newer = standing(decision, member)
            return conflict(request, form, newer=newer, version=decision.version)
        shaped = redirect("decisions:way", project.id, decision.id)
        return drafts.saved(shaped, f"decision-{decision.id}")
    context = {"project": project, "member": member, "decision": decision, "form": form}
    return show(request, "decisions/shaping/shape.html", context)


def standing(decision: Decision, member: Member) -> dict[str, Any]:
    """What stands in a proposal now, as the form asks for it."""
    names = ["question", "plain_summary", "background", "who_it_affects", "content_note"]
    names += ["is_from_circle", "review_on", "protocol", "version"]
    told = {name: getattr(decision, name) for name in names}
    options = decision.options.values_list("words", flat=True)
    return told | {
        "options": "\n".join(options),
        "ideas": [str(pk) for pk in decision.from_ideas.values_list("idea", flat=True)],
        "limits": [str(pk) for pk in decision.touches.values_list("limit", flat=True)],
        "i_apply": decision.protocol_by_id == member.id,
    }


@require_http_methods(GET_AND_POST)
@on_decision
def way(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """How it will be decided: told before anybody takes part, and fixed when it opens."""
    project = decision.project
    known = decision.way if decision.steps else None
    form = WayForm(
        request.POST or None,
        members=by_name(project),
        initial=answers(known) if known else None,
    )
    if form.is_valid():
        actions.choose_way(
            decision=decision, way=form.cleaned_data["way"], by=actor(request), at=clock.now()
        )
        return redirect("decisions:open", project.id, decision.id)
    context = {"project": project, "member": member, "decision": decision, "form": form}
    return show(request, "decisions/shaping/way.html", context)


@require_http_methods(GET_AND_POST)
@on_decision
def opening(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """A last look: what is asked, of whom, by which rule; then it opens."""
    project, at = decision.project, clock.now()
    known = decision.way if decision.steps else None
    days = known.steps[0].days if known else 7
    form = OpenForm(
        posted(request),
        has_end=known is None or known.steps[0].kind is not StepKind.DECIDER,
        initial={"closes_on": localdate(at) + timedelta(days=days)},
    )
    if form.is_valid():
        actions.open_decision(decision=decision, closes_at=form.closes_at, by=actor(request), at=at)
        return redirect("decisions:decision", project.id, decision.id)
    context = {
        "project": project,
        "member": member,
        "decision": decision,
        "form": form,
        "steps": showing.steps_of(known, None, showing.Names.of([known]).known) if known else [],
        "options": decision.options.all(),
        "people": decision.circle.people.count(),
        "minority": minority_of(decision.circle, known) if known else None,
    }
    return show(request, "decisions/shaping/open.html", context)


@require_http_methods(GET_AND_POST)
@on_decision
def proposers(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Ask somebody to propose it, too."""
    project = decision.project
    asked = list(decision.asked.select_related("member__person"))
    known = [*decision.proposer_ids, *(each.member_id for each in asked)]
    form = ProposerForm(request.POST or None, members=by_name(project).exclude(pk__in=known))
    if form.is_valid() and form.cleaned_data["member"]:
        proposing.ask_to_propose(
            decision=decision,
            member=form.cleaned_data["member"],
            by=actor(request),
            at=clock.now(),
        )
        return redirect("decisions:decision", project.id, decision.id)
    context = {"project": project, "decision": decision, "form": form, "asked": asked}
    return show(request, "decisions/shaping/proposers.html", context | {"member": member})


@require_POST
@on_decision
def propose_too(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Yes, I propose it, too."""
    proposing.propose_too(decision=decision, by=actor(request), at=clock.now())
    return redirect("decisions:decision", decision.project_id, decision.id)


@require_POST
@on_decision
def decline(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """No, thank you."""
    proposing.decline_to_propose(decision=decision, by=actor(request), at=clock.now())
    return redirect("decisions:decision", decision.project_id, decision.id)


@require_POST
@on_decision
def take_back(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """It is not decided any more."""
    actions.take_back_proposal(decision=decision, by=actor(request), at=clock.now())
    return redirect("decisions:decision", decision.project_id, decision.id)


@require_POST
@on_decision
def throw_away(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """A draft goes for good."""
    actions.throw_away_draft(decision=decision, by=actor(request), at=clock.now())
    return redirect("decisions:list", decision.project_id)
