"""What waits for a person here: people to whom they can hand something over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common.next import Next
from evenweave.outbox import hands

# A call or a print takes about so long. Nobody has to do more than half an hour of it in one go.
MINUTES_EACH, MOST_MINUTES = 2, 30


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """One line for all whom they can reach, if any; it speaks of people, not of messages."""
    people, urgent = count_people(person_id)
    if not people:
        return []
    title = ngettext("Messages for {n} person", "Messages for {n} people", people)
    return [
        Next(
            verb=_("Hand over"),
            title=title.format(n=people),
            why=why(urgent),
            minutes=min(MINUTES_EACH * people, MOST_MINUTES),
            address=reverse("outbox:to_hand_over"),
            urgent=bool(urgent),
        )
    ]


def count_people(person_id: UUID) -> tuple[int, int]:
    """To how many they can hand something over, and to how many of them something urgent."""
    told = (
        hands.waiting(person_id)
        .order_by()
        .aggregate(
            people=Count("to", distinct=True),
            urgent=Count("to", distinct=True, filter=Q(is_urgent=True)),
        )
    )
    return told["people"], told["urgent"]


def why(urgent: int) -> str:
    """Why it falls to them; and whether somebody should hear soon."""
    told = [_("E-mail does not reach everybody. You can ring them, or print it, a few at a time.")]
    if urgent:
        told.append(_("Something is urgent for {n} of them.").format(n=urgent))
    return " ".join(told)
