"""Taking a person's words out: gone for good, said in the open, and the chain still whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.db import connection

from evenweave.common.refusals import Refusal
from evenweave.record import checking, exporting
from evenweave.record.actions import erase_words
from evenweave.record.models import Entry, Stream, Words
from tests import make
from tests.loom import actions
from tests.make import AMINA, BEN, NOON

SECRET = "Hamid"


def everything_left(stream: Stream, database: str) -> bytes:
    """Every byte that the erased stream left: its rows, and on SQLite the files themselves."""
    rows = [
        *Entry.objects.filter(stream=stream).values_list("line", "hash"),
        *Words.objects.values_list("field", "value", "salt"),
        *Stream.objects.values_list("id", "slug", "title", "length", "head"),
    ]
    left = repr(rows).encode()
    if connection.vendor == "sqlite":
        for ending in ["", "-wal", "-shm"]:
            file = Path(database + ending)
            left += file.read_bytes() if file.exists() else b""
    return left


def test_erased_words_cannot_be_guessed_from_what_is_left(
    own_database: str, tmp_path: Path
) -> None:
    stream = make.stream()
    note = actions.write_note(stream=stream, words="Tea.", by=BEN, at=NOON)
    actions.change_note(note=note, version=1, words=SECRET, by=BEN, at=NOON)
    words = Words.objects.get(value=SECRET)
    salt, seal = words.salt, json.loads(words.entry.line)["words"]["words"]
    assert hashlib.sha256(bytes.fromhex(salt) + SECRET.encode()).hexdigest() == seal
    actions.change_note(note=note, version=2, words="Another.", by=BEN, at=NOON)

    erase_words(stream=stream, places=[(3, "words")], by=AMINA, at=NOON)

    left = everything_left(stream, own_database)
    assert seal.encode() in left
    assert salt.encode() not in left
    assert SECRET.encode() not in left
    # Guess the right name, with every 64 digits that are left as its salt: no seal ever fits.
    digits = {left[at : at + 64] for at in range(len(left) - 63) if is_hex(left[at : at + 64])}
    assert len(digits) > 3
    for guess in digits:
        salted = bytes.fromhex(guess.decode()) + SECRET.encode()
        assert hashlib.sha256(salted).hexdigest() != seal

    stream.refresh_from_db()
    with exporting.packed(stream, tmp_path / "copy.zip", at=NOON) as file:
        checked = checking.check(file)
    assert (checked.length, checked.erased) == (5, 1)


def is_hex(piece: bytes) -> bool:
    """Could these bytes be a salt?"""
    return all(byte in b"0123456789abcdef" for byte in piece)


@pytest.mark.django_db
def test_erasing_says_so_on_the_record_without_the_words() -> None:
    stream = make.stream()
    actions.write_note(stream=stream, words=SECRET, by=BEN, at=NOON)
    erase_words(stream=stream, places=[(2, "words")], by=AMINA, at=NOON)
    said = Entry.objects.get(stream=stream, kind="record.erased")
    assert said.content["facts"] == {"places": [[2, "words"]]}
    assert SECRET not in said.line


@pytest.mark.django_db
def test_only_words_that_are_there_can_be_erased() -> None:
    stream = make.stream()
    actions.write_note(stream=stream, words=SECRET, by=BEN, at=NOON)
    erase_words(stream=stream, places=[(2, "words")], by=AMINA, at=NOON)
    for places in [[(2, "words")], [(9, "words")], [(2, "name")]]:
        with pytest.raises(Refusal, match="already erased, or were never here"):
            erase_words(stream=stream, places=places, by=AMINA, at=NOON)
    with pytest.raises(Refusal, match="nothing of this person"):
        erase_words(stream=stream, places=[], by=AMINA, at=NOON)
