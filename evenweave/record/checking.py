"""Checking a copy of a record: no server, no database, no Django, in little memory.

`check` reads the chain once, from its first line to its last, and says what it found. Everything
that can be wrong has its own plain sentence, with the line where it first shows.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, Any

from evenweave.common.plain import gettext as _
from evenweave.common.shaped import is_shaped
from evenweave.record import chain, whole
from evenweave.record.whole import BrokenRecordError

__all__ = ["BrokenRecordError", "Checked", "WordsBeside", "check", "lines", "opened"]

# Copies of a project; those of format 1 held its record alone.
FORMAT = 2
FILES = ("manifest.json", "record.jsonl", "hashes.txt", "words.jsonl")
# No honest line comes near this; a made-up one must not fill the memory.
LONGEST_LINE = 4_000_000
# A manifest has about a hundred bytes for each file.
LONGEST_MANIFEST = 40_000_000

# The kinds of line that name a copy, by the SHA-256 of its manifest.
NAMES_A_COPY = {"record.exported", "archive.imported"}

# What a program that reads these files may rely on.
MANIFEST = {"format": int, "stream": str, "title": str, "length": int, "head": str}
LINE = {"sequence": int, "stream": str, "kind": str, "facts": dict, "words": dict}
WORDS = {"sequence": int, "field": str, "salt": str, "words": str}

Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked and found whole. `head_at_since` is the hash where the older copy ended.

    `fingerprint` is the SHA-256 of the manifest, by which a record names a copy. `knows_since` is
    the line in which this record names the older copy; 0, where no line does.
    """

    title: str
    stream: str
    length: int
    head: str
    words: int
    erased: int
    head_at_since: str
    format: int
    fingerprint: str
    files: int
    knows_since: int = 0


def check(path: Path, *, since: Path | None = None) -> Checked:
    """Check a copy, and that it continues the older copy `since`. Raises BrokenRecordError."""
    older = check(since) if since else None
    with opened(path) as archive:
        checked = check_archive(archive, since=older)
    if older and older.stream != checked.stream:
        raise BrokenRecordError(_("The two files are copies of different records."))
    if older and older.length > checked.length:
        raise BrokenRecordError(
            _(
                "The older copy has {older} lines, this one only {newer}: lines were taken away."
            ).format(older=older.length, newer=checked.length)
        )
    if older and older.head != checked.head_at_since:
        raise BrokenRecordError(
            _(
                "This record does not continue the older copy: "
                "something before line {line} differs."
            ).format(line=older.length + 1)
        )
    return checked


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive at `path`; whatever is wrong with the file itself becomes a plain sentence."""
    try:
        is_sealed = whole.is_sealed(path)
        with zipfile.ZipFile(path) as archive:
            whole.refuse_bombs(archive)
            missing = [name for name in FILES if name not in archive.namelist()]
            if missing:
                raise BrokenRecordError(
                    _(
                        "{file} has no {missing} in it, so it is not a whole copy of a record."
                    ).format(file=path.name, missing=", ".join(missing))
                )
            if not is_sealed and read_manifest(archive)["format"] > 1:
                raise BrokenRecordError(whole.changed(path))
            yield archive
    except FileNotFoundError:
        raise BrokenRecordError(_("There is no file {file}.").format(file=path)) from None
    except OSError as problem:
        raise BrokenRecordError(
            _("{file} cannot be read: {why}.").format(file=path, why=problem.strerror or problem)
        ) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OverflowError,
        UnicodeDecodeError,
        RuntimeError,
    ):
        raise BrokenRecordError(
            _("{file} is damaged, or is not a copy of a record. Get a new copy.").format(
                file=path.name
            )
        ) from None


def check_archive(archive: zipfile.ZipFile, *, since: Checked | None = None) -> Checked:
    """Follow the chain from its first line to the manifest's head."""
    manifest = read_manifest(archive)
    walk = Walk(manifest["stream"], since)
    with (
        archive.open("record.jsonl") as record,
        archive.open("hashes.txt") as hashes,
        archive.open("words.jsonl") as words,
    ):
        seals, beside = lines(hashes), WordsBeside(lines(words))
        for line in lines(record):
            walk.step(line, next(seals, b"").decode("ascii", "replace"), beside)
        if next(seals, None) is not None:
            raise BrokenRecordError(_("The end of the record is missing."))
        beside.finish()
    walk.finish(manifest)
    if manifest["format"] > 1:
        whole.check_files(archive, manifest)
    if walk.erased:
        with archive.open("words.jsonl") as words:
            refuse_erased_words(WordsBeside(lines(words)), walk.erased)
    return Checked(
        title=manifest["title"],
        stream=manifest["stream"],
        length=walk.length,
        head=walk.head,
        words=beside.taken,
        erased=len(walk.erased),
        head_at_since=walk.head_at_stop,
        format=manifest["format"],
        fingerprint=fingerprint_of(archive),
        files=len(archive.namelist()),
        knows_since=walk.knows_since,
    )


def fingerprint_of(archive: zipfile.ZipFile) -> str:
    """The SHA-256 of the manifest, by which a record names a copy."""
    with archive.open(whole.MANIFEST) as file:
        return hashlib.sha256(file.read(LONGEST_MANIFEST)).hexdigest()


class Walk:
    """One walk along a chain: where it is, and which words were not found beside it."""

    def __init__(self, stream: str, since: Checked | None) -> None:
        self.stream = stream
        self.stop_at = since.length if since else 0
        self.older = since.fingerprint if since else ""
        self.knows_since = 0
        self.length = 0
        self.head = chain.START
        self.head_at_stop = chain.START
        self.gone: set[Place] = set()
        self.erased: set[Place] = set()

    def step(self, line: bytes, seal: str, beside: WordsBeside) -> None:
        """Check the next line against its place, its seal and its words."""
        number = self.length + 1
        content = parsed(line, number)
        self.check_place(content["sequence"], number)
        if content["stream"] != self.stream:
            raise BrokenRecordError(_("Line {line} belongs to another record.").format(line=number))
        self.head = chain.entry_hash(self.head, line)
        if self.head != seal:
            raise BrokenRecordError(
                _("Line {line} is not as it was written: it does not fit its seal.").format(
                    line=number
                )
            )
        self.gone |= missing_words(content["words"], beside.of(number), number)
        if content["kind"] == "record.erased":
            self.erased |= erased_at(content["facts"].get("places"), number)
        if content["kind"] in NAMES_A_COPY and content["facts"].get("copy") == self.older:
            self.knows_since = number
        self.length = number
        if number == self.stop_at:
            self.head_at_stop = self.head

    def check_place(self, told: int, number: int) -> None:
        """Lines are numbered without a gap."""
        if told > number:
            raise BrokenRecordError(
                _("Line {line} is missing, or stands in the wrong place.").format(line=number)
            )
        if told < number:
            raise BrokenRecordError(
                _("Line {line} stands twice, or in the wrong place.").format(line=told)
            )

    def finish(self, manifest: dict[str, Any]) -> None:
        """The walk ends where the manifest says, and whatever is gone was erased in the open."""
        if (self.length, self.head) != (manifest["length"], manifest["head"]):
            raise BrokenRecordError(
                _(
                    "The copy says that it ends at line {told}, "
                    "but it ends differently, at line {line}."
                ).format(told=manifest["length"], line=self.length)
            )
        unsaid = self.gone - self.erased
        if unsaid:
            raise BrokenRecordError(
                _("Words of line {line} are gone, and no line says that they were erased.").format(
                    line=min(unsaid)[0]
                )
            )


class WordsBeside:
    """The words beside the chain, taken line by line in the chain's own order."""

    def __init__(self, rows: Iterator[bytes]) -> None:
        self.rows = (self.row(raw) for raw in rows)
        self.waiting = next(self.rows, None)
        self.taken = 0

    @staticmethod
    def row(raw: bytes) -> dict[str, Any]:
        """One row of words.jsonl."""
        row = parsed_object(raw, WORDS)
        if row is None:
            raise BrokenRecordError(_("The file of people’s words (words.jsonl) is damaged."))
        return row

    def of(self, number: int) -> dict[str, dict[str, Any]]:
        """The words of this line, by field."""
        found: dict[str, dict[str, Any]] = {}
        while self.waiting is not None and self.waiting["sequence"] == number:
            found[self.waiting["field"]] = self.waiting
            self.taken += 1
            self.waiting = next(self.rows, None)
        return found

    def finish(self) -> None:
        """Nobody's words are left over."""
        if self.waiting is not None:
            raise BrokenRecordError(
                _("There are words for line {line} that the record does not know.").format(
                    line=self.waiting["sequence"]
                )
            )


def erased_at(places: Any, number: int) -> set[Place]:
    """The places that a line says were erased."""
    if not is_shaped([is_place], places):
        raise BrokenRecordError(unreadable(number))
    return {(sequence, name) for sequence, name in places}


def is_place(value: Any) -> bool:
    """Whether this is the number of a line, with one of its fields."""
    return isinstance(value, list) and [type(each) for each in value] == [int, str]


def missing_words(
    sealed: dict[str, str], beside: dict[str, dict[str, Any]], number: int
) -> set[Place]:
    """The places of a line whose words are gone. Words that do not fit their seal are refused."""
    for name, row in beside.items():
        if name not in sealed or salted(row) != sealed[name]:
            raise BrokenRecordError(
                _("The words beside line {line} are not those that were recorded.").format(
                    line=number
                )
            )
    return {(number, name) for name in sealed if name not in beside}


def salted(row: dict[str, Any]) -> str:
    """The seal of a row of words; "" when its salt is no salt."""
    try:
        return chain.words_hash(row["words"], row["salt"])
    except ValueError:
        return ""


def refuse_erased_words(beside: WordsBeside, erased: set[Place]) -> None:
    """A copy must not carry what the record says was erased."""
    while (row := beside.waiting) is not None:
        if (row["sequence"], row["field"]) in erased:
            raise BrokenRecordError(
                _("The words of line {line} were erased, yet this copy still has them.").format(
                    line=row["sequence"]
                )
            )
        beside.of(row["sequence"])


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the copy says of itself."""
    with archive.open("manifest.json") as file:
        manifest = parsed_object(file.read(LONGEST_MANIFEST), MANIFEST)
    if manifest is None:
        raise BrokenRecordError(_("The copy’s manifest is damaged. Get a new copy."))
    if manifest["format"] > FORMAT:
        raise BrokenRecordError(
            _("This copy was made by a newer Evenweave. Check it with that version or a later one.")
        )
    return manifest


def lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, without their ends; an endless one is refused."""
    buffered = BufferedReader(file, whole.READ_AT_ONCE)  # type: ignore[type-var]
    while line := buffered.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            raise BrokenRecordError(
                _("The copy breaks off in the middle of a line. Get a new copy.")
            )
        yield line[:-1]


def parsed(line: bytes, number: int) -> dict[str, Any]:
    """A line's content."""
    if not line.strip():
        raise BrokenRecordError(_("Line {line} was emptied.").format(line=number))
    content = parsed_object(line, LINE)
    if content is None:
        raise BrokenRecordError(unreadable(number))
    return content


def unreadable(number: int) -> str:
    """What is said of a line that no program of ours wrote."""
    return _("Line {line} is damaged: it cannot be read.").format(line=number)


def parsed_object(raw: bytes, shape: dict[str, type]) -> dict[str, Any] | None:
    """A JSON object with at least these members, or None."""
    try:
        content = json.loads(raw.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    for name, kind in shape.items():
        if not isinstance(content.get(name), kind):
            return None
    return content
