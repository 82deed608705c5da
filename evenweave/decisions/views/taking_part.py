"""One decision: what it is about, where it stands, and one's own part in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, id_in, place_in, show
from evenweave.common.refusals import Refusal
from evenweave.decisions import page
from evenweave.decisions.actions import closing, rounds, shaping
from evenweave.decisions.counting import choices_of
from evenweave.decisions.forms.choosing import end_of
from evenweave.decisions.forms.shaping import AmendForm
from evenweave.decisions.forms.taking_part import (
    CommentForm,
    ExtendForm,
    PositionForm,
    VoteForm,
)
from evenweave.decisions.models import Comment, Decision, Position, Vote
from evenweave.decisions.pages import on_decision
from evenweave.decisions.rules.standing import NOT_OPEN
from evenweave.decisions.views.secret import ballot
from evenweave.decisions.ways import StepKind
from evenweave.people.pages import actor
from evenweave.projects.models import Member


def back_to(decision: Decision, place: str = "") -> HttpResponse:
    """The decision's own page, perhaps at a place in it."""
    answer = redirect("decisions:decision", decision.project_id, decision.id)
    answer["Location"] += place
    return answer


@require_safe
@on_decision
def decision(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Everything about one decision, on one page."""
    context = page.told(decision, member, place_in(request, "said"))
    context["answers"] = comment_named(decision, request.GET.get("answers", ""))
    return show(request, "decisions/decision.html", context)


@require_POST
@on_decision
def position(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Say where one stands."""
    form = PositionForm(request.POST)
    if form.is_valid():
        rounds.take_position(
            decision=decision, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return back_to(decision, "#where-we-stand")
    context = page.told(decision, member) | {"position_form": form, "form": form}
    return show(request, "decisions/decision.html", context)


@require_POST
@on_decision
def worry_answered(
    request: HttpRequest, decision: Decision, member: Member, position_id: UUID
) -> HttpResponse:
    """My worry is answered."""
    found = get_object_or_404(Position, pk=position_id, round__decision=decision)
    rounds.answer_worry(position=found, by=actor(request), at=clock.now())
    return back_to(decision, "#where-we-stand")


@require_http_methods(GET_AND_POST)
@on_decision
def amend(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Change what is proposed, and begin a new round."""
    form = AmendForm(request.POST or None, has_options=not decision.about, initial=worded(decision))
    if form.is_valid():
        told = {"options": [], **form.cleaned_data}
        try:
            rounds.amend_proposal(
                decision=decision, put_forward="", **told, by=actor(request), at=clock.now()
            )
        except Changed:
            decision.refresh_from_db()
            newer = worded(decision)
            return conflict(request, form, newer=newer, version=decision.version)
        return drafts.saved(back_to(decision), f"amend-{decision.id}")
    context = {"project": decision.project, "decision": decision, "form": form}
    return show(request, "decisions/shaping/amend.html", context)


def worded(decision: Decision) -> dict[str, Any]:
    """How a proposal reads now, as the form asks for it."""
    names = ("question", "plain_summary", "background", "version")
    told = {name: getattr(decision, name) for name in names} | {"what_changed": ""}
    return told | {"options": "\n".join(decision.options.values_list("words", flat=True))}


@require_safe
@on_decision
def earlier_round(
    request: HttpRequest, decision: Decision, member: Member, number: int
) -> HttpResponse:
    """An earlier round: how it read, and where people stood."""
    found = get_object_or_404(decision.rounds, number=number)
    context = page.round_told(decision, found, member) | {"project": decision.project}
    return show(request, "decisions/round.html", context)


@require_http_methods(GET_AND_POST)
@on_decision
def vote(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Vote, or change one's vote. Who comes when no vote goes on is shown where it stands."""
    if request.method != "POST" and not decision.is_at(StepKind.VOTE):
        return back_to(decision)
    here = decision.here
    if here is None:
        raise Refusal(NOT_OPEN)
    if here.is_secret:
        return ballot(request, decision, here)
    votes = Vote.objects.filter(decision=decision, member=member)
    mine = votes.first() if request.method != "POST" else None
    form = VoteForm(
        request.POST if request.method == "POST" else None,
        step=here,
        choices=choices_of(decision),
        paper=mine.paper if mine else None,
    )
    if form.is_valid():
        closing.cast_vote(decision=decision, paper=form.paper, by=actor(request), at=clock.now())
        return back_to(decision, "#your-vote")
    context = {
        "project": decision.project,
        "member": member,
        "decision": decision,
        "form": form,
        "mine": mine,
    }
    return show(request, "decisions/vote.html", context)


@require_POST
@on_decision
def end_step(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Talked enough: on to the next step."""
    closing.end_step(decision=decision, by=actor(request), at=clock.now())
    return back_to(decision)


@require_http_methods(GET_AND_POST)
@on_decision
def extend(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """More time."""
    form = ExtendForm(request.POST or None)
    if form.is_valid():
        closing.extend_step(
            decision=decision,
            closes_at=end_of(form.cleaned_data["closes_on"]),
            by=actor(request),
            at=clock.now(),
        )
        return back_to(decision)
    context = {"project": decision.project, "decision": decision, "form": form}
    return show(request, "decisions/extend.html", context)


@require_POST
@on_decision
def say(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Say what one thinks, perhaps to what somebody said."""
    form = CommentForm(request.POST)
    answers = comment_named(decision, request.POST.get("answers", ""))
    if form.is_valid():
        said = shaping.say_comment(
            decision=decision,
            **form.cleaned_data,
            answers=answers,
            by=actor(request),
            at=clock.now(),
        )
        return back_to(decision, f"#said-{said.id}")
    said_so_far = {"comment_form": form, "form": form, "answers": answers}
    context = page.told(decision, member) | said_so_far
    return show(request, "decisions/decision.html", context)


def comment_named(decision: Decision, asked: str) -> Comment | None:
    """The comment that is answered to, if the form names one of this decision."""
    if (comment_id := id_in(asked)) is None:
        return None
    found = decision.comments.filter(taken_back_at=None).select_related("member__person")
    return found.filter(pk=comment_id).first()


@require_POST
@on_decision
def take_back_comment(
    request: HttpRequest, decision: Decision, member: Member, comment_id: UUID
) -> HttpResponse:
    """Take back what one said."""
    found = get_object_or_404(
        Comment.objects.select_related("member", "decision__project"),
        pk=comment_id,
        decision=decision,
    )
    shaping.take_back_comment(comment=found, by=actor(request), at=clock.now())
    return back_to(decision, "#said")
