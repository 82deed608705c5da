"""WAV: chunks one behind the other, of which only three are sound."""

from __future__ import annotations

import struct

from evenweave.common.files.kinds import BrokenError, Sound, UnusableError
from evenweave.common.files.sounds.reasons import UNPLAYABLE

KEPT = {b"fmt ", b"fact", b"data"}
# PCM, floating point, and “more is said behind”.
PLAYABLE = {1, 3, 0xFFFE}
MOST_CHUNKS = 1_000


def begins(content: bytes) -> bool:
    """Whether it begins as one."""
    return content[:4] == b"RIFF" and content[8:12] == b"WAVE"


def read(content: bytes) -> Sound:
    """The sound, written anew with what playing needs. Raises BrokenError and UnusableError."""
    kept = chunks(content)
    if b"fmt " not in kept or not kept.get(b"data") or len(kept[b"fmt "]) < 16:
        raise BrokenError
    coding, channels, rate, each_second, block = struct.unpack_from("<HHIIH", kept[b"fmt "])
    if coding not in PLAYABLE:
        raise UnusableError(UNPLAYABLE)
    if not (0 < channels <= 8 and 1_000 <= rate <= 400_000 and each_second and block):
        raise BrokenError
    body = b"WAVE" + b"".join(
        name + struct.pack("<I", len(kept[name])) + kept[name] + bytes(len(kept[name]) % 2)
        for name in (b"fmt ", b"fact", b"data")
        if name in kept
    )
    whole = b"RIFF" + struct.pack("<I", len(body)) + body
    return Sound("audio/wav", whole, len(kept[b"data"]) / each_second)


def chunks(content: bytes) -> dict[bytes, bytes]:
    """The chunks that are sound. They must fill the file, but for one byte that evens it out."""
    (length,) = struct.unpack_from("<I", content, 4)
    end = 8 + length
    if end > len(content) or len(content) - end > 1:
        raise BrokenError
    kept: dict[bytes, bytes] = {}
    at = 12
    for _each in range(MOST_CHUNKS):
        if at + 8 > end:
            break
        name, size = struct.unpack_from("<4sI", content, at)
        if at + 8 + size > end:
            raise BrokenError
        if name in KEPT:
            if name in kept:
                raise BrokenError
            kept[name] = content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if at < end:
        raise BrokenError
    return kept
