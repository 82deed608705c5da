"""WebM, which Chrome and Firefox record: elements inside elements (RFC 8794, RFC 9559)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from evenweave.common.files.kinds import BrokenError, Sound, UnusableError
from evenweave.common.files.sounds.reasons import FILM, MORE, UNPLAYABLE

EBML, SEGMENT, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
INFO, TRACKS, TRACK = 0x1549A966, 0x1654AE6B, 0xAE
DOCTYPE, TRACK_TYPE, CODEC = 0x4282, 0x83, 0x86
SCALE, DURATION, CLUSTER_TIME, SIMPLE_BLOCK, GROUP, BLOCK = 0x2AD7B1, 0x4489, 0xE7, 0xA3, 0xA0, 0xA1
SEEK_HEAD, CUES, VOID, CHECKSUM = 0x114D9B74, 0x1C53BB6B, 0xEC, 0xBF
# What a segment may hold; anything else in it (tags, files, chapters) becomes empty space.
KEPT_IN_SEGMENT = {INFO, TRACKS, CLUSTER, SEEK_HEAD, CUES, VOID, CHECKSUM}
# Of the general notes only these: not the title, the day, or the name of the file or the program.
KEPT_IN_INFO = {SCALE, DURATION, VOID, CHECKSUM, 0x4D80, 0x5741}
NAME, ATTACHMENT_LINK = 0x536E, 0x7446
IN_CLUSTER = {CLUSTER_TIME, SIMPLE_BLOCK, GROUP, VOID, CHECKSUM, 0xA7, 0xAB, 0x5854, 0xAF}
# Vorbis would bring its notes along in the description of its track; no browser records it.
CODEC_OF_BROWSERS = b"A_OPUS"
# An hour of sound has 180,000; more is no recording but a way to keep the server busy.
MOST_ELEMENTS = 400_000


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its kind, where it begins, where its content begins, and where it ends."""

    kind: int
    start: int
    inside: int
    end: int
    is_open: bool


class Reader:
    """Walks through the bytes, and blanks some of them in a copy."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.copy = bytearray(content)
        self.left = MOST_ELEMENTS
        self.scale = 1_000_000
        self.last = 0
        self.said: float | None = None
        self.codecs: list[bytes] = []

    def element(self, at: int, end: int) -> Element:
        """The element that begins here, inside what ends at `end`."""
        self.left -= 1
        kind, after = self.number(at, end, longest=4, keeps_mark=True)
        length, inside = self.number(after, end, longest=8)
        is_open = length == (1 << 7 * (inside - after)) - 1
        finish = end if is_open else inside + length
        if finish > end or self.left < 0:
            raise BrokenError
        return Element(kind, at, inside, finish, is_open)

    def number(
        self, at: int, end: int, *, longest: int, keeps_mark: bool = False
    ) -> tuple[int, int]:
        """A number whose first byte says how long it is, and where it ends."""
        first = self.content[at] if at < end else 0
        length = 9 - first.bit_length()
        if not first or length > longest or at + length > end:
            raise BrokenError
        value = int.from_bytes(self.content[at : at + length], "big")
        return (value if keeps_mark else value & ((1 << 7 * length) - 1)), at + length

    def elements(self, at: int, end: int) -> Iterator[Element]:
        """Those from here to `end`, one behind the other, without a gap."""
        while at < end:
            found = self.element(at, end)
            yield found
            at = found.end

    def unsigned(self, element: Element) -> int:
        """The content as a number."""
        if element.end - element.inside > 8:
            raise BrokenError
        return int.from_bytes(self.content[element.inside : element.end], "big")

    def blank(self, element: Element) -> None:
        """Make it empty space of the same length."""
        length = element.end - element.start
        if length >= 9:
            head = bytes([VOID]) + (length - 9 | 1 << 56).to_bytes(8, "big")
        else:
            head = bytes([VOID, 0x80 | length - 2])
        self.copy[element.start : element.end] = head + bytes(length - len(head))

    def segment(self, at: int, end: int) -> None:
        """Everything in the one segment of the file."""
        while at < end:
            found = self.element(at, end)
            if found.kind == CLUSTER:
                at = self.cluster(found)
                continue
            if found.is_open:
                raise BrokenError
            if found.kind == INFO:
                self.info(found)
            elif found.kind == TRACKS:
                self.tracks(found)
            elif found.kind not in KEPT_IN_SEGMENT:
                self.blank(found)
            at = found.end

    def cluster(self, cluster: Element) -> int:
        """A stretch of sound, and where it ends: an open one ends where another kind begins."""
        time, at = 0, cluster.inside
        while at < cluster.end:
            found = self.element(at, cluster.end)
            if found.kind not in IN_CLUSTER:
                if cluster.is_open:
                    return at
                raise BrokenError
            if found.is_open:
                raise BrokenError
            if found.kind == CLUSTER_TIME:
                time = self.unsigned(found)
            self.block(found, time)
            at = found.end
        return at

    def block(self, element: Element, time: int) -> None:
        """When the last sound begins."""
        if element.kind == GROUP:
            for inner in self.elements(element.inside, element.end):
                if inner.kind == BLOCK:
                    self.block(inner, time)
        if element.kind in {SIMPLE_BLOCK, BLOCK}:
            _track, after = self.number(element.inside, element.end, longest=8)
            if after + 3 > element.end:
                raise BrokenError
            (beside,) = struct.unpack_from(">h", self.content, after)
            self.last = max(self.last, time + beside)

    def info(self, info: Element) -> None:
        """How time is counted, and what the file says of its length."""
        for found in self.elements(info.inside, info.end):
            if found.kind == SCALE:
                self.scale = self.unsigned(found) or 1_000_000
            elif found.kind == DURATION and found.end - found.inside in {4, 8}:
                shape = ">f" if found.end - found.inside == 4 else ">d"
                (self.said,) = struct.unpack_from(shape, self.content, found.inside)
            elif found.kind not in KEPT_IN_INFO:
                self.blank(found)

    def tracks(self, tracks: Element) -> None:
        """Sound, and nothing but sound."""
        for track in self.elements(tracks.inside, tracks.end):
            if track.kind != TRACK:
                continue
            kind, codec = 0, b""
            for found in self.elements(track.inside, track.end):
                if found.kind == TRACK_TYPE:
                    kind = self.unsigned(found)
                elif found.kind == CODEC:
                    codec = self.content[found.inside : found.end].rstrip(b"\0")
                elif found.kind in {NAME, ATTACHMENT_LINK}:
                    self.blank(found)
            if kind != 2:
                raise UnusableError(FILM if kind == 1 else MORE)
            self.codecs.append(codec)


def begins(content: bytes) -> bool:
    """Whether it begins as one."""
    return content.startswith(b"\x1a\x45\xdf\xa3")


def read(content: bytes) -> Sound:
    """The sound, without its notes. Raises BrokenError and UnusableError."""
    reader = Reader(content)
    head = reader.element(0, len(content))
    doctype = next(
        (each for each in reader.elements(head.inside, head.end) if each.kind == DOCTYPE), None
    )
    if head.is_open or not doctype:
        raise BrokenError
    if content[doctype.inside : doctype.end].rstrip(b"\0") != b"webm":
        raise UnusableError(UNPLAYABLE)
    segment = reader.element(head.end, len(content))
    if segment.kind != SEGMENT or segment.end != len(content):
        raise BrokenError
    reader.segment(segment.inside, segment.end)
    if not reader.codecs:
        raise BrokenError
    if set(reader.codecs) != {CODEC_OF_BROWSERS}:
        raise UnusableError(UNPLAYABLE)
    length = reader.said if reader.said and reader.said > 0 else float(reader.last)
    return Sound("audio/webm", bytes(reader.copy), length * reader.scale / 1e9 or None)
