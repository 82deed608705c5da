"""Any two of three shares make the secret; one alone says nothing."""

from __future__ import annotations

import itertools

import pytest
from Crypto.Protocol.SecretSharing import Shamir
from hypothesis import given
from hypothesis import strategies as st

from evenweave.sealed import sharing

SECRET = bytes(range(32))
# From `ssss-split -t 2 -n 3 -s 128 -D -x`, ssss 0.5, by B. Poettering.
THEIR_SECRET = bytes.fromhex("000102030405060708090a0b0c0d0e0f")
THEIR_SHARES = [
    (1, bytes.fromhex("0b8cbb92e2a750defa563537d72942a2")),
    (2, bytes.fromhex("171a7120c941abb4ecb77472ba459753")),
    (3, bytes.fromhex("1c97c8b12fe3fd6d1ee84b4e6161dbfe")),
]


def times(one: int, two: int) -> int:
    """A product in GF(2 ** 128), with x^128 + x^7 + x^2 + x + 1: school-book multiplication."""
    found = 0
    while two:
        if two & 1:
            found ^= one
        one, two = one << 1, two >> 1
        if one >> 128:
            one ^= (1 << 128) | 0x87
    return found


def inverse(one: int) -> int:
    """One over it, by Fermat: to the power of 2 ** 128 - 2."""
    found = 1
    for _ in range(127):
        one = times(one, one)
        found = times(found, one)
    return found


def plain(number: int, share: bytes) -> bytes:
    """Their share without the square of its number, which `ssss` adds to each."""
    return (int.from_bytes(share, "big") ^ times(number, number)).to_bytes(16, "big")


def line_through(shares: list[sharing.Share], start: int) -> bytes:
    """Where the line through two points meets zero: the secret, worked out on our own."""
    (one, first), (two, second) = shares
    y1, y2 = (int.from_bytes(share[start : start + 16], "big") for share in (first, second))
    slope = times(y1 ^ y2, inverse(one ^ two))
    return (y1 ^ times(slope, one)).to_bytes(16, "big")


@pytest.mark.parametrize("pair", list(itertools.combinations(range(3), 2)))
def test_shares_of_another_program_combine(pair: tuple[int, int]) -> None:
    shares = [(n, 2 * plain(n, share)) for n, share in (THEIR_SHARES[place] for place in pair)]
    assert sharing.combine(shares) == THEIR_SECRET * 2


@given(st.binary(min_size=32, max_size=32), st.permutations([0, 1, 2]))
def test_any_two_shares_make_the_secret_and_another_program_agrees(
    secret: bytes, order: list[int]
) -> None:
    shares = [sharing.split(secret)[place] for place in order]
    again = sharing.split(secret)
    two = [again[place] for place in order[:2]]
    assert sharing.combine(two) == secret
    assert line_through(two, 0) + line_through(two, 16) == secret
    assert sharing.combine([shares[0], again[order[1]]]) != secret


def test_one_share_fits_every_secret() -> None:
    """For a single share and *any* other secret there is a second share that makes it."""
    (number, share), *_ = sharing.split(SECRET)
    for other in (bytes(32), b"\xff" * 32, SECRET[::-1]):
        second = b"".join(
            third_point(number, share[start:][:16], other[start:][:16]) for start in (0, 16)
        )
        assert sharing.combine([(number, share), (9, second)]) == other


def third_point(number: int, share: bytes, secret: bytes) -> bytes:
    """The point 9 of the line through this share and this secret."""
    y, zero = int.from_bytes(share, "big"), int.from_bytes(secret, "big")
    slope = times(y ^ zero, inverse(number))
    return (zero ^ times(slope, 9)).to_bytes(16, "big")


def test_the_halves_are_shared_apart() -> None:
    for _number, share in sharing.split(bytes(32)):
        assert share[:16] != share[16:]
    halves = [share[:16] for _number, share in sharing.split(SECRET)]
    assert Shamir.combine([(1, halves[0]), (3, halves[2])]) == SECRET[:16]


def test_what_cannot_be_shared_or_combined_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        sharing.split(b"short")
    shares = sharing.split(SECRET)
    for wrong in (shares, shares[:1]):
        with pytest.raises(ValueError, match="2 shares"):
            sharing.combine(wrong)
    with pytest.raises(ValueError, match="Duplicate"):
        sharing.combine([shares[0], shares[0]])
