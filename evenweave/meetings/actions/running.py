"""While people meet: it begins, goes from one thing to the next, pauses, and ends."""

from __future__ import annotations

from datetime import date, datetime

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import Changed, look_again
from evenweave.common.refusals import refuse_if
from evenweave.live.changes import changed
from evenweave.meetings import kinds, mixes
from evenweave.meetings.actions.agenda import put_minutes_on
from evenweave.meetings.models import (
    Attendance,
    CheckIn,
    Hand,
    Item,
    LeftOut,
    Meeting,
    Mix,
    MixPlace,
    MixWill,
    Need,
    Notes,
    Running,
    State,
    Task,
)
from evenweave.meetings.rules import running as rules
from evenweave.projects.models import Member

LIVE = "It lasts as long as the meeting, and is no use of authority."


@action(records=kinds.BEGUN)
def begin(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """It is open, on every phone and on the wall."""
    meeting.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_begin(by, meeting, at))
    meeting.state, meeting.began_at = State.RUNNING, at
    meeting.save(update_fields=["state", "began_at"])
    Running.objects.create(meeting=meeting)
    put_minutes_on(meeting, at)  # its agenda may have gone out before they were written


@action(quiet=LIVE)
def go_to(*, meeting: Meeting, item: Item | None, by: Actor, at: datetime) -> None:
    """This is on now; nothing, while people arrive. Hands of what was on before are forgotten."""
    refuse_if(rules.why_not_go_to(by, meeting, item))
    forget_hands(meeting)
    step(meeting, item=item, item_since=at if item else None, paused_at=None)


def forget_hands(meeting: Meeting) -> None:
    """Who raised a hand is nobody's to keep, not even in the file of the database."""
    Hand.objects.filter(item__meeting=meeting).delete()
    database.overwrite_at_commit()


def forget_mixes(meeting: Meeting) -> None:
    """Who is happy to be drawn goes with the meeting, and who was drawn some meetings later.

    Where whoever would rather never be drawn was, goes at once.
    """
    MixWill.objects.filter(meeting=meeting).delete()
    out = LeftOut.objects.filter(circle=meeting.circle).values("member")
    MixPlace.objects.filter(mix__meeting=meeting, member__in=out).delete()
    for sort in Mix.Sort.values:
        old = list(mixes.draws_of(meeting.circle, sort)[mixes.KEPT :])
        Mix.objects.filter(pk__in=[each.pk for each in old]).delete()


def step(meeting: Meeting, **changes: object) -> None:
    """Something changed for everybody who has the page open; they hear of it at once."""
    if changes:
        Running.objects.filter(meeting=meeting).update(**changes)
    changed(meeting.id)


@action(quiet=LIVE)
def pause(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """Anybody may; nobody has to say why. A second one changes nothing."""
    refuse_if(rules.why_not_pause(by, meeting))
    if not Running.objects.filter(meeting=meeting, paused_at__isnull=False).exists():
        step(meeting, paused_at=at)


@action(quiet=LIVE)
def go_on(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """The pause is over. What is on has as much time left as it had."""
    refuse_if(rules.why_not_go_on(by, meeting))
    running = Running.objects.get(meeting=meeting)
    since = running.item_since
    if since and running.paused_at:
        since += at - running.paused_at
    step(meeting, item_since=since, paused_at=None)


@action(quiet=LIVE)
def raise_hand(*, item: Item, member: Member, words: str, by: Actor, at: datetime) -> Hand:
    """Somebody would like to speak, or has it read out. Who has not spoken to this comes first."""
    refuse_if(rules.why_not_raise_hand(by, item, member, words))
    spoke = item.hands.filter(member=member, heard_at__isnull=False).exists()
    step(item.meeting)
    return Hand.objects.create(
        item=item,
        member=member,
        words=words,
        is_by_other=by.person != member.person_id or by.helper is not None,
        has_spoken=spoke,
        raised_at=at,
    )


@action(quiet=LIVE)
def lower_hand(*, hand: Hand, was_heard: bool, by: Actor, at: datetime) -> None:
    """They were heard, or would rather not. Words that were to be read out go with it."""
    look_again(hand)  # under the lock
    refuse_if(rules.why_not_lower_hand(by, hand))
    step(hand.item.meeting)
    if not was_heard:
        hand.delete()
        return
    hand.heard_at, hand.words = at, ""
    hand.save(update_fields=["heard_at", "words"])


@action(quiet=LIVE)
def check_in(
    *, meeting: Meeting, member: Member, word: str, by: Actor, at: datetime, picture: str = ""
) -> None:
    """How somebody is, in a word or a picture; without, they pass. It goes with the meeting."""
    refuse_if(rules.why_not_check_in(by, meeting, member, word, picture))
    told = {"word": word, "picture": picture}
    CheckIn.objects.update_or_create(meeting=meeting, member=member, defaults=told)
    step(meeting)


@action(quiet=LIVE)
def say_need(*, meeting: Meeting, words: str, by: Actor, at: datetime) -> None:
    """What would help somebody in the room; nobody is told whom, nor how many said the same."""
    refuse_if(rules.why_not_say_need(by, meeting, words))
    if not meeting.needs.filter(words=words).exists():
        Need.objects.create(meeting=meeting, words=words)
    step(meeting)


@action(quiet=LIVE)
def see_to_need(*, meeting: Meeting, words: str, by: Actor, at: datetime) -> None:
    """It is seen to, and gone for good. Two who see to it at once have both done well."""
    refuse_if(rules.why_not_see_to_need(by, meeting))
    meeting.needs.filter(words=words).delete()
    database.overwrite_at_commit()
    step(meeting)


@action(quiet="Notes are everybody’s; what was agreed stands on the record by itself.")
def write_notes(
    *, meeting: Meeting, item: Item | None, version: int, words: str, by: Actor, at: datetime
) -> Notes:
    """What was said. Two who write at once both keep their words, and choose."""
    refuse_if(rules.why_not_write_notes(by, meeting, item, words))
    found = Notes.objects.filter(meeting=meeting, item=item).first()
    if (found.version if found else 0) != version:
        raise Changed
    notes = found or Notes(meeting=meeting, item=item, version=0)
    notes.words, notes.version = words, version + 1
    notes.written_by, notes.written_at = by.somebody, at
    notes.save()
    step(meeting)
    return notes


@action(quiet="What somebody takes on, they say themself, or the notes do; it binds nobody.")
def add_task(
    *,
    meeting: Meeting,
    item: Item | None,
    words: str,
    member: Member | None,
    until: date | None,
    by: Actor,
    at: datetime,
) -> Task:
    """Somebody does something until a day; without a name, it needs somebody."""
    refuse_if(rules.why_not_add_task(by, meeting, words, member))
    step(meeting)
    told = {"words": words, "member": member, "until": until}
    return Task.objects.create(meeting=meeting, item=item, made_by=by.somebody, made_at=at, **told)


@action(quiet="Whoever has it says that it is done.")
def finish_task(*, task: Task, by: Actor, at: datetime) -> None:
    """It is done."""
    look_again(task)  # under the lock
    refuse_if(rules.why_not_finish_task(by, task))
    task.done_at = at
    task.save(update_fields=["done_at"])


@action(quiet="To put something down is private: it needs no reason.")
def put_down_task(*, task: Task, by: Actor, at: datetime) -> None:
    """They would rather not; it needs somebody."""
    look_again(task)  # under the lock
    refuse_if(rules.why_not_put_down_task(by, task))
    task.member = None
    task.save(update_fields=["member"])


@action(quiet="Who took part is kept so that they are paid; it is no use of authority.")
def say_attended(*, meeting: Meeting, member: Member, how: str, by: Actor, at: datetime) -> None:
    """They took part: in the room, online, in writing beforehand, or somebody spoke for them."""
    refuse_if(rules.why_not_say_attended(by, meeting, member, how))
    told = {"how": how, "at": at}
    Attendance.objects.update_or_create(meeting=meeting, member=member, defaults=told)
    step(meeting)


@action(records=kinds.ENDED)
def end(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """It is over. Hands, words to begin with and what the room needed are gone for good."""
    meeting.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_end(by, meeting, at))
    forget_hands(meeting)
    forget_mixes(meeting)
    meeting.check_ins.all().delete()
    meeting.needs.all().delete()
    meeting.state, meeting.ended_at = State.OVER, at
    meeting.save(update_fields=["state", "ended_at"])
    step(meeting, item=None, item_since=None, paused_at=None)
