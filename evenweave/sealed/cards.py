"""The card that opens one of a box’s three locks, as a person reads and types it.

    2F8K 7QJD …    eight groups of four: 4 signs of the box, 26 of the card, 2 to check

The card is a secret of 128 bits that is kept nowhere. A key pair is made from it; its public half
lies in the lock, and the box’s share of this card is sealed to it.
"""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.sealed import crypto, signs
from evenweave.sealed.signs import CHECK_SIGNS, grouped, in_signs, number, plain

BOX_SIGNS, SECRET_SIGNS = 4, 26
SECRET_BYTES = 16

NO_CARD = _("This is no code of a card: a card has eight groups of four letters and figures.")
SLIP = _("There is a slip in it. Please compare it with the card, group by group.")
OTHER_BOX = _("This card belongs to another box. Please look at what it says on the card.")


def fresh_secret() -> bytes:
    """What a card is made of: 16 random bytes."""
    return secrets.token_bytes(SECRET_BYTES)


def key(box: UUID, card_secret: bytes) -> crypto.PrivateKey:
    """The key that a card makes, for this box alone."""
    return crypto.private_key(
        hashlib.sha256(b"evenweave card 1" + box.bytes + card_secret).digest()
    )


def binding(box: UUID, number: int) -> bytes:
    """What a share, or a card on its way to the worker, is sealed for: this lock of this box."""
    return b"evenweave lock 1" + box.bytes + bytes([number])


def code(box: UUID, card_secret: bytes) -> str:
    """The card as it is printed."""
    body = mark(box) + in_signs(int.from_bytes(card_secret, "big"), SECRET_SIGNS)
    return grouped(body + signs.check(body))


def why_not_read(box: UUID, typed: str) -> Promise | None:
    """Whether what somebody typed is a card of this box, as far as the card itself can tell."""
    given = plain(typed)
    if not signs.is_code(given, BOX_SIGNS + SECRET_SIGNS):
        return NO_CARD
    body = given[:-CHECK_SIGNS]
    if signs.has_slip(given) or number(body[BOX_SIGNS:]) >> 8 * SECRET_BYTES:
        return SLIP
    return None if body[:BOX_SIGNS] == mark(box) else OTHER_BOX


def secret(typed: str) -> bytes:
    """The secret of a card that can be read."""
    return number(plain(typed)[BOX_SIGNS:-CHECK_SIGNS]).to_bytes(SECRET_BYTES, "big")


def mark(box: UUID) -> str:
    """The signs of a box on its cards: 20 bits, to tell one box from another."""
    digest = hashlib.sha256(b"evenweave box" + box.bytes).digest()
    return in_signs(int.from_bytes(digest[:4], "big") >> 12, BOX_SIGNS)
