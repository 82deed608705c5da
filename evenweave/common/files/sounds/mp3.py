"""MP3: frames one behind the other. The notes before and behind them (ID3, APE) are left out."""

from __future__ import annotations

import struct

from evenweave.common.files.kinds import BrokenError, Sound

# kbit/s by index, for MPEG 1 and for MPEG 2 and 2.5; hertz by index.
RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
LAYER_3 = 1
# A few frames can stand in any file by chance.
FEWEST_FRAMES = 8
NOTES_AT_END = 128


def begins(content: bytes) -> bool:
    """Whether it begins with notes, or with two frames that fit behind each other."""
    if content.startswith(b"ID3"):
        return True
    first = frame(content, 0)
    return bool(first and frame(content, first[0]))


def read(content: bytes) -> Sound:
    """The frames alone. Raises BrokenError."""
    start = behind_notes(content)
    end = before_notes(content)
    at, frames, seconds = start, 0, 0.0
    while at < end:
        found = frame(content, at)
        if not found:
            break
        length, samples, hertz = found
        at, frames, seconds = at + length, frames + 1, seconds + samples / hertz
    # Many players leave the last frame cut off; nothing else may stand there.
    tail = content[min(at, end) : end]
    if frames < FEWEST_FRAMES or tail.strip(b"\0"):
        raise BrokenError
    return Sound("audio/mpeg", content[start : min(at, end)], seconds)


def frame(content: bytes, at: int) -> tuple[int, int, int] | None:
    """The length in bytes, the samples and the hertz of the frame that begins here."""
    if at + 4 > len(content):
        return None
    (head,) = struct.unpack_from(">I", content, at)
    version, layer, bits = head >> 19 & 3, head >> 17 & 3, head >> 12 & 15
    speed, padding = head >> 10 & 3, head >> 9 & 1
    if head >> 21 != 0x7FF or version == 1 or layer != LAYER_3 or bits in {0, 15} or speed == 3:
        return None
    hertz = HERTZ[version][speed]
    rate, samples = (RATES_1[bits], 1_152) if version == 3 else (RATES_2[bits], 576)
    return samples // 8 * rate * 1_000 // hertz + padding, samples, hertz


def behind_notes(content: bytes) -> int:
    """Where the frames begin: behind every ID3 block, and the zeros that often follow."""
    at = 0
    while content[at : at + 3] == b"ID3":
        if at + 10 > len(content):
            raise BrokenError
        sizes = content[at + 6 : at + 10]
        if max(sizes) > 127:
            raise BrokenError
        length = sizes[0] << 21 | sizes[1] << 14 | sizes[2] << 7 | sizes[3]
        at += 10 + length + (10 if content[at + 5] & 0x10 else 0)
    while at < len(content) and content[at] == 0:
        at += 1
    return at


def before_notes(content: bytes) -> int:
    """Where the frames end: before an ID3 note of the old kind, and an APE block."""
    end = len(content)
    if content[-NOTES_AT_END:].startswith(b"TAG") and end > NOTES_AT_END:
        end -= NOTES_AT_END
    foot = content[end - 32 : end] if end >= 32 else b""
    if foot.startswith(b"APETAGEX"):
        size, _items, flags = struct.unpack_from("<III", foot, 12)
        end -= size + (32 if flags & 0x80000000 else 0)
        if end < 0:
            raise BrokenError
    return end
