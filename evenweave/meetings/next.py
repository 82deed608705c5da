"""What is next in meetings: when could you come, the next meeting, and what one took on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from evenweave.common.next import Next
from evenweave.common.prepared import Prepared
from evenweave.meetings.models import (
    Attendance,
    CaughtUp,
    Meeting,
    Minutes,
    Offer,
    State,
    Suit,
    Task,
)
from evenweave.projects.models import CircleMember, Member

# A meeting that is further away is on the page of meetings, and no task yet.
SOON = timedelta(days=14)
# Later than this after a draft went out, nobody is offered to catch up; the page stays.
FRESH = timedelta(days=14)
MOST = 5


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Everything in meetings that waits for this person: two questions to the database."""
    return [*coming(person_id, at), *taken_on(person_id)]


def coming(person_id: UUID, at: datetime) -> Iterator[Next]:
    """Their meetings: to be chosen, going on, or soon; or over, and they could read of it."""
    for row in MEETINGS.of(person_id):
        if row["state"] == State.CHOOSING:
            if row["is_open"]:
                yield answer(row)
        elif row["state"] == State.RUNNING:
            yield go_in(row)
        elif row["state"] == State.OVER:
            if row["its_minutes__sent_at"] > at - FRESH:
                yield read(row)
        elif row["starts_at"] <= at + SOON:
            yield come(row)


def meetings(person_id: UUID) -> Any:
    """The meetings of their circles that are ahead, or of which they could read.

    And whether they still have to answer.
    """
    suits = Suit.objects.filter(offer=OuterRef("pk"), member__person=person_id)
    unanswered = Offer.objects.filter(~Exists(suits), meeting=OuterRef("pk"))
    ahead = Q(state__in=[State.CHOOSING, State.PLANNED, State.RUNNING]) & theirs(person_id)
    known = Meeting.objects.filter(ahead | Q(pk__in=to_read(person_id)))
    rows = known.annotate(is_open=Exists(unanswered)).order_by("starts_at", "id")
    names = ("id", "title", "state", "starts_at", "minutes", "is_open", "its_minutes__sent_at")
    return rows.values(*names, "project_id", "project__name")


def to_read(person_id: UUID) -> Any:
    """The last meetings of their circles whose draft went out; not where they said they were."""
    mine: Any = {"meeting": OuterRef("meeting"), "member__person": person_id}
    knows = Exists(CaughtUp.objects.filter(**mine))
    was_there = Exists(Attendance.objects.filter(**mine))
    known = Minutes.objects.filter(~knows, ~was_there).filter(theirs(person_id, "meeting__"))
    return known.order_by("-sent_at", "pk").values("meeting")[:MOST]


def theirs(person_id: UUID, of: str = "") -> Q:
    """What is of the circles in which this person is."""
    mine = Member.objects.filter(person=person_id, left_at=None)
    inside = CircleMember.objects.filter(member__person=person_id, until=None)
    here = Exists(mine.filter(project=OuterRef(f"{of}project")))
    is_everybody = Q(**{f"{of}circle__is_everybody": True})
    return here & (is_everybody | Exists(inside.filter(circle=OuterRef(f"{of}circle"))))


MEETINGS = Prepared(meetings)


def tasks(person_id: UUID) -> Any:
    """What they said they would do, and have not."""
    open_ones = Task.objects.filter(done_at=None, dropped_at=None, member__left_at=None)
    mine = open_ones.filter(member__person=person_id).order_by("until", "made_at")
    of_meeting = [f"meeting__{name}" for name in ("title", "project_id", "project__name")]
    return mine.values("words", "until", "meeting_id", *of_meeting)


TASKS = Prepared(tasks)


def page(row: dict[str, Any], name: str = "meeting") -> str:
    """The page of a meeting."""
    return reverse(f"meetings:{name}", args=[row["project_id"], row["id"]])


def answer(row: dict[str, Any]) -> Next:
    """Times or places are offered, and something is not answered."""
    return Next(
        verb=_("Say"),
        title=_("When and where could you come: “{title}”").format(title=row["title"]),
        why=_("A tap for each time is enough."),
        minutes=2,
        address=page(row),
        project=row["project__name"],
    )


def go_in(row: dict[str, Any]) -> Next:
    """It goes on now."""
    return Next(
        verb=_("Go in"),
        title=_("It is on now: “{title}”").format(title=row["title"]),
        why="",
        minutes=0,
        address=page(row, "now"),
        urgent=True,
        at=row["starts_at"],
        project=row["project__name"],
    )


def come(row: dict[str, Any]) -> Next:
    """It is soon."""
    return Next(
        verb=_("Come"),
        title=row["title"],
        why=_("Read what it is about, and add to it."),
        minutes=row["minutes"],
        address=page(row),
        at=row["starts_at"],
        project=row["project__name"],
    )


def taken_on(person_id: UUID) -> Iterator[Next]:
    """What they took on."""
    for row in TASKS.of(person_id):
        until = row["until"]
        yield Next(
            verb=_("Do"),
            title=row["words"],
            why=_("You took it on in “{title}”.").format(title=row["meeting__title"]),
            minutes=0,
            address=reverse(
                "meetings:meeting", args=[row["meeting__project_id"], row["meeting_id"]]
            ),
            at=make_aware(datetime.combine(until, time(18))) if until else None,
            project=row["meeting__project__name"],
        )


def read(row: dict[str, Any]) -> Next:
    """They could read of it, if they like. Nobody is told that they were not there."""
    return Next(
        verb=_("Read"),
        title=_("Catch up in two minutes: “{title}”").format(title=row["title"]),
        why=_("If you like: what was decided, and what comes next."),
        minutes=2,
        address=page(row, "catch-up"),
        project=row["project__name"],
    )
