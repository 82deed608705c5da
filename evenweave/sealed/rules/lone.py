"""Why words without a name cannot be sent, released, answered or taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor, ActorKind
from evenweave.sealed.lone import declared
from evenweave.sealed.models import Line, Seal, Talk, Waiting
from evenweave.sealed.receipts import PLACES, Receipt
from evenweave.sealed.sent import LONGEST

NOTHING = _("Nothing is written here yet. Write a few words, then send them again.")
GONE = _("This was taken back by its author.")
TOO_LONG = _("This is too long. Please shorten it.")
NOT_READY = _(
    "The server is still making the seal for words without a name. "
    "Please send it again in a minute."
)
ENOUGH = _(
    "Eight things of yours wait for the next batch already. "
    "Please keep this one, and send it tomorrow."
)


def why_not_send_lone(kind: str, words: str) -> str | Promise | None:
    """Words of a kind that some room takes in. Who may send them, that room says."""
    if kind not in declared:
        return f"There is no kind of lone words called {kind}."
    return unless_words(words) or unless_sealed()


def unless_words(words: str) -> Promise | None:
    """There are some, and not too many."""
    if text.is_blank(words):
        return NOTHING
    return TOO_LONG if len(words) > LONGEST else None


def unless_sealed() -> Promise | None:
    """The worker made a seal, so that nobody can read what waits."""
    return None if Seal.objects.current() else NOT_READY


def why_not_send_further(talk: Talk, receipt: Receipt, words: str) -> Promise | None:
    """Whoever has the receipt can go on talking, until they take it back. A page that was sent
    twice says it once."""
    if reason := unless_theirs(talk, receipt):
        return reason
    if talk.taken_back_on:
        return GONE
    if Waiting.objects.filter(mark=receipt.mark(words)).exists():
        return _("These very words are waiting already. You need not send them again.")
    if not free_places(receipt):
        return ENOUGH
    return unless_words(words) or unless_sealed()


def unless_theirs(talk: Talk, receipt: Receipt) -> Promise | None:
    """A receipt is good for its own talk alone."""
    return None if talk.receipt == receipt.talk else _("This receipt belongs to other words.")


def free_places(receipt: Receipt) -> list[str]:
    """Where more can wait for the next batch under a receipt."""
    places = receipt.places
    taken = set(Waiting.objects.filter(place__in=places).values_list("place", flat=True))
    return [place for place in places if place not in taken]


def had_batch(day: date) -> bool:
    """Whether the batch of this day, or of a later one, was begun."""
    return Seal.objects.filter(closed_on__gte=day).exists()


def why_not_begin_seal(by: Actor) -> Promise | None:
    """Only the worker makes seals, because it alone holds their keys."""
    return unless_worker(by)


def unless_worker(by: Actor) -> Promise | None:
    """Batches are the worker’s work, and nobody’s wish."""
    return None if by.kind is ActorKind.JOB else _("Only the worker can do this.")


def why_not_change_seal(by: Actor, seal: Seal) -> Promise | None:
    """A seal is used from one batch to the next, and never again."""
    if reason := unless_worker(by):
        return reason
    if seal.public_key or seal.closed_on:
        return _("This seal is in use already, or was.")
    return None


def why_not_release_lone(by: Actor, seal: Seal) -> Promise | None:
    """What waits comes out once its seal is closed, so that what comes meanwhile waits on."""
    if reason := unless_worker(by):
        return reason
    return None if seal.closed_on else _("Words are still sealed to this one.")


def why_not_forget_seals(by: Actor) -> Promise | None:
    """Only the worker forgets seals, once their batch is over."""
    return unless_worker(by)


def why_not_answer_lone(by: Actor, talk: Talk, words: str) -> Promise | None:
    """Answers are signed by a person; who may answer, the room says."""
    if by.person is None:
        return _("Only a person can answer.")
    return GONE if talk.taken_back_on else unless_words(words)


def why_not_take_back_line(by: Actor, line: Line) -> Promise | None:
    """Only who wrote it, without a reason."""
    if line.person is None or by.person != line.person:
        return _("Only the person who wrote this down can take it back.")
    return None if line.words else _("There are no words here to take back.")


def why_not_take_back_waiting(receipt: Receipt) -> Promise | None:
    """Whoever has the receipt, while the words wait and were not released before."""
    if len(free_places(receipt)) == PLACES:
        return _("These words do not wait any more. Please look again.")
    return None


def why_not_take_back_lone(talk: Talk, receipt: Receipt) -> Promise | None:
    """Whoever has the receipt, at any time and without a reason."""
    if reason := unless_theirs(talk, receipt):
        return reason
    return GONE if talk.taken_back_on else None


def why_not_forget_lines(by: Actor, person_id: UUID) -> Promise | None:
    """The person themself, alone; whoever runs the machine, for who asks."""
    is_alone = by.kind is ActorKind.PERSON and by.person == person_id
    if by.kind is ActorKind.OPERATOR or is_alone:
        return None
    return _("Only the person can do this, when they are signed in themselves.")
