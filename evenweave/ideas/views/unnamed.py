"""Saying something without one’s name, and answering somebody who did.

The request that sends leaves nothing behind: no redirect to a page of what was sent, no draft, no
word in the session, and not even the note in it that somebody was here (`pages.is_sealed`).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.actors import Actor
from evenweave.common.pages import GET_AND_POST, show
from evenweave.common.refusals import Refusal
from evenweave.ideas import actions
from evenweave.ideas.forms.unnamed import ReplyForm, UnnamedForm
from evenweave.outbox.links import whole
from evenweave.people.pages import actor, secret
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project
from evenweave.sealed.lone import declared, for_everybody
from evenweave.sealed.models import FEWEST, Line, Talk
from evenweave.sealed.receipts import Receipt


@require_http_methods(GET_AND_POST)
@in_project
def say(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Say something without one’s name; the receipt is on the page that answers, this once."""
    circles = list(project.circles.present())
    sent = request.POST if request.method == "POST" else None
    form = UnnamedForm(sent, circles=circles)
    by, at = actor(request), clock.now()
    if form.is_valid():
        try:
            code = actions.say_unnamed(
                circle=form.circle, words=form.cleaned_data["words"], by=by, at=at
            )
        except Refusal as refusal:
            # On this page and not on another: a refusal would be a line in the log.
            form.add_error(None, str(refusal.reason))
        else:
            return receipt(request, code, reverse("ideas:list", args=[project.id]))
    context = {"project": project, "form": form, **beforehand(project, by)}
    return secret(show(request, "ideas/without_name.html", context))


def beforehand(project: Project, by: Actor) -> dict[str, Any]:
    """What a page says before anybody writes: how few people could have said it, and who hears."""
    people = project.members.present().count()
    return {"people": people, "fewest": FEWEST, "has_helper": by.helper is not None}


def receipt(request: HttpRequest, code: str, back: str) -> HttpResponse:
    """The receipt, shown this once; where its page is logged, its code is not (`Receipt`)."""
    context = {"receipt": Receipt(code), "address": whole(reverse("sealed:words")), "back": back}
    return secret(show(request, "sealed/receipt.html", context))


def talk_in(project: Project, talk_id: UUID) -> Talk:
    """A talk of this project that is everybody’s to read."""
    return get_object_or_404(
        Talk, pk=talk_id, stream_id=project.stream_id, kind__in=for_everybody()
    )


@require_http_methods(GET_AND_POST)
@in_project
def reply(request: HttpRequest, project: Project, member: Member, talk_id: UUID) -> HttpResponse:
    """Answer, with one’s name."""
    talk, form = talk_in(project, talk_id), ReplyForm(request.POST or None)
    back = declared[talk.kind].address(talk.id)
    if form.is_valid():
        actions.reply_unnamed(
            project=project,
            talk=talk,
            words=form.cleaned_data["words"],
            by=actor(request),
            at=clock.now(),
        )
        return redirect(back)
    context = {"project": project, "form": form, "back": back}
    return show(request, "ideas/reply.html", context)


@require_POST
@in_project
def take_back(
    request: HttpRequest, project: Project, member: Member, talk_id: UUID, line_id: UUID
) -> HttpResponse:
    """Take back what one answered."""
    talk = talk_in(project, talk_id)
    line = get_object_or_404(Line.objects.select_related("talk"), pk=line_id, talk=talk)
    actions.take_back_reply(line=line, by=actor(request), at=clock.now())
    return redirect(declared[talk.kind].address(talk.id))
