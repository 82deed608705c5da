"""Sounds made byte by byte, with the notes that phones and programs put into them.

None of this is the program's own code: it is written from the standards, and `mutagen` reads it.
"""

from __future__ import annotations

import struct
from pathlib import Path

SENT = Path(__file__).parent / "sent"
# What no sound may still say when it is kept.
SECRETS = (b"+51.4600-000.3600/", b"Hamid", b"Voice memo at home", b"\xff\xd8\xff\xe0 cover")
PLACE, NAME, TITLE, COVER = SECRETS


def chromium_webm() -> bytes:
    """A second of a beep, recorded by Chromium's MediaRecorder."""
    return (SENT / "chromium.webm").read_bytes()


def chromium_mp4() -> bytes:
    """The same as MP4, in pieces (moof), as Safari records too."""
    return (SENT / "chromium.m4a").read_bytes()


# WebM


def element(kind: str, content: bytes) -> bytes:
    """An element with a length of four bytes."""
    return bytes.fromhex(kind) + struct.pack(">I", len(content) | 0x10000000) + content


def webm(*, kind: int = 1, codec: bytes = b"A_OPUS", track: int = 2, more: bytes = b"") -> bytes:
    """A WebM of two seconds, with tags, a file, a title, and clusters of known length."""
    head = element("1A45DFA3", element("4282", b"webm" if kind else b"matroska"))
    info = element(
        "1549A966",
        element("2AD7B1", b"\x0f\x42\x40")
        + element("4489", struct.pack(">d", 2_000.0))
        + element("7BA9", TITLE)
        + element("4461", bytes(8)),
    )
    entry = element("D7", b"\1") + element("83", bytes([track])) + element("86", codec)
    tracks = element("1654AE6B", element("AE", entry + element("536E", NAME)))
    tags = element("1254C367", element("7373", element("67C8", element("4487", PLACE))))
    files = element("1941A469", element("61A7", element("465C", COVER)))
    blocks = b"".join(
        element("A3", b"\x81" + struct.pack(">h", time) + b"\x80" + b"\x0b" * 20)
        for time in range(0, 1_000, 20)
    )
    clusters = element("1F43B675", element("E7", b"\0") + blocks)
    clusters += element("1F43B675", element("E7", b"\x03\xe8") + blocks)
    body = element("EC", bytes(5)) + info + tracks + tags + files + clusters + more
    return head + element("18538067", body)


# Ogg


def checksum(page: bytes) -> int:
    """Ogg's own, bit by bit, as RFC 3533 says."""
    total = 0
    for byte in page:
        total ^= byte << 24
        for _bit in range(8):
            total = total << 1 ^ (0x04C11DB7 if total & 0x80000000 else 0)
            total &= 0xFFFFFFFF
    return total


def page(packets: list[bytes], *, flags: int, granule: int, number: int, serial: int = 7) -> bytes:
    """One page with whole packets on it."""
    lengths = b"".join(b"\xff" * (len(each) // 255) + bytes([len(each) % 255]) for each in packets)
    head = struct.pack("<4sBBqII", b"OggS", 0, flags, granule, serial, number)
    rest = bytes([len(lengths)]) + lengths + b"".join(packets)
    blank = head + bytes(4) + rest
    return head + struct.pack("<I", checksum(blank)) + rest


def notes() -> bytes:
    """A vendor and three comments."""
    texts = [b"me", b"LOCATION=" + PLACE, b"ARTIST=" + NAME, b"TITLE=" + TITLE]
    told = [struct.pack("<I", len(text)) + text for text in texts]
    return told[0] + struct.pack("<I", 3) + b"".join(told[1:])


def ogg(*, first: bytes = b"", behind: bytes = b"") -> bytes:
    """Opus of two seconds, with notes and something hung on behind them."""
    head = first or b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    pages = page([head], flags=2, granule=0, number=0)
    pages += page([b"OpusTags" + notes() + b"\1" + COVER], flags=0, granule=0, number=1)
    sound = [b"\x08" + bytes(30)] * 50
    pages += page(sound, flags=0, granule=48_312, number=2)
    return pages + page(sound, flags=4, granule=96_312, number=3) + behind


def vorbis() -> bytes:
    """Vorbis, whose notes share a page with what playing needs."""
    head = b"\1vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44_100, 0, 0, 0, 0xB8, 1)
    pages = page([head], flags=2, granule=0, number=0)
    setup = b"\5vorbis" + b"setup" * 9
    pages += page([b"\3vorbis" + notes() + b"\1", setup], flags=0, granule=0, number=1)
    return pages + page([b"x" * 40], flags=4, granule=44_100, number=2)


# MP4


def box(name: str, *parts: bytes) -> bytes:
    """A box with everything in it."""
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + name.encode("latin-1") + content


def full(name: str, *parts: bytes) -> bytes:
    """A box with its version and flags."""
    return box(name, bytes(4), *parts)


def track(handler: str = "soun", codec: str = "mp4a", more: bytes = b"") -> bytes:
    """One track, whose one sample lies where `m4a` puts it."""
    # How AAC is set up, in the words of MPEG-4: one channel, 44,100 hertz.
    setup = b"\x03\x19\0\0\0\x04\x11\x40\x15" + bytes(11) + b"\x05\x02\x12\x08\x06\x01\x02"
    shape = bytes(6) + b"\0\1" + bytes(8) + b"\0\1\0\x10" + bytes(4) + b"\xac\x44\0\0"
    entry = box(codec, shape, full("esds", setup))
    table = box(
        "stbl",
        full("stsd", struct.pack(">I", 1), entry),
        full("stts", struct.pack(">III", 1, 86, 1_024)),
        full("stsc", struct.pack(">IIII", 1, 1, 1, 1)),
        full("stsz", struct.pack(">II", 40, 1)),
        full("stco", struct.pack(">II", 1, 40)),
    )
    media = box(
        "mdia",
        full("mdhd", struct.pack(">IIII", 3_700_000_000, 3_700_000_000, 44_100, 88_200), bytes(4)),
        full("hdlr", bytes(4), handler.encode(), bytes(12), NAME + b"\0"),
        box("minf", full("smhd", bytes(4)), box("dinf", full("dref", bytes(4))), table),
    )
    header = full("tkhd", struct.pack(">IIIII", 3_700_000_000, 3_700_000_000, 1, 0, 88_200))
    return box("trak", header, media, more)


def m4a(*tracks: bytes, behind: bytes = b"", brand: bytes = b"M4A ") -> bytes:
    """As a phone's recorder writes it: the place in `udta`, in `meta`, and in a box of its own."""
    start = box("ftyp", brand, bytes(4), b"mp42isom")
    sound = box("mdat", b"\x21" * 40)
    title = box("\xa9nam", box("data", struct.pack(">II", 1, 0), TITLE))
    places = box(
        "udta",
        box("\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE),
        full("meta", full("hdlr", bytes(4), b"mdirappl", bytes(9)), box("ilst", title)),
    )
    place = full("meta", box("ilst", box("----", full("data", PLACE), full("name", TITLE))))
    moov = box(
        "moov",
        full("mvhd", struct.pack(">IIII", 3_700_000_000, 3_700_000_000, 1_000, 2_000), bytes(80)),
        *(
            tracks
            or (
                track(
                    more=box("udta", box("name", NAME))
                    + full("meta", box("ilst", box("loci", PLACE)))
                ),
            )
        ),
        places,
        place,
    )
    return start + sound + moov + box("uuid", bytes(16), TITLE) + box("free", COVER) + behind


# WAV and MP3


def wav(*, coding: int = 1, more: bytes = b"") -> bytes:
    """Two seconds, with a list of notes before and a broadcast note behind."""
    shape = struct.pack("<HHIIHH", coding, 1, 8_000, 8_000, 1, 8)
    body = b"WAVE" + chunk(b"fmt ", shape) + chunk(b"LIST", b"INFOINAM" + TITLE)
    body += chunk(b"data", b"\x80" * 16_000) + chunk(b"bext", NAME + PLACE) + more
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk, made even."""
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def mp3(*, frames: int = 77, behind: bytes = b"") -> bytes:
    """Frames of 128 kbit/s at 44,100 hertz, with notes of three kinds."""
    notes = b"".join(
        name + struct.pack(">IH", len(text) + 1, 0) + b"\0" + text
        for name, text in [(b"TIT2", TITLE), (b"TPE1", NAME), (b"TXXX", PLACE), (b"APIC", COVER)]
    )
    size = bytes([0, 0, len(notes) >> 7, len(notes) & 127])
    ape = b"APETAGEX" + struct.pack("<IIII", 2_000, 32, 0, 0) + bytes(8)
    old = b"TAG" + TITLE.ljust(125, b"\0")
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return b"ID3\3\0\0" + size + notes + frame * frames + behind + ape + old


def packets_of(content: bytes) -> list[bytes]:
    """The packets of Opus in a WebM: every simple block, without its head of four bytes."""
    found, at = [], 0
    while at < len(content):
        marks = 9 - content[at].bit_length()
        kind = content[at : at + marks].hex()
        at += marks
        width = 9 - content[at].bit_length()
        length = int.from_bytes(content[at : at + width], "big") & (1 << 7 * width) - 1
        at += width
        # A segment and a cluster are walked into.
        if kind not in {"18538067", "1f43b675"}:
            if kind == "a3":
                found.append(content[at + 4 : at + length])
            at += length
    return found


def real_ogg() -> bytes:
    """The beep that Chromium recorded, laid on pages of Ogg, with notes."""
    packets = packets_of(chromium_webm())
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    pages = page([head], flags=2, granule=0, number=0)
    pages += page([b"OpusTags" + notes()], flags=0, granule=0, number=1)
    for number, packet in enumerate(packets, 1):
        last = 4 if number == len(packets) else 0
        pages += page([packet], flags=last, granule=2_880 * number, number=1 + number)
    return pages
