"""Why something may not be done while people meet, or written down of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor, ActorKind
from evenweave.meetings.models import (
    Attendance,
    Hand,
    Item,
    Kind,
    Meeting,
    Picture,
    Running,
    State,
    Task,
)
from evenweave.meetings.rules.meetings import state_of, unless_ahead, unless_in_circle
from evenweave.meetings.rules.minutes import LONGEST_NOTES, unless_agreed, unless_draft_is_out
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_oneself

# People come early, and open the room.
EARLY = timedelta(hours=2)
# A hall of 200 may all raise a hand; more is a slip of a machine.
MOST_HANDS = 500
NOT_RUNNING = _("The meeting does not go on now. Open its page again.")


def why_not_begin(by: Actor, meeting: Meeting, at: datetime) -> Promise | None:
    """Anybody in its circle, on the day."""
    return unless_in_circle(by, meeting.circle) or unless_time(meeting, at)


def unless_time(meeting: Meeting, at: datetime) -> Promise | None:
    """Its day has come, and it has not begun."""
    if meeting.state != State.PLANNED or meeting.starts_at is None:
        return _("It is not planned, or it has begun already. Open its page again.")
    if meeting.kind == Kind.GATHERING:
        return _("A gathering needs no page to go along. Enjoy it.")
    if at < meeting.starts_at - EARLY:
        return _("It is too early to open it. It can be opened two hours before.")
    return None


def unless_running(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in its circle, while it goes on."""
    if reason := unless_in_circle(by, meeting.circle):
        return reason
    return None if state_of(meeting) == State.RUNNING else NOT_RUNNING


def why_not_go_to(by: Actor, meeting: Meeting, item: Item | None) -> Promise | None:
    """To an item of its own agenda."""
    return unless_running(by, meeting) or unless_on_its_agenda(meeting, item)


def unless_on_its_agenda(meeting: Meeting, item: Item | None) -> Promise | None:
    """An item of this meeting, or none."""
    if item is not None and item.meeting_id != meeting.id:
        return _("This does not stand on the agenda any more.")
    return None


def why_not_pause(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in the circle, without a reason."""
    return unless_running(by, meeting)


def why_not_go_on(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in the circle."""
    return unless_running(by, meeting)


def why_not_raise_hand(by: Actor, item: Item, member: Member, words: str) -> Promise | None:
    """Anybody in the circle for themself, or for somebody beside them, to what is on now."""
    meeting = item.meeting
    if reason := unless_running(by, meeting):
        return reason
    if not Running.objects.filter(meeting=meeting, item=item).exists():
        return _("This is not on any more. Raise your hand for what is on now.")
    if not meeting.people.filter(pk=member.pk).exists():
        return _("They are not in this circle.")
    if item.hands.filter(member=member, heard_at=None).exists():
        return _("The hand is up already.")
    if len(words) > 4_000:
        return _("This is too long to be read out. Please shorten it to 4,000 signs.")
    if item.hands.filter(heard_at=None).count() >= MOST_HANDS:
        return _("So many hands are up that nobody can see them all. Please wait a little.")
    return None


def why_not_lower_hand(by: Actor, hand: Hand) -> Promise | None:
    """Anybody in the circle: somebody may not reach their phone."""
    if reason := unless_running(by, hand.item.meeting):
        return reason
    return None if hand.heard_at is None else _("The hand is down already.")


def why_not_check_in(
    by: Actor, meeting: Meeting, member: Member, word: str, picture: str
) -> Promise | None:
    """Each for themself: a word, a picture, both, or a pass."""
    if reason := unless_oneself(by, member) or unless_running(by, meeting):
        return reason
    if picture and picture not in Picture.values:
        return _("This picture is not one of those on the page. Please choose again.")
    return _("A word or two, please: 80 signs at most.") if len(word) > 80 else None


def why_not_say_need(by: Actor, meeting: Meeting, words: str) -> Promise | None:
    """Anybody; the others see it without a name."""
    if reason := unless_running(by, meeting):
        return reason
    if text.is_blank(words):
        return _("Say in a few words what would help.")
    if len(words) > 200:
        return _("A few words, please: 200 signs at most.")
    if meeting.needs.count() >= 60:
        return _("So much is needed that it is best said aloud.")
    return None


def why_not_see_to_need(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in the circle, whoever said it."""
    return unless_running(by, meeting)


def why_not_write_notes(
    by: Actor, meeting: Meeting, item: Item | None, words: str
) -> Promise | None:
    """Anybody in the circle, while it goes on and after, until the draft went to everybody.

    To a gathering, before it: who brings what.
    """
    if meeting.kind == Kind.GATHERING:
        reason = unless_ahead(by, meeting)
    else:
        reason = unless_begun(by, meeting) or unless_draft_is_out(meeting)
    if reason := reason or unless_on_its_agenda(meeting, item):
        return reason
    if len(words) > LONGEST_NOTES:
        return _("These notes are too long to be kept: 40,000 signs at most.")
    return None


def unless_begun(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in the circle, while it goes on and after."""
    if reason := unless_in_circle(by, meeting.circle):
        return reason
    return None if state_of(meeting) in {State.RUNNING, State.OVER} else NOT_RUNNING


def why_not_add_task(
    by: Actor, meeting: Meeting, words: str, member: Member | None
) -> Promise | None:
    """Somebody does something, or is still to be found; until the minutes are agreed."""
    if meeting.kind == Kind.GATHERING:
        return _("A gathering has no tasks. Write who brings what, if that helps.")
    if reason := unless_begun(by, meeting) or unless_agreed(meeting):
        return reason
    if text.is_blank(words):
        return _("Say in a few words what is to be done.")
    if len(words) > 300:
        return _("A few words, please: 300 signs at most.")
    if member is not None and not meeting.people.filter(pk=member.pk).exists():
        return _("They are not in this circle. Choose somebody who is, or nobody.")
    return None


def why_not_finish_task(by: Actor, task: Task) -> Promise | None:
    """Whoever has it; anybody in the circle, where it needs somebody."""
    return unless_own_task(by, task)


def why_not_put_down_task(by: Actor, task: Task) -> Promise | None:
    """Whoever has it, without a reason."""
    return unless_own_task(by, task)


def unless_own_task(by: Actor, task: Task) -> Promise | None:
    """Theirs, or nobody’s, and neither done nor let go."""
    if reason := unless_in_circle(by, task.meeting.circle):
        return reason
    if task.done_at is not None or task.dropped_at is not None:
        return _("This is done, or was let go. Open the page again.")
    if task.needs_somebody or (task.member is not None and task.member.person_id == by.person):
        return None
    return _("This is somebody else’s. They say when it is done.")


def why_not_end(by: Actor, meeting: Meeting, at: datetime) -> Promise | None:
    """Anybody in the circle, while it goes on; the program, where it was left open for hours."""
    if by.kind == ActorKind.JOB:
        is_left = meeting.state == State.RUNNING and meeting.is_past(at)
        return None if is_left else NOT_RUNNING
    return unless_running(by, meeting)


def why_not_say_attended(by: Actor, meeting: Meeting, member: Member, how: str) -> Promise | None:
    """Each for themself; for others, whoever took part too. A gathering keeps no list."""
    if how not in Attendance.How.values:
        return _("Say how: in the room, online, in writing, or by somebody who spoke for you.")
    if reason := unless_in_circle(by, meeting.circle):
        return reason
    if meeting.kind == Kind.GATHERING:
        return _("Who comes to a gathering is nobody’s list.")
    if meeting.state not in {State.RUNNING, State.OVER}:
        return NOT_RUNNING
    if not meeting.people.filter(pk=member.pk).exists():
        return _("They are not in this circle.")
    return None
