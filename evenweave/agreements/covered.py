"""Words about the agreement that can be covered, and where they stand."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import Answer, Question
from evenweave.ideas.coverable import Coverable, Said
from evenweave.ideas.covered import put


def page_of(project_id: UUID) -> str:
    """Where questions stand."""
    return reverse("agreements:questions", args=[project_id])


def find_question(project_id: UUID, thing_id: UUID) -> Said | None:
    """What somebody asked."""
    found = (
        Question.objects.filter(project=project_id, pk=thing_id).select_related("member").first()
    )
    return Said(found.words, found.member.person_id, page_of(project_id)) if found else None


def find_answer(project_id: UUID, thing_id: UUID) -> Said | None:
    """What somebody answered."""
    known = Answer.objects.filter(question__project=project_id, pk=thing_id)
    found = known.select_related("member").first()
    return Said(found.words, found.member.person_id, page_of(project_id)) if found else None


QUESTION = Coverable(
    "agreements.question",
    _("A question about the agreement"),
    find=find_question,
    put=put(Question),
)
ANSWER = Coverable("agreements.answer", _("An answer to it"), find=find_answer, put=put(Answer))
