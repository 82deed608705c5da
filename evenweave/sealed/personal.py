"""What is kept of a person here: their signed answers. Words without a name are nobody's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from evenweave.sealed.actions.talking import forget_lines as erase
from evenweave.sealed.models import Line

__all__ = ["erase", "export"]


def export(person_id: UUID) -> dict[str, Any]:
    """What they answered, under their name, to words without one."""
    found = Line.objects.filter(person=person_id).order_by("said_on", "id")
    return {
        "what_you_answered_to_words_without_a_name": [
            {"words": each.words, "on": each.said_on} for each in found
        ]
    }
