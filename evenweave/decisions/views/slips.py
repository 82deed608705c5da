"""Voting on paper, and counting the slips."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.decisions.actions.slips import count_slips, vote_here_after_all, vote_on_paper
from evenweave.decisions.counting import choices_of
from evenweave.decisions.forms.secret import SlipsForm
from evenweave.decisions.models import Decision, SlipCount
from evenweave.decisions.pages import on_decision
from evenweave.people.pages import actor
from evenweave.projects.models import Member
from evenweave.projects.pages import posted


def to_ballot(decision: Decision) -> HttpResponse:
    """The page of the ballot."""
    return redirect("decisions:vote", decision.project_id, decision.id)


@require_POST
@on_decision
def on_paper(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """I vote on paper."""
    vote_on_paper(decision=decision, by=actor(request), at=clock.now())
    return to_ballot(decision)


@require_POST
@on_decision
def after_all(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """I vote here after all."""
    vote_here_after_all(decision=decision, by=actor(request), at=clock.now())
    return to_ballot(decision)


@require_safe
@on_decision
def slip(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """A slip to print: it has no mark, and anybody may print as many as they like."""
    here = decision.here
    if here is None or not here.is_secret:
        raise Http404
    context = {
        "project": decision.project,
        "decision": decision,
        "choices": choices_of(decision).values(),
    }
    return show(request, "decisions/secret/slip.html", context)


@never_cache
@require_http_methods(GET_AND_POST)
@on_decision
def count(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Write down what one counted on the slips."""
    if decision.waits_for != Decision.Waits.SLIPS:
        return redirect("decisions:decision", decision.project_id, decision.id)
    form = SlipsForm(posted(request), choices=choices_of(decision))
    if form.is_valid():
        count_slips(decision=decision, counts=form.counts, by=actor(request), at=clock.now())
        return redirect("decisions:count-slips", decision.project_id, decision.id)
    first = SlipCount.objects.filter(decision=decision).first()
    context = {
        "project": decision.project,
        "decision": decision,
        "form": form,
        "is_counted": first is not None,
        "is_mine": first is not None and first.counted_by_id == member.id,
    }
    return show(request, "decisions/secret/count_slips.html", context)
