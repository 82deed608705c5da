"""Packing a stream into a file that can be checked on any machine, without our server."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from evenweave import __version__
from evenweave.common.plain import gettext as _
from evenweave.record.models import Stream, Words

FORMAT = 1
BATCH = 2_000
PACKING = (zipfile.ZIP_DEFLATED, True, 4)


@contextmanager
def packed(
    stream: Stream,
    target: Path,
    *,
    at: datetime,
    beside: Mapping[str, Iterable[str]] | None = None,
) -> Iterator[Path]:
    """The stream as it stands, in a new file beside `target`, gone again at the block's end.

    `beside` are further files of an upper room, by name, a line each.

    Note the copy on the record, then move the file to its target inside the block: so nobody ever
    finds half a copy, or one that the record does not know. Raises OSError (no room, no right).
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    file = Path(name)
    try:
        with os.fdopen(handle, "wb") as room, zipfile.ZipFile(room, "w", *PACKING) as archive:
            archive.writestr("README.txt", readme(stream, at))
            archive.writestr("manifest.json", json.dumps(manifest(stream, at), indent=2) + "\n")
            write_lines(archive, "record.jsonl", (line for line, _hash in entries(stream)))
            write_lines(archive, "hashes.txt", (digest for _line, digest in entries(stream)))
            write_lines(archive, "words.jsonl", words(stream))
            for name, more in (beside or {}).items():
                write_lines(archive, name, more)
        yield file
    finally:
        file.unlink(missing_ok=True)


def write_lines(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> None:
    """One file of the archive, a line each, without holding them all."""
    with archive.open(name, "w", force_zip64=True) as file:
        for line in lines:
            file.write(line.encode() + b"\n")


def entries(stream: Stream) -> Iterator[tuple[str, str]]:
    """Line and hash of each entry, up to the length that `stream` had when it was loaded."""
    found = stream.entries.filter(sequence__lte=stream.length).order_by("sequence")
    return found.values_list("line", "hash").iterator(chunk_size=BATCH)


def words(stream: Stream) -> Iterator[str]:
    """What people said, with its salt, a JSON object a line."""
    found = Words.objects.filter(entry__stream=stream, entry__sequence__lte=stream.length)
    rows = found.order_by("entry__sequence", "field").values_list(
        "entry__sequence", "field", "salt", "value"
    )
    for sequence, field, salt, value in rows.iterator(chunk_size=BATCH):
        yield json.dumps(
            {"sequence": sequence, "field": field, "salt": salt, "words": value},
            ensure_ascii=False,
        )


def manifest(stream: Stream, at: datetime) -> dict[str, Any]:
    """What the file is, for a program that reads it."""
    return {
        "format": FORMAT,
        "program": f"evenweave {__version__}",
        "stream": str(stream.id),
        "slug": stream.slug,
        "title": stream.title,
        "exported_at": at.isoformat(),
        "length": stream.length,
        "head": stream.head,
    }


def readme(stream: Stream, at: datetime) -> str:
    """What the file is, for a person who finds it in ten years."""
    return _(
        "{title}\n"
        "\n"
        "A copy of this project’s record, made with Evenweave on {date}.\n"
        "It has {length} lines. The record says who used authority, and when.\n"
        "\n"
        "record.jsonl   one line for each thing that happened, oldest first\n"
        "hashes.txt     the seal of each line, in the same order\n"
        "words.jsonl    what people said, and the salt that ties it to its line\n"
        "manifest.json  what this copy is, for programs\n"
        "counts.jsonl   the papers of each vote, without names, to count them again\n"
        "\n"
        "To check that nobody changed it:\n"
        "    evenweave verify FILE.zip\n"
        "To check that it continues an older copy:\n"
        "    evenweave verify FILE.zip --since OLDER.zip\n"
        "\n"
        "By hand: seal of a line = SHA-256(seal of the line before, then the line itself).\n"
        "The seal before the first line is 32 zero bytes. In a line, words stand as\n"
        "SHA-256(salt, then the words). A person’s words may have been taken out later;\n"
        "the line then still holds their seal, and a later line of kind record.erased says so.\n"
        "\n"
        "Last seal: {head}\n"
    ).format(title=stream.title, date=at.date(), length=stream.length, head=stream.head)
