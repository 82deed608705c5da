"""Hounslow, June to November 2015: twelve meetings, at which roles go round.

The shape is the published case's: twice a month for half a year, a first room with a code at its
door and then a hall, a round and a recap to begin with, lunch to end with. Who has which role, only
the rota says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.utils.functional import Promise

from evenweave.common import actors
from evenweave.demo.cast import BY_ID
from evenweave.demo.chapters import Chapter
from evenweave.demo.hounslow_agendas import (
    AGENDAS,
    MISSES,
    OTHERWISE,
    SHARE,
    TEA,
    WORDS,
    Point,
)
from evenweave.meetings import jobs
from evenweave.meetings.actions import choosing, meetings, mixes, roles, running, venues
from evenweave.meetings.actions.agenda import add_item, let_presenters_alternate
from evenweave.meetings.actions.minutes import agree_minutes, thank
from evenweave.meetings.models import (
    USUAL,
    Attendance,
    Item,
    Kind,
    Meeting,
    Minutes,
    Picture,
    Role,
    State,
    Task,
    Turn,
    Venue,
)
from evenweave.meetings.series import OfTheMonth, Series
from evenweave.meetings.written import of
from evenweave.projects.models import Member

if TYPE_CHECKING:
    from evenweave.demo.hounslow import Story

Aside = Callable[[Meeting, Item, actors.Actor], object]

LONDON = "Europe/London"
FIRST, TIMES, MINUTES = date(2015, 6, 3), 12, 120
LUNCH = datetime(2015, 12, 16, 12, 30, tzinfo=UTC)
# An hour by UTC at which every meeting is over, in summer and in winter.
AFTERWARDS = 13
# At which meetings people are mixed.
PAIRS, TABLES = 0, 5
PICTURES = ("", *Picture.values)

# The roles that go round: four usual ones, and one of the group's own.
ROLES: dict[str, tuple[str | Promise, str | Promise]] = {
    **{key: USUAL[key] for key in ("chair", "minutes", "provisions", "room")},
    "administration": ("Administration", "books what we need, and sees that letters go out"),
}
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
RATHER_NOT = {
    "chair": ("gwen", "omar", "esther", "tessa"),
    "minutes": ("ben", "gwen", "marek", "tessa"),
    "administration": ("ben", "hamid", "tessa"),
}
LEARNS = {"chair": ("ben",)}
# Who speaks for whom.
HELPED = {"omar": "priya", "tessa": "hamid"}


class Meetings(Chapter):
    """Twelve meetings, each when its day comes, and what is still open at the end."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        # What else happens while something is on, by its title.
        self.asides: dict[str, Aside] = {}

    def plan(self) -> None:
        """Before the first, they are planned; a gathering and an open date come after the last."""
        self.on(6, 1, self.call_together)
        self.on(11, 18, self.ask_when_next, AFTERWARDS)
        self.on(11, 18, self.invite_to_lunch, AFTERWARDS)
        self.on(11, 19, self.thank_everybody)

    def call_together(self) -> None:
        """Where, when, and who is willing to do what."""
        series = Series(FIRST, time(10), LONDON, OfTheMonth((1, 3)), TIMES)
        planned = meetings.plan_series(
            circle=self.group,
            title="The working group",
            series=series,
            minutes=MINUTES,
            venue=self.place(HEALTH_CENTRE, "amina"),
            why="We begin with how each of us is, and end with lunch.",
            by=self.by("amina"),
            at=self.now(),
        )
        self.share_roles()
        self.planned = [each.id for each in planned.meetings]
        for place, each in enumerate(planned.meetings):
            self.expect(each, place)

    planned: list[UUID]

    def place(self, told: dict[str, str], slug: str) -> Venue:
        """Somewhere to meet."""
        return venues.say_venue(project=self.project, told=told, by=self.by(slug), at=self.now())

    def share_roles(self) -> None:
        """Five roles go round, and each says which of them they would take."""
        for name, what in ROLES.values():
            roles.add_role(
                circle=self.group,
                name=str(name),
                what=str(what),
                by=self.by("amina"),
                at=self.now(),
            )
        for role in self.group.people.order_by("joined_at", "id"):
            self.say_what_they_take(slug_of(role))

    def say_what_they_take(self, slug: str) -> None:
        """One of them is willing, would like to learn, or would rather not."""
        known = dict(zip(ROLES, Role.objects.filter(circle=self.group), strict=True))
        wills = {
            role: "learning" if slug in LEARNS.get(key, ()) else "willing"
            for key, role in known.items()
            if slug not in RATHER_NOT.get(key, ())
        }
        told: dict[str, Any] = {"by": self.by(slug), "at": self.now()}
        roles.say_wills(circle=self.group, member=self.member(slug), wills=wills, **told)

    def expect(self, meeting: Meeting, place: int) -> None:
        """What happens for it, before it, and after."""
        starts_at = meeting.starts_at
        if starts_at is None:
            raise LookupError("A series has its times.")
        put = self.story.diary.put
        put(starts_at - timedelta(days=7), lambda: self.send_agenda(place))
        put(starts_at, lambda: self.hold(place))
        put(starts_at + timedelta(minutes=MINUTES), lambda: self.close(place))
        put(starts_at + timedelta(days=1), lambda: jobs.minutes(self.a_turn()))

    def meeting(self, place: int) -> Meeting:
        """One of the twelve, from 0."""
        return Meeting.objects.select_related("circle", "project").get(pk=self.planned[place])

    # Who is there

    def there(self, place: int) -> list[Member]:
        """Who takes part in a meeting in some way, in the order in which they came to the team."""
        here = self.group.people.filter(person__resting_since=None).order_by("joined_at", "id")
        return [each for each in here if slug_of(each) not in MISSES.get(place, ())]

    def in_the_room(self, place: int) -> list[Member]:
        """Who is there at a meeting, or hears and is heard."""
        otherwise = OTHERWISE.get(place, {})
        return [
            each
            for each in self.there(place)
            if otherwise.get(slug_of(each), "online") == Attendance.How.ONLINE
        ]

    def pass_on_turns(self, place: int) -> None:
        """Who cannot be there passes their turns on; the rota asks somebody else."""
        there = {each.pk for each in self.in_the_room(place)}
        turns = Turn.objects.filter(meeting=self.planned[place], role__isnull=False)
        for turn in turns.exclude(member__in=there).select_related("member", "meeting"):
            if turn.member is not None:
                roles.pass_on(turn=turn, by=acting(turn.member), at=self.now())

    # Before it

    def send_agenda(self, place: int) -> None:
        """What each brings, and a break; the program sends it a week before."""
        jobs.turns(self.a_turn())
        self.pass_on_turns(place)
        meeting = self.meeting(place)
        for point in AGENDAS[place]:
            add_item(
                meeting=meeting,
                purpose=point.purpose,
                title=point.title,
                minutes=point.minutes,
                lead=None if point is TEA else self.member(point.slug),
                prepare=point.prepare,
                by=self.by(point.slug),
                at=self.now(),
            )
        if sum(point.purpose == SHARE for point in AGENDAS[place]) > 1:
            let_presenters_alternate(meeting=meeting, by=self.by("ruth"), at=self.now())
        jobs.agendas(self.a_turn())

    # While people meet

    def hold(self, place: int) -> None:
        """Whoever has the turn opens it and goes on; whoever has the minutes writes."""
        self.pass_on_turns(place)
        meeting = self.meeting(place)
        chair, minutes = self.turn(meeting, "chair"), self.turn(meeting, "minutes")
        running.begin(meeting=meeting, by=chair, at=self.now())
        meeting.refresh_from_db()
        self.say_how_they_are(meeting, place)
        self.finish_what_was_taken_on(meeting)
        self.mix(meeting, place, chair)
        written = {point.title: point for point in AGENDAS[place]}
        for item in Item.objects.filter(meeting=meeting).select_related("meeting"):
            running.go_to(meeting=meeting, item=item, by=chair, at=self.now())
            if item.thing_kind == Minutes.THING and item.thing_id:
                self.agree_on_the_last(meeting, item.thing_id, chair)
            if item.title in written:
                self.write(meeting, item, written[item.title], minutes)
            if item.title in self.asides:
                self.asides[item.title](meeting, item, minutes)

    def say_how_they_are(self, meeting: Meeting, place: int) -> None:
        """A round to begin with: a word, a picture, or a pass. It goes when the meeting ends."""
        at = self.now()
        for number, each in enumerate(self.in_the_room(place)):
            picture = PICTURES[(number + place) % len(PICTURES)]
            word = WORDS.get(slug_of(each), "")
            told: dict[str, Any] = {"word": word, "picture": picture, "by": acting(each), "at": at}
            running.check_in(meeting=meeting, member=each, **told)

    def mix(self, meeting: Meeting, place: int, by: actors.Actor) -> None:
        """At two meetings they let themselves be mixed: pairs to begin with, and tables of four."""
        if place not in {PAIRS, TABLES}:
            return
        at = self.now()
        for each in self.in_the_room(place):
            told: dict[str, Any] = {"is_happy_to": True, "by": acting(each), "at": at}
            mixes.say_mix_will(meeting=meeting, member=each, **told)
        if place == PAIRS:
            mixes.draw_pairs(meeting=meeting, by=by, at=self.now())
        else:
            mixes.draw_tables(meeting=meeting, number=4, is_most=True, by=by, at=self.now())

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

    def turn(self, meeting: Meeting, key: str) -> actors.Actor:
        """Whose turn a role is."""
        turn = meeting.turns.select_related("member").get(role__name=str(ROLES[key][0]))
        return acting(turn.member)

    def write(self, meeting: Meeting, item: Item, point: Point, by: actors.Actor) -> None:
        """What was said, and what somebody does until the next time."""
        told: dict[str, Any] = {"meeting": meeting, "item": item, "by": by, "at": self.now()}
        if point.notes:
            running.write_notes(version=0, words=point.notes, **told)
        if point.task:
            running.add_task(words=point.task, member=self.member(point.slug), until=None, **told)

    def finish_what_was_taken_on(self, meeting: Meeting) -> None:
        """Whoever took something on last time says that it is done."""
        waiting = Task.objects.filter(meeting__circle=meeting.circle, done_at=None)
        for task in waiting.select_related("member"):
            if task.member is not None:
                running.finish_task(task=task, by=acting(task.member), at=self.now())

    def close(self, place: int) -> None:
        """It ends with lunch; each says that they took part, and how."""
        meeting = self.meeting(place)
        running.end(meeting=meeting, by=self.turn(meeting, "chair"), at=self.now())
        at = self.now()
        for each in self.there(place):
            slug = slug_of(each)
            how = OTHERWISE.get(place, {}).get(slug, Attendance.How.ROOM)
            is_spoken_for = how == Attendance.How.BEHALF
            by = self.by(slug, helper=HELPED[slug]) if is_spoken_for else self.by(slug)
            running.say_attended(meeting=meeting, member=each, how=how, by=by, at=at)

    # After it

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
        for day in (2, 4):
            starts_at = datetime(2015, 12, day, 10, tzinfo=UTC)
            choosing.offer(
                meeting=meeting, starts_at=starts_at, venue=None, by=self.by("ruth"), at=self.now()
            )
        choosing.ask_what_suits(meeting=meeting, by=self.by("ruth"), at=self.now())

    def invite_to_lunch(self) -> None:
        """A gathering before Christmas: no minutes, no roles, no list."""
        meetings.plan_meeting(
            circle=self.group,
            title="Lunch before Christmas",
            why="Hamid cooks. Whoever comes, comes.",
            starts_at=LUNCH,
            minutes=120,
            zone=LONDON,
            kind=Kind.GATHERING,
            by=self.by("hamid"),
            at=self.now(),
        )

    def thank_everybody(self) -> None:
        """The last word of the last meeting."""
        thank(
            meeting=self.meeting(TIMES - 1),
            to=None,
            words="You came, and you said what you saw. Thank you.",
            by=self.by("amina"),
            at=self.now(),
        )


def slug_of(member: Member) -> str:
    """Who of the cast somebody is."""
    if member.person_id is None:
        raise LookupError("In the example nobody was erased.")
    return BY_ID[member.person_id].slug


def acting(member: Member | None) -> actors.Actor:
    """A member who does something; in the example everybody is there."""
    if member is None or member.person_id is None:
        raise LookupError("Nobody is there to do this.")
    return actors.person(member.person_id)
