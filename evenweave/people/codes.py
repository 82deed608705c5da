"""Codes, links and cards: how they are made, written, read and kept.

Only keyed hashes are kept. A code has eight figures, so whoever had plain hashes could try all
hundred million in a second. The key is the installation's secret key, which lies beside the
database, not in it, or in the environment. So a copy of the database, a backup of it or its log
opens nothing. Who has the key as well runs the machine, and could do anything here in any case.

- *A code* is typed. Eight figures, in two groups, are hardly more to type than six and a hundred
  times harder to guess: five tries are one chance in twenty million.
- *A link* is pressed: 256 random bits.
- *A card* is typed or scanned, by somebody who may have no e-mail address to say who they are. Its
  16 figures in four groups, as on a bank card, stand alone: one in ten thousand million million.
  Figures need no capitals, no other script, and a phone shows large keys for them.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Iterator

from django.utils.crypto import salted_hmac

CODE_FIGURES = 8
CARD_FIGURES = 16
GROUP = 4
LINK_BYTES = 32


def new_code() -> str:
    """A fresh code for an e-mail."""
    return figures(CODE_FIGURES)


def new_card() -> str:
    """A fresh number for a card."""
    return figures(CARD_FIGURES)


def new_link() -> str:
    """A fresh secret for a link."""
    return secrets.token_urlsafe(LINK_BYTES)


def figures(length: int) -> str:
    """So many random figures."""
    return "".join(str(secrets.randbelow(10)) for _figure in range(length))


def in_groups(code: str) -> str:
    """A code as people read it aloud: in groups of four."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def as_typed(words: str) -> str:
    """The figures of what somebody typed or pasted, whatever stands between, in any script."""
    return "".join(_figures_in(words))


def _figures_in(words: str) -> Iterator[str]:
    for sign in words[:200]:
        figure = unicodedata.decimal(sign, None)
        if figure is not None:
            yield str(figure)


def digest(what_for: str, secret: str) -> str:
    """What is kept of a secret: a keyed hash, of no use for anything but `what_for`."""
    return salted_hmac(f"evenweave.people.{what_for}", secret, algorithm="sha256").hexdigest()


def mark(*parts: str) -> str:
    """By what something that lasts is found again, also when the secret key was changed since."""
    return hashlib.sha256("\n".join(["evenweave", *parts]).encode()).hexdigest()


def address_hash(email: str) -> str:
    """An address as tickets and limits know it."""
    return digest("address", email.strip().lower())
