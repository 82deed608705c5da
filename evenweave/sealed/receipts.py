"""The receipt of words without a name: who has it is their author, and nobody else knows.

    2F8K 7QJD 9M3X V5TC 8R    16 signs of chance (80 bits), 2 to check

It is shown once. What is kept are keyed hashes of it; the key is the installation’s secret key,
which lies beside the database and not in it. Each use has a hash of its own, and none tells which
other belongs to it: so what waited before a batch cannot be matched with what came out.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.sealed import signs

LENGTH = 16
BITS = 5 * LENGTH
# How much can wait for one batch under one receipt.
PLACES = 8

NO_RECEIPT = _("This is no receipt: a receipt has 18 letters and figures, in groups of four.")
SLIP = _("There is a slip in it. Please compare it with your receipt, group by group.")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that somebody holds, however they type it. No line of a log can show its code."""

    code: str = field(repr=False)

    @property
    def talk(self) -> str:
        """By what its talk is found, once the words came out."""
        return self.hashed("talk")

    @property
    def places(self) -> list[str]:
        """Where its words can wait for a batch; nothing tells that two of them belong together."""
        return [self.hashed(f"place {number}") for number in range(PLACES)]

    def mark(self, words: str) -> str:
        """By what these very words are known again under this receipt, and by nobody else."""
        return self.hashed("words", words)

    def hashed(self, use: str, more: str = "") -> str:
        """A hash for one use."""
        plain = f"{signs.plain(self.code)} {more}"
        return salted_hmac(f"evenweave.sealed.{use}", plain, algorithm="sha256").hexdigest()


def fresh() -> str:
    """A receipt, as it is shown and printed."""
    body = signs.in_signs(secrets.randbits(BITS), LENGTH)
    return signs.grouped(body + signs.check(body))


def why_not_read(typed: str) -> Promise | None:
    """Whether what somebody typed can be a receipt, as far as it can tell itself."""
    given = signs.plain(typed)
    if not signs.is_code(given, LENGTH):
        return NO_RECEIPT
    return SLIP if signs.has_slip(given) else None
