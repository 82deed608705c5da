"""Saying it plainly, aloud or with a photo, in a real browser with a microphone that beeps."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Browser, FilePayload, Page, Request, Route, expect

from evenweave.common.files.fields import SoundField
from evenweave.common.files.kinds import Sound
from evenweave.common.files.sounds import sound_from
from evenweave.common.kit import samples
from tests.browser.conftest import Opens, Watch
from tests.browser.looking import sideways
from tests.browser.scripts import beside
from tests.common import sounds
from workshop import running

Axe = Callable[[Page], None]
NARROW = {"width": 320, "height": 640}
HARD = "We will utilise the hall."
LONG = (
    "We would like to meet every week in the hall by the river, because it is warm and dry, "
    "and the people who live near it say that they like us. "
    "We have tea, and you can bring a friend along."
)


@pytest.fixture
def saying(page: Page) -> Page:
    page.goto("/kit/try/saying/")
    return page


@pytest.fixture(scope="package")
def chromium_with_microphone(playwright: Any) -> Iterator[Browser]:
    """A browser with a microphone that beeps, and whose owner says yes."""
    browser = running.browser(
        playwright, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"
    )
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def chromium_that_refuses(playwright: Any) -> Iterator[Browser]:
    """The same, whose owner says no."""
    browser = running.browser(
        playwright, "--use-fake-device-for-media-stream", "--deny-permission-prompts"
    )
    yield browser
    browser.close()


@pytest.fixture
def recording(open_page: Opens, chromium_with_microphone: Browser) -> Page:
    page = open_page(chromium_with_microphone)
    page.goto("/kit/try/saying/")
    return page


def words(page: Page) -> Any:
    return page.get_by_label("What would you like to say?")


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name)


def help_me(page: Page) -> Any:
    button(page, "Help me say it plainly").click()
    part = page.get_by_role("group", name="How your words read")
    expect(part).to_be_visible()
    return part


def spoken(page: Page) -> Any:
    """What a screen reader is told of the words."""
    return page.locator("#id_words_told")


# Help without a script.


def test_without_a_script_help_comes_with_the_page_and_nothing_is_lost(
    page_without_javascript: Page, axe: Axe
) -> None:
    page = page_without_javascript
    page.goto("/kit/try/saying/")
    words(page).fill(HARD)
    page.get_by_label("Background").fill("*so*\n\nmore")
    part = help_me(page)
    expect(part).to_be_focused()
    expect(page).to_have_title(re.compile("^Help with your words: "))
    expect(part).to_contain_text("utilise: perhaps use")
    expect(words(page)).to_have_value(HARD)
    expect(page.get_by_label("Background")).to_have_value("*so*\n\nmore")
    expect(page.locator(".problems")).to_have_count(0)
    axe(page)
    button(page, "Send").click()
    expect(page.get_by_role("heading", name="That came through")).to_be_visible()


def test_without_a_script_help_stands_in_nobodys_way(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/kit/try/saying/")
    help_me(page)
    expect(page.locator(".plainly")).to_contain_text("Nothing is written here yet.")
    button(page, "Send").click()
    expect(page.locator(".problems")).to_be_focused()
    words(page).fill(LONG * 3)
    button(page, "Send").click()
    expect(page.get_by_role("heading", name="That came through")).to_be_visible()


# Help with one.


def test_help_comes_below_the_words_and_is_said_once(saying: Page, axe: Axe) -> None:
    page = saying
    words(page).fill(HARD)
    expect(spoken(page)).to_be_empty()
    part = help_me(page)
    expect(button(page, "Help me say it plainly")).to_be_focused()
    expect(spoken(page)).to_contain_text("1 hard word.")
    expect(part).to_contain_text("utilise: perhaps use")
    axe(page)


def test_help_follows_the_words_and_stays_quiet(saying: Page) -> None:
    page = saying
    words(page).fill(HARD)
    part = help_me(page)
    said = spoken(page).text_content()
    words(page).fill(LONG)
    expect(part).to_contain_text("One sentence is long.")
    expect(part.locator("mark.long")).to_contain_text("a long sentence of 31 words:")
    expect(part).to_contain_text(re.compile(r"Most people of \d could read this|about \d+"))
    expect(part).not_to_contain_text("utilise")
    assert spoken(page).text_content() == said
    expect(words(page)).to_be_focused()
    words(page).fill("Tea.")
    expect(part).to_contain_text("too short to say")


def test_nothing_is_looked_at_before_somebody_asks_and_then_only_these_words(saying: Page) -> None:
    page = saying
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "plainly" in request.url else None)
    page.get_by_label("Background").fill("a private thought")
    words(page).fill(HARD)
    page.wait_for_timeout(1_500)
    assert asked == []
    part = help_me(page)
    words(page).fill(LONG)
    expect(part).to_contain_text("One sentence is long.")
    assert len(asked) == 2
    for request in asked:
        assert "utilise" in (request.post_data or "") or "river" in (request.post_data or "")
        assert "private thought" not in (request.post_data or "")


def test_help_fits_a_narrow_window_in_the_dark(open_page: Opens, axe: Axe) -> None:
    page = open_page(viewport=NARROW, color_scheme="dark")
    page.goto("/kit/try/saying/")
    words(page).fill(f"{HARD} {LONG} {'multidisciplinary' * 9}")
    help_me(page)
    assert sideways(page) == []
    axe(page)


# Recording.


def record(page: Page, *, for_seconds: float = 1.2) -> None:
    button(page, "Record").click()
    expect(page.get_by_role("status").filter(has_text="Recording.")).to_be_visible()
    page.wait_for_timeout(1_000 * for_seconds)
    button(page, "Stop").click()
    expect(page.get_by_text("Your recording is here.")).to_be_visible()


def recorded(page: Page) -> bytes:
    """What lies in the file input now."""
    script = """
    (async () => {
      const [file] = document.querySelector("#id_sound").files;
      const bytes = new Uint8Array(await file.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    })()
    """
    with beside(page) as world:
        return base64.b64decode(world.run(script))


def played(page: Page, content: bytes) -> tuple[float, float]:
    """How long a sound is to the browser, and how loud it gets, from 0 to 1."""
    script = """
    (async (told) => {
      const bytes = Uint8Array.from(atob(told), (sign) => sign.charCodeAt(0));
      const sound = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes.buffer);
      return [sound.duration, Math.max(...sound.getChannelData(0).map(Math.abs))];
    })
    """
    with beside(page) as world:
        length, loudest = world.run(f"{script}('{base64.b64encode(content).decode()}')")
    return length, loudest


def test_what_is_recorded_is_taken_and_still_plays(recording: Page, axe: Axe) -> None:
    page = recording
    words(page).fill("A beep.")
    record(page)
    axe(page)
    content = recorded(page)
    sound = SoundField().clean(SimpleUploadedFile("recording", content))
    assert isinstance(sound, Sound)
    assert sound.content_type == "audio/webm"
    assert sound.seconds == pytest.approx(1.2, abs=0.6)
    length, loudest = played(page, sound.content)
    assert length == pytest.approx(sound.seconds, abs=0.2)
    assert loudest > 0.05
    button(page, "Send").click()
    expect(page.get_by_text(re.compile("audio/webm, .* without notes"))).to_be_visible()


def test_a_recording_can_be_heard_taken_away_and_made_again(recording: Page) -> None:
    page = recording
    record(page)
    button(page, "Listen").click()
    page.wait_for_timeout(300)
    button(page, "Take it away").click()
    expect(page.get_by_text("The recording is gone.")).to_be_visible()
    with beside(page) as world:
        assert world.run("document.querySelector('#id_sound').files.length") == 0
    record(page)
    assert sound_from(recorded(page)).content


def test_a_recording_is_made_by_keyboard_alone(recording: Page) -> None:
    page = recording
    button(page, "Record").focus()
    page.keyboard.press("Enter")
    expect(button(page, "Stop")).to_be_focused()
    page.wait_for_timeout(500)
    page.keyboard.press("Space")
    expect(button(page, "Listen")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(button(page, "Record")).to_be_focused()


def test_a_recording_is_not_lost_for_want_of_a_line(recording: Page) -> None:
    page = recording
    record(page)
    button(page, "Send").click()
    told = page.get_by_text("Write a line about it, so that everybody can follow.")
    expect(told).to_be_visible()
    expect(words(page)).to_be_focused()
    words(page).fill("A beep.")
    button(page, "Send").click()
    expect(page.get_by_role("heading", name="Said aloud")).to_be_visible()


def test_a_page_that_is_sent_while_recording_stops_first(recording: Page) -> None:
    page = recording
    words(page).fill("A beep.")
    button(page, "Record").click()
    expect(button(page, "Stop")).to_be_visible()
    page.wait_for_timeout(500)
    button(page, "Send").click()
    expect(page.get_by_text("Your recording is here.")).to_be_visible()
    button(page, "Send").click()
    expect(page.get_by_role("heading", name="Said aloud")).to_be_visible()


def test_a_recording_ends_by_itself(recording: Page) -> None:
    page = recording

    def shorter(route: Route) -> None:
        response = route.fetch()
        body = response.text()
        assert 'longest="300"' in body
        route.fulfill(response=response, body=body.replace('longest="300"', 'longest="1"'))

    page.route("**/kit/try/saying/", shorter)
    page.reload()
    button(page, "Record").click()
    expect(page.get_by_text("Five minutes are full, so it stopped by itself.")).to_be_visible()
    assert sound_from(recorded(page)).content


def test_help_takes_nothing_of_a_recording_away(recording: Page) -> None:
    page = recording
    record(page)
    words(page).fill(HARD)
    help_me(page)
    assert sound_from(recorded(page)).content


def test_who_says_no_to_the_microphone_can_still_choose_a_file(
    open_page: Opens, chromium_that_refuses: Browser
) -> None:
    page = open_page(chromium_that_refuses)
    page.goto("/kit/try/saying/")
    button(page, "Record").click()
    expect(page.get_by_text("does not let this page use the microphone")).to_be_visible()
    page.get_by_label("Say it aloud").set_input_files(sounds.SENT / "chromium.webm")
    expect(button(page, "Listen")).to_be_visible()


def test_without_a_script_the_plain_input_takes_a_recording(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/kit/try/saying/")
    expect(button(page, "Record")).to_be_hidden()
    words(page).fill("A beep.")
    page.get_by_label("Say it aloud").set_input_files(sounds.SENT / "chromium.m4a")
    cups: FilePayload = {"name": "cups", "mimeType": "image/png", "buffer": samples.drawing()}
    page.get_by_label("A photo or a drawing").set_input_files(cups)
    button(page, "Send").click()
    expect(page.get_by_text("image/png, 320 by 200 dots")).to_be_visible()
    expect(page.get_by_text(re.compile("audio/mp4, .* without notes"))).to_be_visible()


def test_a_recording_fits_a_narrow_window_in_the_dark(
    open_page: Opens, chromium_with_microphone: Browser, axe: Axe
) -> None:
    page = open_page(chromium_with_microphone, viewport=NARROW, color_scheme="dark")
    page.goto("/kit/try/saying/")
    record(page)
    assert sideways(page) == []
    axe(page)


# Playing.


def test_a_sound_with_notes_of_every_kind_plays_without_them(page: Page) -> None:
    page.goto("/about/")
    length, _loudest = played(page, sound_from(sounds.wav()).content)
    assert length == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize(
    "made",
    [sounds.chromium_webm, sounds.chromium_mp4, sounds.real_ogg, samples.tone],
    ids=["webm", "mp4", "ogg", "wav"],
)
def test_what_is_kept_of_a_sound_still_plays(made: Callable[[], bytes], page: Page) -> None:
    page.goto("/about/")
    before, after = played(page, made()), played(page, sound_from(made()).content)
    assert after == pytest.approx(before, abs=0.001)
    assert after[0] > 0.9


def test_the_browser_plays_what_is_handed_out_and_jumps_in_it(page: Page) -> None:
    page.goto("/kit/")
    script = """
    (async () => {
      const audio = document.querySelector("audio");
      const comes = (name) => new Promise((done) => { audio[`on${name}`] = done; });
      audio.preload = "auto";
      audio.load();
      await comes("loadedmetadata");
      audio.currentTime = 0.5;
      await comes("seeked");
      return [audio.duration, audio.currentTime];
    })()
    """
    with beside(page) as world:
        length, at = world.run(script)
    assert length == pytest.approx(1.0, abs=0.05)
    assert at == pytest.approx(0.5, abs=0.05)


def test_a_picture_that_is_handed_out_is_shown(page: Page) -> None:
    page.goto("/kit/")
    picture = page.get_by_alt_text("A drawing of two cups on a table").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 320)


# Too much.


def test_a_film_that_is_far_too_large_gets_a_page_and_not_a_broken_line(
    saying: Page, watch: Watch, tmp_path: Path, axe: Axe
) -> None:
    watch.expect(413)
    page = saying
    film = tmp_path / "holiday.webm"
    film.write_bytes(bytes(40_000_000))
    words(page).fill("Our holiday.")
    page.get_by_label("A photo or a drawing").set_input_files(film)
    button(page, "Send").click()
    expect(page.get_by_role("heading", name="That was too much at once")).to_be_visible()
    axe(page)
