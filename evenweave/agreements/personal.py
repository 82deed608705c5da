"""What agreements keep of a person: all of it to take away, and their words to erase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from evenweave.agreements.actions.erasing import forget_changes as erase
from evenweave.agreements.models import Agreed, Answer, Change, Question

__all__ = ["erase", "export"]

WORDED = ("title", "words", "why")


def export(person_id: UUID) -> dict[str, Any]:
    """What they proposed for their teams’ agreements."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    return {
        "what_you_proposed_for_an_agreement": [
            {name: getattr(each, name) for name in WORDED}
            | {"what": each.get_what_display(), "state": each.get_state_display()}
            | {"at": each.made_at}
            for each in Change.objects.filter(made_by=person_id).order_by("made_at", "position")
        ],
        "agreements_you_agree_to": [
            {"project": each.member.project.name, "edition": each.edition, "at": each.at}
            for each in Agreed.objects.filter(**mine).select_related("member__project")
        ],
        "what_you_asked_about_an_agreement": [
            {"words": each.words, "at": each.asked_at}
            for each in Question.objects.filter(**mine).order_by("asked_at")
        ],
        "what_you_answered_about_an_agreement": [
            {"words": each.words, "at": each.said_at}
            for each in Answer.objects.filter(**mine).order_by("said_at")
        ],
    }
