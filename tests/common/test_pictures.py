"""A picture is drawn anew: only what can be seen is kept, and what is no picture says so."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from evenweave.common.files import pictures
from evenweave.common.files.kinds import Picture, UnusableError
from evenweave.common.files.pictures import picture_from

SENT = Path(__file__).parent / "sent"
SECRET = b"Hamid at home"
BROKEN = "This picture is broken, or only half of it arrived. Please choose it again."
TOO_LARGE = "This picture has too many dots. Please make it smaller, or take a photo of it."
NOT_ONE = "This is not a picture that we can open. Please choose a JPEG, PNG, WebP or GIF."


def drawing(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Red on the left, green on the right; so that turning shows."""
    picture = Image.new("RGB", size, (0, 128, 0))
    picture.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))
    return picture.convert(mode)


def notes() -> Image.Exif:
    """Whose phone it was, where, and that it lay on its side."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0110], exif[0x0112] = SECRET.decode(), SECRET.decode(), 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 27.0, 36.0), 3: "W", 4: (0.0, 21.0, 36.0)})
    return exif


def written(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(picture: Picture) -> Image.Image:
    """What a browser would be given; it must be what it says."""
    image = Image.open(io.BytesIO(picture.content))
    image.load()
    assert f"image/{(image.format or '').lower()}" == picture.content_type
    assert image.size == (picture.width, picture.height)
    return image


def why_not(content: bytes) -> str:
    with pytest.raises(UnusableError) as caught:
        picture_from(content)
    return caught.value.reason


# What is taken.


@pytest.mark.parametrize(
    ("kind", "mode", "content_type"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "1", "image/png"),
        ("PNG", "LA", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("GIF", "P", "image/png"),
        ("WEBP", "RGB", "image/png"),
        ("WEBP", "RGBA", "image/png"),
    ],
)
def test_a_picture_is_taken_and_drawn_anew(kind: str, mode: str, content_type: str) -> None:
    image = drawing("L" if mode == "I;16" else mode).convert(mode)
    picture = picture_from(written(image, kind))
    assert picture.content_type == content_type
    assert opened(picture).size == (60, 40)


def test_a_photo_as_an_iphone_keeps_it_is_told_how_to_come() -> None:
    told = why_not((SENT / "phone.heic").read_bytes())
    assert "Please send it from the phone itself, or save it as JPEG." in told


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    grey = Image.new("I;16", (4, 4), 0x8000)
    pixel = opened(picture_from(written(grey, "PNG"))).convert("RGB").getpixel((1, 1))
    assert pixel == (128, 128, 128)


def test_a_large_picture_becomes_small_enough() -> None:
    picture = picture_from(written(drawing(size=(5_000, 1_000)), "JPEG"))
    assert (picture.width, picture.height) == (2_000, 400)


def test_what_lay_on_its_side_stands_upright() -> None:
    picture = picture_from(written(drawing(), "JPEG", exif=notes()))
    image = opened(picture).convert("RGB")
    assert image.size == (40, 60)
    red, _green, _blue = image.getpixel((20, 5))  # type: ignore[misc]
    assert red > 150


def test_what_can_be_seen_through_stays_so() -> None:
    image = drawing("RGBA")
    image.putalpha(80)
    assert opened(picture_from(written(image, "PNG"))).mode == "RGBA"


def test_a_photo_that_came_as_png_becomes_small() -> None:
    noise = Image.effect_noise((1_500, 1_500), 90).convert("RGB")
    picture = picture_from(written(noise, "PNG"))
    assert picture.content_type == "image/jpeg"
    noise.putalpha(100)
    assert picture_from(written(noise, "PNG")).content_type == "image/webp"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_one_is_taken(kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ["#c80000", "#00c800", "#0000c8"]]
    picture = picture_from(written(frames[0], kind, save_all=True, append_images=frames[1:]))
    image = opened(picture).convert("RGB")
    assert getattr(image, "n_frames", 1) == 1
    red, green, blue = image.getpixel((9, 9))  # type: ignore[misc]
    assert red > 150 > green + blue


# What is left out.


def sent_with_secrets() -> dict[str, bytes]:
    """The same picture with a secret in every place that its kind has for one."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    chunks = PngInfo()
    chunks.add_text("Author", SECRET.decode())
    chunks.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    chunks.add_text("Comment", SECRET.decode(), zip=True)
    jpeg = written(drawing(), "JPEG", exif=notes(), comment=SECRET, icc_profile=profile, xmp=SECRET)
    return {
        "jpeg": jpeg,
        "jpeg with a film behind it": jpeg + b"\0\0\0\x18ftypmp42" + SECRET,
        "png": written(drawing(), "PNG", pnginfo=chunks, exif=notes(), icc_profile=profile),
        "webp": written(drawing(), "WEBP", exif=notes(), xmp=SECRET, icc_profile=profile),
        "gif": written(drawing("P"), "GIF", comment=SECRET),
        "jpeg and web page": jpeg + b"<script>alert('" + SECRET + b"')</script>",
        "png and archive": written(drawing(), "PNG") + b"PK\3\4" + SECRET,
        "gif and script": written(drawing("P"), "GIF") + b"*/=1;alert('" + SECRET + b"')",
        "jpeg with a web page inside": written(drawing(), "JPEG", comment=b"<html>" + SECRET),
    }


@pytest.mark.parametrize("name", sent_with_secrets())
def test_nothing_but_the_picture_is_kept(name: str) -> None:
    content = sent_with_secrets()[name]
    assert SECRET in content
    picture = picture_from(content)
    assert SECRET not in picture.content
    for mark in [
        b"Exif",
        b"GPS",
        b"ICC_PROFILE",
        b"iCCP",
        b"tEXt",
        b"iTXt",
        b"eXIf",
        b"script",
        b"PK",
    ]:
        assert mark not in picture.content, mark
    left = opened(picture)
    assert not dict(left.getexif())
    assert not set(left.info) & {"exif", "icc_profile", "xmp", "comment", "Author", "Comment"}


# What is not taken.


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says how large it is, whatever it holds."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(data)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def bombs() -> dict[str, bytes]:
    """Little on the way, huge once they are opened."""
    small = written(drawing(), "JPEG")
    at = small.index(b"\xff\xc0")
    huge_jpeg = small[: at + 5] + b"\xff\xff\xff\xff" + small[at + 9 :]
    layers = written(drawing(), "JPEG", progressive=True)
    at = layers.index(b"\xff\xda")
    gif = b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)
    gif += b"," + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\2\2\x4c\1\0;"
    return {
        "png": png(20_000, 20_000),
        "png, a little over": png(7_072, 7_072),
        "png, very wide": png(2_147_483_647, 2_147_483_647),
        "jpeg": huge_jpeg,
        "jpeg of a thousand layers": layers[:at] + layers[at:-2] * 300 + layers[-2:],
        "gif": gif,
    }


@pytest.mark.parametrize("name", bombs())
def test_a_picture_that_would_fill_the_memory_is_refused(name: str) -> None:
    assert why_not(bombs()[name]) in {TOO_LARGE, BROKEN}


def test_most_bombs_say_what_they_are() -> None:
    for name in ["png", "jpeg", "gif", "jpeg of a thousand layers"]:
        assert why_not(bombs()[name]) == TOO_LARGE, name


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", NOT_ONE),
        (b"a picture, by its name", NOT_ONE),
        (b"%PDF-1.7 " + bytes(90), NOT_ONE),
        (b"BM" + bytes(90), NOT_ONE),
        (b"II*\0" + bytes(90), NOT_ONE),
        (b"\0\0\x01\0" + bytes(90), NOT_ONE),
        (b"<html><img src=x onerror=alert(1)></html>", NOT_ONE),
        (b"GIF89a/*<script>*/=1;alert(1)//", BROKEN),
        (b"\xff\xd8\xff\xe0" + bytes(90), BROKEN),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), BROKEN),
        (png(300, 300, b"\0" * 90), BROKEN),
        (SVG, "This is a drawing made of code (SVG). Please save it as PNG or JPEG."),
        (
            b'\xef\xbb\xbf\n<?xml version="1.0"?>\n' + SVG,
            "This is a drawing made of code (SVG). Please save it as PNG or JPEG.",
        ),
    ],
)
def test_what_is_no_picture_is_refused_in_a_plain_sentence(content: bytes, told: str) -> None:
    assert why_not(content) in {told, NOT_ONE if told == BROKEN else told}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_picture_is_refused(kind: str) -> None:
    noise = Image.effect_noise((90, 90), 90).convert("RGB")
    content = written(noise, kind)
    assert why_not(content[: len(content) // 2]) == BROKEN


def test_pictures_are_opened_one_at_a_time() -> None:
    assert not pictures.one_at_a_time.locked()
    with pytest.raises(UnusableError):
        picture_from(b"")
    assert not pictures.one_at_a_time.locked()
