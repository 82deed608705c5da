"""The arithmetic of the chain: canonical lines, hashes and salted words. No database, no Django.

`verify` and the database share it, so that a record can be checked on a machine that has neither.

    hash of an entry = SHA-256(hash of the entry before ‖ the entry's line)

The line is canonical JSON (RFC 8785) in UTF-8; the hash before the first entry is 32 zero bytes.
Words about a person never stand in a line: only SHA-256(salt ‖ words) does, with 32 random bytes of
salt. Words and salt lie beside the chain and can be erased; what is left then cannot be guessed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785

START = "0" * 64
SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class SaltedWords:
    """Words, and the salt under which their hash stands in the chain (64 hex digits)."""

    words: str
    salt: str

    @classmethod
    def fresh(cls, words: str) -> SaltedWords:
        """These words with a new salt."""
        return cls(words, secrets.token_hex(SALT_BYTES))

    @property
    def hash(self) -> str:
        """SHA-256(salt ‖ words in UTF-8), in 64 hex digits."""
        return words_hash(self.words, self.salt)


def words_hash(words: str, salt: str) -> str:
    """SHA-256(salt ‖ words in UTF-8), in hex. `salt` is hex; raises ValueError when it is not."""
    return hashlib.sha256(bytes.fromhex(salt) + words.encode()).hexdigest()


def line_of(
    *,
    stream_id: UUID,
    sequence: int,
    kind: str,
    by: Mapping[str, str],
    at: datetime,
    facts: Mapping[str, Any],
    words: Mapping[str, str],
) -> bytes:
    """The canonical line of an entry. `words` maps a field to its salted hash, never to words."""
    return rfc8785.dumps(
        {
            "at": moment(at),
            "by": dict(by),
            "facts": dict(facts),
            "kind": kind,
            "sequence": sequence,
            "stream": str(stream_id),
            "words": dict(words),
        }
    )


def entry_hash(previous: str, line: bytes) -> str:
    """SHA-256(previous hash ‖ line), in hex."""
    return hashlib.sha256(bytes.fromhex(previous) + line).hexdigest()


def moment(at: datetime) -> str:
    """An aware time as the chain writes it: UTC, microseconds, `2026-03-01T09:30:00.000000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
