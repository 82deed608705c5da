"""What waits for a person's hands, person by person: whom they reach, and what they bring."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from evenweave.outbox import directories
from evenweave.outbox.directories import GONE, Reach
from evenweave.outbox.models import Message, MessageQuerySet


@dataclass(frozen=True, slots=True)
class Bundle:
    """What waits for one person: how many messages, how many of them urgent, and since when."""

    to: UUID
    reach: Reach
    count: int
    urgent: int
    since: datetime


def waiting(person_id: UUID) -> MessageQuerySet:
    """All that waits for this person's hands, oldest first."""
    return Message.objects.to_hand_over(person_id, directories.teams().coordinated_by(person_id))


def bundles(person_id: UUID) -> list[Bundle]:
    """The same by whom it is for. Who has urgent ones stands first; then who waits the longest."""
    found = waiting(person_id).order_by().values("to")
    told = list(
        found.annotate(
            count=Count("id"), urgent=Count("id", filter=Q(is_urgent=True)), since=Min("written_at")
        )
    )
    reaches = directories.directory().reaches([row["to"] for row in told])
    made = [Bundle(reach=reaches.get(row["to"], GONE), **row) for row in told]
    return sorted(made, key=lambda each: (not each.urgent, each.since, each.to))


def waiting_for(person_id: UUID, to: UUID) -> MessageQuerySet:
    """What waits for a person's hands and is for one other: urgent ones first, then the oldest."""
    return waiting(person_id).filter(to=to).order_by("-is_urgent", "written_at", "id")


def may_know(person_id: UUID, to: UUID) -> bool:
    """Whether a person has anything to bring to the other, or had."""
    streams = directories.teams().coordinated_by(person_id)
    seen = Message.objects.visible_to(person_id, streams)
    return seen.filter(to=to).exclude(to=person_id).exists()


def own(person_id: UUID) -> MessageQuerySet:
    """What others would bring to this person, oldest first."""
    return Message.objects.waiting_to_reach(person_id)


def among(found: MessageQuerySet, shown: Collection[UUID]) -> MessageQuerySet:
    """Those that stood on a page. What came meanwhile, and what is somebody else's, is not."""
    return found.filter(id__in=shown)
