"""Somebody takes back what they wrote about an idea."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from evenweave.common import clock
from evenweave.ideas import actions
from evenweave.ideas.models import Answer, Hearing, Idea
from evenweave.ideas.views.ideas import back_to, on_idea
from evenweave.people.pages import actor
from evenweave.projects.models import Member


@require_POST
@on_idea
def take_back_heard(
    request: HttpRequest, idea: Idea, member: Member, hearing_id: UUID
) -> HttpResponse:
    """Where it was heard."""
    known = Hearing.objects.filter(idea=idea).select_related("idea")
    found = get_object_or_404(known, pk=hearing_id)
    actions.take_back_hearing(hearing=found, by=actor(request), at=clock.now())
    return back_to(idea)


@require_POST
@on_idea
def take_back_answer(
    request: HttpRequest, idea: Idea, member: Member, answer_id: UUID
) -> HttpResponse:
    """Why it was answered so."""
    known = Answer.objects.filter(idea=idea).select_related("idea")
    found = get_object_or_404(known, pk=answer_id)
    actions.take_back_answer(answer=found, by=actor(request), at=clock.now())
    return back_to(idea)
