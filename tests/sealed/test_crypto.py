"""Papers are sealed as RFC 9180 says, to their own box and envelope, and all at one length."""

from __future__ import annotations

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from evenweave.sealed import crypto

KEY = crypto.private_key(bytes(range(32)))
OPEN = KEY.public_key()
ABOUT = b"box 1, envelope 1"

# RFC 9180, appendix A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode.
INFO = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
SENDERS_SEED = bytes.fromhex("4270e54ffd08d79d5928020af4686d8f6b7d35dbe470265f1f5aa22816ce860e")
SENDERS_KEY = 0x4995788EF4B9D6132B249CE59A77281493EB39AF373D236A1FE415CB0C2D7BEB
SENDERS_POINT = bytes.fromhex(
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
    "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
)
RECEIVERS_SEED = bytes.fromhex("668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550")
RECEIVERS_KEY = 0xF3CE7FDAE57E1A310D87F1EBBDE6F328BE0A99CDBCADF4D6589CF29DE4B8FFD2
RECEIVERS_POINT = bytes.fromhex(
    "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82"
    "6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0"
)
FIRST = bytes.fromhex(
    "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
)
SAID = b"Beauty is truth, truth beauty"


@pytest.mark.parametrize(
    ("seed", "number", "point"),
    [
        (SENDERS_SEED, SENDERS_KEY, SENDERS_POINT),
        (RECEIVERS_SEED, RECEIVERS_KEY, RECEIVERS_POINT),
    ],
)
def test_a_seed_makes_the_key_that_the_rfc_says(seed: bytes, number: int, point: bytes) -> None:
    key = crypto.private_key(seed)
    assert key.private_numbers().private_value == number
    assert crypto.public_bytes(key) == point


def test_the_suite_opens_what_the_rfc_sealed() -> None:
    key = crypto.private_key(RECEIVERS_SEED)
    opened = openssl.hpke._decrypt_with_aad(
        crypto.SUITE, SENDERS_POINT + FIRST, key, info=INFO, aad=b"Count-0"
    )
    assert opened == SAID
    with pytest.raises(Exception):  # noqa: B017, PT011 - any refusal will do
        openssl.hpke._decrypt_with_aad(
            crypto.SUITE, SENDERS_POINT + FIRST, key, info=INFO, aad=b"Count-1"
        )


def test_our_own_openings_are_those_of_the_rfc_without_further_data() -> None:
    key = crypto.private_key(RECEIVERS_SEED)
    sealed = openssl.hpke._encrypt_with_aad(
        crypto.SUITE, SAID, key.public_key(), info=INFO, aad=b""
    )
    assert crypto.unseal(sealed, key, INFO) == SAID


@given(st.binary(max_size=300), st.binary(max_size=60))
def test_what_is_sealed_opens_again(content: bytes, about: bytes) -> None:
    assert crypto.unseal(crypto.seal(content, OPEN, about), KEY, about) == content


def test_a_paper_for_another_envelope_or_box_does_not_open() -> None:
    sealed = crypto.seal(b"yes", OPEN, ABOUT)
    for about in (b"box 1, envelope 2", b"box 2, envelope 1", b"", ABOUT + b" "):
        with pytest.raises(crypto.NotOpened):
            crypto.unseal(sealed, KEY, about)


def test_another_key_does_not_open_it() -> None:
    sealed = crypto.seal(b"yes", OPEN, ABOUT)
    with pytest.raises(crypto.NotOpened):
        crypto.unseal(sealed, crypto.private_key(crypto.fresh_seed()), ABOUT)


@given(st.integers(0, 8 * (3 + crypto.SEALED_MORE) - 1))
def test_a_sealed_paper_with_any_bit_changed_does_not_open(bit: int) -> None:
    sealed = bytearray(crypto.seal(b"yes", OPEN, ABOUT))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(crypto.NotOpened):
        crypto.unseal(bytes(sealed), KEY, ABOUT)


def test_a_sealed_paper_that_was_cut_off_or_doubled_does_not_open() -> None:
    sealed = crypto.seal(b"yes", OPEN, ABOUT)
    for spoiled in (b"", sealed[:1], sealed[:65], sealed[:-1], sealed + b"\x00", sealed * 2):
        with pytest.raises(crypto.NotOpened):
            crypto.unseal(spoiled, KEY, ABOUT)


def test_the_same_paper_never_looks_the_same_twice() -> None:
    assert len({crypto.seal(b"yes", OPEN, ABOUT) for _ in range(50)}) == 50


@given(st.binary(max_size=1_024))
def test_every_paper_of_a_box_has_one_length(paper: bytes) -> None:
    content = crypto.padded(paper, 1_024)
    assert len(crypto.seal(content, OPEN, ABOUT)) == crypto.sealed_bytes(1_024)
    assert crypto.unpadded(content) == paper


def test_a_paper_over_the_length_is_never_cut() -> None:
    with pytest.raises(ValueError, match="at most 8 bytes"):
        crypto.padded(b"nine byte", 8)


def test_a_public_key_is_kept_as_a_point() -> None:
    kept = crypto.public_bytes(KEY)
    assert len(kept) == 65
    assert crypto.public_key(kept) == OPEN
    with pytest.raises(ValueError, match="Invalid EC key"):
        crypto.public_key(b"\x04" + bytes(64))


def test_seeds_are_long_and_never_alike() -> None:
    assert len({crypto.fresh_seed() for _ in range(50)}) == 50
    with pytest.raises(ValueError, match="32 bytes"):
        crypto.private_key(b"short")


def test_the_order_is_that_of_the_curve() -> None:
    last = ec.derive_private_key(crypto.ORDER - 1, crypto.CURVE)
    assert last.private_numbers().private_value == crypto.ORDER - 1
    with pytest.raises(ValueError, match=r"."):
        ec.derive_private_key(crypto.ORDER, crypto.CURVE)
