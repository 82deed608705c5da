"""A long page is read aloud by the voice of the device, and by no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.crews import Comes, Crew, begin, looks_well
from workshop.running import Site

Axe = Callable[[Page], None]

# A device with these voices, which says a piece at once when it is told to (`says`), and notes it.
DEVICE = """
  const voices = %s;
  const heard = [];
  let speaking;
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak: (said) => { heard.push(`${said.voice.name}: ${said.text}`); speaking = said; },
    cancel: () => { speaking?.onend(); speaking = undefined; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.heard = heard;
  window.ends = () => { const said = speaking; speaking = undefined; said.onend(); };
"""
HERE = '[{ name: "Far", lang: "en-GB" }, { name: "Near", lang: "en_GB", localService: true }]'
ELSEWHERE = (
    '[{ name: "Far", lang: "en-GB" }, { name: "Of another", lang: "cy", localService: true }]'
)


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben")


def agreed(amina: Page, crew: Crew) -> None:
    """A part of the agreement."""
    amina.goto(f"{crew.home}agreement/new/way/")
    amina.get_by_label("A short name for it").fill("Time")
    amina.get_by_label("What do we agree on?").fill("We begin late.\n\nWe end early.")
    amina.get_by_label("Yes, we agreed in the room").check()
    there = amina.get_by_role("group", name="who was there?")
    there.get_by_label("Ben", exact=True).check()
    amina.get_by_role("button", name="Send it").click()
    expect(amina.locator("h1")).to_contain_text("“Time” is in our agreement.")


def test_it_is_read_piece_by_piece_paused_and_gone_on_with(
    come: Comes, crew: Crew, axe: Axe
) -> None:
    agreed(come("Amina"), crew)
    ben = come("Ben")
    ben.add_init_script(DEVICE % HERE)
    ben.goto(f"{crew.home}agreement/")
    listen = ben.get_by_role("button", name="Listen")
    pause = ben.get_by_role("button", name="Pause")
    expect(pause).to_be_disabled()
    listen.focus()
    ben.keyboard.press("Enter")
    expect(pause).to_be_enabled()
    expect(ben.locator(".is-read")).to_have_text("Our agreement")
    looks_well(ben, axe)
    while ben.locator(".is-read").text_content() != "We begin late.":
        ben.evaluate("ends()")
    pause.click()
    expect(ben.locator(".is-read")).to_have_count(0)
    before = ben.evaluate("heard.length")
    ben.get_by_role("button", name="Listen").click()
    expect(ben.locator(".is-read")).to_have_text("We begin late.")
    ben.evaluate("ends()")
    expect(ben.locator(".is-read")).to_have_text("We end early.")
    heard = ben.evaluate("heard")
    assert heard[before:] == ["Near: We begin late.", "Near: We end early."]
    assert not any("Change it" in each for each in heard)

    ben.get_by_role("button", name="From the beginning").click()
    expect(ben.locator(".is-read")).to_have_text("Our agreement")
    for _ in range(100):
        if ben.locator(".is-read").count() == 0:
            break
        ben.evaluate("ends()")
    expect(pause).to_be_disabled()
    expect(ben.get_by_role("button", name="From the beginning")).to_be_hidden()


@pytest.mark.parametrize("voices", ["[]", ELSEWHERE])
def test_without_a_voice_on_the_device_there_is_no_button(
    come: Comes, crew: Crew, voices: str
) -> None:
    ben = come("Ben")
    ben.add_init_script(DEVICE % voices)
    ben.goto(f"{crew.home}agreement/")
    ben.wait_for_load_state("networkidle")
    expect(ben.locator("listen-aloud")).to_be_hidden()
    voices_come = "speechSynthesis.getVoices().push"
    ben.evaluate(f"{voices_come}({{ name: 'Near', lang: 'en', localService: true }})")
    ben.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(ben.get_by_role("button", name="Listen")).to_be_visible()
