"""Why somebody may not ask another to listen afterwards. No reason is ever asked of anybody."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.meetings.models import Afterwards, Meeting, State
from evenweave.meetings.rules.meetings import unless_in_circle
from evenweave.meetings.rules.running import NOT_RUNNING
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_oneself

LONGEST = 4_000


def why_not_say_afterwards(
    by: Actor, meeting: Meeting, sender: Member, to: Member, words: str
) -> Promise | None:
    """Each for themself, to one other of the circle, while it goes on and after."""
    if reason := unless_oneself(by, sender) or unless_in_circle(by, meeting.circle):
        return reason
    if meeting.state not in {State.RUNNING, State.OVER}:
        return NOT_RUNNING
    if sender.pk == to.pk or not meeting.people.filter(pk=to.pk).exists():
        return _("Choose somebody else in this circle.")
    if len(words) > LONGEST:
        return _("This is too long to be kept: 4,000 signs at most. You can say the rest then.")
    if Afterwards.objects.filter(meeting=meeting, sender=sender, to=to).exists():
        return _("You have asked them already. To change it, take that back first.")
    return None


def why_not_be_there(by: Actor, note: Afterwards) -> Promise | None:
    """Whoever was asked, once."""
    if reason := unless_oneself(by, note.to):
        return reason
    return _("You have said so already.") if note.answered_at is not None else None


def why_not_be_done_with(by: Actor, note: Afterwards) -> Promise | None:
    """Whoever was asked, at any time."""
    return unless_oneself(by, note.to)


def why_not_forget_leaver(note: Afterwards) -> Promise | None:
    """The program, once whoever asked has left the team."""
    return _("They are still here.") if note.sender.is_present else None


def why_not_take_back_afterwards(by: Actor, note: Afterwards) -> Promise | None:
    """Whoever asked, at any time."""
    return unless_oneself(by, note.sender)
