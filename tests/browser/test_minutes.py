"""After a meeting as people meet it: the draft, other words, thanks, catching up, and agreeing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime
from playwright.sync_api import Browser, Page, expect

from evenweave.common import clock
from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_deciding import both, button, link
from tests.browser.test_meetings import day
from workshop.running import Site

Axe = Callable[[Page], None]


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys", "Dev")


def opens(page: Page, crew: Crew, title: str, *things: str, minutes: int = 50) -> str:
    """Somebody plans a meeting for soon, says what it is about, and opens it."""
    soon = localtime(clock.now() + timedelta(minutes=minutes))
    page.goto(f"{crew.home}meetings/new/")
    page.get_by_label("What is it called?").fill(title)
    page.get_by_label("We know already").check()
    day(page, (soon.date() - localdate(clock.now())).days, "If we know: on which day?")
    page.get_by_label("If we know: at what time?").fill(f"{soon:%H:%M}")
    button(page, "Plan it")
    where = page.url
    for what in things:
        link(page, "Add something")
        page.get_by_label("What is it about?").fill(what)
        button(page, "Add it")
    button(page, "Open the meeting")
    return where


@both
def test_minutes_are_sent_corrected_and_agreed_by_those_who_meet(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    title = "With a script" if scripts else "Without"
    amina = come("Amina", java_script_enabled=scripts)
    where = opens(amina, crew, title, "The room")
    amina.get_by_text("On to something else").click()
    button(amina, "The room")
    link(amina, "Take notes")
    amina.get_by_label("What was said?").fill("We like the hall.")
    button(amina, "Save")
    amina.get_by_text("Close the meeting").click()
    button(amina, "Yes, close it")
    looks_well(amina, axe)
    link(amina, "The minutes")
    looks_well(amina, axe)
    button(amina, "Send the draft to everybody")
    expect(amina.get_by_role("main")).to_contain_text("It went to everybody on")

    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    ben.goto("/")
    link(ben, f"Catch up in two minutes: “{title}”")
    expect(ben.get_by_role("main")).to_contain_text("We talked about: The room.")
    looks_well(ben, axe)
    walks_well(ben)
    link(ben, "The minutes")
    ben.get_by_role("link", name="I remember it otherwise : The room").click()
    looks_well(ben, axe)
    button(ben, "Suggest these words")
    expect(ben.locator(".problems")).to_contain_text("read like this already")
    looks_well(ben, axe)
    ben.get_by_label("How should it read?").fill("We like the café.")
    ben.get_by_label("A word on why").fill("I was there.")
    button(ben, "Suggest these words")
    expect(ben.get_by_role("main")).to_contain_text("1 word is new. 1 word is gone.")
    looks_well(ben, axe)
    walks_well(ben)

    dev = come("Dev", java_script_enabled=scripts, viewport=PHONE)
    dev.goto(where)
    link(dev, "Say thank you")
    looks_well(dev, axe)
    dev.get_by_label("What for?").fill("For the cake.")
    button(dev, "Say it")
    looks_well(dev, axe)
    dev.goto(where)
    link(dev, "The minutes")
    expect(dev.get_by_role("main")).to_contain_text("For the cake.")
    dev.get_by_role("link", name="Take it over : The room").click()
    looks_well(dev, axe)
    button(dev, "Take it over")
    dev.get_by_text("What changed in the draft").click()
    expect(dev.locator("details[open]").first).to_contain_text("hall.")
    looks_well(dev, axe)
    link(dev, "I remember it otherwise : The room")
    dev.get_by_label("How should it read?").fill("We like neither.")
    button(dev, "Suggest these words")

    ben.goto("/")
    link(ben, f"Catch up in two minutes: “{title}”")
    expect(ben.get_by_role("main")).to_contain_text("The notes on “The room” read otherwise now.")
    looks_well(ben, axe)
    button(ben, "That is enough for me")
    expect(ben.get_by_role("main")).not_to_contain_text(f"Catch up in two minutes: “{title}”")

    opens(amina, crew, f"{title}, again", minutes=70)
    amina.get_by_text("On to something else").click()
    amina.get_by_role("button", name=f"The minutes of “{title}”").click()
    looks_well(amina, axe)
    link(amina, "Read these minutes, and agree on them")
    looks_well(amina, axe)
    button(amina, "We agree on these minutes")
    main = amina.get_by_role("main")
    expect(main).to_contain_text("They stay as they are.")
    expect(main).to_contain_text("Somebody remembers it otherwise")
    expect(main).to_contain_text("We like neither.")
    looks_well(amina, axe)
    walks_well(amina)
    with amina.expect_download() as found:
        amina.get_by_role("link", name="Large print (PDF)").click()
    assert found.value.suggested_filename.endswith("-large.pdf")
    with amina.expect_download() as found:
        amina.get_by_role("link", name="The agreed text itself").click()
    assert "We like the café." in found.value.path().read_text(encoding="utf-8")
