"""The card that opens one of a box’s three locks, as a person reads and types it.

    2F8K 7QJD …    eight groups of four: 4 signs of the box, 26 of the card, 2 to check

The card is a secret of 128 bits that is kept nowhere. A key pair is made from it; its public half
lies in the lock, and the box’s share of this card is sealed to it. Signs are those of Crockford’s
base 32: no I, L, O or U, and whoever types O or I is understood. The last two tell every slip of
one sign, and any two of the others that changed places.
"""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.sealed import crypto

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MEANT = str.maketrans("OIL", "011", " -–\t\r\n")
BOX_SIGNS, SECRET_SIGNS, CHECK_SIGNS = 4, 26, 2
SECRET_BYTES = 16
# The largest prime that two signs can hold a rest of.
PRIME = 1021

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
    return grouped(body + check(body))


def why_not_read(box: UUID, typed: str) -> Promise | None:
    """Whether what somebody typed is a card of this box, as far as the card itself can tell."""
    signs = plain(typed)
    if len(signs) != BOX_SIGNS + SECRET_SIGNS + CHECK_SIGNS or set(signs) - set(SIGNS):
        return NO_CARD
    body, last = signs[:-CHECK_SIGNS], signs[-CHECK_SIGNS:]
    if check(body) != last or number(body[BOX_SIGNS:]) >> 8 * SECRET_BYTES:
        return SLIP
    return None if body[:BOX_SIGNS] == mark(box) else OTHER_BOX


def secret(typed: str) -> bytes:
    """The secret of a card that can be read."""
    return number(plain(typed)[BOX_SIGNS:-CHECK_SIGNS]).to_bytes(SECRET_BYTES, "big")


def plain(typed: str) -> str:
    """What somebody typed, as they meant it."""
    return typed.upper().translate(MEANT)


def mark(box: UUID) -> str:
    """The signs of a box on its cards: 20 bits, to tell one box from another."""
    digest = hashlib.sha256(b"evenweave box" + box.bytes).digest()
    return in_signs(int.from_bytes(digest[:4], "big") >> 12, BOX_SIGNS)


def check(body: str) -> str:
    """The two signs at the end: the sum of place times sign, divided by a prime, and the rest."""
    total = sum(place * SIGNS.index(sign) for place, sign in enumerate(body, 1))
    return in_signs(total % PRIME, CHECK_SIGNS)


def in_signs(value: int, length: int) -> str:
    """A number in so many signs."""
    return "".join(SIGNS[value >> 5 * place & 31] for place in reversed(range(length)))


def number(signs: str) -> int:
    """The number that signs stand for."""
    found = 0
    for sign in signs:
        found = found << 5 | SIGNS.index(sign)
    return found


def grouped(signs: str) -> str:
    """In groups of four, as people read them."""
    return " ".join(signs[start : start + 4] for start in range(0, len(signs), 4))
