"""Files for people's own calendars: one that a message carries, and one from a meeting's page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import slugify
from django.utils.translation import gettext as _

from evenweave.meetings import calendars, diary
from evenweave.meetings.calendars import E_MAIL, Event, Method
from evenweave.meetings.models import Meeting
from evenweave.outbox.vocabulary import Envelope, File


def in_message(envelope: Envelope) -> Sequence[File]:
    """What goes with a message about a meeting, or about a series: one file, with what holds now.

    Sent by e-mail, a single meeting asks to be put into a calendar, or to be taken out. There the
    house and the guest are named, and nobody else is. Whoever left the circle gets none.
    """
    meetings = diary.told_of(envelope.to, envelope.about)
    if not meetings:
        return ()
    events = [diary.event_of(each) for each in meetings]
    house, guest = (known(each) for each in (envelope.from_address, envelope.to_address))
    if len(events) == 1 and house and guest:
        method = Method.CANCEL if events[0].is_called_off else Method.REQUEST
        content = calendars.invitation(events[0], method, house=house, guest=guest)
        return (file(meetings[0], method, content),)
    return (published(meetings, events, house),)


def published(meetings: Sequence[Meeting], events: Sequence[Event], house: str = "") -> File:
    """Meetings to be put into a calendar by hand."""
    return file(meetings[0], Method.PUBLISH, calendars.several(events, house=house))


def by_hand(meeting: Meeting) -> File:
    """One meeting, from its page."""
    return published([meeting], [diary.event_of(meeting)])


def file(meeting: Meeting, method: Method, content: bytes) -> File:
    """It is named as the meeting, and says in its media type what is to be done (RFC 6047, 2.4)."""
    return File(
        title=_("For your calendar"),
        name=f"{slugify(meeting.title)[:60] or 'meeting'}.ics",
        media_type=f"text/calendar; method={method}; charset=utf-8",
        content=content,
    )


def known(address: str) -> str:
    """An address that a calendar can hold; what is none is left out."""
    return address if E_MAIL.fullmatch(address) else ""
