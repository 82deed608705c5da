"""What the worker does for the outbox: deliver a message, make the weekly letters, send them.

Each may be stopped at any moment and is then done again. An e-mail that a mail server took just
before the machine stopped is sent once more at most, under the same Message-ID, so that most mail
programs show it once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.utils import translation

from evenweave.common import actors
from evenweave.common.next import ask
from evenweave.jobs.vocabulary import Turn, job
from evenweave.outbox import actions, digest, directories, links, mail, rules
from evenweave.outbox.directories import Reach
from evenweave.outbox.messages import LETTER
from evenweave.outbox.models import Letter, Message, Pace, State, Trouble, paces_of
from evenweave.outbox.vocabulary import File, declared
from evenweave.record import names

# After a mail server said “not now”; then two days have passed.
WAITS = [
    *(timedelta(minutes=minutes) for minutes in (5, 15)),
    *(timedelta(hours=hours) for hours in (1, 3, 6, 12, 24)),
]
BETWEEN_ROUNDS = timedelta(minutes=15)
A_DAY = timedelta(days=1)


@job(actions.DELIVER)
def deliver(turn: Turn) -> datetime | None:
    """Send one message by e-mail, or note why it has to be handed over."""
    message = Message.objects.filter(id=turn.about, state=State.ON_ITS_WAY, letter=None).first()
    if message is None:
        return None
    by = actors.job(actions.DELIVER)
    reach = directories.reach(message.to)
    if reach.is_resting:
        actions.let_wait(message=message, by=by, at=turn.at)
        return None
    outcome = tried(turn, reach, partial(post_message, message, reach))
    if isinstance(outcome, datetime):
        return outcome
    if outcome == Trouble.NONE:
        actions.note_sent(message=message, by=by, at=turn.at)
    else:
        actions.note_undelivered(message=message, trouble=outcome, by=by, at=turn.at)
    return None


def post_message(message: Message, reach: Reach) -> None:
    """Give a message to the mail server."""
    stoppable = declared[message.kind].can_be_stopped
    with translation.override(reach.language):
        words = digest.one(message)
        files = list(files_of([message], reach))
    sender = directories.reach(message.sender).name if message.sender else ""
    mail.post(
        mail.written(
            address=reach.email,
            subject=words.subject,
            text=words.text,
            language=reach.language,
            sender_name=sender,
            message_id=message.id.hex,
            stop_address=links.stop_address(message.to, message.kind) if stoppable else "",
            files=files,
        )
    )


def files_of(messages: Iterable[Message], reach: Reach) -> Iterator[File]:
    """What goes with these messages in an e-mail to this person.

    Two messages about one thing have the same files: a letter carries them once.
    """
    for message in messages:
        yield from message.files(mail.mail_from(), reach.email)


def tried(turn: Turn, reach: Reach, post: Callable[[], None]) -> datetime | Trouble:
    """Try to post once: when to try again, or how it ended. `Trouble.NONE` is well."""
    if turn.lapses > 1:
        return Trouble.UNSURE
    if not reach.by_email:
        return Trouble.OTHER_WAY
    try:
        post()
    except mail.NoMailError:
        return Trouble.NO_MAIL
    except mail.RefusedError:
        return Trouble.BOUNCED
    except mail.NotNowError:
        if turn.tries > len(WAITS):
            return Trouble.GAVE_UP
        return turn.at + WAITS[turn.tries - 1]
    return Trouble.NONE


@job("outbox.letters", every=BETWEEN_ROUNDS)
def letters(turn: Turn) -> None:
    """Look after every message that waits, and on Mondays make each person's letter."""
    by = actors.job("outbox.letters")
    waiting = Message.objects.filter(state=State.WAITS).order_by("to", "written_at", "id")
    for person_id, messages in groupby(waiting, key=attrgetter("to")):
        way = actions.ways_to(person_id)
        for message in messages:
            if way(message.kind, message.is_urgent)[0] != State.WAITS:
                actions.choose_way(message=message, by=by, at=turn.at)
    if mail.is_set() and rules.is_letter_time(turn.at):
        for person_id in directories.directory().by_email():
            if rules.why_not_make_letter(person_id, turn.at) is None and wants(person_id, turn.at):
                actions.make_letter(to=person_id, by=by, at=turn.at)


def wants(person_id: UUID, at: datetime) -> bool:
    """Whether a letter would say anything to this person, and they want one."""
    if paces_of(person_id).get(LETTER.name) == Pace.NEVER:
        return False
    return Message.objects.waiting_for(person_id).exists() or bool(ask(person_id, at))


@job(actions.SEND_LETTER)
def send_letter(turn: Turn) -> datetime | None:
    """Send one weekly letter by e-mail, or note why what is in it has to be handed over."""
    letter = Letter.objects.filter(id=turn.about, sent_at=None, trouble=Trouble.NONE).first()
    if letter is None:
        return None
    by = actors.job(actions.SEND_LETTER)
    reach = directories.reach(letter.to)
    if reach.is_resting:
        return turn.at + A_DAY
    outcome = tried(turn, reach, partial(post_letter, letter, reach, turn.at))
    if isinstance(outcome, datetime):
        return outcome
    if outcome == Trouble.NONE:
        actions.note_letter_sent(letter=letter, by=by, at=turn.at)
    else:
        actions.note_letter_undelivered(letter=letter, trouble=outcome, by=by, at=turn.at)
    return None


def post_letter(letter: Letter, reach: Reach, at: datetime) -> None:
    """Give a letter to the mail server."""
    stop_address = links.stop_address(letter.to, LETTER.name)
    messages = list(letter.messages.order_by("written_at", "id"))
    with translation.override(reach.language):
        words = words_of(letter.to, messages, reach, at)
        files = list(files_of(messages, reach))
    mail.post(
        mail.written(
            address=reach.email,
            subject=words.subject,
            text=words.text,
            language=reach.language,
            message_id=letter.id.hex,
            stop_address=stop_address,
            files=files,
        )
    )


def words_of(
    person_id: UUID, messages: Sequence[Message], reach: Reach, at: datetime
) -> digest.Words:
    """What a letter to this person says today."""
    senders = {message.sender for message in messages if message.sender}
    return digest.letter(
        name=reach.name,
        things=ask(person_id, at),
        messages=messages,
        names=names.directory().called(senders),
        heads=directories.teams().heads(person_id),
        stop_address=links.stop_address(person_id, LETTER.name),
    )
