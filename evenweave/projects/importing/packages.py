"""The zip that an .xlsx file is: opened without trusting a word of what it says about itself.

openpyxl says of itself that it does not guard against entity expansion, and it takes in whole parts
before one can count. So a part is read here as a stream, with a limit on what comes out of it; a
part that declares a document type is refused; only the parts with the people's words are opened.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from evenweave.projects.importing.tables import UnreadableError

# Unpacked. A sheet of 5,000 people has 1 to 5 MB; one formatted down to its last row has 50.
MOST_UNPACKED = 60_000_000
# Sheets pack to a tenth, seldom to a fiftieth; a bomb packs to a thousandth.
MOST_RATIO = 250
SMALL = 2_000_000
MOST_PARTS = 1_000
PART_MARK = b"PK\x01\x02"
CHUNK = 1 << 16


@dataclass
class Heard:
    """What a reader of a part wants to hear of: starts, ends, and the words between."""

    start: Callable[[str, dict[str, str]], None]
    end: Callable[[str], None] = lambda name: None
    words: Callable[[str], None] = lambda words: None


@dataclass
class Relation:
    """From one part to another."""

    kind: str
    target: str


@dataclass
class Package:
    """An opened zip, and how much may still come out of it."""

    archive: zipfile.ZipFile
    left: int = MOST_UNPACKED
    names: set[str] = field(default_factory=set)

    def hear(self, name: str, heard: Heard) -> None:
        """Read a part from start to end; raises UnreadableError for what is broken or too much."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = lambda tag, attributes: heard.start(_local(tag), attributes)
        parser.EndElementHandler = lambda tag: heard.end(_local(tag))
        parser.CharacterDataHandler = heard.words
        try:
            with self.archive.open(name) as part:
                while chunk := part.read(CHUNK):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise too_much()
                    parser.Parse(chunk)
                parser.Parse(b"", True)
        except (expat.ExpatError, *BROKEN):
            raise broken() from None

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part relates to, by id."""
        folder, _slash, file = name.rpartition("/")
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, Relation] = {}

        def start(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship" and given.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
                found[given.get("Id", "")] = Relation(given.get("Type", ""), target.lstrip("/"))

        if path in self.names:
            self.hear(path, Heard(start))
        return found


BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a way of packing that nobody uses for spreadsheets
    RuntimeError,  # a part with a password
    ValueError,  # numbers and references that are none
    OverflowError,
)


def opened(data: bytes) -> Package:
    """The package, once its own table of contents promises nothing unreasonable."""
    if data.count(PART_MARK) > MOST_PARTS:
        raise too_much()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        raise broken() from None
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MOST_UNPACKED or any(map(_is_bomb, parts)):
        raise too_much()
    return Package(archive, names={part.filename for part in parts})


def too_much() -> UnreadableError:
    """A file that grows beyond bounds when it is unpacked."""
    return UnreadableError(
        _(
            "This file grows far too large when it is opened. Please copy the list of people to a "
            "new spreadsheet, and bring that."
        )
    )


def broken() -> UnreadableError:
    """A file that is damaged, or pretends."""
    return UnreadableError(
        _(
            "This file is damaged and cannot be read. Please open it in your spreadsheet program, "
            "save it again as .xlsx, and bring that."
        )
    )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _refuse_document_type(*_declared: Any) -> None:
    """A spreadsheet declares none; with one, a few letters can be made to stand for millions."""
    raise UnreadableError(
        _(
            "This file has something in it that spreadsheets do not have, and that can do harm. "
            "Please save it again in your spreadsheet program, and bring that."
        )
    )
