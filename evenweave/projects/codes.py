"""The codes of invitations: 16 figures on a card, or in a link. Only their hashes are kept.

A code is worked out from the invitation's id and the installation's secret key, so that a
coordinator can look at a link or print a card again while it is open, though nothing holds it. A
copy of the database opens nothing (evenweave.people.codes).
"""

from __future__ import annotations

from uuid import UUID

from django.utils.crypto import salted_hmac

from evenweave.people import codes

WHAT_FOR = "invitation"


def code_of(invitation_id: UUID) -> str:
    """The code of an invitation."""
    found = salted_hmac(
        "evenweave.projects.invitation", str(invitation_id), algorithm="sha256"
    ).hexdigest()
    return f"{int(found, 16) % 10**codes.CARD_FIGURES:0{codes.CARD_FIGURES}d}"


def plain(code: str) -> str:
    """The figures alone, however somebody typed them."""
    return codes.as_typed(code)


def hashed(code: str) -> str:
    """What is kept of a code."""
    return codes.digest(WHAT_FOR, plain(code))
