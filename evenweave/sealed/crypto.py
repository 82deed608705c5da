"""Sealing a paper so that only its box can open it: HPKE, as RFC 9180 has it.

    DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, one message for each key

Sealing needs the public key alone, so whoever seals cannot open. A sealed paper is bound to what it
is *about* (the `info` of RFC 9180): a paper that was moved to another envelope or another box does
not open. Every paper of a box has one length, so that a sealed one does not tell how much was said.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
# "KEM", and the number that RFC 9180 gives to DHKEM(P-256, HKDF-SHA256).
KEM_SUITE = b"KEM\x00\x10"

SEED_BYTES = 32
LENGTH_BYTES = 2
# The sender's point of the curve before the paper, and the tag behind it.
SEALED_MORE = 65 + 16

PrivateKey = ec.EllipticCurvePrivateKey
PublicKey = ec.EllipticCurvePublicKey


class NotOpened(Exception):  # noqa: N818 - it says what happened
    """A sealed paper that does not open: changed, cut off, moved, or sealed to another key."""


def fresh_seed() -> bytes:
    """What a key is made from: 32 random bytes."""
    return secrets.token_bytes(SEED_BYTES)


def private_key(seed: bytes) -> PrivateKey:
    """The key that a seed makes, by DeriveKeyPair of RFC 9180, section 7.1.3.

    A seed is kept and shared rather than the key itself, because any 32 bytes are a seed. Raises
    ValueError for fewer.
    """
    if len(seed) < SEED_BYTES:
        raise ValueError(f"A seed has {SEED_BYTES} bytes or more.")
    root = extract(b"dkp_prk", seed)
    for counter in range(256):
        number = int.from_bytes(expand(root, b"candidate", bytes([counter])), "big")
        if 0 < number < ORDER:
            return ec.derive_private_key(number, CURVE)
    raise ValueError("This seed makes no key.")  # one in 2 ** 8192


def extract(label: bytes, material: bytes) -> bytes:
    """LabeledExtract of RFC 9180 (section 4), without salt."""
    return hmac.digest(b"", b"HPKE-v1" + KEM_SUITE + label + material, hashlib.sha256)


def expand(root: bytes, label: bytes, about: bytes) -> bytes:
    """LabeledExpand of RFC 9180 (section 4), for 32 bytes: one block of HKDF."""
    length = SEED_BYTES.to_bytes(2, "big")
    return hmac.digest(
        root, length + b"HPKE-v1" + KEM_SUITE + label + about + b"\x01", hashlib.sha256
    )


def public_bytes(key: PrivateKey) -> bytes:
    """The public half of a key, as it is kept: 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_key(kept: bytes) -> PublicKey:
    """A public key that was kept. Raises ValueError for bytes that are none."""
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, kept)


def seal(content: bytes, key: PublicKey, about: bytes) -> bytes:
    """Seal `content` so that only the private half of `key` opens it, and only `about` this."""
    return SUITE.encrypt(content, key, info=about)


def unseal(sealed: bytes, key: PrivateKey, about: bytes) -> bytes:
    """What was sealed. Raises NotOpened when anything about it is not as it was."""
    try:
        return SUITE.decrypt(sealed, key, info=about)
    except InvalidTag:
        raise NotOpened from None


def padded(paper: bytes, length: int) -> bytes:
    """The paper at the one length of its box: its size, the paper, and zeros.

    Raises ValueError for a paper over `length`, which is at most 65,535.
    """
    if len(paper) > length:
        raise ValueError(f"A paper of this box has at most {length} bytes.")
    return len(paper).to_bytes(LENGTH_BYTES, "big") + paper.ljust(length, b"\x00")


def unpadded(content: bytes) -> bytes:
    """The paper without what made it as long as the others."""
    size = int.from_bytes(content[:LENGTH_BYTES], "big")
    return content[LENGTH_BYTES : LENGTH_BYTES + size]


def sealed_bytes(length: int) -> int:
    """How long every sealed paper is in a box whose papers have at most `length` bytes."""
    return LENGTH_BYTES + length + SEALED_MORE
