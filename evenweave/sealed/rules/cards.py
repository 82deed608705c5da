"""Why a card does not open a lock, or was not lost."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.sealed import cards, crypto, sharing
from evenweave.sealed.models import Box, Lock, State
from evenweave.sealed.rules.opening import AGAIN

NOT_ASKED = _("No card is needed now. You will be told when this box is to be opened.")
NOT_YET = _("The box is just closing. Please put your card in again in a minute or two.")
NOT_THIS_BOX = _(
    "This card does not open this box. If you drew two cards for it, only the later one does."
)
SOMEBODY_ELSES = _("This card was made for somebody else. Please put in your own.")
NO_HOLDER = _("You are not among the three who keep a card for this box.")
ONE_LOST = _("One card is lost. The other two open the box together.")
TWO_LOST = _(
    "Two of the three cards are lost, so nobody can open this box any more. "
    "Its papers end unread, and the vote can begin anew."
)


def why_not_ask_for_cards(box: Box) -> Promise | None:
    """Cards are asked for when a box with locks is closing."""
    return None if box.has_locks and box.state == State.CLOSING and not box.ending else AGAIN


def why_not_give_card(box: Box, holder: UUID, code: str) -> Promise | None:
    """Whoever keeps a card of this box can put it in when the box is closing."""
    if box.state == State.CLOSING and not box.hand_key and not box.ending:
        return NOT_YET
    if not box.hand_key or box.state != State.CLOSING or box.ending:
        return NOT_ASKED
    slip = cards.why_not_read(box.id, code)
    if slip is not None:
        return slip
    lock = lock_of(box, code)
    if lock is None:
        return NOT_THIS_BOX
    return None if lock.holder == holder else SOMEBODY_ELSES


def lock_of(box: Box, code: str) -> Lock | None:
    """The lock that a card opens, if it is one of this box."""
    card_key = crypto.public_bytes(cards.key(box.id, cards.secret(code)))
    locks = [lock for lock in box.locks.all() if bytes(lock.card_key) == card_key]
    return locks[0] if locks else None


def why_not_lose_card(box: Box, holder: UUID) -> Promise | None:
    """Whoever keeps a card can say that it is lost, as long as the box is not opened."""
    if not box.locks.filter(holder=holder).exists():
        return NO_HOLDER
    if box.state not in {State.OPEN, State.CLOSING, State.TOO_FEW} or box.ending:
        return NOT_ASKED
    return None


def what_is_lost(box: Box) -> Promise | None:
    """What lost cards mean for a box; None while all three are there."""
    lost = box.locks.filter(is_lost=True).count()
    if lost > sharing.SHARES - sharing.NEEDED:
        return TWO_LOST
    return ONE_LOST if lost else None
