"""The words of ideas that can be covered: an idea, an answer, and what was said to one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evenweave.ideas.coverable import Coverable, Said
from evenweave.ideas.models import Answer, Idea, Telling
from evenweave.sealed.lone import declared, for_everybody
from evenweave.sealed.models import Line


def page_of(idea: Idea) -> str:
    """Where an idea stands, with all that was said about it."""
    return reverse("ideas:idea", args=[idea.project_id, idea.id])


def put(model: Any) -> Any:
    """Write down whether words are covered."""

    def write(thing_id: UUID, is_covered: bool) -> None:
        model.objects.filter(pk=thing_id).update(is_covered=is_covered)

    return write


def find_idea(project_id: UUID, thing_id: UUID) -> Said | None:
    """An idea, with its picture or its sound."""
    idea = Idea.objects.filter(project=project_id, pk=thing_id).first()
    return None if idea is None else Said(idea.words, idea.made_by, page_of(idea))


def find_answer(project_id: UUID, thing_id: UUID) -> Said | None:
    """Why an idea was answered as it was."""
    answers = Answer.objects.filter(idea__project=project_id, pk=thing_id).select_related("idea")
    answer = answers.first()
    return None if answer is None else Said(answer.reason, answer.said_by, page_of(answer.idea))


def find_telling(project_id: UUID, thing_id: UUID) -> Said | None:
    """What somebody said to an answer."""
    tellings = Telling.objects.filter(answer__idea__project=project_id, pk=thing_id)
    telling = tellings.select_related("answer__idea", "member").first()
    if telling is None:
        return None
    return Said(telling.words, telling.member.person_id, page_of(telling.answer.idea))


def find_line(project_id: UUID, thing_id: UUID) -> Said | None:
    """Something said to, or by, whoever said words without a name."""
    lines = Line.objects.filter(
        talk__stream_id=project_id, talk__kind__in=for_everybody(), pk=thing_id
    )
    line = lines.select_related("talk").first()
    if line is None:
        return None
    return Said(line.words, line.person, declared[line.talk.kind].address(line.talk_id))


IDEA = Coverable("ideas.idea", _("An idea"), find=find_idea, put=put(Idea))
ANSWER = Coverable("ideas.answer", _("An answer to an idea"), find=find_answer, put=put(Answer))
TELLING = Coverable(
    "ideas.telling", _("What was said to an answer"), find=find_telling, put=put(Telling)
)
LINE = Coverable("ideas.line", _("What was said in a talk"), find=find_line, put=put(Line))
