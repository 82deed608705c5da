"""MP4 and M4A, which iPhones and Safari record: boxes inside boxes (ISO/IEC 14496-12).

Only boxes that playing needs are kept. Every other one, at every level, becomes free space of the
same length, so that nothing moves: phones write the place of a recording into `udta` or `meta`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from evenweave.common.files.kinds import BrokenError, Sound, UnusableError
from evenweave.common.files.sounds.reasons import FILM, MORE, UNPLAYABLE

# What may stand inside what. A name that leads to a set is a box of boxes.
FREE = {b"free", b"skip", b"wide"}
INSIDE: dict[bytes, set[bytes]] = {
    b"": {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"mfra"},
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"trak": {b"tkhd", b"edts", b"mdia"},
    b"edts": {b"elst"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"smhd", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {
        *(b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"ctts", b"stss"),
        *(b"sgpd", b"sbgp", b"sdtp"),
    },
    b"mvex": {b"mehd", b"trex"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sgpd", b"sbgp", b"sdtp"},
    b"mfra": {b"tfra", b"mfro"},
}
# When it was made and changed: two times behind version and flags.
DATED = {b"mvhd", b"tkhd", b"mdhd"}
CODECS = {b"mp4a", b"Opus", b"fLaC"}
# Pictures come in boxes too.
PICTURES = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"crx "}
MOST_BOXES = 50_000


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name, where it begins, where its content begins, and where it ends."""

    name: bytes
    start: int
    inside: int
    end: int


@dataclass
class Reader:
    """Walks through the boxes, and blanks some of them in a copy."""

    content: bytes
    copy: bytearray
    left: int = MOST_BOXES
    handlers: list[bytes] = field(default_factory=list)
    codecs: list[bytes] = field(default_factory=list)
    has_sound: bool = False
    seconds: float | None = None

    def boxes(self, at: int, end: int) -> Iterator[Box]:
        """Those from here to `end`, one behind the other, without a gap."""
        while at < end:
            box = self.box(at, end)
            yield box
            at = box.end

    def box(self, at: int, end: int) -> Box:
        """The box that begins here."""
        self.left -= 1
        if at + 8 > end or self.left < 0:
            raise BrokenError
        length, name = struct.unpack_from(">I4s", self.content, at)
        inside = at + 8
        if length == 1 and at + 16 <= end:
            (length,) = struct.unpack_from(">Q", self.content, inside)
            inside += 8
        elif length == 0:
            length = end - at
        if length < inside - at or at + length > end:
            raise BrokenError
        return Box(name, at, inside, at + length)

    def walk(self, at: int, end: int, within: bytes = b"") -> None:
        """Keep what may stand here, and blank the rest."""
        for box in self.boxes(at, end):
            if box.name not in INSIDE[within]:
                self.blank(box)
            elif box.name in INSIDE:
                self.walk(box.inside, box.end, box.name)
            else:
                self.look_at(box)

    def blank(self, box: Box) -> None:
        """Make it free space of the same length."""
        self.copy[box.start + 4 : box.start + 8] = b"free"
        self.copy[box.inside : box.end] = bytes(box.end - box.inside)

    def look_at(self, box: Box) -> None:
        """What a box of its kind tells."""
        if box.name == b"mdat":
            self.has_sound = self.has_sound or box.end > box.inside
        elif box.name in DATED:
            self.undate(box)
        elif box.name == b"hdlr":
            self.handler(box)
        elif box.name == b"stsd":
            self.codec(box)

    def undate(self, box: Box) -> None:
        """Take out when it was made; what the whole says of its length is read on the way."""
        is_long = self.part(box, 0, 1) == b"\1"
        width = 8 if is_long else 4
        self.part(box, 4, 2 * width)
        self.copy[box.inside + 4 : box.inside + 4 + 2 * width] = bytes(2 * width)
        if box.name == b"mvhd":
            told = self.part(box, 4 + 2 * width, 4 + width)
            scale, length = int.from_bytes(told[:4], "big"), int.from_bytes(told[4:], "big")
            # All ones: nobody knows.
            if scale and 0 < length < (1 << 8 * width) - 1:
                self.seconds = length / scale

    def handler(self, box: Box) -> None:
        """Which kind of track it is; what it is called is blanked."""
        self.handlers.append(self.part(box, 8, 4))
        self.copy[box.inside + 24 : box.end] = bytes(max(box.end - box.inside - 24, 0))

    def codec(self, box: Box) -> None:
        """How the sound is written."""
        for entry in self.boxes(box.inside + 8, box.end):
            self.codecs.append(entry.name)

    def part(self, box: Box, at: int, length: int) -> bytes:
        """Some bytes of a box."""
        found = self.content[box.inside + at : min(box.inside + at + length, box.end)]
        if len(found) != length:
            raise BrokenError
        return found


def begins(content: bytes) -> bool:
    """Whether it begins as one."""
    return content[4:8] == b"ftyp" and content[8:12] not in PICTURES


def read(content: bytes) -> Sound:
    """The sound, without its notes. Raises BrokenError and UnusableError."""
    reader = Reader(content, bytearray(content))
    reader.walk(0, len(content))
    if b"vide" in reader.handlers:
        raise UnusableError(FILM)
    if not reader.handlers or not reader.codecs or not reader.has_sound:
        raise BrokenError
    if set(reader.handlers) != {b"soun"}:
        raise UnusableError(MORE)
    if not CODECS.issuperset(reader.codecs):
        raise UnusableError(UNPLAYABLE)
    return Sound("audio/mp4", bytes(reader.copy), reader.seconds)
