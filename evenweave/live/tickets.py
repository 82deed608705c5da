"""Tickets: a short signed word that opens the stream of one topic, for a while.

Whoever may see a page gets one with it. It is read without a database, and says nothing of its
holder but a mark by which their streams can be counted.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "evenweave.live.ticket"
SECONDS_VALID = 2 * 3600
# A mark of a holder: 8 bytes. That two people share one does no harm.
MARK = 8
# What is longer is no ticket of ours, and is not looked at.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket opens: the stream of `topic`, counted with the others of `holder`."""

    topic: UUID
    holder: bytes


def ticket(topic: UUID, holder: UUID | str) -> str:
    """A ticket for one topic, fit for an address; `holder` is a person, or a device.

    It is valid for two hours. A page that is fetched again brings a new one.
    """
    mark = salted_hmac(SALT, str(holder), algorithm="sha256").digest()[:MARK]
    word = base64.urlsafe_b64encode(topic.bytes + mark).decode()
    return signing.TimestampSigner(salt=SALT).sign(word)


def read(text: str) -> Ticket | None:
    """What a ticket opens; None for one that is forged, or was made more than two hours ago."""
    if len(text) > LONGEST:
        return None
    try:
        word = signing.TimestampSigner(salt=SALT).unsign(text, max_age=SECONDS_VALID)
        content = base64.urlsafe_b64decode(word)
    except (signing.BadSignature, binascii.Error, ValueError):
        return None
    return Ticket(UUID(bytes=content[:16]), content[16:])
