"""What people write is kept as they wrote it, and nothing else comes along."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from evenweave.common import text

SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
FAMILY = "👨\u200d👩\u200d👧"
HIDDEN = {"Cc", "Cf", "Cs", "Cn", "Mn", "Mc", "Me"}

any_text = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(
            "a e\n\r\t\v\f\x00\x1f\x7f\x85\x92\u0301\u0308\u034f\u0c56\u200b\u200c\u200d"
            "\u200e\u200f\u2028\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\ufff9"
            "\u1100\u1161\u11a8\u212b\U0001f3f4\U000e0067\U000e007f\U0001f600"
        ),
        st.sampled_from(["\ud83d", "\ude00"]),
    )
)


def visible(value: str) -> list[str]:
    """The signs that a person can see, each letter apart from its marks."""
    return [
        sign
        for sign in unicodedata.normalize("NFD", value)
        if unicodedata.category(sign) not in HIDDEN and not sign.isspace()
    ]


@given(any_text)
@example("e\ufeff\u0301")
@example("\u1100\ufeff\u1161")
@example("\u2067a\n\u2069")
@example("a" + "\u0301\u0327" * 30 + "\u1161")
def test_tidying_twice_changes_nothing_more(value: str) -> None:
    once = text.tidy(value)
    assert text.tidy(once) == once


@given(any_text)
def test_tidying_loses_no_visible_sign(value: str) -> None:
    # What a misread sign and half a sign become has tests of its own, below.
    whole = re.sub("[\x80-\x9f\ud800-\udfff]", "", value)
    assert visible(text.tidy(whole)) == visible(whole)


@given(any_text)
def test_what_is_tidied_can_be_kept(value: str) -> None:
    tidied = text.tidy(value)
    assert text.why_not_keep(tidied) is None
    tidied.encode()
    assert unicodedata.is_normalized("NFC", tidied)


@pytest.mark.parametrize(
    ("refused", "word"),
    [("a\x00b", "null"), ("a\u202eb", "round"), ("a\u202db", "round"), ("a\ud83d", "half")],
)
def test_what_no_page_can_keep_is_refused_with_a_sentence(refused: str, word: str) -> None:
    assert word in str(text.why_not_keep(refused))


@pytest.mark.parametrize(
    "kept",
    [
        FAMILY,
        SCOTLAND,
        "👍🏽 🏳️\u200d🌈",
        "עִבְרִית בְּרֵאשִׁ֖ית",
        "العَرَبِيَّة\u200f (A\u200e)",
        "می\u200cخواهم",
        "क्\u200dष",
        "ཧྐྵྨླྺྼྻྂ",
        "Nguyễn Thị Ánh",
        "ភាសា\u200bខ្មែរ",
        "said \u2068שלום\u2069 to Ben",
        "one\ttwo\nthree  four\u00a0five",
        "soft\u00adhyphen",
        "\ue000",
    ],
)
def test_words_in_every_script_are_kept_as_they_are(kept: str) -> None:
    assert text.why_not_keep(kept) is None
    assert text.tidy(kept) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            "one\r\ntwo\rthree\vfour\ffive\u2028six\u2029seven",
            "one\ntwo\nthree\nfour\nfive\nsix\nseven",
        ),
        ("bell\x07 escape\x1b[0m delete\x7f", "bell escape[0m delete"),
        ("It\x92s \x93good\x94 \x96 really\x85", "It’s “good” – really…"),
        ("\ufeff\u202a+44 20 7946 0000\u202c", "+44 20 7946 0000"),
        ("open \u2067only\nclosed \u2067both\u2069", "open only\nclosed \u2067both\u2069"),
        ("wrong way \u2069\u2067", "wrong way "),
        ("hi\U000e0068\U000e0069\U000e007f", "hi"),
        ("\ufff9a\ufffab\ufffb\u206a\ufdd0\U0001ffff", "ab"),
        ("cafe\u0301", "café"),
        ("\ud83d\ude00", "😀"),
        ("half \ud83d", "half \ufffd"),
        ("nul\x00l", "null"),
    ],
)
def test_what_nobody_meant_to_write_is_left_out(written: str, kept: str) -> None:
    assert text.tidy(written) == kept


@given(st.integers(0, text.MARKS), st.sampled_from("\u0323\u05b0\u0f90\u0e34"))
def test_as_many_marks_as_any_script_needs_are_kept(number: int, mark: str) -> None:
    assert text.tidy("b" + mark * number).count(mark) >= number - 1  # one may join the letter


def test_a_letter_under_a_thousand_marks_keeps_a_few() -> None:
    assert text.tidy("Z" + "\u0300\u0316" * 500 + "algo") == "Z" + "\u0316" * text.MARKS + "algo"


def test_joiners_between_marks_are_no_way_round() -> None:
    assert len(text.tidy("Z" + "\u0316\u200d" * 500)) <= 1 + text.MARKS


@pytest.mark.parametrize("blank", ["", " \n\t", "\u200b\u200d", "\u3164", "\u2800\u00a0", "\ufe0f"])
def test_what_nobody_can_see_is_blank(blank: str) -> None:
    assert text.is_blank(blank)


@pytest.mark.parametrize("seen", ["a", ".", "ا", "\u200bकि", "😀", "\ufffd", "\ue000"])
def test_what_can_be_seen_is_not_blank(seen: str) -> None:
    assert not text.is_blank(seen)


@pytest.mark.parametrize(
    "much",
    ["a", "é", "\u0301", "\u200b", "\u2067", "\x92", "\r", SCOTLAND, "नमस्ते "],
    ids=ascii,
)
def test_a_million_signs_are_tidied_soon(much: str) -> None:
    much = (much * 1_000_000)[:1_000_000]
    start = time.perf_counter()
    text.why_not_keep(much)
    text.is_blank(much)
    text.tidy(much)
    assert time.perf_counter() - start < 5


def refused(client: Client, method: str, address: str, data: dict[str, str] | None = None) -> str:
    response = getattr(client, method)(address, data or {})
    assert response.status_code == 400
    page: str = response.content.decode()
    return page


def test_nothing_hidden_comes_in_by_a_search(client: Client) -> None:
    page = refused(client, "get", "/kit/try/?q=two%00words&q=fine")
    assert "twowords" in page
    assert "null" in page


def test_nothing_hidden_comes_in_by_the_first_of_two_equal_names(client: Client) -> None:
    refused(client, "get", "/kit/try/?q=%E2%80%AE&q=fine")


def test_nothing_hidden_comes_in_by_a_path(client: Client) -> None:
    refused(client, "get", "/record/%00/")
    refused(client, "get", "/record/%E2%80%AEabc/")


def test_nothing_hidden_comes_in_by_the_name_of_a_field(client: Client) -> None:
    refused(client, "post", "/kit/try/", {"na\x00me": "Ben"})


def test_a_refused_form_gives_every_word_back(client: Client) -> None:
    page = refused(
        client, "post", "/kit/try/", {"name": "Ben", "words": "turned \u202e<b>round</b>"}
    )
    assert "Ben" in page
    assert "turned &lt;b&gt;round&lt;/b&gt;" in page
    assert "\u202e" not in page


def test_a_body_beyond_all_measure_is_refused_in_plain_words(client: Client) -> None:
    response = client.post("/kit/try/", {"words": "a" * 2_100_000})
    assert response.status_code == 413
    assert "too much at once" in response.content.decode()


def test_a_form_of_a_thousand_fields_is_refused_in_plain_words(client: Client) -> None:
    response = client.post("/kit/try/", {f"field-{n}": "a" for n in range(1_100)})
    assert response.status_code == 400
    assert "could not read that" in response.content.decode()
