"""Somebody who lives by another clock says so, and reads each time by theirs as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well
from tests.browser.test_deciding import both, button, link
from tests.browser.test_meetings import day
from workshop.running import Site

Axe = Callable[[Page], None]
NEW_YORK = "America/New_York"


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben")


@both
def test_a_meeting_is_told_by_ones_own_clock_too(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    title = "By two clocks" if scripts else "By two clocks again"
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE, timezone_id=NEW_YORK)
    ben.goto("/me/")
    link(ben, "My clock")
    box = ben.get_by_label("Which place has your clock?")
    box.select_option("")
    button(ben, "Save")
    link(ben, "My clock")
    offer = ben.get_by_role("button", name="Take the clock of this device: New York")
    if scripts:
        looks_well(ben, axe)
        offer.click()
        expect(offer).to_be_hidden()
        expect(box).to_have_value(NEW_YORK)
    else:
        expect(offer).to_be_hidden()
        box.select_option(NEW_YORK)
    button(ben, "Save")
    expect(ben.get_by_role("main")).to_contain_text("New York")
    link(ben, "My clock")
    expect(offer).to_be_hidden()

    amina = come("Amina", java_script_enabled=scripts)
    amina.goto(f"{crew.home}meetings/new/")
    amina.get_by_label("What is it called?").fill(title)
    amina.get_by_label("We know already").check()
    day(amina, 5, "If we know: on which day?")
    amina.get_by_label("If we know: at what time?").fill("03:00")
    button(amina, "Plan it")
    expect(amina.get_by_role("main")).not_to_contain_text("for you")
    ben.goto(amina.url)
    expect(ben.get_by_role("main")).to_contain_text("22:00 for you, the day before.")
    looks_well(ben, axe)
    ben.goto(f"{crew.home}meetings/")
    expect(ben.get_by_role("main")).to_contain_text("22:00 for you, the day before.")
    looks_well(ben, axe)
