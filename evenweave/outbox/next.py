"""What waits for a person here: messages that they can hand over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common.next import Next
from evenweave.outbox import directories
from evenweave.outbox.models import Message


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """One line for all messages that wait for their hands, if any."""
    streams = directories.teams().coordinated_by(person_id)
    count = Message.objects.to_hand_over(person_id, streams).order_by().count()
    if not count:
        return []
    return [
        Next(
            verb=_("Hand over"),
            title=ngettext("{n} message", "{n} messages", count).format(n=count),
            why=_("E-mail does not reach everybody. You can tell them, or print it."),
            minutes=min(3 * count, 30),
            address=reverse("outbox:to_hand_over"),
        )
    ]
