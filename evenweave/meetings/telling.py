"""Telling those who meet: that it is planned, moved or called off. Called inside actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenweave.common.actors import Actor
from evenweave.meetings import messages
from evenweave.meetings.models import Meeting, Thanks
from evenweave.meetings.written import Written
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.outbox.vocabulary import MessageKind
from evenweave.projects.models import Member

# Longer notes than this (in signs) are not for a message.
LONGEST = 8_000


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
    told = text.format(when=when_and_where(meeting))
    tell(meeting, messages.PLANNED, subject, told, by=by, at=at)


def series_planned(meetings: Sequence[Meeting], *, by: Actor, at: datetime) -> None:
    """All of them in one message."""
    days = "\n".join(when_and_where(each) for each in meetings)
    text = _("We meet again and again:\n\n{days}\n\nAnybody can add to what we talk about.")
    subject = _("Meetings in “{project}”")
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
    opening = _("We meet: {when}").format(when=when_and_where(meeting))
    subject = _("What we meet for in “{project}”")
    blocks = Blocks(subject, opening, own_of, lines, page_of(meeting))
    tell_each(meeting, messages.AGENDA, blocks, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A message to everybody: how it opens, what is each one’s own, what is for all, a way on."""

    subject: str
    opening: str
    own: Callable[[Meeting, Member], Iterator[str]]
    lines: str
    end: str

    def text(self, meeting: Meeting, member: Member) -> str:
        """The message to this member."""
        theirs = "\n".join(self.own(meeting, member))
        return "\n\n".join(filter(None, [self.opening, theirs, self.lines, self.end]))


def tell_each(
    meeting: Meeting, kind: MessageKind, blocks: Blocks, *, by: Actor, at: datetime
) -> None:
    """To everybody in the circle, each with their own first."""
    for member in meeting.people.select_related("person"):
        if member.person_id is None:
            continue
        send(
            to=member.person_id,
            sender=None,
            kind=kind.name,
            subject=blocks.subject.format(project=meeting.project.name),
            text=blocks.text(meeting, member),
            stream_id=meeting.project_id,
            by=by,
            at=at,
        )


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
    blocks = Blocks(subject, opening, tasks_of, in_short(written), end)
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


def tasks_of(meeting: Meeting, member: Member) -> Iterator[str]:
    """What they took on there, and have not done yet."""
    for task in meeting.tasks.filter(member=member, done_at=None, dropped_at=None):
        if task.until:
            until = date_format(task.until, _("l j F Y"))
            yield _("Yours to do until {day}: {words}").format(day=until, words=task.words)
        else:
            yield _("Yours to do: {words}").format(words=task.words)


def thanked(thanks: Thanks) -> tuple[str, str]:
    """A subject and words for whom somebody thanks."""
    meeting = thanks.meeting
    text = _("{name} writes to you, after “{title}”:\n\n{words}").format(
        name=thanks.by.called, title=meeting.title, words=thanks.words
    )
    return _("Thank you, from “{project}”").format(project=meeting.project.name), text


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
