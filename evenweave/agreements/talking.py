"""What was asked about the agreement, and answered, as a member may read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from evenweave.agreements import covered
from evenweave.agreements.models import Agreed, Answer, Matter, Question, Version
from evenweave.projects.models import Member, Project

# So many questions on the page; older ones are answered or forgotten.
SHOWN = 50


def questions_of(project: Project, member: Member, matter: Matter | None = None) -> list[Any]:
    """Questions, the open ones first, with their answers; covered words of others are gone.

    Those about the agreement, or about one closed matter.
    """
    answers = Prefetch("answers", Answer.objects.select_related("member__person"))
    known = Question.objects.filter(project=project, matter=matter).select_related("member__person")
    found = list(known.prefetch_related(answers).order_by("settled_at", "-asked_at")[:SHOWN])
    titles = titles_of({each.clause_id for each in found if each.clause_id})
    for question in found:
        hide(question, member)
        setattr(question, "part", titles.get(question.clause_id, ""))  # noqa: B010
        for answer in question.answers.all():
            hide(answer, member)
    return found


def titles_of(clauses: set[UUID]) -> dict[UUID | None, str]:
    """What these clauses are called, or were called last."""
    if not clauses:
        return {}
    found = Version.objects.filter(clause__in=clauses).order_by("number")
    return {version.clause_id: version.title for version in found}


def hide(said: Any, member: Member) -> None:
    """Whether they are one's own words; covered words of others go."""
    said.is_own = said.member_id == member.id
    if said.is_covered and not said.is_own:
        said.words = ""


def to_cover(questions: Sequence[Any]) -> list[dict[str, Any]]:
    """Words of others on the page that could be covered."""
    return [told for question in questions for told in coverable(question)]


def coverable(question: Any) -> Iterator[dict[str, Any]]:
    """A question and its answers, as far as they could be covered."""
    pairs = [(covered.QUESTION, question)]
    pairs += [(covered.ANSWER, answer) for answer in question.answers.all()]
    for kind, said in pairs:
        if said.words and not (said.is_own or said.is_covered):
            told = {"kind": kind.name, "thing_id": said.id, "words": said.words}
            yield told | {"called": said.member.called}


def agreed_by(member: Member) -> Agreed | None:
    """What this member has agreed to, for their own eyes."""
    return Agreed.objects.filter(member=member).first()
