"""What ideas keep of a person: all of it to take away, and all of it to erase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile

from evenweave.ideas.actions.erasing import forget_ideas as erase
from evenweave.ideas.models import Answer, Hearing, Holder, Idea, Telling, Thought

__all__ = ["erase", "export"]


def export(person_id: UUID) -> dict[str, Any]:
    """Everything they said, with its pictures and sounds, and what became of it."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    return {
        "ideas": [told(idea) for idea in own(person_id)],
        "ideas_you_hold": [
            {
                "project": each.idea.project.name,
                "idea": each.idea.words,
                "since": each.since,
            }
            for each in Holder.objects.filter(**mine, is_author=False)
            .select_related("idea__project")
            .order_by("since")
        ],
        "what_you_said_to_answers": [
            {
                "project": each.answer.idea.project.name,
                "the_answer": each.answer.reason,
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
        "thought_aloud": [
            {"words": each.words, "at": each.said_at}
            for each in Thought.objects.filter(**mine).order_by("said_at")
        ],
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
