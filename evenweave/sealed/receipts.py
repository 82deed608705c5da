"""The receipt of words without a name: who has it is their author, and nobody else knows.

    2F8K 7QJD 9M3X V5TC 8R    16 signs of chance (80 bits), 2 to check

It is shown once. What is kept is a keyed hash of it; the key is the installation’s secret key,
which lies beside the database and not in it.
"""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.sealed import signs

LENGTH = 16
BITS = 5 * LENGTH

NO_RECEIPT = _("This is no receipt: a receipt has 18 letters and figures, in groups of four.")
SLIP = _("There is a slip in it. Please compare it with your receipt, group by group.")


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


def hashed(code: str) -> str:
    """What is kept of a receipt. However it is typed, it is the same."""
    plain = signs.plain(code)
    return salted_hmac("evenweave.sealed.receipt", plain, algorithm="sha256").hexdigest()
