"""A copy checks itself: every way to tamper with it is found, with the line where it shows."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenweave.record import chain, exporting, whole
from evenweave.record.actions import erase_words, note_export
from evenweave.record.checking import BrokenRecordError, Checked, check
from evenweave.record.models import Stream
from tests import make
from tests.forging import files_in, packed_again
from tests.loom import actions
from tests.make import AMINA, BEN, NOON

pytestmark = pytest.mark.django_db

Files = dict[str, list[str]]


def copy_of(stream: Stream, folder: Path, name: str = "copy.zip") -> Path:
    """A copy of the stream as it stands."""
    stream.refresh_from_db()
    target = folder / name
    with exporting.packed(stream, target, at=NOON) as file:
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
    """The copy, with its files changed line by line, and every digest made to fit again."""
    files = {name: content.decode().split("\n") for name, content in files_in(copy).items()}
    tamper(files)
    changed = {name: "\n".join(content).encode() for name, content in files.items()}
    return packed_again(changed, copy.with_name("tampered.zip"))


def test_a_good_copy_is_whole(copy: Path, stream: Stream) -> None:
    checked = check(copy)
    with zipfile.ZipFile(copy) as archive:
        manifest = archive.read("manifest.json")
    assert checked == Checked(
        title="A project",
        stream=str(stream.pk),
        length=6,
        head=stream.head,
        words=3,
        erased=1,
        head_at_since=chain.START,
        format=2,
        fingerprint=hashlib.sha256(manifest).hexdigest(),
        files=5,
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
        line.replace('"format": 2', '"format": 99') for line in files["manifest.json"]
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


@pytest.mark.parametrize(
    "facts",
    [
        *({}, {"places": None}, {"places": 7}, {"places": {}}, {"places": [1]}, {"places": [[]]}),
        *({"places": [[1]]}, {"places": [[[], "words"]]}, {"places": [[1, "words", 2]]}),
        *({"places": [[True, "words"]]}, {"places": ["ab"]}),
    ],
    ids=str,
)
def test_a_made_up_erasure_is_told_plainly(tmp_path: Path, facts: dict[str, Any]) -> None:
    stream = "11111111-1111-4111-8111-111111111111"
    told = {"sequence": 1, "stream": stream, "kind": "record.erased", "facts": facts, "words": {}}
    line = json.dumps(told).encode()
    head = chain.entry_hash(chain.START, line)
    manifest = {"format": 2, "stream": stream, "title": "", "length": 1, "head": head, "files": {}}
    files = {
        "manifest.json": json.dumps(manifest).encode(),
        "record.jsonl": line + b"\n",
        "hashes.txt": head.encode() + b"\n",
        "words.jsonl": b"",
    }
    with pytest.raises(BrokenRecordError, match="Line 1 is damaged: it cannot be read"):
        check(packed_again(files, tmp_path / "made-up.zip"))


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


def test_one_changed_byte_anywhere_is_found(copy: Path) -> None:
    """Every byte of the file, in turn: words, seals, the zip's own tables, dates, the comment."""
    whole, changed = copy.read_bytes(), copy.with_name("changed.zip")
    for place in range(len(whole)):
        content = bytearray(whole)
        content[place] ^= 1 << (place % 8)
        changed.write_bytes(content)
        with pytest.raises(BrokenRecordError) as told:
            check(changed)
        assert str(told.value).endswith("."), place


def test_a_copy_that_is_cut_off_is_found_wherever_it_ends(copy: Path) -> None:
    whole, half = copy.read_bytes(), copy.with_name("half.zip")
    for length in range(0, len(whole), 3):
        half.write_bytes(whole[:length])
        with pytest.raises(BrokenRecordError):
            check(half)
    half.write_bytes(whole + b"\n")
    with pytest.raises(BrokenRecordError):
        check(half)


def test_a_copy_of_the_first_format_is_still_checked(copy: Path, stream: Stream) -> None:
    """Older copies hold the record alone, with no digests and no seal."""
    manifest = json.loads(files_in(copy)["manifest.json"])
    del manifest["files"]
    first = copy.with_name("first.zip")
    with zipfile.ZipFile(first, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("record.jsonl", "hashes.txt", "words.jsonl"):
            archive.writestr(name, files_in(copy)[name])
        archive.writestr("manifest.json", json.dumps(manifest | {"format": 1}))
    assert (check(first).format, check(first).head) == (1, stream.head)
    assert check(copy, since=first).knows_since == 0


def test_a_file_too_many_or_too_few_is_found_and_one_that_changed(copy: Path) -> None:
    """Somebody made the seal fit again, and forgot the manifest."""
    for name, content in [("more.txt", b"More."), ("README.txt", b"Less."), ("README.txt", None)]:
        changed = copy.with_name("changed.zip")
        files = {**files_in(copy), name: content}
        with zipfile.ZipFile(changed, "w") as archive:
            for each, held in files.items():
                if held is not None:
                    archive.writestr(each, held)
            archive.comment = whole.room_for_seal()
        with changed.open("r+b") as file:
            whole.seal(file)
        with pytest.raises(BrokenRecordError, match=name):
            check(changed)


def test_a_bomb_is_not_opened(copy: Path) -> None:
    """Two hundred megabytes of nothing, in a few hundred kilobytes."""
    files = {**files_in(copy), "words.jsonl": bytes(200 << 20)}
    with pytest.raises(BrokenRecordError, match="unfold to far more"):
        check(packed_again(files, copy.with_name("bomb.zip")))


def test_the_record_knows_its_copies_again(stream: Stream, copy: Path, tmp_path: Path) -> None:
    note_export(
        stream=stream,
        length=stream.length,
        head=stream.head,
        fingerprint=check(copy).fingerprint,
        by=AMINA,
        at=NOON,
    )
    newer = copy_of(stream, tmp_path, "newer.zip")
    assert check(newer, since=copy).knows_since == 7


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
