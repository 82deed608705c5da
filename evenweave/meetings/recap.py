"""What happened last time, written by the program from what the team wrote down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from evenweave.decisions.models import Decision, State
from evenweave.meetings import brought
from evenweave.meetings.models import Item, Kind, Meeting, Minutes, Task
from evenweave.meetings.models import State as MeetingState

# A recap is read aloud in a minute. The rest is one link away.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Recap:
    """The last meeting of a circle: what it was about, what was decided, what people took on."""

    meeting: Meeting
    titles: list[str]
    decided: list[Decision]
    done: list[Task]
    still_open: list[Task]


def recap_for(meeting: Meeting) -> Recap | None:
    """For a meeting, what the last one of its circle came to; None before the second."""
    last = before(meeting)
    if last is None:
        return None
    tasks = last.tasks.filter(dropped_at=None).select_related("member__person", "meeting")
    found = list(tasks)
    topics = last.items.exclude(purpose=Item.Purpose.BREAK).exclude(thing_kind=Minutes.THING)
    return Recap(
        meeting=last,
        titles=[each.called for each in brought.read(topics[:SHOWN])],
        decided=decided_since(last, meeting.starts_at),
        done=[each for each in found if each.done_at],
        still_open=[each for each in found if not each.done_at],
    )


def before(meeting: Meeting) -> Meeting | None:
    """The last meeting of its circle that was; of a gathering nothing is written down."""
    known = Meeting.objects.filter(
        circle=meeting.circle, kind=Kind.MEETING, state=MeetingState.OVER
    )
    if meeting.starts_at is not None:
        known = known.filter(starts_at__lt=meeting.starts_at)
    return known.exclude(pk=meeting.pk).order_by("-starts_at").first()


def decided_since(last: Meeting, until: datetime | None) -> list[Decision]:
    """What the circle decided in that meeting and since, the newest last."""
    found = decided_from(last)
    if until is not None:
        found = found.filter(closed_at__lt=until)
    return list(found[:SHOWN])


def decided_from(meeting: Meeting) -> QuerySet[Decision]:
    """All that its circle decided since it began, the newest last."""
    since = meeting.began_at or meeting.starts_at
    found = Decision.objects.filter(circle=meeting.circle, state=State.DECIDED)
    return found.filter(closed_at__gte=since).order_by("closed_at", "id")
