"""Somebody would like to say something afterwards: all of it between the two.

No page of the meeting hears of it, so none asks the server for anything at that moment.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import look_again
from evenweave.common.refusals import refuse_if
from evenweave.meetings import messages
from evenweave.meetings.models import Afterwards, Meeting
from evenweave.meetings.rules import afterwards as rules
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.outbox.models import Message
from evenweave.projects.models import Member

MOST_A_DAY = 3
QUIET = "Who would like to speak with whom stays between the two."


@action(quiet=QUIET)
def say_afterwards(
    *, meeting: Meeting, sender: Member, to: Member, words: str, by: Actor, at: datetime
) -> Afterwards:
    """Ask one person to listen afterwards, with words or without. They are told at once."""
    refuse_if(rules.why_not_say_afterwards(by, meeting, sender, to, words))
    told = {"sender": sender, "to": to, "words": words, "at": at}
    note = Afterwards.objects.create(meeting=meeting, **told)
    text = _("Somebody would like to say something to you. Only you can read it:")
    tell(note, to, text, by=by, at=at)
    return note


@action(quiet=QUIET)
def be_there(*, note: Afterwards, by: Actor, at: datetime) -> None:
    """I am here for it; whoever asked is told."""
    look_again(note)  # under the lock
    refuse_if(rules.why_not_be_there(by, note))
    note.answered_at = at
    note.save(update_fields=["answered_at"])
    text = _("You wanted to say something. It was read, and they are here for you:")
    tell(note, note.sender, text, by=by, at=at)


@action(quiet=QUIET)
def be_done_with(*, note: Afterwards, by: Actor, at: datetime) -> None:
    """They have talked; nothing of it stays."""
    look_again(note)  # under the lock
    refuse_if(rules.why_not_be_done_with(by, note))
    forget(note)


@action(quiet=QUIET)
def take_back_afterwards(*, note: Afterwards, by: Actor, at: datetime) -> None:
    """Not needed after all; nothing of it stays."""
    look_again(note)  # under the lock
    refuse_if(rules.why_not_take_back_afterwards(by, note))
    forget(note)


@action(quiet=QUIET)
def forget_leaver(*, note: Afterwards, by: Actor, at: datetime) -> None:
    """Whoever asked has left, and cannot take it back any more."""
    refuse_if(rules.why_not_forget_leaver(note))
    forget(note)


def forget(note: Afterwards) -> None:
    """It is gone, from the file of the database too."""
    note.delete()
    database.overwrite_at_commit()


def tell(note: Afterwards, to: Member, text: str, *, by: Actor, at: datetime) -> None:
    """A message that names neither of the two, nor what is said, since messages are kept."""
    if to.person_id is None or not to.is_present or was_told(note, to.person_id, at):
        return
    page = reverse("meetings:afterwards", args=[note.meeting.project_id, note.meeting_id])
    send(
        to=to.person_id,
        sender=None,
        kind=messages.AFTERWARDS.name,
        subject=_("After a meeting of “{project}”").format(project=note.meeting.project.name),
        text=f"{text}\n\n{whole(page)}",
        stream_id=note.stream_id,
        about=note.meeting_id,
        by=by,
        at=at,
    )


def was_told(note: Afterwards, person: UUID, at: datetime) -> bool:
    """Whether they had as many messages about this meeting today as two need to find each other.

    Asking and taking back again and again must not fill anybody's phone.
    """
    lately = Message.objects.filter(to=person, kind=messages.AFTERWARDS.name)
    today = lately.filter(about=note.meeting_id, written_at__gt=at - timedelta(days=1))
    return today.count() >= MOST_A_DAY
