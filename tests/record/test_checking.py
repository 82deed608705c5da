"""A copy checks itself: every way to tamper with it is found, with the line where it shows."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evenweave.record import chain, exporting
from evenweave.record.actions import erase_words
from evenweave.record.checking import BrokenRecordError, Checked, check
from evenweave.record.models import Stream
from tests import make
from tests.loom import actions
from tests.make import AMINA, BEN, NOON

pytestmark = pytest.mark.django_db

Files = dict[str, list[str]]


def copy_of(stream: Stream, folder: Path, name: str = "copy.zip") -> Path:
    """A copy of the stream as it stands."""
    stream.refresh_from_db()
    target = folder / name
    with exporting.packed(stream, target, at=NOON) as (file, _copy):
        file.rename(target)
    return target


@pytest.fixture
def stream() -> Stream:
    """A record of six lines; the words of line 3 were erased by line 6."""
    made = make.stream()
    for words in ["One.", "Two: “Żółć”.", "Three.", "Four."]:
        actions.write_note(stream=made, words=words, by=BEN, at=NOON)
    erase_words(stream=made, places=[(3, "words")], by=AMINA, at=NOON)
    return made


@pytest.fixture
def copy(stream: Stream, tmp_path: Path) -> Path:
    """A good copy of that record."""
    return copy_of(stream, tmp_path)


def tampered(copy: Path, tamper: Callable[[Files], None]) -> Path:
    """The copy, with its files changed line by line."""
    with zipfile.ZipFile(copy) as archive:
        files = {name: archive.read(name).decode().split("\n") for name in archive.namelist()}
    tamper(files)
    target = copy.with_name("tampered.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, "\n".join(content))
    return target


def test_a_good_copy_is_whole(copy: Path, stream: Stream) -> None:
    checked = check(copy)
    assert checked == Checked(
        title="A project",
        stream=str(stream.pk),
        length=6,
        head=stream.head,
        words=3,
        erased=1,
        head_at_since=chain.START,
    )


def test_a_copy_holds_a_readme_for_people(copy: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        assert "To check that nobody changed it" in archive.read("README.txt").decode()


def drop_line(files: Files) -> None:
    del files["record.jsonl"][2]


def drop_line_and_seal(files: Files) -> None:
    del files["record.jsonl"][2], files["hashes.txt"][2]


def drop_the_end(files: Files) -> None:
    del files["record.jsonl"][5], files["hashes.txt"][5]


def drop_the_last_line(files: Files) -> None:
    del files["record.jsonl"][5]


def swap(files: Files) -> None:
    lines = files["record.jsonl"]
    lines[2], lines[3] = lines[3], lines[2]


def double(files: Files) -> None:
    files["record.jsonl"].insert(3, files["record.jsonl"][2])


def empty(files: Files) -> None:
    files["record.jsonl"][2] = ""


def garble(files: Files) -> None:
    files["record.jsonl"][2] = '{"sequence":3'


def change(files: Files) -> None:
    files["record.jsonl"][4] = files["record.jsonl"][4].replace("2026-03-02", "2026-03-01")


def change_and_seal_again(files: Files) -> None:
    """Change a line and make its own seal fit: the next one no longer does."""
    change(files)
    files["hashes.txt"][4] = chain.entry_hash(
        files["hashes.txt"][3], files["record.jsonl"][4].encode()
    )


def seal_the_rest_again(files: Files) -> None:
    """Make every seal fit from there on: the manifest's no longer does."""
    change(files)
    seal = files["hashes.txt"][3]
    for place in [4, 5]:
        seal = chain.entry_hash(seal, files["record.jsonl"][place].encode())
        files["hashes.txt"][place] = seal


def move_to_another_record(files: Files) -> None:
    files["manifest.json"] = [
        line.replace('"stream": "', '"stream": "x') for line in files["manifest.json"]
    ]


def change_words(files: Files) -> None:
    files["words.jsonl"][0] = files["words.jsonl"][0].replace("One.", "Won.")


def change_words_and_salt(files: Files) -> None:
    row = json.loads(files["words.jsonl"][0])
    files["words.jsonl"][0] = json.dumps(row | {"words": "Won.", "salt": "no salt"})


def empty_words(files: Files) -> None:
    row = json.loads(files["words.jsonl"][0])
    files["words.jsonl"][0] = json.dumps(row | {"words": ""})


def drop_words(files: Files) -> None:
    del files["words.jsonl"][0]


def add_words(files: Files) -> None:
    row = json.loads(files["words.jsonl"][0])
    files["words.jsonl"].insert(3, json.dumps(row | {"sequence": 7}))


def garble_words(files: Files) -> None:
    files["words.jsonl"][0] = "[]"


def bring_erased_words_back(files: Files) -> None:
    """Somebody kept an older copy's row."""
    files["words.jsonl"].insert(1, ERASED_ROW["row"])


def drop_the_erased_line(files: Files) -> None:
    """Take the line away that says so, with its seal, and make the manifest fit."""
    drop_the_end(files)
    manifest = json.loads("\n".join(files["manifest.json"]))
    manifest |= {"length": 5, "head": files["hashes.txt"][4]}
    files["manifest.json"] = [json.dumps(manifest)]


def break_the_manifest(files: Files) -> None:
    files["manifest.json"] = ['{"format": 1}']


def come_from_the_future(files: Files) -> None:
    files["manifest.json"] = [
        line.replace('"format": 1', '"format": 99') for line in files["manifest.json"]
    ]


def lose_a_file(files: Files) -> None:
    del files["words.jsonl"]


def break_off(files: Files) -> None:
    files["record.jsonl"].pop()


ERASED_ROW: dict[str, str] = {}


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (drop_line, "Line 3 is missing, or stands in the wrong place"),
        (drop_line_and_seal, "Line 3 is missing, or stands in the wrong place"),
        (drop_the_end, "it ends differently, at line 5"),
        (drop_the_last_line, "The end of the record is missing"),
        (swap, "Line 3 is missing, or stands in the wrong place"),
        (double, "Line 3 stands twice"),
        (empty, "Line 3 was emptied"),
        (garble, "Line 3 is damaged"),
        (change, "Line 5 is not as it was written"),
        (change_and_seal_again, "Line 6 is not as it was written"),
        (seal_the_rest_again, "it ends differently, at line 6"),
        (move_to_another_record, "Line 1 belongs to another record"),
        (change_words, "The words beside line 2 are not those that were recorded"),
        (change_words_and_salt, "The words beside line 2 are not those that were recorded"),
        (empty_words, "The words beside line 2 are not those that were recorded"),
        (drop_words, "Words of line 2 are gone, and no line says that they were erased"),
        (add_words, "There are words for line 7 that the record does not know"),
        (garble_words, "words.jsonl.* is damaged"),
        (drop_the_erased_line, "Words of line 3 are gone"),
        (break_the_manifest, "manifest is damaged"),
        (come_from_the_future, "made by a newer Evenweave"),
        (lose_a_file, "has no words.jsonl in it"),
        (break_off, "breaks off in the middle of a line"),
    ],
)
def test_tampering_is_found(copy: Path, tamper: Callable[[Files], None], sentence: str) -> None:
    with pytest.raises(BrokenRecordError, match=sentence):
        check(tampered(copy, tamper))


def test_erased_words_that_came_back_are_found(tmp_path: Path) -> None:
    stream = make.stream()
    actions.write_note(stream=stream, words="Too much.", by=BEN, at=NOON)
    older = copy_of(stream, tmp_path, "older.zip")
    erase_words(stream=stream, places=[(2, "words")], by=AMINA, at=NOON)
    newer = copy_of(stream, tmp_path, "newer.zip")
    with zipfile.ZipFile(older) as archive:
        ERASED_ROW["row"] = archive.read("words.jsonl").decode().strip()
    check(newer, since=older)
    with pytest.raises(BrokenRecordError, match="words of line 2 were erased, yet"):
        check(tampered(newer, lambda files: files["words.jsonl"].insert(0, ERASED_ROW["row"])))


def test_a_file_that_is_no_copy_is_told_plainly(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(BrokenRecordError, match="There is no file"):
        check(tmp_path / "nowhere.zip")
    with pytest.raises(BrokenRecordError, match="cannot be read"):
        check(tmp_path)
    (tmp_path / "letter.zip").write_text("Dear all,")
    with pytest.raises(BrokenRecordError, match="damaged, or is not a copy"):
        check(tmp_path / "letter.zip")
    half = tmp_path / "half.zip"
    half.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    with pytest.raises(BrokenRecordError, match="damaged, or is not a copy"):
        check(half)


def test_any_single_flipped_byte_is_found(copy: Path) -> None:
    """Flip bytes all over the packed lines: the copy is refused, or says exactly what it said."""
    with zipfile.ZipFile(copy) as archive:
        names = ["record.jsonl", "hashes.txt", "words.jsonl"]
        whole = {name: archive.read(name) for name in archive.namelist()}
    good = check(copy)
    flipped = copy.with_name("flipped.zip")
    for name in names:
        for place in range(0, len(whole[name]), 37):
            content = bytearray(whole[name])
            content[place] ^= 1
            with zipfile.ZipFile(flipped, "w") as archive:
                for other, data in whole.items():
                    archive.writestr(other, bytes(content) if other == name else data)
            try:
                told = check(flipped)
            except BrokenRecordError:
                continue
            assert told == good, f"{name} at {place} says something else"


def test_a_copy_continues_an_older_one(stream: Stream, copy: Path, tmp_path: Path) -> None:
    actions.write_note(stream=stream, words="Five.", by=AMINA, at=NOON)
    newer = copy_of(stream, tmp_path, "newer.zip")
    assert check(newer, since=copy).head_at_since == check(copy).head
    with pytest.raises(BrokenRecordError, match="lines were taken away"):
        check(copy, since=newer)


def test_a_rewritten_history_does_not_continue_the_older_copy(
    stream: Stream, copy: Path, tmp_path: Path
) -> None:
    """Whoever rewrites the whole chain makes it fit itself, but not what was handed out before."""

    def rewrite(files: Files) -> None:
        seal_the_rest_again(files)
        manifest = json.loads("\n".join(files["manifest.json"]))
        files["manifest.json"] = [json.dumps(manifest | {"head": files["hashes.txt"][5]})]

    forged = tampered(copy, rewrite)
    check(forged)
    with pytest.raises(BrokenRecordError, match="does not continue the older copy"):
        check(forged, since=copy)


def test_copies_of_two_records_do_not_continue_each_other(copy: Path, tmp_path: Path) -> None:
    other = copy_of(make.stream(), tmp_path, "other.zip")
    with pytest.raises(BrokenRecordError, match="copies of different records"):
        check(copy, since=other)
