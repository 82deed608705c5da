"""Challenges for passkeys: signed by us, for one purpose, for five minutes, answered once.

A challenge carries its own proof, so asking for one keeps nothing; only one that was answered is
noted, until it would be too old anyway.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer

from evenweave.people.codes import digest

LASTS = timedelta(minutes=5)
SIGN_IN = "sign-in"


def new(what_for: str, at: datetime) -> bytes:
    """A fresh challenge."""
    told = {"for": what_for, "once": secrets.token_urlsafe(16), "until": (at + LASTS).timestamp()}
    return signer().sign_object(told).encode()


def is_ours(challenge: bytes, what_for: str, at: datetime) -> bool:
    """Whether we gave it, for this, and not too long ago."""
    try:
        told = signer().unsign_object(challenge.decode("ascii", "replace"))
    except (BadSignature, ValueError):
        return False
    return bool(told["for"] == what_for and at.timestamp() < told["until"])


def signer() -> Signer:
    """Signs with the installation's key, for nothing but challenges."""
    return Signer(salt="evenweave.people.challenge")


def challenge_hash(challenge: bytes) -> str:
    """What is kept of one that was answered."""
    return digest("challenge", challenge.decode("ascii", "replace"))
