"""Telling those who meet: that it is planned, moved or called off. Called inside actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common.actors import Actor
from evenweave.meetings import messages
from evenweave.meetings.elsewhere import by_their_clock, on_the_wall
from evenweave.meetings.models import Meeting
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.outbox.vocabulary import MessageKind
from evenweave.projects.models import Member

# From one weekly letter to the next, and a day to read it in.
BEFORE_A_LETTER = timedelta(days=8)


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
            text=f"{text(zone or settings.TIME_ZONE)}\n\n{page_of(meeting)}",
            stream_id=meeting.project_id,
            about=about or meeting.id,
            urgent=urgent,
            by=by,
            at=at,
        )


def is_soon(meeting: Meeting, at: datetime) -> bool:
    """Whether the next weekly letter could come too late. Moved or called off is always urgent."""
    return meeting.starts_at is not None and meeting.starts_at - at < BEFORE_A_LETTER


def planned(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """When and where it is."""
    text = _("We meet: {when}\n\nAnybody can add to what we talk about.")
    subject, urgent = _("A meeting in “{project}”"), is_soon(meeting, at)

    def told(theirs: str) -> str:
        return text.format(when=when_and_where(meeting, theirs))

    tell(meeting, messages.PLANNED, subject, told, urgent=urgent, by=by, at=at)


def series_planned(meetings: Sequence[Meeting], *, by: Actor, at: datetime) -> None:
    """All of them in one message."""
    text = _("We meet again and again:\n\n{days}\n\nAnybody can add to what we talk about.")
    subject, first = _("Meetings in “{project}”"), meetings[0]

    def told(theirs: str) -> str:
        return text.format(days="\n".join(when_and_where(each, theirs) for each in meetings))

    tell(
        first,
        messages.PLANNED,
        subject,
        told,
        about=first.series,
        urgent=is_soon(first, at),
        by=by,
        at=at,
    )


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
    """What it is about; whoever has a role, leads something or learns reads that first."""
    items = [
        f"{number}. {item.title} ({item.get_purpose_display()}, {item.minutes})"
        for number, item in enumerate(meeting.items.all(), 1)
    ]
    lines = "\n".join(items) or _("Nothing stands on the agenda yet. Anybody can add to it.")
    for member in meeting.people.select_related("person"):
        if member.person is None:
            continue
        own = "".join(f"{each}\n" for each in own_of(meeting, member))
        text = _("We meet: {when}\n\n{own}\n{lines}").format(
            when=when_and_where(meeting, member.person.clock), own=own, lines=lines
        )
        send(
            to=member.person.id,
            sender=None,
            kind=messages.AGENDA.name,
            subject=_("What we meet for in “{project}”").format(project=meeting.project.name),
            text=f"{text}\n\n{page_of(meeting)}",
            stream_id=meeting.project_id,
            by=by,
            at=at,
        )


def own_of(meeting: Meeting, member: Member) -> Iterator[str]:
    """What is theirs at this meeting."""
    for turn in meeting.turns.filter(member=member).select_related("role"):
        yield _("Your role: {role}").format(role=turn.role.name)
    for turn in meeting.turns.filter(learner=member).select_related("role"):
        yield _("You learn beside somebody: {role}").format(role=turn.role.name)
    for item in meeting.items.filter(lead=member):
        yield _("You lead: {title}").format(title=item.title)


def asked(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Which times and places would suit them."""
    text = _("When and where could you come? A tap for each is enough.")
    subject = _("When shall we meet, in “{project}”?")
    tell(meeting, messages.SUITS, subject, lambda _theirs: text, by=by, at=at)
