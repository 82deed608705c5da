"""Why minutes may not be sent, corrected or agreed on, and why somebody may not be thanked."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor, ActorKind
from evenweave.meetings import written
from evenweave.meetings.models import (
    Correction,
    Item,
    Kind,
    Meeting,
    Minutes,
    Notes,
    State,
    Thanks,
)
from evenweave.meetings.rules.meetings import unless_in_circle
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_member, unless_oneself

# More than a circle could look at; more is a slip of a machine.
MOST_CORRECTIONS = 60
LONGEST_NOTES = 40_000
LONGEST_WHY = MOST_THANKS = 30
LONGEST_THANKS = 500
ONLY_AUTHOR = _("Only the person who wrote it can take it back.")
GONE = _("This was taken back already.")
TAKEN_OVER = _("These words are in the notes already, and the notes are everybody’s.")
AGREED = _(
    "These minutes were agreed, so they stay as they are. Bring a correction to the next meeting: "
    "add it to the agenda there."
)
DRAFT_IS_OUT = _(
    "The draft has gone to everybody, so it does not change unseen. Suggest other words: anybody "
    "in the circle can take them over."
)


def why_not_send_minutes(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in its circle, or the program the morning after; once, when something is written."""
    if by.kind != ActorKind.JOB and (reason := unless_in_circle(by, meeting.circle)):
        return reason
    if meeting.kind == Kind.GATHERING:
        return _("A gathering has no minutes. It was for being together.")
    if meeting.state != State.OVER:
        return _("There are minutes once the meeting is over.")
    if Minutes.objects.filter(meeting=meeting).exists():
        return _("The draft has gone to everybody already.")
    if written.drawn(meeting).is_empty:
        return _("Nothing is written down yet. Write what was said, and then send it.")
    return None


def unless_open(meeting: Meeting) -> Promise | None:
    """The draft went to everybody, and is not agreed yet."""
    found = Minutes.objects.filter(meeting=meeting).first()
    if found is None:
        return _("The draft has not gone to everybody yet. Until then, write into the notes.")
    return AGREED if found.agreed_at else None


def unless_agreed(meeting: Meeting) -> Promise | None:
    """What was agreed stays as it is."""
    is_agreed = Minutes.objects.filter(meeting=meeting, agreed_at__isnull=False).exists()
    return AGREED if is_agreed else None


def unless_draft_is_out(meeting: Meeting) -> Promise | None:
    """Nobody has the draft yet, so everybody may write into it."""
    if reason := unless_agreed(meeting):
        return reason
    return DRAFT_IS_OUT if Minutes.objects.filter(meeting=meeting).exists() else None


def unless_notes(item: Item | None, meeting: Meeting, words: str) -> Promise | None:
    """Words for an item of its own agenda that can be kept."""
    if item is not None and item.meeting_id != meeting.id:
        return _("This does not stand on the agenda any more.")
    if text.is_blank(words):
        return _("Write how the notes should read.")
    if len(words) > LONGEST_NOTES:
        return _("These notes are too long to be kept: 40,000 signs at most.")
    return None


def why_not_suggest_words(
    by: Actor, meeting: Meeting, item: Item | None, *, words: str, why: str
) -> Promise | None:
    """Anybody in the circle, from when the draft went out until it is agreed."""
    if reason := unless_in_circle(by, meeting.circle) or unless_open(meeting):
        return reason
    if reason := unless_notes(item, meeting, words):
        return reason
    if len(why) > LONGEST_WHY:
        return _("A word on why is enough: 500 signs at most.")
    if Notes.objects.filter(meeting=meeting, item=item, words=words).exists():
        return _("The notes read like this already. Change what you remember otherwise.")
    if meeting.corrections.waiting().count() >= MOST_CORRECTIONS:
        return _("So much is suggested already that it is best talked about at the next meeting.")
    return None


def why_not_take_over_words(by: Actor, correction: Correction, words: str) -> Promise | None:
    """Anybody in the circle, while the minutes are a draft: notes are everybody’s."""
    meeting = correction.meeting
    if reason := unless_in_circle(by, meeting.circle) or unless_open(meeting):
        return reason
    if correction.taken_back_at is not None:
        return GONE
    if correction.is_covered:
        return _("These words are covered, so they cannot go into the notes.")
    if correction.taken_over_at is not None:
        return TAKEN_OVER
    return unless_notes(correction.item, meeting, words)


def why_not_take_back_words(by: Actor, correction: Correction) -> Promise | None:
    """Whoever suggested them, without a reason, until they are in the notes."""
    if by.person is None or by.person != correction.member.person_id:
        return ONLY_AUTHOR
    if correction.taken_back_at is not None:
        return GONE
    return TAKEN_OVER if correction.taken_over_at is not None else None


def why_not_agree_minutes(by: Actor, meeting: Meeting, later: Meeting | None) -> Promise | None:
    """Anybody in the circle says so for all, once a later meeting of the circle has begun."""
    if reason := unless_in_circle(by, meeting.circle):
        return reason
    found = Minutes.objects.filter(meeting=meeting).first()
    if found is None:
        return _("The draft has not gone to everybody yet. Send it first.")
    if found.agreed_at is not None:
        return _("These minutes were agreed already.")
    if later is None:
        return _("You agree on them together, once the next meeting has begun.")
    return None


def why_not_thank(by: Actor, meeting: Meeting, to: Member | None, words: str) -> Promise | None:
    """Anybody in the circle thanks somebody in it, or everybody, at the end of a meeting or after.

    Nobody thanks themself.
    """
    if reason := unless_in_circle(by, meeting.circle):
        return reason
    if meeting.state not in {State.RUNNING, State.OVER}:
        return _("You can say thank you once the meeting has begun.")
    if text.is_blank(words):
        return _("Write a word or two first.")
    if meeting.thanks.filter(by__person=by.person).count() >= MOST_THANKS:
        return _("You have said thank you many times after this meeting. That is kind, and plenty.")
    if len(words) > LONGEST_THANKS:
        return _("A few words are plenty: 500 signs at most.")
    if to is None:
        return None
    if not meeting.people.filter(pk=to.pk).exists():
        return _("They are not in this circle. Choose somebody who is, or everybody.")
    return _("That is you. Others can thank you here.") if to.person_id == by.person else None


def why_not_take_back_thanks(by: Actor, thanks: Thanks) -> Promise | None:
    """Whoever wrote it, at any time and without a reason."""
    if by.person is None or by.person != thanks.by.person_id:
        return ONLY_AUTHOR
    return GONE if thanks.taken_back_at is not None else None


def why_not_leave_catching_up(by: Actor, meeting: Meeting, member: Member) -> Promise | None:
    """Each for themself, without a reason."""
    return unless_oneself(by, member) or unless_member(by, meeting.project)
