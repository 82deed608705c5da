"""A person's meetings as their calendar knows them: never who else comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.meetings.calendars import Event
from evenweave.meetings.models import Meeting, State
from evenweave.outbox.links import whole

# What was longer ago, nobody looks up in a calendar.
BACK, MOST = timedelta(days=92), 500


def known_to(person: UUID) -> QuerySet[Meeting]:
    """The meetings with a time of all circles in which somebody is now, the first one first."""
    here = Q(project__members__person=person, project__members__left_at=None)
    in_circle = Q(circle__circle_members__member__person=person, circle__circle_members__until=None)
    mine = Meeting.objects.filter(here).filter(Q(circle__is_everybody=True) | in_circle)
    known = mine.filter(starts_at__isnull=False).exclude(state=State.CHOOSING).distinct()
    return known.select_related("project", "venue").order_by("starts_at", "id")


def meetings_of(person: UUID, at: datetime) -> list[Meeting]:
    """Those from last season on."""
    return list(known_to(person).filter(starts_at__gte=at - BACK)[:MOST])


def told_of(person: UUID, about: UUID) -> list[Meeting]:
    """A meeting, or all of a series: as they are now, if the person is still in the circle."""
    return list(known_to(person).filter(Q(id=about) | Q(series=about)))


def event_of(meeting: Meeting) -> Event:
    """A meeting for a calendar; only one whose time is known has a place there."""
    if meeting.starts_at is None:
        raise ValueError("Its time is not chosen yet.")
    return Event(
        uid=f"{meeting.id}@evenweave",
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        zone=meeting.zone,
        title=_("{title} ({project})").format(title=meeting.title, project=meeting.project.name),
        words=meeting.why,
        place=meeting.venue.name if meeting.venue else "",
        link=meeting.link,
        is_called_off=meeting.state == State.CALLED_OFF,
        changed_at=meeting.changed_at,
        url=whole(reverse("meetings:meeting", args=[meeting.project_id, meeting.id])),
    )
