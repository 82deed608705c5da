"""A secret shared among three, so that any two have it and one alone has nothing: Shamir's scheme.

Over GF(2 ** 128), as the library `pycryptodome` has it; the program `ssss -D` differs in one known
term. A share says nothing at all about the secret, however much somebody computes. The scheme takes
16 bytes and a seed has 32: each half is shared by itself, with randomness of its own.
"""

from __future__ import annotations

from Crypto.Protocol.SecretSharing import Shamir

HALF = 16
SHARES, NEEDED = 3, 2

Share = tuple[int, bytes]


def split(secret: bytes) -> list[Share]:
    """Three shares of 32 bytes, numbered 1 to 3. Raises ValueError unless the secret has 32."""
    if len(secret) != 2 * HALF:
        raise ValueError(f"What is shared has {2 * HALF} bytes.")
    first, second = (Shamir.split(NEEDED, SHARES, half) for half in (secret[:HALF], secret[HALF:]))
    return [(number, one + two) for (number, one), (_same, two) in zip(first, second, strict=True)]


def combine(shares: list[Share]) -> bytes:
    """The secret, from two different shares. Raises ValueError for another number, or one twice.

    Shares that do not belong together give bytes that are not the secret, and no error: whoever
    combines must know what the secret opens.
    """
    if len(shares) != NEEDED:
        raise ValueError(f"{NEEDED} shares are combined.")
    halves = [[(number, share[start:][:HALF]) for number, share in shares] for start in (0, HALF)]
    return b"".join(Shamir.combine(half) for half in halves)
