"""A picture is opened and drawn anew, so that nothing of the file is kept but what can be seen.

Where a photo was taken, with which phone, a smaller copy of it from before it was cropped, words,
colour profiles, and whatever was hung on behind: none of it can pass, because none of it is copied.
Of a moving picture the first one is taken. Colours are kept as numbers; a photo with very wide
colours can look a little paler.
"""

from __future__ import annotations

import io
import struct
import threading
import warnings

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from evenweave.common.files.kinds import Picture, UnusableError

FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
# How the photos begin that iPhones keep. The libraries that open them crash over broken ones, and a
# crash here would take the whole server along (docs/files.md).
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
# Pixels. A JPEG without layers is drawn small at once, so that the largest phones’ take no more.
MOST_PIXELS_JPEG = 210_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2_000
# A JPEG may be sent in layers, ten or so. A thousand layers would keep the server busy for minutes.
MOST_LAYERS = 60
# A photo kept as PNG would be huge; a drawing is sharper as one.
LARGEST_PNG = 1_000_000
QUALITY = 85

NOT_ONE = _("This is not a picture that we can open. Please choose a JPEG, PNG, WebP or GIF.")
FROM_IPHONE = _(
    "This is a photo as an iPhone keeps it (HEIC). Please send it from the phone itself, "
    "or save it as JPEG."
)
DRAWN = _("This is a drawing made of code (SVG). Please save it as PNG or JPEG.")
BROKEN = _("This picture is broken, or only half of it arrived. Please choose it again.")
TOO_LARGE = _("This picture has too many dots. Please make it smaller, or take a photo of it.")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG
warnings.simplefilter("error", Image.DecompressionBombWarning)
# All that Pillow raises over what is no picture, or a broken one.
TROUBLE = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, TypeError),
    *(AttributeError, ZeroDivisionError, OverflowError, NotImplementedError, RuntimeError),
)
# One at a time, so that the memory for it has a bound.
one_at_a_time = threading.Lock()


def picture_from(content: bytes) -> Picture:
    """The picture in these bytes, drawn anew. Raises UnusableError."""
    if looks_like_svg(content):
        raise UnusableError(DRAWN)
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        raise UnusableError(FROM_IPHONE)
    with one_at_a_time:
        try:
            return drawn_anew(content)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
            raise UnusableError(TOO_LARGE) from None
        except UnidentifiedImageError:
            raise UnusableError(NOT_ONE) from None
        except TROUBLE:
            raise UnusableError(BROKEN) from None


def looks_like_svg(content: bytes) -> bool:
    """Whether it begins like a drawing made of code."""
    start = content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<?xml", b"<svg", b"<!doctype svg")) and b"<svg" in start


def drawn_anew(content: bytes) -> Picture:
    """Open, turn, make small, and write again."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        refuse_bombs(opened, content)
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.load()
        turned = ImageOps.exif_transpose(opened)
    plain = in_plain_colours(turned)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    is_photo = opened.format in {"JPEG", "MPO"}
    content_type, written = as_photo(plain) if is_photo else as_drawing(plain)
    return Picture(content_type, written, plain.width, plain.height)


def refuse_bombs(opened: Image.Image, content: bytes) -> None:
    """Little on the way, huge once it is opened: by what it says of itself, before it is read."""
    is_jpeg = opened.format in {"JPEG", "MPO"}
    is_small_at_once = is_jpeg and not opened.info.get("progressive")
    most = MOST_PIXELS_JPEG if is_small_at_once else MOST_PIXELS
    if opened.width * opened.height > most:
        raise UnusableError(TOO_LARGE)
    if is_jpeg and content.count(b"\xff\xda") > MOST_LAYERS:
        raise UnusableError(TOO_LARGE)


def in_plain_colours(picture: Image.Image) -> Image.Image:
    """Red, green and blue, and how clear it is where it is clear at all."""
    if picture.mode in {"I;16", "I;16B", "I;16L", "I", "F"}:
        # Grey in 65,536 steps; Pillow would cut it off at 255 instead of scaling it.
        grey = picture.convert("I").point(lambda value: value / 256)
        return grey.convert("L").convert("RGB")
    is_clear = picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info
    if not is_clear:
        return bare(picture.convert("RGB"))
    clear = picture.convert("RGBA")
    lowest, _highest = clear.getchannel("A").getextrema()
    return bare(clear if lowest != 255 else clear.convert("RGB"))


def bare(picture: Image.Image) -> Image.Image:
    """Only its dots: what the file said beside them is not carried along."""
    picture.info = {}
    return picture


def as_photo(picture: Image.Image) -> tuple[str, bytes]:
    """For what a camera saw."""
    written = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(written, "WEBP", quality=QUALITY)
        return "image/webp", written.getvalue()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return "image/jpeg", written.getvalue()


def as_drawing(picture: Image.Image) -> tuple[str, bytes]:
    """For drawings and screens, which stay sharp; a photo that came as PNG becomes one again."""
    written = io.BytesIO()
    picture.save(written, "PNG")
    if written.tell() > LARGEST_PNG:
        return as_photo(picture)
    return "image/png", written.getvalue()
