"""What would make it worth people's time: it stands on their first agenda, as they wrote it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from evenweave.meetings.models import Kind, Meeting, State


def hopes_for(meeting: Meeting) -> list[str]:
    """The answers of those for whom this is the first meeting of everybody, unsigned.

    At the first meeting that is all who are here; later it is who has come since the last one.
    """
    if not meeting.circle.is_everybody or meeting.kind != Kind.MEETING:
        return []
    came = meeting.project.members.annotate(
        came_at=Coalesce("arrived_at", "joined_at"), last=Subquery(last_before(meeting))
    )
    if meeting.starts_at is not None:
        came = came.filter(came_at__lt=meeting.starts_at)
    return came.filter(Q(last=None) | Q(came_at__gte=F("last"))).hopes()


def last_before(meeting: Meeting) -> QuerySet[Meeting, datetime | None]:
    """When the meeting of everybody begins, or began, that is the last before this one."""
    others = Meeting.objects.filter(circle=meeting.circle_id, kind=Kind.MEETING)
    known = others.exclude(state__in=[State.CHOOSING, State.CALLED_OFF]).exclude(pk=meeting.pk)
    if meeting.starts_at is not None:
        known = known.filter(starts_at__lt=meeting.starts_at)
    return known.order_by("-starts_at").values_list("starts_at", flat=True)[:1]
