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
from evenweave.meetings.models import Attendance, CaughtUp, Meeting, Offer, State, Suit, Task

# A meeting that is further away is on the page of meetings, and no task yet.
SOON = timedelta(days=14)
# Later than this after a draft went out, nobody is offered to catch up; the page stays.
FRESH = timedelta(days=14)
MOST = 5


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Everything in meetings that waits for this person: three questions to the database."""
    return [*coming(person_id, at), *taken_on(person_id), *to_catch_up(person_id, at)]


def coming(person_id: UUID, at: datetime) -> Iterator[Next]:
    """Their meetings: to be chosen, going on, or soon."""
    for row in MEETINGS.of(person_id):
        if row["state"] == State.CHOOSING:
            if row["is_open"]:
                yield answer(row)
        elif row["state"] == State.RUNNING:
            yield go_in(row)
        elif row["starts_at"] <= at + SOON:
            yield come(row)


def meetings(person_id: UUID) -> Any:
    """The meetings of their circles that are ahead, and whether they still have to answer."""
    suits = Suit.objects.filter(offer=OuterRef("pk"), member__person=person_id)
    unanswered = Offer.objects.filter(~Exists(suits), meeting=OuterRef("pk"))
    ahead = Meeting.objects.filter(state__in=[State.CHOOSING, State.PLANNED, State.RUNNING])
    rows = among(ahead, person_id).annotate(is_open=Exists(unanswered)).order_by("starts_at", "id")
    return rows.values(
        "id", "title", "state", "starts_at", "minutes", "is_open", "project_id", "project__name"
    )


def among(known: Any, person_id: UUID) -> Any:
    """Those of these meetings that are of this person’s circles."""
    here = Q(project__members__person=person_id, project__members__left_at=None)
    inside = Q(circle__circle_members__member__person=person_id, circle__circle_members__until=None)
    return known.filter(here).filter(Q(circle__is_everybody=True) | inside).distinct()


MEETINGS = Prepared(meetings)


def caught_up(person_id: UUID) -> Any:
    """The last meetings of their circles whose draft went out; not where they said they were."""
    mine: Any = {"meeting": OuterRef("pk"), "member__person": person_id}
    said = Exists(Attendance.objects.filter(**mine))
    knows = Exists(CaughtUp.objects.filter(**mine))
    known = Meeting.objects.filter(~said, ~knows, its_minutes__isnull=False)
    rows = among(known, person_id).order_by("-its_minutes__sent_at", "id")[:MOST]
    return rows.values("id", "title", "its_minutes__sent_at", "project_id", "project__name")


CAUGHT_UP = Prepared(caught_up)


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


def to_catch_up(person_id: UUID, at: datetime) -> Iterator[Next]:
    """What they could read of meetings, if they like. Nobody is told that they were not there."""
    for row in CAUGHT_UP.of(person_id):
        if row["its_minutes__sent_at"] > at - FRESH:
            yield Next(
                verb=_("Read"),
                title=_("Catch up in two minutes: “{title}”").format(title=row["title"]),
                why=_("If you like: what was decided, and what comes next."),
                minutes=2,
                address=page(row, "catch-up"),
                project=row["project__name"],
            )
