"""Addresses for e-mails and paper: whole ones, and one that stops a kind of message by itself."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "evenweave.outbox.stop"


def whole(path: str) -> str:
    """An address that works from anywhere, for a page of this server."""
    return f"{settings.ADDRESS}{path}"


def stop_token(person_id: UUID, kind: str) -> str:
    """What lets whoever holds it stop this kind of message to this person, and nothing else.

    It never runs out: an old e-mail must be as easy to stop as a new one.
    """
    return signing.dumps([person_id.hex, kind], salt=SALT, compress=True)


def read_stop_token(token: str) -> tuple[UUID, str] | None:
    """The person and the kind that a token is about; None for one that we did not make."""
    try:
        person_id, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return UUID(person_id), kind


def stop_address(person_id: UUID, kind: str) -> str:
    """Where these messages can be stopped."""
    return whole(reverse("outbox:stop", args=[stop_token(person_id, kind)]))


def message_address(message_id: UUID) -> str:
    """Where a message is kept."""
    return whole(reverse("outbox:message", args=[message_id]))


def pace_address() -> str:
    """Where a person chooses what they hear of."""
    return whole(reverse("outbox:pace"))
