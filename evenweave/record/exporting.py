"""Packing a stream, and what else belongs to it, into a file that can be checked on any machine.

What is in the file, and why each changed byte shows, stands in docs/copies.md.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evenweave import __version__
from evenweave.common import database
from evenweave.common.plain import gettext as _
from evenweave.record import checking, whole
from evenweave.record.models import Stream, Words

BATCH = 2_000
LEVEL = 4
# A zip knows no earlier time.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)

# A file: its lines, each without its end, or its bytes as they are.
Content = Iterable[str] | bytes


@dataclass(frozen=True, slots=True)
class Written:
    """What a file in a copy became: its length in bytes, and their SHA-256 in hex."""

    length: int
    sha256: str


@dataclass
class Copy:
    """A copy that is being made: the zip, and what was written into it so far, by name."""

    archive: zipfile.ZipFile
    at: datetime
    written: dict[str, Written] = field(default_factory=dict)

    def write(self, name: str, content: Content) -> None:
        """One file, without holding all of it."""
        digest, length = hashlib.sha256(), 0
        with self.archive.open(self.entry(name), "w", force_zip64=True) as file:
            for piece in pieces(content):
                file.write(piece)
                digest.update(piece)
                length += len(piece)
        self.written[name] = Written(length, digest.hexdigest())

    def entry(self, name: str) -> zipfile.ZipInfo:
        """The file as the zip lists it: alike on every machine but for the time of the copy."""
        moment = max(self.at.astimezone(UTC), EARLIEST)
        entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        return entry


Rest = Callable[[Copy], None]


def pieces(content: Content) -> Iterator[bytes]:
    """A file piece by piece."""
    if isinstance(content, bytes):
        yield content
        return
    for line in content:
        yield line.encode() + b"\n"


@contextmanager
def packed(
    stream: Stream,
    target: Path,
    *,
    at: datetime,
    beside: Mapping[str, Content] | None = None,
    rest: Rest | None = None,
) -> Iterator[Path]:
    """The stream as it stands, in a new file beside `target`, gone again at the block's end.

    `beside` are further files of upper rooms, by name; `rest` writes what tells of all others.

    Note the copy on the record, then move the file to its target inside the block: so nobody ever
    finds half a copy, or one that the record does not know. Raises OSError (no room, no right).
    """
    with tempfile.NamedTemporaryFile(
        "w+b", dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False
    ) as room:
        file = Path(room.name)
        try:
            with zipfile.ZipFile(room, "w", compresslevel=LEVEL) as archive:
                copy = Copy(archive, at)
                with database.steady():
                    stream.refresh_from_db()
                    write_all(copy, stream, beside or {}, rest)
                archive.comment = whole.room_for_seal()
            whole.seal(room)
            room.close()
            yield file
        finally:
            file.unlink(missing_ok=True)


def write_all(copy: Copy, stream: Stream, beside: Mapping[str, Content], rest: Rest | None) -> None:
    """Every file; the manifest last, since it tells of all others."""
    copy.write("README.txt", readme(stream, copy.at).encode())
    copy.write("record.jsonl", (line for line, _hash in entries(stream)))
    copy.write("hashes.txt", (digest for _line, digest in entries(stream)))
    copy.write("words.jsonl", words(stream))
    for name, content in beside.items():
        copy.write(name, content)
    if rest is not None:
        rest(copy)
    told = json.dumps(manifest(stream, copy), indent=2) + "\n"
    copy.write(whole.MANIFEST, told.encode())


def fingerprint_of(file: Path) -> str:
    """The SHA-256 of a copy’s manifest, by which a record names the copy."""
    with zipfile.ZipFile(file) as archive:
        return checking.fingerprint_of(archive)


def entries(stream: Stream) -> Iterator[tuple[str, str]]:
    """Line and hash of each entry, up to the length that `stream` had when it was loaded."""
    found = stream.entries.filter(sequence__lte=stream.length).order_by("sequence")
    return found.values_list("line", "hash").iterator(chunk_size=BATCH)


def words(stream: Stream) -> Iterator[str]:
    """What people said, with its salt, a JSON object a line."""
    found = Words.objects.filter(entry__stream=stream, entry__sequence__lte=stream.length)
    rows = found.order_by("entry__sequence", "field").values_list(
        "entry__sequence", "field", "salt", "value", "person_id"
    )
    for sequence, name, salt, value, person in rows.iterator(chunk_size=BATCH):
        told = {"sequence": sequence, "field": name, "salt": salt, "words": value}
        if person is not None:
            told["person"] = str(person)
        yield json.dumps(told, ensure_ascii=False)


def manifest(stream: Stream, copy: Copy) -> dict[str, Any]:
    """What the file is, for a program that reads it."""
    return {
        "format": checking.FORMAT,
        "program": f"evenweave {__version__}",
        "stream": str(stream.id),
        "slug": stream.slug,
        "title": stream.title,
        "exported_at": copy.at.isoformat(),
        "length": stream.length,
        "head": stream.head,
        "files": {
            name: {"sha256": each.sha256, "bytes": each.length}
            for name, each in sorted(copy.written.items())
        },
    }


def readme(stream: Stream, at: datetime) -> str:
    """What the file is, for a person who finds it in ten years."""
    return _(
        "{title}\n"
        "\n"
        "A copy of this project, made with Evenweave on {date}.\n"
        "It holds what every member of the team could read that day, and nothing else.\n"
        "Its record has {length} lines. The record says who used authority, and when.\n"
        "\n"
        "index.html     all of it, to read: open it in any browser\n"
        "record.jsonl   one line for each thing that happened, oldest first\n"
        "hashes.txt     the seal of each line, in the same order\n"
        "words.jsonl    what people said, and the salt that ties it to its line\n"
        "counts.jsonl   the papers of each vote, without names, to count them again\n"
        "mirror.json    who held what that day, as numbers and in sentences\n"
        "tables/        the rest, a file for each kind of thing, one of them a line\n"
        "schemas/       what stands in each of these files (JSON Schema)\n"
        "files/         pictures and sounds\n"
        "manifest.json  what this copy is, with the SHA-256 of every other file\n"
        "ro-crate-metadata.json  the same, for archives of research (RO-Crate)\n"
        "\n"
        "A copy of a record that is no project’s has only some of these.\n"
        "\n"
        "To check that nobody changed it:\n"
        "    evenweave verify FILE.zip\n"
        "To check that it continues an older copy:\n"
        "    evenweave verify FILE.zip --since OLDER.zip\n"
        "\n"
        "To bring the project in, on another server:\n"
        "    evenweave import FILE.zip\n"
        "\n"
        "By hand: the file ends with the SHA-256 of all bytes before it.\n"
        "The record: seal of a line = SHA-256(seal of the line before, then the line itself).\n"
        "The seal before the first line is 32 zero bytes. In a line, words stand as\n"
        "SHA-256(salt, then the words). A person’s words may have been taken out later;\n"
        "the line then still holds their seal, and a later line of kind record.erased says so.\n"
        "\n"
        "Last seal: {head}\n"
    ).format(title=stream.title, date=at.date(), length=stream.length, head=stream.head)
