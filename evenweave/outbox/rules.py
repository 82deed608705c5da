"""What may be sent, by which way it goes, and who may hand it over or read it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.outbox import directories, hands
from evenweave.outbox.directories import Reach
from evenweave.outbox.models import Letter, Message, Pace, State, Trouble
from evenweave.outbox.vocabulary import MessageKind, declared

Reason = str | Promise | None

LONGEST_SUBJECT = 200
# A way in: its page, then something secret.
WAY_IN = re.compile(r"/sign-in/[^\s?]*[\w-]{12,}")
# When the weekly letter goes: from Monday morning, where this server is, for two days at most.
LETTER_DAY, LETTER_TIME = 0, time(8, 0)
LETTER_WINDOW = timedelta(days=2)


def why_not_send(kind: str, subject: str, words: str) -> Reason:
    """A message is of a declared kind, has a subject of one line and words, and holds no way in."""
    if kind not in declared:
        return f"There is no kind of message called {kind}."
    if text.is_blank(subject) or text.is_blank(words):
        return _("A message needs a subject and some words. Write both, then send it again.")
    if "\n" in subject or "\r" in subject:
        return _("The subject has to be one line. Move the rest of it into the message.")
    if len(subject) > LONGEST_SUBJECT:
        return _("The subject is too long. Move some of it into the message.")
    if WAY_IN.search(words) or WAY_IN.search(subject):
        return _("A way to sign in cannot be sent as a message, because messages are kept.")
    return text.why_not_keep(subject) or text.why_not_keep(words)


def way(
    kind: MessageKind, reach: Reach, pace: str, *, is_urgent: bool, has_mail: bool
) -> tuple[State, Trouble]:
    """By which way a message goes, and why not by e-mail.

    Who stopped a kind finds it on their page. Who rests gets nothing until they are back. Who has
    no e-mail, or likes another way better, is handed it. What is urgent goes at once, and the rest
    waits for the weekly letter.
    """
    if pace == Pace.NEVER and kind.can_be_stopped:
        return State.KEPT, Trouble.NONE
    if reach.is_resting:
        return State.WAITS, Trouble.NONE
    if not reach.by_email:
        return State.TO_HAND_OVER, Trouble.OTHER_WAY
    if not has_mail:
        return State.TO_HAND_OVER, Trouble.NO_MAIL
    if is_urgent or pace == Pace.AT_ONCE:
        return State.ON_ITS_WAY, Trouble.NONE
    return State.WAITS, Trouble.NONE


def may_hand_over(person_id: UUID, message: Message) -> bool:
    """Its sender may; what the program sent in a project, a coordinator of the project may too."""
    return hands.waiting(person_id).filter(id=message.id).exists()


def why_not_hand_over(by: Actor, message: Message) -> Reason:
    """Only a message that waits for it can be handed over, and only by whom it waits for."""
    if message.state == State.HANDED_OVER:
        return _("This message has been handed over already. There is nothing left to do.")
    if message.state != State.TO_HAND_OVER:
        return _("This message does not need handing over. It finds its own way.")
    if by.person is None or not may_hand_over(by.person, message):
        return _("This message is handed over by its sender, or by a coordinator.")
    return None


def why_not_hand_over_together(by: Actor, to: UUID, shown: Collection[UUID]) -> Reason:
    """Of what stood on the page of one person, something still has to wait for these hands."""
    mine = hands.waiting_for(by.person, to) if by.person else Message.objects.none()
    if not hands.among(mine, shown).exists():
        return _("These messages are handed over already. There is nothing left to do.")
    return None


def why_not_read_here(by: Actor, shown: Collection[UUID]) -> Reason:
    """Of what stood on their own page, something still has to wait to be brought to them."""
    mine = hands.own(by.person) if by.person else Message.objects.none()
    if not hands.among(mine, shown).exists():
        return _("Nobody needs to hand these to you any more. There is nothing left to do.")
    return None


def why_not_choose_pace(kind: str, pace: str) -> Reason:
    """One can choose for each declared kind; what a person must be told cannot be stopped."""
    if kind not in declared or pace not in Pace.values:
        return _("We no longer send such messages. There is nothing to stop.")
    if pace == Pace.NEVER and not declared[kind].can_be_stopped:
        return _("These messages tell you what you need to know, so they cannot be stopped.")
    return None


def why_not_choose_paces(paces: Mapping[str, str]) -> Reason:
    """What can be chosen for one kind can be chosen for several at once."""
    reasons = (why_not_choose_pace(kind, pace) for kind, pace in paces.items())
    return next((reason for reason in reasons if reason), None)


def letter_week(at: datetime) -> datetime:
    """When the letter of the present week begins to go out: the last Monday morning."""
    local = timezone.localtime(at)
    monday = local.date() - timedelta(days=(local.weekday() - LETTER_DAY) % 7)
    opens = timezone.make_aware(datetime.combine(monday, LETTER_TIME))
    if opens > at:
        monday -= timedelta(days=7)
        opens = timezone.make_aware(datetime.combine(monday, LETTER_TIME))
    return opens


def is_letter_time(at: datetime) -> bool:
    """Whether letters go out now. After a long fault, none comes in the middle of a week."""
    return at - letter_week(at) < LETTER_WINDOW


def why_not_make_letter(to: UUID, at: datetime) -> Reason:
    """A person gets one letter a week at most."""
    week = timezone.localdate(letter_week(at))
    if Letter.objects.filter(to=to, week=week).exists():
        return _("This week’s letter has been made already.")
    return None


def may_print_for(person_id: UUID, other_id: UUID) -> bool:
    """A person prints their own post, and a coordinator that of whoever asked for post."""
    return person_id == other_id or other_id in directories.teams().posted_by(person_id)
