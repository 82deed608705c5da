"""Whether a copy is, byte for byte, the file that was made: no Django, no database, little memory.

A copy of format 2 ends with the SHA-256 of all bytes before it, in the comment of the zip. So one
changed byte is found wherever it is: in what somebody said, in the zip's own tables, in a date, in
the comment. Its manifest has the SHA-256 and the length of every other file, so that a file can be
checked by itself, and the record can name a copy by the SHA-256 of its manifest.

This finds what was changed by accident or without care. Whoever makes the whole file anew can make
all of it fit: for that, compare the last seal with one that was printed or sent.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from evenweave.common.plain import gettext as _

MANIFEST = "manifest.json"
# The comment of the zip: these words, then 64 hex digits, and there the file ends.
MARK = b"Evenweave copy. SHA-256 of all bytes before: "
DIGITS = 64
END = len(MARK) + DIGITS
READ_AT_ONCE = 1 << 18
# JSON lines pack well; a thousand times is no honest copy, and neither is all the world's disk.
MOST_FILES = 200_000
MOST_BYTES = 20 << 30
MOST_PACKED = 300
ALWAYS_FINE = 10 << 20
# How every file is described in a manifest.
FILE = {"sha256": str, "bytes": int}


class BrokenRecordError(Exception):
    """The copy is not whole. Its text is a plain sentence that says what and where."""


def seal(file: IO[bytes]) -> str:
    """Put the SHA-256 of all before it into the last 64 bytes of a zip whose comment has room."""
    length = file.seek(0, 2) - DIGITS
    digest = digest_of(file, length)
    file.seek(length)
    file.write(digest.encode())
    return digest


def room_for_seal() -> bytes:
    """The comment that a zip needs before it can be sealed."""
    return MARK + b"0" * DIGITS


def is_sealed(path: Path) -> bool:
    """Whether a file has a seal, and it fits. Raises BrokenRecordError where it does not fit."""
    with path.open("rb") as file:
        length = file.seek(0, 2)
        file.seek(max(0, length - END))
        end = file.read(END)
        if not end.startswith(MARK):
            return False
        if digest_of(file, length - DIGITS).encode() != end[-DIGITS:]:
            raise BrokenRecordError(changed(path))
    return True


def digest_of(file: IO[bytes], length: int) -> str:
    """The SHA-256 of the first `length` bytes, in hex."""
    found = hashlib.sha256()
    file.seek(0)
    while length > 0 and (piece := file.read(min(READ_AT_ONCE, length))):
        found.update(piece)
        length -= len(piece)
    return found.hexdigest()


def changed(path: Path) -> str:
    """What is said of a file that is not as it was made."""
    return _("{file} was changed after it was made, or is not all there. Get a new copy.").format(
        file=path.name
    )


def refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Raise BrokenRecordError for a zip that would unfold to far more than an honest copy."""
    if not is_honest(archive, MOST_BYTES):
        raise BrokenRecordError(
            _("This file would unfold to far more than a copy holds, so it is not opened.")
        )


def is_honest(archive: zipfile.ZipFile, most: int) -> bool:
    """Whether a zip unfolds to no more than its own length explains, nor to more than `most`."""
    listed = archive.infolist()
    unfolded = sum(each.file_size for each in listed)
    packed = sum(each.compress_size for each in listed)
    return (
        len(listed) <= MOST_FILES
        and len({each.filename for each in listed}) == len(listed)
        and packed <= size_of(archive)
        and unfolded <= min(most, max(ALWAYS_FINE, MOST_PACKED * packed))
    )


def size_of(archive: zipfile.ZipFile) -> int:
    """How long the zip itself is."""
    file = archive.fp
    if file is None:
        raise AssertionError("It is open.")
    place = file.tell()
    length = file.seek(0, 2)
    file.seek(place)
    return length


def check_files(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    """Every file is the one that the manifest tells of, and there is none besides."""
    told = manifest.get("files")
    if not isinstance(told, dict) or not all(map(is_described, told.values())):
        raise BrokenRecordError(_("The copy’s manifest is damaged. Get a new copy."))
    for name in sorted({*told, MANIFEST} ^ set(archive.namelist())):
        raise BrokenRecordError(
            _("{name} is not in this copy, or is not told of in its manifest.").format(name=name)
        )
    for name, described in told.items():
        check_file(archive, name, described)


def is_described(described: Any) -> bool:
    """Whether a manifest says of a file what it must."""
    return isinstance(described, dict) and all(
        isinstance(described.get(name), kind) for name, kind in FILE.items()
    )


def check_file(archive: zipfile.ZipFile, name: str, described: Mapping[str, Any]) -> None:
    """One file has the bytes that the manifest tells of."""
    found, length = hashlib.sha256(), 0
    if archive.getinfo(name).file_size == described["bytes"]:
        with archive.open(name) as file:
            while piece := file.read(READ_AT_ONCE):
                found.update(piece)
                length += len(piece)
    if (length, found.hexdigest()) != (described["bytes"], described["sha256"]):
        raise BrokenRecordError(
            _("{name} is not as it was when the copy was made.").format(name=name)
        )
