"""Ogg, which Firefox records: pages with packets on them (RFC 3533, RFC 7845)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import cache

from evenweave.common.files.kinds import BrokenError, Sound, UnusableError
from evenweave.common.files.sounds.reasons import FILM, UNPLAYABLE

HEAD = struct.Struct("<4sBBqIIIB")
FIRST_PAGE, CONTINUED = 2, 1
OPUS, VORBIS = b"OpusHead", b"\x01vorbis"
FILMS = (b"\x80theora", b"\x01video", b"BBCD\0", b"\x80daala", b"\x4fVP80")
COMMENTS = {OPUS: (b"OpusTags", 8), VORBIS: (b"\x03vorbis", 7)}


@dataclass
class Stream:
    """One stream in the file: its codec, and where its second packet (its notes) lies."""

    codec: bytes
    rate: int
    skipped: int
    packets: int = 0
    last: int = 0
    notes: list[tuple[int, int]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)


def begins(content: bytes) -> bool:
    """Whether it begins as one."""
    return content.startswith(b"OggS")


def read(content: bytes) -> Sound:
    """The sound, with its notes blanked. Raises BrokenError and UnusableError."""
    streams: dict[int, Stream] = {}
    pages: dict[int, int] = {}
    at = 0
    while at < len(content):
        start, at = at, page(content, at, streams)
        pages[start] = at
    if len(streams) != 1:
        raise UnusableError(UNPLAYABLE)
    (stream,) = streams.values()
    if stream.packets < 3:
        raise BrokenError
    copy = bytearray(content)
    blank_notes(copy, stream)
    for start in set(stream.pages):
        sign(copy, start, pages[start])
    seconds = max(stream.last - stream.skipped, 0) / stream.rate
    return Sound("audio/ogg", bytes(copy), seconds or None)


def page(content: bytes, at: int, streams: dict[int, Stream]) -> int:
    """Look at the page that begins here; where it ends."""
    if at + HEAD.size > len(content):
        raise BrokenError
    mark, version, flags, granule, serial, _number, _sum, count = HEAD.unpack_from(content, at)
    body = at + HEAD.size + count
    lengths = content[at + HEAD.size : body]
    end = body + sum(lengths)
    if mark != b"OggS" or version or len(lengths) != count or end > len(content):
        raise BrokenError
    if flags & FIRST_PAGE:
        if serial in streams:
            raise BrokenError
        streams[serial] = stream_of(content[body:end])
    if serial not in streams:
        raise BrokenError
    stream = streams[serial]
    if granule > 0:
        stream.last = granule
    packets(stream, at, body, lengths)
    return int(end)


def stream_of(first: bytes) -> Stream:
    """What kind of stream begins with this packet."""
    if first.startswith(OPUS) and len(first) >= 19:
        return Stream(OPUS, 48_000, struct.unpack_from("<H", first, 10)[0])
    if first.startswith(VORBIS) and len(first) >= 30:
        rate = struct.unpack_from("<I", first, 12)[0]
        if not 1_000 <= rate <= 400_000:
            raise BrokenError
        return Stream(VORBIS, rate, 0)
    raise UnusableError(FILM if first.startswith(FILMS) else UNPLAYABLE)


def packets(stream: Stream, start: int, body: int, lengths: bytes) -> None:
    """Count the packets that end on this page, and note where the second one lies."""
    at = body
    for length in lengths:
        if stream.packets == 1:
            stream.notes.append((at, at + length))
            stream.pages.append(start)
        at += length
        if length < 255:
            stream.packets += 1


def blank_notes(copy: bytearray, stream: Stream) -> None:
    """Every note becomes as many spaces: titles, names, places, pictures.

    The lengths stay, because the third packet may begin on the same page.
    """
    packet = b"".join(bytes(copy[start:end]) for start, end in stream.notes)
    mark, at = COMMENTS[stream.codec]
    if not packet.startswith(mark):
        raise BrokenError
    blanked = bytearray(packet)
    at = blank_one(blanked, at)
    if at + 4 > len(packet):
        raise BrokenError
    (count,) = struct.unpack_from("<I", packet, at)
    at += 4
    for _each in range(count):
        at = blank_one(blanked, at)
    # What stands behind them: one bit of Vorbis; of Opus, anything at all.
    blanked[at:] = (b"\1" if stream.codec == VORBIS else b"\0").ljust(len(packet) - at, b"\0")[
        : len(packet) - at
    ]
    at = 0
    for start, end in stream.notes:
        copy[start:end] = blanked[at : at + end - start]
        at += end - start


def blank_one(packet: bytearray, at: int) -> int:
    """Blank the text that stands here behind its length; where it ends."""
    if at + 4 > len(packet):
        raise BrokenError
    length: int = struct.unpack_from("<I", packet, at)[0]
    end = at + 4 + length
    if end > len(packet):
        raise BrokenError
    packet[at + 4 : end] = b" " * length
    return end


def sign(copy: bytearray, start: int, end: int) -> None:
    """Count the page's checksum anew."""
    copy[start + 22 : start + 26] = bytes(4)
    total = 0
    table = checksums()
    for byte in copy[start:end]:
        total = (total << 8 & 0xFFFFFFFF) ^ table[(total >> 24) ^ byte]
    struct.pack_into("<I", copy, start + 22, total)


@cache
def checksums() -> list[int]:
    """The table for Ogg's own checksum: CRC-32 by 0x04c11db7, not turned round."""
    table = []
    for byte in range(256):
        total = byte << 24
        for _bit in range(8):
            total = (total << 1 ^ (0x04C11DB7 if total & 0x80000000 else 0)) & 0xFFFFFFFF
        table.append(total)
    return table
