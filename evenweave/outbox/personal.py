"""What the outbox holds of a person: messages to and from them, and what they wish to hear of."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from evenweave.outbox.actions import erase_outbox as erase
from evenweave.outbox.models import Letter, Message, Wish

__all__ = ["erase", "export"]

KEPT = ("kind", "subject", "text", "written_at", "state", "sent_at", "handed_over_at")


def export(person_id: UUID) -> dict[str, Any]:
    """Every message to and from this person, when letters went to them, and what they chose."""
    return {
        "messages to me": list(Message.objects.to(person_id).values(*KEPT)),
        "messages from me": list(Message.objects.sent_by(person_id).values(*KEPT)),
        "weekly letters": list(
            Letter.objects.filter(to=person_id).order_by("week").values("made_at", "sent_at")
        ),
        "how I hear of things": list(
            Wish.objects.filter(person_id=person_id).order_by("kind").values("kind", "pace")
        ),
    }
