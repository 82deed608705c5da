"""What the specimen book shows and plays, made by the program itself."""

from __future__ import annotations

import io
import math
import struct
from functools import cache

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

HERTZ = 8_000
NOTE = 330


def plain_words() -> str:
    """Words in which there is something to find."""
    return _(
        "We would like to utilise the village hall on Tuesdays. The kitchen was painted by the "
        "young people. Everybody who has ever been to one of our meetings and would like to come "
        "again, or who has heard about them from a friend, is very welcome to bring a cake."
    )


def background() -> str:
    """Words that somebody has set out."""
    return _(
        "# Where it comes from\n\nIn **March** we asked what makes a good first visit. "
        "Two things came up *again and again*:\n\n1. Somebody you know comes along.\n"
        "2. There is tea, and nobody hurries.\n\n> A friend makes the door lighter.\n\n"
        "### What it costs\n\n| What | How much |\n|---|---|\n| Two bus tickets | £8 |\n"
        "| Tea for ten | £6 |\n\nMore at https://example.org/first-visits"
    )


@cache
def tone() -> bytes:
    """One quiet note of a second, as WAV."""
    samples = (
        int(4_000 * math.sin(math.pi * at / HERTZ) * math.sin(2 * math.pi * NOTE * at / HERTZ))
        for at in range(HERTZ)
    )
    data = b"".join(struct.pack("<h", sample) for sample in samples)
    shape = struct.pack("<IHHIIHH", 16, 1, 1, HERTZ, 2 * HERTZ, 2, 16)
    body = b"WAVEfmt " + shape + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


@cache
def drawing() -> bytes:
    """Two cups on a table, as PNG."""
    picture = Image.new("RGB", (320, 200), "#f3eadb")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 150, 320, 200), fill="#cfbfa6")
    for left, colour in ((70, "#2f6b47"), (180, "#5d534b")):
        pen.rounded_rectangle((left, 90, left + 60, 155), 12, fill=colour)
        pen.arc((left + 45, 100, left + 80, 135), 270, 90, fill=colour, width=8)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
