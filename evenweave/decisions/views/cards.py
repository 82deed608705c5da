"""The page of somebody who keeps a card for a sealed box."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.actors import Actor
from evenweave.common.pages import GET_AND_POST, show
from evenweave.common.refusals import Refusal
from evenweave.decisions import reading
from evenweave.decisions.actions.cards import draw_box_card, give_box_card, lose_box_card
from evenweave.decisions.forms.secret import CardForm
from evenweave.decisions.models import Decision
from evenweave.decisions.pages import on_decision
from evenweave.decisions.views.taking_part import back_to
from evenweave.people.pages import actor, secret
from evenweave.projects.models import Member
from evenweave.sealed.models import Box, State
from evenweave.sealed.rules.cards import what_is_lost


def box_for(decision: Decision, member: Member) -> Box:
    """The box for which a member keeps a card; to others there is no such page."""
    here = decision.here
    box = reading.live_box_of(decision)
    if box is None or here is None or member.id not in here.holders:
        raise Http404
    return box


@require_http_methods(GET_AND_POST)
@on_decision
def card(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """What to do with one's card now; and putting it in, when the box is to be opened."""
    box = box_for(decision, member)
    form = CardForm(request.POST or None)
    if form.is_valid() and is_given(decision, box, form, by=actor(request)):
        return back_to(decision)
    lock = box.locks.get(holder=member.id)
    context = {
        "project": decision.project,
        "decision": decision,
        "box": box,
        "lock": lock,
        "is_given": bool(lock.given),
        "lost": what_is_lost(box),
        "form": form,
    }
    return secret(show(request, "decisions/secret/card.html", context))


def is_given(decision: Decision, box: Box, form: CardForm, *, by: Actor) -> bool:
    """Put a card in; what is amiss with it is told beside it, so that nobody types it all anew."""
    try:
        give_box_card(decision=decision, code=form.cleaned_data["code"], by=by, at=clock.now())
    except Refusal as refused:
        if box.state != State.CLOSING:
            raise
        form.add_error("code", str(refused.reason))
        return False
    return True


@require_POST
@on_decision
def draw(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Draw one's card: it is shown this once."""
    box_for(decision, member)
    code = draw_box_card(decision=decision, by=actor(request), at=clock.now())
    context = {"project": decision.project, "decision": decision, "code": code, "member": member}
    return secret(show(request, "decisions/secret/drawn.html", context))


@require_POST
@on_decision
def card_file(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """The card that is on the page, as a file. The server had forgotten it already."""
    box_for(decision, member)
    form = CardForm(request.POST)
    if not form.is_valid():
        raise Http404
    words = f"{decision.question}\n\n{form.cleaned_data['code']}\n"
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="card.txt"'
    return secret(answer)


@require_POST
@on_decision
def lost(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """My card is lost."""
    box_for(decision, member)
    lose_box_card(decision=decision, by=actor(request), at=clock.now())
    return redirect("decisions:decision", decision.project_id, decision.id)
