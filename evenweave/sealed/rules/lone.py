"""Why words without a name cannot be sent, released, answered or taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor, ActorKind
from evenweave.sealed.lone import declared
from evenweave.sealed.models import Batch, Line, Talk, Waiting

NOTHING = _("Nothing is written here yet. Write a few words, then send them again.")
GONE = _("This was taken back by its author.")
# Longer words are harder to write so that nobody knows whose they are.
LONGEST = 4_000
TOO_LONG = _("This is too long. Please shorten it.")


def why_not_send_lone(kind: str, words: str) -> str | Promise | None:
    """Words of a kind that some room takes in. Who may send them, that room says."""
    if kind not in declared:
        return f"There is no kind of lone words called {kind}."
    return unless_words(words)


def unless_words(words: str) -> Promise | None:
    """There are some, and not too many."""
    if text.is_blank(words):
        return NOTHING
    return TOO_LONG if len(words) > LONGEST else None


def why_not_send_further(talk: Talk, words: str) -> Promise | None:
    """Whoever has the receipt can go on talking, until they take it back. A page that was sent
    twice says it once."""
    if talk.taken_back_on:
        return GONE
    if Waiting.objects.filter(receipt=talk.receipt, words=words).exists():
        return _("These very words are waiting already. You need not send them again.")
    return unless_words(words)


def why_not_release_lone(day: date) -> Promise | None:
    """There is one batch a day."""
    if Batch.objects.filter(day__gte=day).exists():
        return _("The batch of this day has gone out already.")
    return None


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


def why_not_take_back_waiting(receipt: str) -> Promise | None:
    """Whoever has the receipt, while the words wait and were not released before."""
    if not Waiting.objects.filter(receipt=receipt).exists():
        return _("These words do not wait any more. Please look again.")
    return None


def why_not_take_back_lone(talk: Talk) -> Promise | None:
    """Whoever has the receipt, at any time and without a reason."""
    return GONE if talk.taken_back_on else None


def why_not_forget_lines(by: Actor, person_id: UUID) -> Promise | None:
    """The person themself, alone; whoever runs the machine, for who asks."""
    is_alone = by.kind is ActorKind.PERSON and by.person == person_id
    if by.kind is ActorKind.OPERATOR or is_alone:
        return None
    return _("Only the person can do this, when they are signed in themselves.")
