"""What is next in meetings: when could you come, the next meeting, and what one took on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import DateField, DateTimeField, Exists, F, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from evenweave.common.next import Next
from evenweave.common.prepared import Prepared
from evenweave.meetings.elsewhere import by_their_clock, on_the_wall
from evenweave.meetings.models import (
    Afterwards,
    Attendance,
    CaughtUp,
    Kind,
    Meeting,
    Minutes,
    Offer,
    State,
    Suit,
    Task,
)
from evenweave.people.models import Person
from evenweave.projects.models import CircleMember, Member

# A meeting that is further away is on the page of meetings, and no task yet.
SOON = timedelta(days=14)
# Later than this after a draft went out, nobody is offered to catch up; the page stays.
FRESH = timedelta(days=14)
MOST = 5


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Everything in meetings that waits for this person: two questions to the database."""
    waits = sorted(WAITING.of(person_id), key=lambda row: (row["day"] or date.max, row["since"]))
    tasks = [taken_on(row) for row in waits if not row["is_note"]]
    notes = [afterwards(row) for row in waits if row["is_note"]]
    return [*coming(person_id, at), *tasks, *notes]


def coming(person_id: UUID, at: datetime) -> Iterator[Next]:
    """Their meetings: to be chosen, going on, or soon; or over, and they could read of it."""
    for row in MEETINGS.of(person_id):
        if row["state"] == State.CHOOSING:
            if row["is_open"] and not (row["last_time"] and row["last_time"] <= at):
                yield answer(row)
        elif row["state"] == State.RUNNING:
            yield go_in(row)
        elif row["state"] == State.OVER:
            if row["its_minutes__sent_at"] > at - FRESH:
                yield read(row)
        elif is_soon(row, at):
            yield come(row)


def is_soon(row: dict[str, Any], at: datetime) -> bool:
    """Whether it begins soon, or has not ended by its plan; its state may say so a little later."""
    ends_at = row["starts_at"] + timedelta(minutes=row["minutes"])
    return bool(row["starts_at"] <= at + SOON and ends_at > at)


def meetings(person_id: UUID) -> Any:
    """The meetings of their circles that are ahead, or of which they could read.

    And whether they still have to answer, and the last time that is offered.
    """
    suits = Suit.objects.filter(offer=OuterRef("pk"), member__person=person_id)
    unanswered = Offer.objects.filter(~Exists(suits), meeting=OuterRef("pk"))
    times = Offer.objects.filter(meeting=OuterRef("pk"), starts_at__isnull=False)
    ahead = Q(state__in=[State.CHOOSING, State.PLANNED, State.RUNNING]) & theirs(person_id)
    known = Meeting.objects.filter(ahead | Q(pk__in=to_read(person_id)))
    rows = known.annotate(is_open=Exists(unanswered)).order_by("starts_at", "id")
    return rows.values(
        *("id", "title", "kind", "state", "starts_at", "zone", "minutes", "is_open"),
        *("project_id", "project__name", "its_minutes__sent_at"),
        last_time=Subquery(times.order_by("-starts_at").values("starts_at")[:1]),
        theirs=Subquery(Person.objects.filter(pk=person_id).values("zone")[:1]),
    )


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


OF_MEETING = [f"meeting__{name}" for name in ("title", "project_id", "project__name")]
NO_DAY = Value(None, output_field=DateField())
NO_TIME = Value(None, output_field=DateTimeField())


def waiting(person_id: UUID) -> Any:
    """What they took on, and what two of a meeting have to say to each other, in one question."""
    return tasks(person_id).order_by().union(notes(person_id), all=True)


def tasks(person_id: UUID) -> Any:
    """What they said they would do, and have not."""
    open_ones = Task.objects.filter(done_at=None, dropped_at=None, member__left_at=None)
    return open_ones.filter(member__person=person_id).values(
        "meeting_id",
        *OF_MEETING,
        what=F("words"),
        day=F("until"),
        since=F("made_at"),
        answered=NO_TIME,
        is_note=Value(value=False),
    )


def notes(person_id: UUID) -> Any:
    """What somebody would like to say to them afterwards; and who is there for them."""
    to_them = Q(to__person=person_id, to__left_at=None, answered_at=None)
    is_there = Q(sender__person=person_id, sender__left_at=None, answered_at__isnull=False)
    return Afterwards.objects.filter(to_them | is_there).values(
        "meeting_id",
        *OF_MEETING,
        what=Value(""),
        day=NO_DAY,
        since=F("at"),
        answered=F("answered_at"),
        is_note=Value(value=True),
    )


WAITING = Prepared(waiting)


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


def clock_of(row: dict[str, Any]) -> str:
    """When it begins by the clock of its place and by theirs, where the two differ."""
    theirs = row["theirs"] or settings.TIME_ZONE
    yours = by_their_clock(row["starts_at"], theirs, row["zone"])
    there = f"{on_the_wall(row['starts_at'], row['zone'])} ({row['zone']})."
    return f"{there} {yours}" if yours else ""


def come(row: dict[str, Any]) -> Next:
    """It is soon."""
    return Next(
        verb=_("Come"),
        title=row["title"],
        why=" ".join(filter(None, [clock_of(row), why_come(row["kind"])])),
        minutes=row["minutes"],
        address=page(row),
        at=row["starts_at"],
        project=row["project__name"],
    )


def why_come(kind: str) -> str:
    """What there is to do before; before a gathering, nothing."""
    if kind == Kind.GATHERING:
        return _("For being together. Nothing is written down, and nobody counts who comes.")
    return _("Read what it is about, and add to it.")


def taken_on(row: dict[str, Any]) -> Next:
    """Something they took on."""
    until = row["day"]
    return Next(
        verb=_("Do"),
        title=row["what"],
        why=_("You took it on in “{title}”.").format(title=row["meeting__title"]),
        minutes=0,
        # On a phone it is some way down. A page without notes opens at its top.
        address=f"{of_meeting(row, 'meeting')}#notes",
        at=make_aware(datetime.combine(until, time(18))) if until else None,
        project=row["meeting__project__name"],
    )


def afterwards(row: dict[str, Any]) -> Next:
    """Without a name: somebody may look over their shoulder."""
    verb, title = _("Listen"), _("Somebody would like to say something to you")
    if row["answered"] is not None:
        verb, title = _("Talk"), _("They are here for you")
    return Next(
        verb=verb,
        title=title,
        why=_("After “{title}”. Only the two of you know.").format(title=row["meeting__title"]),
        minutes=0,
        address=of_meeting(row, "afterwards"),
        project=row["meeting__project__name"],
    )


def of_meeting(row: dict[str, Any], name: str) -> str:
    """A page of the meeting that it is about."""
    return reverse(f"meetings:{name}", args=[row["meeting__project_id"], row["meeting_id"]])


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
