"""The chain's arithmetic, against the standard's own vectors and another way to compute it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from evenweave.record import chain
from evenweave.record.vocabulary import fact

STREAM = UUID("00000000-0000-4000-8000-000000000001")


def test_canonical_json_is_that_of_rfc_8785() -> None:
    """Section 3.2.2 and 3.2.3: the standard's own sample and its sorting by UTF-16 units."""
    sample: dict[str, Any] = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f",
        "literals": [None, True, False],
    }
    assert rfc8785.dumps(sample).decode() == (
        '{"literals":[null,true,false],'
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = list(json.loads(rfc8785.dumps(dict.fromkeys(names, 0))))
    assert ordered == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_a_line_says_who_did_what_and_when_in_one_canonical_way() -> None:
    line = chain.line_of(
        stream_id=STREAM,
        sequence=7,
        kind="loom.written",
        by={"person": "p", "kind": "person"},
        at=datetime(2026, 3, 2, 13, 30, tzinfo=timezone(timedelta(hours=1))),
        facts={"b": 2, "a": None},
        words={"words": "ab" * 32},
    )
    assert line.decode() == (
        '{"at":"2026-03-02T12:30:00.000000Z","by":{"kind":"person","person":"p"},'
        '"facts":{"a":null,"b":2},"kind":"loom.written","sequence":7,'
        f'"stream":"{STREAM}","words":{{"words":"{"ab" * 32}"}}}}'
    )


def test_a_seal_is_the_hash_of_the_seal_before_and_the_line() -> None:
    first = chain.entry_hash(chain.START, b"one")
    assert first == hashlib.sha256(bytes(32) + b"one").hexdigest()
    assert (
        chain.entry_hash(first, b"two") == hashlib.sha256(bytes.fromhex(first) + b"two").hexdigest()
    )


@given(st.text())
def test_the_same_words_never_have_the_same_seal_twice(words: str) -> None:
    try:
        words.encode()
    except UnicodeEncodeError:
        return
    one, other = chain.SaltedWords.fresh(words), chain.SaltedWords.fresh(words)
    assert one.hash != other.hash
    assert len(bytes.fromhex(one.salt)) == 32
    assert chain.words_hash(words, one.salt) == one.hash


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (None, None),
        (True, True),
        (14, 14),
        (STREAM, str(STREAM)),
        (datetime(2026, 3, 2, 12, tzinfo=UTC), "2026-03-02T12:00:00.000000Z"),
        (datetime(2026, 3, 2, 12, tzinfo=UTC).date(), "2026-03-02"),
        ("coordinator", "coordinator"),
        ([STREAM, (1, "words")], [str(STREAM), [1, "words"]]),
        ({"for": 3, "against": 1}, {"for": 3, "against": 1}),
    ],
)
def test_facts_are_ids_times_whole_numbers_and_codes(value: object, held: object) -> None:
    assert fact(value) == held


@pytest.mark.parametrize(
    "value",
    [
        "Ben Okafor",
        "ben@example.org",
        "Tea at ten.",
        "",
        "Ben",
        0.5,
        {"Ben Okafor": 1},
        b"x",
        "a" * 81,
    ],
)
def test_words_can_never_be_facts(value: object) -> None:
    with pytest.raises(TypeError, match="is no fact for the chain"):
        fact(value)
