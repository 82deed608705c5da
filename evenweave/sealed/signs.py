"""Signs by which secrets are read, typed and checked: those of Crockford’s base 32.

No I, L, O or U, and whoever types O or I is understood. The last two of a code tell every slip of
one sign, and any two of the others that changed places.
"""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MEANT = str.maketrans("OIL", "011", " -–\t\r\n")
CHECK_SIGNS = 2
# The largest prime that two signs can hold a rest of.
PRIME = 1021


def plain(typed: str) -> str:
    """What somebody typed, as they meant it."""
    return typed.upper().translate(MEANT)


def is_code(signs: str, length: int) -> bool:
    """Whether these are so many signs, and no others, with two behind them to check."""
    return len(signs) == length + CHECK_SIGNS and not set(signs) - set(SIGNS)


def has_slip(signs: str) -> bool:
    """Whether the two at the end do not belong to the others."""
    return check(signs[:-CHECK_SIGNS]) != signs[-CHECK_SIGNS:]


def check(body: str) -> str:
    """The two signs at the end: the sum of place times sign, divided by a prime, and the rest."""
    total = sum(place * SIGNS.index(sign) for place, sign in enumerate(body, 1))
    return in_signs(total % PRIME, CHECK_SIGNS)


def in_signs(value: int, length: int) -> str:
    """A number in so many signs."""
    return "".join(SIGNS[value >> 5 * place & 31] for place in reversed(range(length)))


def number(signs: str) -> int:
    """The number that signs stand for."""
    found = 0
    for sign in signs:
        found = found << 5 | SIGNS.index(sign)
    return found


def grouped(signs: str) -> str:
    """In groups of four, as people read them."""
    return " ".join(signs[start : start + 4] for start in range(0, len(signs), 4))
