"""Pictures and sounds in forms, in answers, and at the front door."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from evenweave.common import limits
from evenweave.common.fields import NameField, WordsField
from evenweave.common.files.fields import PictureField, SoundField, can_record
from evenweave.common.files.forms import ShownOrSpokenForm
from evenweave.common.files.kinds import Picture, Sound
from evenweave.common.files.pages import hand_out
from evenweave.common.forms import Form
from evenweave.common.kit import samples
from tests.common.sounds import ogg
from tests.common.test_forms import Tags, plain


class IdeaForm(ShownOrSpokenForm):
    words = WordsField(label="Your idea")
    field_order = ["words", "sound", "picture"]


def sent(name: str, content: bytes, content_type: str = "x/y") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def idea(words: str = "", *, prefix: str | None = None, **files: SimpleUploadedFile) -> IdeaForm:
    before = f"{prefix}-" if prefix else ""
    given: Any = {before + name: file for name, file in files.items()}
    return IdeaForm({f"{before}words": words}, given, prefix=prefix)


PICTURE = samples.drawing()
LINE = "Write a line about it, so that everybody can follow."


# In forms.


def test_what_comes_out_is_ready_to_be_kept() -> None:
    form = idea("Tea.", picture=sent("a.png", PICTURE), sound=sent("b", ogg()))
    assert form.is_valid()
    assert isinstance(form.cleaned_data["picture"], Picture)
    assert isinstance(form.cleaned_data["sound"], Sound)
    assert form.cleaned_data["words"] == "Tea."


def test_what_a_file_is_called_and_says_of_itself_is_not_believed() -> None:
    lies = sent("../../" + "a" * 300 + ".svg", PICTURE, "text/html")
    assert idea("Tea.", picture=lies).is_valid()
    form = idea("Tea.", picture=sent("photo.jpg", b"<html>", "image/jpeg"))
    assert "Please choose a JPEG" in form.errors["picture"][0]
    assert "browsers can play" in idea("Tea.", sound=sent("a.mp3", PICTURE)).errors["sound"][0]


@pytest.mark.parametrize("prefix", [None, "first"])
def test_a_picture_or_a_sound_needs_a_line_beside_it(prefix: str | None) -> None:
    for words in ["", "  "]:
        picture = idea(words, prefix=prefix, picture=sent("a", PICTURE))
        sound = idea(words, prefix=prefix, sound=sent("a", ogg()))
        assert picture.errors["words"] == sound.errors["words"] == [LINE]
    assert idea(prefix=prefix).errors["words"] == ["Nothing is written here yet."]
    assert idea("Tea.", prefix=prefix).is_valid()


def test_words_that_may_be_left_out_may_not_be_left_out_beside_a_picture() -> None:
    class Loose(ShownOrSpokenForm):
        words = WordsField(label="Words", required=False)

    assert Loose({}, {}).is_valid()
    assert Loose({}, {"picture": sent("a", PICTURE)}).errors["words"] == [LINE]


def test_words_that_are_too_long_say_so_and_not_that_they_are_missing() -> None:
    told = idea("a" * 21_000, picture=sent("a", PICTURE)).errors["words"]
    assert told == ["This is 1,000 signs too long. There is room for 20,000."]


def test_a_broken_picture_still_asks_for_its_line() -> None:
    form = idea(picture=sent("a", b"nothing"))
    assert set(form.errors) == {"picture", "words"}
    assert form.errors["words"] == [LINE]


@pytest.mark.parametrize(
    ("field", "size", "told"),
    [
        (PictureField(), limits.LARGEST_PICTURE, "larger than 12 MB"),
        (SoundField(), limits.LARGEST_SOUND, "larger than 10 MB"),
    ],
)
def test_what_is_too_large_is_not_opened(field: Any, size: int, told: str) -> None:
    class Unopened(SimpleUploadedFile):
        def read(self, *_sizes: int) -> bytes:
            raise AssertionError("It was opened.")

    file = Unopened("a", b"x")
    file.size = size + 1
    with pytest.raises(Exception, match=told):
        field.clean(file)


def test_nothing_and_an_empty_file_are_told_apart() -> None:
    assert PictureField(required=False).clean(None) is None
    with pytest.raises(Exception, match="No file is chosen yet"):
        PictureField().clean(None)
    with pytest.raises(Exception, match="This recording is empty"):
        SoundField().clean(sent("a", b""))


def test_a_form_that_comes_back_says_which_file_to_choose_again() -> None:
    page = plain(str(idea(picture=sent("a", PICTURE))))
    assert page.count("Please choose the file again. Browsers do not keep it.") == 1
    assert "choose the file again" not in str(IdeaForm())


def test_the_input_works_without_a_script() -> None:
    page = str(IdeaForm())
    sound = Tags(page).named("sound")
    assert sound["type"] == "file"
    assert "audio/*" in (sound["accept"] or "")
    assert "capture" in sound
    assert '<div class="recorder" hidden>' in page
    assert Tags(page).named("picture")["accept"] == ("image/jpeg,image/png,image/webp,image/gif")


def test_only_a_form_with_a_sound_can_record() -> None:
    class Named(Form):
        name = NameField(label="Name")

    assert can_record(IdeaForm())
    assert not can_record(Named())
    assert not can_record("words")


def test_only_a_page_that_records_may_ask_for_the_microphone(client: Client) -> None:
    recording = client.get("/kit/try/saying/").headers
    assert "microphone=(self)" in recording["Permissions-Policy"]
    assert "camera=()" in recording["Permissions-Policy"]
    assert "geolocation=()" in recording["Permissions-Policy"]
    policies = dict(
        each.strip().split(" ", 1) for each in recording["Content-Security-Policy"].split(";")
    )
    assert policies["media-src"] == "'self' blob:"
    assert policies["script-src"] == policies["img-src"] == "'self'"
    elsewhere = client.get("/kit/try/").headers
    assert "microphone=()" in elsewhere["Permissions-Policy"]
    assert "blob:" not in elsewhere["Content-Security-Policy"]


def test_a_whole_form_with_both_is_taken_at_once(client: Client) -> None:
    files = {"picture": sent("a.png", PICTURE), "sound": sent("b.ogg", ogg())}
    response = client.post("/kit/try/saying/", {"words": "Tea.", "background": "*so*", **files})
    page = response.content.decode()
    assert "image/png" in page
    assert "audio/ogg" in page
    assert "<em>so</em>" in page
    assert response.cookies["draft-saved-try-saying"].value == "1"


def test_asking_for_help_looks_into_no_file(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_given: Any) -> Picture:
        raise AssertionError("It was opened.")

    monkeypatch.setattr(PictureField, "look_into", staticmethod(opened))
    data = {"words": "We utilise it.", "plainly": "words", "picture": sent("a.png", PICTURE)}
    page = client.post("/kit/try/saying/", data).content.decode()
    assert "How your words read" in page
    assert "Please choose the file again" in page


# Handing out.


def answer(asked: str = "", **headers: str) -> HttpResponse:
    if asked:
        headers["Range"] = asked
    request = RequestFactory().get("/", headers=headers)
    return hand_out(request, content=b"0123456789", content_type="audio/mpeg", name="an-idea")


def test_what_is_handed_out_can_do_nothing(client: Client) -> None:
    for path, kind, name in [
        ("/kit/sample/picture/", "image/png", "cups.png"),
        ("/kit/sample/sound/", "audio/wav", "note.wav"),
    ]:
        headers = client.get(path).headers
        assert headers["Content-Type"] == kind
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Disposition"] == f'inline; filename="{name}"'
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
        )
        assert headers["X-Frame-Options"] == "DENY"


def test_nothing_else_is_ever_handed_out() -> None:
    request = RequestFactory().get("/")
    for kind in ["text/html", "image/svg+xml", "application/pdf", "image/jpeg; charset=x", ""]:
        with pytest.raises(ValueError, match="looked into"):
            hand_out(request, content=b"x", content_type=kind)
    for name in ["", "a/b", 'a"b', "a\r\nb", "ä", "a" * 81]:
        with pytest.raises(ValueError, match="looked into"):
            hand_out(request, content=b"x", content_type="image/png", name=name)


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("", 200, b"0123456789", None),
        ("bytes=0-", 200, b"0123456789", None),
        ("bytes=0-1", 206, b"01", "bytes 0-1/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=-99", 200, b"0123456789", None),
        ("bytes=9-9", 206, b"9", "bytes 9-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=5-2", 200, b"0123456789", None),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("bytes=a-b", 200, b"0123456789", None),
        ("lines=0-1", 200, b"0123456789", None),
        ("bytes=" + "9" * 30 + "-", 200, b"0123456789", None),
    ],
)
def test_a_part_can_be_asked_for(asked: str, status: int, content: bytes, told: str | None) -> None:
    response = answer(asked)
    assert response.status_code == status
    assert response.content == content
    assert response.headers.get("Content-Range") == told
    assert response.headers["Content-Length"] == str(len(content))
    assert response.headers["Accept-Ranges"] == "bytes"


def test_whoever_has_an_older_one_gets_all_of_it() -> None:
    assert answer("bytes=0-1", **{"If-Range": '"old"'}).status_code == 200


def test_a_part_of_a_sound_is_not_packed_on_the_way(client: Client) -> None:
    headers = {"Range": "bytes=0-999", "Accept-Encoding": "gzip"}
    response = client.get("/kit/sample/sound/", headers=headers)
    assert response.status_code == 206
    assert "Content-Encoding" not in response.headers
    assert response.content == samples.tone()[:1_000]
    page = client.get("/about/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"


def test_a_head_says_how_much_it_would_be(client: Client) -> None:
    response = client.head("/kit/sample/sound/", headers={"Range": "bytes=0-9"})
    assert response.status_code == 200
    assert response.headers["Content-Length"] == str(len(samples.tone()))
    assert response.content == b""


def test_the_front_door_lets_the_largest_of_both_in() -> None:
    assert limits.LARGEST_BODY > limits.LARGEST_PICTURE + limits.LARGEST_SOUND + 2_000_000


def test_samples_are_what_they_say() -> None:
    form = idea("Tea.", picture=sent("a", PICTURE), sound=sent("b", samples.tone()))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["sound"].seconds == pytest.approx(1.0)
    assert io.BytesIO(form.cleaned_data["picture"].content).read(4) == b"\x89PNG"
