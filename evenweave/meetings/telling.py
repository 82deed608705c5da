"""Telling those who meet: that it is planned, moved or called off. Called inside actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenweave.common.actors import Actor
from evenweave.meetings import messages
from evenweave.meetings.models import Kind, Meeting
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.outbox.vocabulary import MessageKind
from evenweave.projects.models import Member


def page_of(meeting: Meeting) -> str:
    """The whole address of its page."""
    return whole(reverse("meetings:meeting", args=[meeting.project_id, meeting.id]))


def when_and_where(meeting: Meeting) -> str:
    """Such as “Wednesday 3 June 2026, 10:00 (Europe/London), The hall”."""
    moment = meeting.on_the_wall
    told = date_format(moment, _("l j F Y, H:i")) if moment else ""
    venue = f", {meeting.venue.name}" if meeting.venue else ""
    return f"{told} ({meeting.zone}){venue}"


def tell(
    meeting: Meeting, kind: MessageKind, subject: str, text: str, *, by: Actor, at: datetime
) -> None:
    """The same to everybody in the circle but to whoever did it."""
    for person in meeting.people.values_list("person_id", flat=True):
        if person == by.person and by.helper is None:
            continue
        send(
            to=person,
            sender=None,
            kind=kind.name,
            subject=subject.format(project=meeting.project.name),
            text=f"{text}\n\n{page_of(meeting)}",
            stream_id=meeting.project_id,
            by=by,
            at=at,
        )


def planned(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """When and where it is."""
    text = _("We meet: {when}\n\nAnybody can add to what we talk about.")
    subject = _("A meeting in “{project}”")
    if meeting.kind == Kind.GATHERING:
        text = _("We come together: {when}\n\nFor being together. Come if you like.")
        subject = _("A gathering in “{project}”")
    told = text.format(when=when_and_where(meeting))
    tell(meeting, messages.PLANNED, subject, told, by=by, at=at)


def series_planned(meetings: Sequence[Meeting], *, by: Actor, at: datetime) -> None:
    """All of them in one message."""
    days = "\n".join(when_and_where(each) for each in meetings)
    text = _("We meet again and again:\n\n{days}\n\nAnybody can add to what we talk about.")
    subject = _("Meetings in “{project}”")
    if meetings[0].kind == Kind.GATHERING:
        text = _("We come together again and again:\n\n{days}\n\nCome if you like.")
        subject = _("Gatherings in “{project}”")
    tell(meetings[0], messages.PLANNED, subject, text.format(days=days), by=by, at=at)


def moved(meeting: Meeting, reason: str, *, by: Actor, at: datetime) -> None:
    """When and where it is now, and why."""
    text = _("A meeting was moved. It is now: {when}\n\nWhy: {reason}")
    told = text.format(when=when_and_where(meeting), reason=reason)
    tell(meeting, messages.PLANNED, _("A meeting was moved in “{project}”"), told, by=by, at=at)


def called_off(meeting: Meeting, reason: str, *, by: Actor, at: datetime) -> None:
    """That it is not, and why."""
    text = _("A meeting does not take place: {when}\n\nWhy: {reason}")
    told = text.format(when=when_and_where(meeting), reason=reason)
    subject = _("A meeting was called off in “{project}”")
    tell(meeting, messages.PLANNED, subject, told, by=by, at=at)


def agenda(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """What it is about; whoever has a role, leads something or learns reads that first."""
    items = [
        f"{number}. {item.title} ({item.get_purpose_display()}, {item.minutes})"
        for number, item in enumerate(meeting.items.all(), 1)
    ]
    lines = "\n".join(items) or _("Nothing stands on the agenda yet. Anybody can add to it.")
    for member in meeting.people.select_related("person"):
        if member.person_id is None:
            continue
        own = "".join(f"{each}\n" for each in own_of(meeting, member))
        text = _("We meet: {when}\n\n{own}\n{lines}").format(
            when=when_and_where(meeting), own=own, lines=lines
        )
        send(
            to=member.person_id,
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
    tell(meeting, messages.SUITS, subject, text, by=by, at=at)
