"""Telling those who meet: that it is planned, moved or called off. Called inside actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common.actors import Actor
from evenweave.meetings import messages
from evenweave.meetings.elsewhere import by_their_clock, on_the_wall
from evenweave.meetings.models import Item, Kind, Meeting, Thanks
from evenweave.meetings.own import Own, owned, tasks_of, turns_of
from evenweave.meetings.written import Written
from evenweave.outbox.actions import send, way_to
from evenweave.outbox.links import whole
from evenweave.outbox.models import State
from evenweave.outbox.vocabulary import MessageKind
from evenweave.people.models import Person
from evenweave.projects.models import Member

NOTHING_YET = gettext_lazy("Nothing stands on the agenda yet. Anybody can add to it.")

# From one weekly letter to the next, and a day to read it in.
BEFORE_A_LETTER = timedelta(days=8)

# Longer notes than this (in signs) are not for a message.
LONGEST = 8_000


def page_of(meeting: Meeting) -> str:
    """The whole address of its page."""
    return whole(reverse("meetings:meeting", args=[meeting.project_id, meeting.id]))


def when_and_where(meeting: Meeting, theirs: str = "") -> str:
    """Such as “Wednesday 3 June 2026, 10:00 (Europe/London), The hall”, and what that is for them.

    `theirs` is the zone of the clock by which the receiver lives.
    """
    moment = meeting.starts_at
    told = on_the_wall(moment, meeting.zone) if moment else ""
    venue = f", {meeting.venue.name}" if meeting.venue else ""
    yours = by_their_clock(moment, theirs, meeting.zone) if moment and theirs else ""
    return f"{told} ({meeting.zone}){venue}{f'. {yours}' if yours else ''}"


def tell(
    meeting: Meeting,
    kind: MessageKind,
    subject: str,
    text: Callable[[str], str],
    *,
    by: Actor,
    at: datetime,
    about: UUID | None = None,
    urgent: bool = False,
) -> None:
    """The same to everybody in the circle but to whoever did it.

    `text` is asked for each receiver, with the zone of the clock by which they live. `about` is the
    meeting or the series that the calendar file is made from.
    """
    for person, zone in meeting.people.values_list("person_id", "person__zone"):
        if person == by.person and by.helper is None:
            continue
        send(
            to=person,
            sender=None,
            kind=kind.name,
            subject=subject.format(project=meeting.project.name),
            text=f"{text(clock_for(person, zone, kind))}\n\n{page_of(meeting)}",
            stream_id=meeting.project_id,
            about=about or meeting.id,
            urgent=urgent,
            by=by,
            at=at,
        )


def clock_for(person_id: UUID, zone: str, kind: MessageKind) -> str:
    """The clock by which they live; that of the house where somebody reads it to hand it over.

    By whose clock somebody lives is for nobody else to know.
    """
    if not zone or way_to(person_id, kind.name, is_urgent=True)[0] == State.TO_HAND_OVER:
        return settings.TIME_ZONE
    return zone


def is_soon(meeting: Meeting, at: datetime) -> bool:
    """Whether the next weekly letter could come too late. Moved or called off is always urgent."""
    return meeting.starts_at is not None and meeting.starts_at - at < BEFORE_A_LETTER


def planned(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """When and where it is."""
    text = _("We meet: {when}\n\nAnybody can add to what we talk about.")
    subject, urgent = _("A meeting in “{project}”"), is_soon(meeting, at)
    if meeting.kind == Kind.GATHERING:
        text = _("We come together: {when}\n\nFor being together. Come if you like.")
        subject = _("A gathering in “{project}”")

    def told(theirs: str) -> str:
        return text.format(when=when_and_where(meeting, theirs))

    tell(meeting, messages.PLANNED, subject, told, urgent=urgent, by=by, at=at)


def series_planned(meetings: Sequence[Meeting], *, by: Actor, at: datetime) -> None:
    """All of them in one message."""
    text = _("We meet again and again:\n\n{days}\n\nAnybody can add to what we talk about.")
    subject, urgent = _("Meetings in “{project}”"), is_soon(meetings[0], at)
    if meetings[0].kind == Kind.GATHERING:
        text = _("We come together again and again:\n\n{days}\n\nCome if you like.")
        subject = _("Gatherings in “{project}”")
    tell_of_all(meetings, subject, text, urgent=urgent, by=by, at=at)


def series_moved(meetings: Sequence[Meeting], reason: str, *, by: Actor, at: datetime) -> None:
    """When and where all of them are now, in one message, and why."""
    text = _("Meetings were moved. They are now:\n\n{days}\n\nWhy: {reason}")
    subject = _("Meetings were moved in “{project}”")
    tell_of_all(meetings, subject, text, reason, urgent=True, by=by, at=at)


def tell_of_all(
    meetings: Sequence[Meeting],
    subject: str,
    text: str,
    reason: str = "",
    *,
    urgent: bool,
    by: Actor,
    at: datetime,
) -> None:
    """All meetings of a series, each on a line of its own."""

    def told(theirs: str) -> str:
        days = "\n".join(when_and_where(each, theirs) for each in meetings)
        return text.format(days=days, reason=reason)

    first, kind = meetings[0], messages.PLANNED
    tell(first, kind, subject, told, about=first.series, urgent=urgent, by=by, at=at)


def moved(meeting: Meeting, reason: str, *, by: Actor, at: datetime) -> None:
    """When and where it is now, and why."""
    text = _("A meeting was moved. It is now: {when}\n\nWhy: {reason}")
    subject = _("A meeting was moved in “{project}”")
    tell_why(meeting, subject, text, reason, by=by, at=at)


def called_off(meeting: Meeting, reason: str, *, by: Actor, at: datetime) -> None:
    """That it is not, and why."""
    text = _("A meeting does not take place: {when}\n\nWhy: {reason}")
    subject = _("A meeting was called off in “{project}”")
    tell_why(meeting, subject, text, reason, by=by, at=at)


def tell_why(
    meeting: Meeting, subject: str, text: str, reason: str, *, by: Actor, at: datetime
) -> None:
    """What changed, at once."""

    def told(theirs: str) -> str:
        return text.format(when=when_and_where(meeting, theirs), reason=reason)

    tell(meeting, messages.PLANNED, subject, told, urgent=True, by=by, at=at)


def agenda(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """What it is about; whoever has a role, leads, learns or took something on reads that first."""
    items = list(meeting.items.all())
    whose = owned(turns_of(meeting), items, tasks_of(meeting))
    papers = whole(reverse("meetings:papers", args=[meeting.project_id, meeting.id]))
    blocks = Blocks(
        subject=_("What we meet for in “{project}”"),
        opening=lambda theirs: _("We meet: {when}").format(when=when_and_where(meeting, theirs)),
        whose=whose,
        rest=(
            "\n\n".join(about_items(items)) or str(NOTHING_YET),
            page_of(meeting),
            _("To print, in large print or in Easy Read: {page}").format(page=papers),
        ),
    )
    tell_each(meeting, messages.AGENDA, blocks, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A message to everybody: how it opens, what is each one’s own, what is for all.

    `opening` is asked with the zone of the clock by which they live.
    """

    subject: str
    opening: Callable[[str], str]
    whose: Mapping[UUID, Sequence[Own]]
    rest: Sequence[str]

    def text(self, member: Member, person: Person) -> str:
        """The message to this member."""
        own = "\n".join(own_lines(self.whose.get(member.pk, ())))
        opening = self.opening(clock_for(person.id, person.zone, messages.AGENDA))
        return "\n\n".join(filter(None, [opening, own, *self.rest]))


def tell_each(
    meeting: Meeting, kind: MessageKind, blocks: Blocks, *, by: Actor, at: datetime
) -> None:
    """To everybody in the circle, each with their own first."""
    for member in meeting.people.select_related("person"):
        if member.person is None:
            continue
        send(
            to=member.person.id,
            sender=None,
            kind=kind.name,
            subject=blocks.subject.format(project=meeting.project.name),
            text=blocks.text(member, member.person),
            stream_id=meeting.project_id,
            by=by,
            at=at,
        )


def about_items(items: Iterable[Item]) -> Iterator[str]:
    """What each is about, and what to prepare. What came by itself is read on its own page."""
    for number, item in enumerate(items, 1):
        purpose, minutes = item.get_purpose_display(), item.minutes
        yield _("{number}. {title} ({purpose}, {minutes} minutes)").format(
            number=number, title=item.title, purpose=purpose, minutes=minutes
        ) + (f"\n{item.prepare}" if item.prepare else "")


def own_lines(own: Iterable[Own]) -> Iterator[str]:
    """What is theirs, a line each."""
    for each in own:
        until = date_format(each.until, _("l j F Y")) if each.until else ""
        yield _("{what} (until {day})").format(what=each, day=until) if until else str(each)


def minutes(meeting: Meeting, written: Written, *, by: Actor, at: datetime) -> None:
    """What came of it; what somebody took on themself, they read first."""
    moment = meeting.on_the_wall
    day = date_format(moment, _("l j F Y")) if moment else ""
    opening = _("These are the draft minutes of “{title}”, {day}.").format(
        title=meeting.title, day=day
    )
    end = _("If you remember it otherwise, suggest other words here:\n{page}").format(
        page=whole(reverse("meetings:minutes", args=[meeting.project_id, meeting.id]))
    )
    subject = _("Draft minutes in “{project}”")
    left = meeting.tasks.filter(done_at=None, dropped_at=None)
    blocks = Blocks(subject, lambda _theirs: opening, owned((), (), left), (in_short(written), end))
    tell_each(meeting, messages.MINUTES, blocks, by=by, at=at)


def in_short(written: Written) -> str:
    """What is for everybody. Notes of many pages are read where they can be corrected."""
    decided = [f"- {each.title}" for each in written.decided]
    tasks = [f"- {each.title}" for each in written.tasks]
    said = [f"{each.title}\n{each.words}".strip() for each in written.said if each.words]
    lists = [
        "\n".join([heading, *lines])
        for heading, lines in ((_("We agreed:"), decided), (_("To do:"), tasks))
        if lines
    ]
    notes = "\n\n".join(said)
    fits = len(notes) <= LONGEST
    return "\n\n".join([*lists, notes if fits else _("The notes are long. Read them there.")])


def thanked(thanks: Thanks) -> tuple[str, str]:
    """A subject and words for whom somebody thanks."""
    meeting = thanks.meeting
    text = _("{name} writes to you, after “{title}”:\n\n{words}").format(
        name=thanks.by.called, title=meeting.title, words=thanks.words
    )
    return _("Thank you, from “{project}”").format(project=meeting.project.name), text


def asked(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Which times and places would suit them."""
    text = _("When and where could you come? A tap for each is enough.")
    subject = _("When shall we meet, in “{project}”?")
    tell(meeting, messages.SUITS, subject, lambda _theirs: text, by=by, at=at)
