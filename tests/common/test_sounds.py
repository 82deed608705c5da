"""A sound is known by its bytes alone, holds nothing else, and goes on without its notes."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from contextlib import suppress

import mutagen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from evenweave.common.files.kinds import Sound, UnusableError
from evenweave.common.files.sounds import sound_from
from tests.common import sounds
from tests.common.sounds import SECRETS, box, full, m4a, mp3, ogg, track, vorbis, wav, webm

FILM = "This is a film. Please choose a recording of sound only."
BROKEN = "This recording is broken, or only half of it arrived. Please choose it again."
UNPLAYABLE = "Most browsers cannot play this kind of sound. Please save it as MP3 or M4A."
MORE = "There is more than sound in this file, perhaps where you were. Please save it as MP3."
NOT_ONE = (
    "This is not a sound that browsers can play. Please choose an MP3, M4A, WAV, Ogg or WebM file."
)

EVERY: dict[str, tuple[Callable[[], bytes], str, float]] = {
    "webm": (webm, "audio/webm", 2.0),
    "webm of Chromium": (sounds.chromium_webm, "audio/webm", 1.0),
    "opus": (ogg, "audio/ogg", 2.0),
    "vorbis": (vorbis, "audio/ogg", 1.0),
    "m4a": (m4a, "audio/mp4", 2.0),
    "mp4 of Chromium": (sounds.chromium_mp4, "audio/mp4", 1.0),
    "wav": (wav, "audio/wav", 2.0),
    "mp3": (mp3, "audio/mpeg", 2.0),
}
every = pytest.mark.parametrize("name", EVERY)


def why_not(content: bytes) -> str:
    with pytest.raises(UnusableError) as caught:
        sound_from(content)
    return caught.value.reason


def made(name: str) -> tuple[bytes, Sound]:
    content = EVERY[name][0]()
    return content, sound_from(content)


# What is taken, and what becomes of it.


@every
def test_a_sound_is_known_by_its_bytes(name: str) -> None:
    _content, sound = made(name)
    assert sound.content_type == EVERY[name][1]
    assert sound.seconds == pytest.approx(EVERY[name][2], abs=0.06)


@every
def test_nothing_personal_stays_in_a_sound(name: str) -> None:
    content, sound = made(name)
    assert "Chromium" in name or any(secret in content for secret in SECRETS)
    assert not [secret for secret in SECRETS if secret in sound.content]


@every
def test_a_sound_without_notes_is_still_the_same_sound(name: str) -> None:
    _content, sound = made(name)
    again = sound_from(sound.content)
    assert again == sound


@pytest.mark.parametrize("name", ["opus", "m4a", "mp4 of Chromium", "wav", "mp3"])
def test_another_program_reads_what_is_kept(name: str) -> None:
    """`mutagen` cannot read WebM; the browser tests play one."""
    _content, sound = made(name)
    read = mutagen.File(io.BytesIO(sound.content))
    assert read is not None
    # Ogg must have a place for notes; there are spaces in it.
    assert not [note for notes in (read.tags or {}).values() for note in notes if note.strip()]
    if "Chromium" not in name:
        assert read.info.length == pytest.approx(2.0, abs=0.06)


def test_another_program_finds_the_notes_that_we_take_out() -> None:
    """Or the test above would prove nothing."""
    for content in [ogg(), m4a(), mp3(), vorbis()]:
        read = mutagen.File(io.BytesIO(content))
        assert read is not None
        assert read.tags


def test_the_sound_itself_does_not_move() -> None:
    content, sound = made("m4a")
    assert len(content) == len(sound.content)
    at = content.index(b"\x21" * 40)
    assert sound.content[at : at + 40] == b"\x21" * 40
    assert content[at - 8 : at] == sound.content[at - 8 : at]


def test_when_a_recording_was_made_is_taken_out() -> None:
    made_at = struct.pack(">I", 3_700_000_000)
    content, sound = made("m4a")
    assert made_at in content
    assert made_at not in sound.content


@pytest.mark.parametrize("name", ["opus", "vorbis"])
def test_the_checksums_of_ogg_are_right_again(name: str) -> None:
    _content, sound = made(name)
    starts = [at for at in range(len(sound.content)) if sound.content.startswith(b"OggS", at)]
    for start, end in zip(starts, [*starts[1:], len(sound.content)], strict=True):
        page = bytearray(sound.content[start:end])
        told = struct.unpack_from("<I", page, 22)[0]
        page[22:26] = bytes(4)
        assert sounds.checksum(bytes(page)) == told


def test_long_notes_over_several_pages_are_blanked_whole() -> None:
    long = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 1)
    text = b"LOCATION=" + sounds.PLACE * 40
    packet = long + struct.pack("<I", len(text)) + text
    whole = len(packet) // 255
    first = packet[: 255 * whole]
    content = sounds.page(
        [b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)], flags=2, granule=0, number=0
    )
    # A page that ends in the middle of the packet: only full pieces, and none that closes it.
    head = struct.pack("<4sBBqII", b"OggS", 0, 0, -1, 7, 1)
    body = bytes([whole]) + b"\xff" * whole + first
    content += head + struct.pack("<I", sounds.checksum(head + bytes(4) + body)) + body
    content += sounds.page([packet[255 * whole :], b"x" * 9], flags=1, granule=48_000, number=2)
    assert sounds.PLACE not in sound_from(content).content


# What is not taken.


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", NOT_ONE),
        (b"RIFF", NOT_ONE),
        (b"not a sound, whatever it is called", NOT_ONE),
        (b"\xff\xd8\xff\xe0 a photo", NOT_ONE),
        (b"%PDF-1.7", NOT_ONE),
        (b"<html><script>alert(1)</script></html>", NOT_ONE),
        (b"#!AMR\nx", NOT_ONE),
        (b"fLaC" + bytes(90), NOT_ONE),
        (box("ftyp", b"heic", bytes(4)), NOT_ONE),
        (webm(track=1, codec=b"V_VP8"), FILM),
        (m4a(track("vide", "avc1")), FILM),
        (m4a(track(), track("vide", "mp4v")), FILM),
        (m4a(track(), track("meta", "mebx")), MORE),
        (m4a(track(), track("text", "text")), MORE),
        (webm(track=17), MORE),
        (ogg(first=b"\x80theora" + bytes(40)), FILM),
        (ogg(first=b"Speex   " + bytes(80)), UNPLAYABLE),
        (webm(codec=b"A_VORBIS"), UNPLAYABLE),
        (webm(kind=0), UNPLAYABLE),
        (m4a(track(codec="alac")), UNPLAYABLE),
        (m4a(track(codec="samr"), brand=b"3gp4"), UNPLAYABLE),
        (wav(coding=0x55), UNPLAYABLE),
        (b"ID3" + bytes(7) + b"<html>" * 900, BROKEN),
        (mp3(frames=3), BROKEN),
        (mp3(behind=b"PK\3\4 an archive"), BROKEN),
        (ogg(behind=b"<script>"), BROKEN),
        (ogg() + ogg(), BROKEN),
        (m4a(behind=b"PK\3\4"), BROKEN),
        (m4a(behind=b"PK\3\4 an archive, hung on"), BROKEN),
        (webm() + b"PK\3\4", BROKEN),
        (webm(more=b"<script>"), BROKEN),
        (wav() + b"PK\3\4", BROKEN),
        (box("ftyp", b"M4A ", bytes(4)) + box("mdat", b"x" * 40), BROKEN),
        (box("ftyp", b"M4A ", bytes(4)) + box("moov", track()), BROKEN),
        (box("ftyp", b"M4A ") + struct.pack(">I4sQ", 1, b"moov", 1 << 62), BROKEN),
        (box("ftyp", b"M4A ") + box("moov", box("trak", full("tkhd"))), BROKEN),
    ],
)
def test_what_is_no_sound_is_refused_in_a_plain_sentence(content: bytes, told: str) -> None:
    assert why_not(content) == told


@pytest.mark.parametrize("name", [name for name in EVERY if name != "mp3"])
def test_half_a_sound_is_refused(name: str) -> None:
    """But for MP3, which does not say how long it should be; half of one plays, and is kept."""
    content = EVERY[name][0]()
    for part in (3, 2):
        with pytest.raises(UnusableError):
            sound_from(content[: len(content) // part])


@pytest.mark.parametrize("name", EVERY)
@settings(deadline=None)
@given(data=some.data())
def test_whatever_is_done_to_the_bytes_the_answer_is_a_sound_or_a_sentence(
    name: str, data: some.DataObject
) -> None:
    content = bytearray(EVERY[name][0]()[:4_000])
    for _each in range(data.draw(some.integers(1, 8))):
        content[data.draw(some.integers(0, len(content) - 1))] = data.draw(some.integers(0, 255))
    with suppress(UnusableError):
        assert sound_from(bytes(content)).content


def test_a_file_of_nothing_but_tiny_pieces_is_given_up_in_time() -> None:
    tiny = b"\xa3\x84\x81\0\0\x80" * 1_000_000
    content = webm(more=sounds.element("1F43B675", tiny))
    assert why_not(content) == BROKEN
    boxes = box("ftyp", b"M4A ") + box("moov", box("free") * 200_000)
    assert why_not(boxes) == BROKEN


def test_a_length_that_nobody_believes_is_not_told() -> None:
    frame = webm().replace(struct.pack(">d", 2_000.0), struct.pack(">d", float("inf")))
    assert sound_from(frame).seconds is None
