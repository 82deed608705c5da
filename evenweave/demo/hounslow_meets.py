"""Hounslow, June to November 2015: twelve meetings, at which roles go round.

The shape is the published case's: twice a month for half a year, a first room with a code at its
door and then a hall, a round and a recap to begin with, lunch to end with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from evenweave.common import actors
from evenweave.demo.cast import BY_SLUG
from evenweave.demo.chapters import Chapter
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.meetings import jobs
from evenweave.meetings.actions import choosing, meetings, roles, running, venues
from evenweave.meetings.actions.agenda import add_item
from evenweave.meetings.actions.minutes import agree_minutes
from evenweave.meetings.models import (
    USUAL,
    Attendance,
    Item,
    Meeting,
    Minutes,
    Role,
    State,
    Task,
    Venue,
)
from evenweave.meetings.series import OfTheMonth, Series
from evenweave.meetings.written import of
from evenweave.projects.models import Member

if TYPE_CHECKING:
    from evenweave.demo.hounslow import Story

LONDON = "Europe/London"
FIRST, TIMES, MINUTES = date(2015, 6, 3), 12, 120
GO_ROUND = ("chair", "minutes", "provisions", "room")

HEALTH_CENTRE = {
    "name": "The room at the health centre",
    "address": "First floor, ring at the door",
    "travel": "Bus H22 stops outside. £1.50, or free with a pass.",
    "is_step_free": "yes",
    "is_without_codes": "no",
    "is_nobodys_workplace": "no",
    "has_toilets": "yes",
}
LIBRARY = {
    "name": "The hall of the library",
    "address": "Ground floor, next to the children’s books",
    "travel": "Five buses stop at the corner. £1.50, or free with a pass.",
    "more": "There is a small room next door for whoever needs quiet.",
    "is_step_free": "yes",
    "is_without_codes": "yes",
    "is_nobodys_workplace": "yes",
    "has_toilets": "yes",
    "has_loop": "yes",
    "has_quiet_room": "yes",
}

# Who is not willing to do what; all others are, for everything.
RATHER_NOT = {"chair": ("gwen", "omar", "esther"), "minutes": ("ben", "gwen", "marek")}
LEARNS = {"chair": ("ben",)}
NOT_WILLING = ("lena",)  # she rests


@dataclass(frozen=True, slots=True)
class Point:
    """Something on an agenda, whose it is, and what was written down of it."""

    slug: str
    title: str
    minutes: int
    notes: str
    purpose: str = "talk"
    task: str = ""


BREAK = Point("hamid", "Tea", 15, "", purpose="break")
AGENDAS = (
    (
        Point("amina", "Who we are, and what we like", 40, "Each said one thing. Birds came up."),
        BREAK,
        Point("nadia", "What is fixed, and what is ours", 30, "Light on money. The rest is ours."),
    ),
    (
        Point(
            "iris", "What happens when old ranks come back", 30, "Iris said it aloud. Hard, good."
        ),
        BREAK,
        Point(
            "dev",
            "Whom we would like to ask",
            30,
            "People who stopped going anywhere.",
            task="Write to the day centre",
        ),
    ),
    (
        Point(
            "ben",
            "Which doors people walk past",
            40,
            "Bring a map next time.",
            task="Bring a map of the borough",
        ),
        BREAK,
        Point("carys", "What a nurse may pass on", 20, "With a yes, first names. Never more."),
    ),
    (
        Point("ben", "The map", 40, "Places, people, things to do: three colours."),
        BREAK,
        Point("gwen", "What carers see", 30, "The waiting between two letters."),
    ),
    (
        Point("ruth", "We try the map on ourselves", 45, "It is personal. Stop when you like."),
        BREAK,
        Point(
            "marek",
            "Where a GP could point",
            20,
            "One page, one number.",
            task="Draft the one page",
        ),
    ),
    (
        Point("hamid", "What a peer does on a bad day", 35, "Ring, come along, or let be."),
        BREAK,
        Point("priya", "How we would know that it helped", 30, "Two questions, no scale."),
    ),
    (
        Point("jomo", "Two days a week: for what?", 40, "Knowing people, half of it."),
        BREAK,
        Point("nadia", "What it costs in three years", 30, "Nadia read the budget aloud."),
    ),
    (
        Point("lena", "What befrienders need", 30, "Somebody to ring after."),
        BREAK,
        Point(
            "esther",
            "Who is paid, and when",
            20,
            "Within two weeks.",
            task="Chase the August fares",
        ),
    ),
    (
        Point("jomo", "Doors that stand open", 45, "It goes together now.", purpose="decide"),
        BREAK,
        Point(
            "omar", "What people said at the day centre", 30, "Omar read it out, with their yes."
        ),
    ),
    (
        Point("amina", "The first visit, played through", 45, "The door was the hard part."),
        BREAK,
        Point("carys", "If somebody is unwell", 30, "We ask what they want, first."),
    ),
    (
        Point("priya", "What shall we call it?", 40, "Three names on the wall.", purpose="decide"),
        BREAK,
        Point("ruth", "Who tells the others", 20, "All of us, in pairs."),
    ),
    (
        Point("dev", "What we leave behind", 45, "The map, the page, the hall.", purpose="share"),
        BREAK,
        Point(
            "iris",
            "How we stop",
            30,
            "With lunch, and an open date.",
            task="Ask who wants to go on",
        ),
    ),
)

Event = tuple[datetime, Callable[[], None]]


class Meetings(Chapter):
    """Twelve meetings, each when its day comes, and what is still open at the end."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.events: list[Event] = []

    def plan(self) -> None:
        """Before the first: where, when, and who is willing to do what."""
        room = self.place(HEALTH_CENTRE, "amina")
        series = Series(FIRST, time(10), LONDON, OfTheMonth((1, 3)), TIMES)
        planned = meetings.plan_series(
            circle=self.group,
            title="The working group",
            series=series,
            minutes=MINUTES,
            venue=room,
            why="We begin with how each of us is, and end with lunch.",
            by=self.by("amina"),
            at=self.now(),
        )
        self.share_roles()
        for place, each in enumerate(planned.meetings):
            self.expect(each, place)
        self.events.sort(key=lambda event: event[0])

    def place(self, told: dict[str, str], slug: str) -> Venue:
        """Somewhere to meet."""
        project = self.story.project
        return venues.say_venue(project=project, told=told, by=self.by(slug), at=self.now())

    def share_roles(self) -> None:
        """Four roles go round, and each says which of them they would take."""
        for key in GO_ROUND:
            name, what = (str(each) for each in USUAL[key])
            roles.add_role(
                circle=self.group, name=name, what=what, by=self.by("amina"), at=self.now()
            )
        known = dict(zip(GO_ROUND, Role.objects.filter(circle=self.group), strict=True))
        at = self.now()
        for slug in BY_SLUG:
            if slug not in NOT_WILLING:
                self.say_what_they_take(slug, known, at)

    def say_what_they_take(self, slug: str, known: dict[str, Role], at: datetime) -> None:
        """One of them is willing, would like to learn, or would rather not."""
        wills = {
            role: "learning" if slug in LEARNS.get(key, ()) else "willing"
            for key, role in known.items()
            if slug not in RATHER_NOT.get(key, ())
        }
        (member,) = self.members(slug)
        by = self.by(slug)
        roles.say_wills(circle=self.group, member=member, wills=wills, by=by, at=at)

    def expect(self, meeting: Meeting, place: int) -> None:
        """What comes by itself, or when its hour comes."""
        starts_at = meeting.starts_at
        if starts_at is not None:
            self.events += [
                (starts_at - timedelta(days=7), lambda: self.send_agenda(meeting, place)),
                (starts_at, lambda: self.hold(meeting, place)),
                (starts_at + timedelta(minutes=MINUTES), lambda: self.close(meeting)),
                (starts_at + timedelta(days=1), self.send_drafts),
            ]

    def until(self, moment: datetime) -> None:
        """All that comes before a moment, in its order."""
        while self.events and self.events[0][0] <= moment:
            at, happens = self.events.pop(0)
            self.story.clock.pass_time(max(at - self.story.clock.now(), timedelta()))
            happens()

    def send_agenda(self, meeting: Meeting, place: int) -> None:
        """What each brings, and a break; the program sends it a week before."""
        for point in AGENDAS[place]:
            add_item(
                meeting=meeting,
                purpose=point.purpose,
                title=point.title,
                minutes=point.minutes,
                lead=None if point is BREAK else self.members(point.slug)[0],
                by=self.by(point.slug),
                at=self.now(),
            )
        jobs.agendas(Turn(NOTHING, self.now()))

    def hold(self, known: Meeting, place: int) -> None:
        """Whoever has the turn opens it and goes on; whoever has the minutes writes."""
        meeting = Meeting.objects.select_related("circle", "project").get(pk=known.pk)
        chair, minutes = self.turn(meeting, "chair"), self.turn(meeting, "minutes")
        running.begin(meeting=meeting, by=chair, at=self.now())
        self.finish_what_was_taken_on(meeting)
        written = {point.title: point for point in AGENDAS[place]}
        for item in Item.objects.filter(meeting=meeting):
            running.go_to(meeting=meeting, item=item, by=chair, at=self.now())
            if item.thing_kind == Minutes.THING and item.thing_id:
                self.agree_on_the_last(meeting, item.thing_id, chair)
            if item.title in written:
                self.write(meeting, item, written[item.title], minutes)

    def agree_on_the_last(self, meeting: Meeting, last_id: UUID, by: actors.Actor) -> None:
        """They have read the minutes of last time together."""
        last = Meeting.objects.select_related("circle", "project").get(pk=last_id)
        agree_minutes(
            meeting=last,
            later=meeting,
            fingerprint=of(last).fingerprint,
            by=by,
            at=self.now(),
        )

    def send_drafts(self) -> None:
        """The morning after, the program sends what was written."""
        jobs.minutes(Turn(NOTHING, self.now()))

    def turn(self, meeting: Meeting, key: str) -> actors.Actor:
        """Whose turn a role is."""
        turn = meeting.turns.select_related("member").get(role__name=str(USUAL[key][0]))
        return acting(turn.member)

    def write(self, meeting: Meeting, item: Item, point: Point, by: actors.Actor) -> None:
        """What was said, and what somebody does until the next time."""
        told: dict[str, Any] = {"meeting": meeting, "item": item, "by": by, "at": self.now()}
        if point.notes:
            running.write_notes(version=0, words=point.notes, **told)
        if point.task:
            (member,) = self.members(point.slug)
            running.add_task(words=point.task, member=member, until=None, **told)

    def finish_what_was_taken_on(self, meeting: Meeting) -> None:
        """Whoever took something on last time says that it is done."""
        waiting = Task.objects.filter(meeting__circle=meeting.circle, done_at=None)
        for task in waiting.select_related("member"):
            if task.member is not None:
                running.finish_task(task=task, by=acting(task.member), at=self.now())

    def close(self, known: Meeting) -> None:
        """It ends with lunch; each says that they took part, and how."""
        meeting = Meeting.objects.select_related("circle", "project").get(pk=known.pk)
        running.end(meeting=meeting, by=self.turn(meeting, "chair"), at=self.now())
        at = self.now()
        for number, slug in enumerate(each for each in BY_SLUG if each not in NOT_WILLING):
            (member,) = self.members(slug)
            how = Attendance.How.ONLINE if number % 7 == 5 else Attendance.How.ROOM
            running.say_attended(meeting=meeting, member=member, how=how, by=self.by(slug), at=at)

    def move_to_the_library(self) -> None:
        """After the vote: all that follow are in the hall."""
        hall = self.place(LIBRARY, "ben")
        ahead = Meeting.objects.filter(circle=self.group, state=State.PLANNED)
        meeting = ahead.order_by("starts_at")[0]
        meetings.move_following(
            meeting=meeting,
            version=meeting.version,
            starts_at=cast("datetime", meeting.starts_at),
            venue=hall,
            reason="We chose the hall by vote: no code at the door.",
            by=self.by("amina"),
            at=self.now(),
        )

    def ask_when_next(self) -> None:
        """Whether and when they meet once more, nobody knows yet."""
        meeting = meetings.plan_meeting(
            circle=self.group,
            title="One more time, whoever would like to",
            starts_at=None,
            minutes=90,
            zone=LONDON,
            by=self.by("ruth"),
            at=self.now(),
        )
        for days in (14, 16):
            starts_at = self.story.clock.now() + timedelta(days=days)
            choosing.offer(
                meeting=meeting, starts_at=starts_at, venue=None, by=self.by("ruth"), at=self.now()
            )
        choosing.ask_what_suits(meeting=meeting, by=self.by("ruth"), at=self.now())


def acting(member: Member | None) -> actors.Actor:
    """A member who does something; in the example everybody is there."""
    if member is None or member.person_id is None:
        raise LookupError("Nobody is there to do this.")
    return actors.person(member.person_id)
