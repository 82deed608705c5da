"""Letting it stand beside an outcome, without one’s name, that one sees it otherwise."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.unnamed import dissent_unnamed
from evenweave.decisions.forms.outcomes import DissentForm
from evenweave.decisions.models import Decision
from evenweave.decisions.pages import on_decision
from evenweave.decisions.views.outcomes import last_of
from evenweave.ideas.views.unnamed import beforehand, receipt
from evenweave.people.pages import actor, secret
from evenweave.projects.models import Member


@require_http_methods(GET_AND_POST)
@on_decision
def dissent(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """I see it otherwise, and do not say who I am; the receipt is on the page that answers."""
    outcome, form = last_of(decision), DissentForm(request.POST or None)
    by, at = actor(request), clock.now()
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            code = dissent_unnamed(outcome=outcome, words=words, by=by, at=at)
        except Refusal as refusal:
            # On this page and not on another: a refusal would be a line in the log.
            form.add_error(None, str(refusal.reason))
        else:
            back = reverse("decisions:decision", args=[decision.project_id, decision.id])
            return receipt(request, code, back)
    context = {
        "project": decision.project,
        "decision": decision,
        "form": form,
        **beforehand(decision.project, by),
    }
    return secret(show(request, "decisions/outcomes/without_name.html", context))
