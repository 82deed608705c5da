"""What ideas keep of a person: all of it to take away, and all of it to erase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models import Q

from evenweave.ideas.actions.erasing import forget_ideas as erase
from evenweave.ideas.models import (
    Answer,
    Covering,
    Hearing,
    Holder,
    Idea,
    Telling,
    Thought,
)
from evenweave.projects.models import Member

__all__ = ["erase", "export"]


def export(person_id: UUID) -> dict[str, Any]:
    """Everything they said, with its pictures and sounds, and what became of it."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    return {
        "ideas": [told(idea) for idea in own(person_id)],
        "ideas_you_hold": [
            {
                "project": each.idea.project.name,
                "idea": each.idea.called,
                "since": each.since,
            }
            for each in Holder.objects.filter(**mine, is_author=False)
            .select_related("idea__project")
            .order_by("since")
        ],
        "what_you_said_to_answers": [
            {
                "project": each.answer.idea.project.name,
                "the_answer": each.answer.get_how_display(),
                "you_said_that_is_it": each.is_it,
                "you_said": each.words,
                "at": each.said_at,
            }
            for each in Telling.objects.filter(**mine)
            .select_related("answer__idea__project")
            .order_by("said_at")
        ],
        "where_you_heard_ideas": [
            {"where": each.where, "at": each.heard_at}
            for each in Hearing.objects.filter(said_by=person_id).order_by("heard_at")
        ],
        "answers_you_wrote": [
            {"how": each.get_how_display(), "reason": each.reason, "at": each.said_at}
            for each in Answer.objects.filter(said_by=person_id).order_by("said_at")
        ],
        "coverings": [
            covering(each, person_id)
            for each in Covering.objects.filter(
                Q(asked_by__person_id=person_id)
                | Q(agreed_by__person_id=person_id)
                | Q(appealed_by__person_id=person_id)
                | Q(ended_by__person_id=person_id)
                | Q(author=person_id)
            )
            .select_related("project", "asked_by", "agreed_by", "appealed_by", "ended_by")
            .order_by("asked_at")
        ],
        "thought_aloud": [
            {"words": each.words, "at": each.said_at}
            for each in Thought.objects.filter(**mine).order_by("said_at")
        ],
    }


def covering(each: Covering, person_id: UUID) -> dict[str, Any]:
    """What somebody did with a covering, in their own words; whose words were covered, why."""

    def is_theirs(member: Member | None) -> bool:
        return member is not None and member.person_id == person_id

    is_author = each.author == person_id
    return {
        "project": each.project.name,
        "at": each.asked_at,
        "of_words_of_yours": is_author,
        "you_asked_for_it": is_theirs(each.asked_by),
        "you_agreed_to_it": is_theirs(each.agreed_by),
        "why": each.reason if is_author or is_theirs(each.asked_by) else "",
        "how_you_saw_it": each.appeal if is_theirs(each.appealed_by) else "",
        "why_you_uncovered_it": each.ended_reason if is_theirs(each.ended_by) else "",
        "ended_at": each.ended_at,
    }


def own(person_id: UUID) -> Any:
    """Their own ideas."""
    found = Idea.objects.filter(made_by=person_id).select_related("project", "file")
    return found.prefetch_related("answers").order_by("raised_at")


def told(idea: Any) -> dict[str, Any]:
    """One idea, with what became of it."""
    found = {
        "project": idea.project.name,
        "words": idea.words,
        "at": idea.raised_at,
        "what_became_of_it": [
            {"how": each.get_how_display(), "why": each.reason, "at": each.said_at}
            for each in idea.answers.all()
        ],
    }
    if hasattr(idea, "file"):
        ending = idea.file.content_type.partition("/")[2].partition(";")[0]
        found["file"] = ContentFile(bytes(idea.file.content), name=f"{idea.id}.{ending}")
    return found
