"""Every write of the outbox. All are quiet: a message is between its sender and its receiver."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from evenweave.common import text as texts
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.jobs.actions import plan
from evenweave.outbox import directories, hands, mail, rules
from evenweave.outbox.messages import LETTER
from evenweave.outbox.models import Letter, Message, Pace, State, Trouble, Wish, paces_of
from evenweave.outbox.vocabulary import declared

DELIVER = "outbox.deliver"
SEND_LETTER = "outbox.send_letter"
# Stands for a person who is gone.
NOBODY = UUID(int=0)


@action(quiet="A message is between its sender and its receiver.")
def send(
    *,
    to: UUID,
    sender: UUID | None,
    kind: str,
    subject: str,
    text: str,
    urgent: bool = False,
    stream_id: UUID | None = None,
    about: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Message:
    """Keep a message to one person, and see that it reaches them.

    `sender` is whoever's words it carries, so that they are erased with that person; None for the
    program's own. `stream_id` is the project that it is about, and `about` what its files are made
    from. It never holds a code or a way in.
    """
    subject, text = texts.tidy(subject), texts.tidy(text)
    refuse_if(rules.why_not_send(kind, subject, text))
    is_urgent = urgent or declared[kind].urgent
    state, trouble = way_to(to, kind, is_urgent=is_urgent)
    message = Message.objects.create(
        to=to,
        sender=sender,
        kind=kind,
        subject=subject,
        text=text,
        is_urgent=is_urgent,
        on_stream=stream_id,
        about=about,
        written_at=at,
        state=state,
        trouble=trouble,
    )
    if state == State.ON_ITS_WAY:
        plan(name=DELIVER, about=message.id, due_at=at, by=by, at=at)
    return message


def way_to(person_id: UUID, kind: str, *, is_urgent: bool) -> tuple[State, Trouble]:
    """By which way a message goes to this person, as they are today."""
    return ways_to(person_id)(kind, is_urgent)


def ways_to(person_id: UUID) -> Callable[[str, bool], tuple[State, Trouble]]:
    """The same for many messages to one person, asking but once: give kind, and whether urgent."""
    reach, paces = directories.reach(person_id), paces_of(person_id)
    has_mail, wants_letters = mail.is_set(), paces.get(LETTER.name) != Pace.NEVER

    def way(kind: str, is_urgent: bool) -> tuple[State, Trouble]:
        if kind not in declared:  # its room is gone
            return State.TO_HAND_OVER, Trouble.OTHER_WAY
        pace = paces.get(kind, Pace.WEEKLY)
        state, trouble = rules.way(
            declared[kind], reach, pace, is_urgent=is_urgent, has_mail=has_mail
        )
        if state == State.WAITS and not reach.is_resting and not wants_letters:
            return State.KEPT, Trouble.NONE
        return state, trouble

    return way


def become(found: QuerySet[Message], state: State, **told: object) -> int:
    """Change the state of those that may change to it, and what else is told; how many did."""
    may = Message.objects.that_may_become(state)
    return may.filter(id__in=found.values("id")).update(state=state, **told)


@action(quiet="Which way a message goes is between its sender and its receiver.")
def choose_way(*, message: Message, by: Actor, at: datetime) -> None:
    """Look again at a message that waits: its receiver may be back, or have moved."""
    state, trouble = way_to(message.to, message.kind, is_urgent=message.is_urgent)
    waiting = Message.objects.filter(id=message.id, state=State.WAITS)
    if become(waiting, state, trouble=trouble) and state == State.ON_ITS_WAY:
        plan(name=DELIVER, about=message.id, due_at=at, by=by, at=at)


@action(quiet="What became of a message is between its sender and its receiver.")
def note_sent(*, message: Message, by: Actor, at: datetime) -> None:
    """The receiver's mail server has taken it."""
    become(Message.objects.filter(id=message.id), State.SENT, sent_at=at)


@action(quiet="What became of a message is between its sender and its receiver.")
def note_undelivered(*, message: Message, trouble: Trouble, by: Actor, at: datetime) -> None:
    """E-mail did not reach them, so it is to be handed over another way."""
    become(Message.objects.filter(id=message.id), State.TO_HAND_OVER, trouble=trouble)


@action(quiet="A message that waits for somebody who rests is their own affair.")
def let_wait(*, message: Message, by: Actor, at: datetime) -> None:
    """They rest meanwhile, so it waits until they are back."""
    become(Message.objects.filter(id=message.id), State.WAITS)


@action(quiet="Who handed a message over is between its sender and its receiver.")
def hand_over(*, message: Message, by: Actor, at: datetime) -> None:
    """Somebody told them, or put it into their hands."""
    message.refresh_from_db()
    refuse_if(rules.why_not_hand_over(by, message))
    message.state, message.handed_over_at, message.handed_over_by = State.HANDED_OVER, at, by.person
    message.save(update_fields=["state", "handed_over_at", "handed_over_by"])


@action(quiet="Who handed a message over is between its sender and its receiver.")
def hand_over_together(*, to: UUID, shown: Collection[UUID], by: Actor, at: datetime) -> None:
    """Somebody told a person, or gave them, all that stood on their page. What came since waits."""
    refuse_if(rules.why_not_hand_over_together(by, to, shown))
    found = hands.among(hands.waiting_for(by.somebody, to), shown)
    become(found, State.HANDED_OVER, handed_over_at=at, handed_over_by=by.somebody)


@action(quiet="Whether somebody reads their messages here is their own affair.")
def read_here(*, shown: Collection[UUID], by: Actor, at: datetime) -> None:
    """They read here themself, so nobody needs to bring them these. What came since waits."""
    refuse_if(rules.why_not_read_here(by, shown))
    found = hands.among(hands.own(by.somebody), shown)
    become(found, State.HANDED_OVER, handed_over_at=at, handed_over_by=by.somebody)


@action(quiet="What a person wishes to hear of is their own affair.")
def choose_pace(*, person_id: UUID, kind: str, pace: str, by: Actor, at: datetime) -> None:
    """Say how soon a person wishes to hear of a kind of thing."""
    refuse_if(rules.why_not_choose_pace(kind, pace))
    Wish.objects.update_or_create(person_id=person_id, kind=kind, defaults={"pace": Pace(pace)})


@action(quiet="What a person wishes to hear of is their own affair.")
def choose_paces(*, person_id: UUID, paces: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Say so for several kinds at once: all or none."""
    refuse_if(rules.why_not_choose_paces(paces))
    for kind, pace in paces.items():
        choose_pace(person_id=person_id, kind=kind, pace=pace, by=by, at=at)


@action(quiet="A letter is between the program and its receiver.")
def make_letter(*, to: UUID, by: Actor, at: datetime) -> Letter:
    """This week's letter to a person, with every message that waits for them; then it is sent."""
    refuse_if(rules.why_not_make_letter(to, at))
    week = timezone.localdate(rules.letter_week(at))
    letter = Letter.objects.create(to=to, week=week, made_at=at)
    become(Message.objects.waiting_for(to), State.ON_ITS_WAY, letter=letter)
    plan(name=SEND_LETTER, about=letter.id, due_at=at, by=by, at=at)
    return letter


@action(quiet="What became of a letter is between the program and its receiver.")
def note_letter_sent(*, letter: Letter, by: Actor, at: datetime) -> None:
    """The receiver's mail server has taken it, and all messages in it."""
    Letter.objects.filter(id=letter.id, sent_at=None).update(sent_at=at, trouble=Trouble.NONE)
    become(letter.messages.all(), State.SENT, sent_at=at)


@action(quiet="What became of a letter is between the program and its receiver.")
def note_letter_undelivered(*, letter: Letter, trouble: Trouble, by: Actor, at: datetime) -> None:
    """It did not reach them, so what was in it is to be handed over another way."""
    Letter.objects.filter(id=letter.id).update(trouble=trouble)
    become(letter.messages.all(), State.TO_HAND_OVER, trouble=trouble)


@action(quiet="Who asks to be erased is erased here too. The record says so once, for all rooms.")
def erase_outbox(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Remove every message to and from a person, their letters and their wishes."""
    Message.objects.filter(to=person_id).delete()
    Message.objects.filter(sender=person_id).delete()
    Message.objects.filter(handed_over_by=person_id).update(handed_over_by=NOBODY)
    Letter.objects.filter(to=person_id).delete()
    Wish.objects.filter(person_id=person_id).delete()
