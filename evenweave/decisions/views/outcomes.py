"""What came of a decision, what stands beside it, and what follows."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.decisions import page
from evenweave.decisions.actions import closing
from evenweave.decisions.actions import outcomes as actions
from evenweave.decisions.counting import choices_of
from evenweave.decisions.forms.outcomes import (
    DecideForm,
    DissentForm,
    NextStepForm,
    OutcomeForm,
    ProtocolForm,
)
from evenweave.decisions.models import Decision, Dissent, NextStep, Outcome
from evenweave.decisions.pages import on_decision
from evenweave.decisions.rules.closing import seats_of
from evenweave.decisions.views.taking_part import back_to
from evenweave.people.pages import actor
from evenweave.projects.models import Member


def standing_of(decision: Decision) -> Outcome:
    """What stands now; where there is none, there is no such page."""
    return get_object_or_404(decision.outcomes, ended_at=None)


def last_of(decision: Decision) -> Outcome:
    """What stands now, or stood last: then a rule says so, and words are not lost."""
    found = decision.outcomes.order_by("decided_at").last()
    if found is None:
        raise Http404
    return found


@require_http_methods(GET_AND_POST)
@on_decision
def decide(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Somebody who was named decides, and says why."""
    form = DecideForm(request.POST or None, choices=choices_of(decision), seats=seats_of(decision))
    if form.is_valid():
        closing.decide_as_named(
            decision=decision,
            chosen=form.chosen,
            reason=form.cleaned_data["reason"],
            by=actor(request),
            at=clock.now(),
        )
        return back_to(decision)
    context = {"project": decision.project, "decision": decision, "member": member, "form": form}
    return show(request, "decisions/outcomes/decide.html", context)


@require_http_methods(GET_AND_POST)
@on_decision
def outcome(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Say in plain words what came of it."""
    found = standing_of(decision)
    has_ideas = found.told_at is None and decision.from_ideas.exists()
    told = {"words": found.words, "what_changes": found.what_changes, "gave_up": found.gave_up}
    form = OutcomeForm(request.POST or None, has_ideas=has_ideas, initial=told)
    if form.is_valid():
        actions.tell_outcome(outcome=found, **form.cleaned_data, by=actor(request), at=clock.now())
        return back_to(decision, "#what-came-of-it")
    context = {"project": decision.project, "decision": decision, "form": form}
    return show(request, "decisions/outcomes/outcome.html", context)


@require_safe
@on_decision
def votes(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Who voted how; while a vote goes on, and for a secret one, there is no such page."""
    if not decision.count or decision.count.get("is_secret") or not decision.closed_at:
        raise Http404
    return show(request, "decisions/votes.html", page.votes_told(decision))


@require_POST
@on_decision
def take_back_telling(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Take back what one said of what came of it."""
    actions.take_back_telling(outcome=standing_of(decision), by=actor(request), at=clock.now())
    return back_to(decision, "#what-came-of-it")


@require_POST
@on_decision
def dissent(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """I see it otherwise."""
    form = DissentForm(request.POST)
    if form.is_valid():
        actions.dissent(
            outcome=last_of(decision),
            **form.cleaned_data,
            by=actor(request),
            at=clock.now(),
        )
        return back_to(decision, "#otherwise")
    context = page.told(decision, member) | {"dissent_form": form, "form": form}
    return show(request, "decisions/decision.html", context)


@require_POST
@on_decision
def take_back_dissent(
    request: HttpRequest, decision: Decision, member: Member, dissent_id: UUID
) -> HttpResponse:
    """Take it back, without a reason."""
    known = Dissent.objects.select_related("member", "outcome__decision")
    found = get_object_or_404(known, pk=dissent_id, outcome__decision=decision)
    actions.take_back_dissent(dissent=found, by=actor(request), at=clock.now())
    return back_to(decision, "#otherwise")


@require_POST
@on_decision
def add_next(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Something that follows."""
    form = NextStepForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        actions.add_next_step(
            decision=decision,
            words=told["words"],
            member=member if told["is_mine"] else None,
            due_on=told["due_on"],
            by=actor(request),
            at=clock.now(),
        )
        return back_to(decision, "#what-follows")
    context = page.told(decision, member) | {"next_step_form": form, "form": form}
    return show(request, "decisions/decision.html", context)


def step_of(decision: Decision, step_id: UUID) -> NextStep:
    """A next step of this decision."""
    known = NextStep.objects.select_related("decision__project", "member")
    return get_object_or_404(known, pk=step_id, decision=decision)


@require_POST
@on_decision
def take_on_next(
    request: HttpRequest, decision: Decision, member: Member, step_id: UUID
) -> HttpResponse:
    """I will do it."""
    found = step_of(decision, step_id)
    actions.take_on_next_step(step=found, by=actor(request), at=clock.now())
    return back_to(decision, "#what-follows")


@require_POST
@on_decision
def finish_next(
    request: HttpRequest, decision: Decision, member: Member, step_id: UUID
) -> HttpResponse:
    """It is done."""
    found = step_of(decision, step_id)
    actions.finish_next_step(step=found, by=actor(request), at=clock.now())
    return back_to(decision, "#what-follows")


@require_http_methods(GET_AND_POST)
@on_decision
def protocol(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """How it stands with the change to the protocol."""
    told = {"protocol": decision.protocol, "i_apply": decision.protocol_by_id == member.id}
    form = ProtocolForm(request.POST or None, initial=told)
    if form.is_valid():
        actions.note_protocol(
            decision=decision, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return back_to(decision)
    context = {"project": decision.project, "decision": decision, "form": form}
    return show(request, "decisions/outcomes/protocol.html", context)


@require_POST
@on_decision
def looked_again(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """The circle looked at it again, and keeps it."""
    actions.look_again(decision=decision, by=actor(request), at=clock.now())
    return back_to(decision)
