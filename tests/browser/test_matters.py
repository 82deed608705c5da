"""How a team closes a matter to some: all about it stays open, and what is in it stays with few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from evenweave.common import clock
from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.looking import sideways
from tests.browser.test_deciding import both, button, link
from workshop.running import Site

Axe = Callable[[Page], None]


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys")


def day(page: Page, days: int) -> None:
    """A day that far ahead, in its three boxes."""
    ahead = localdate(clock.now()) + timedelta(days=days)
    for name, number in (("day", ahead.day), ("month", ahead.month), ("year", ahead.year)):
        page.locator(f"[name=ends_on_{name}]").fill(str(number))


def readers(page: Page, *names: str) -> None:
    """Just these read it."""
    group = page.get_by_role("group", name="Who reads it?")
    for name in ("Amina", "Ben", "Carys"):
        group.get_by_label(name, exact=True).set_checked(name in names)


@both
def test_a_matter_is_closed_written_in_asked_about_and_changed(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    mark = "with" if scripts else "without"
    name, secret = f"The interviews ({mark})", f"She is afraid of the move ({mark})."
    amina = come("Amina", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    link(amina, "Our agreement")
    link(amina, "Closed matters")
    looks_well(amina, axe)
    link(amina, "Close a matter to some")
    looks_well(amina, axe)
    button(amina, "Close it to all but these")
    expect(amina.locator(".problems")).to_be_visible()
    amina.get_by_label("What is it called?").fill(name)
    amina.get_by_label("Why is it closed?").fill("People told us this for the study alone.")
    readers(amina, "Amina", "Ben")
    day(amina, 30)
    button(amina, "Close it to all but these")
    expect(amina.get_by_role("heading", level=1)).to_have_text(name)
    amina.get_by_label("What would you like to write?").fill(f"**Number three.** {secret}")
    button(amina, "Keep it here")
    expect(amina.get_by_role("main")).to_contain_text(secret)
    looks_well(amina, axe)
    walks_well(amina)

    carys = come("Carys", java_script_enabled=scripts)
    link(carys, "Our agreement")
    link(carys, "Closed matters")
    expect(carys.get_by_role("main")).to_contain_text("read by")
    link(carys, name)
    main = carys.get_by_role("main")
    expect(main).to_contain_text("People told us this for the study alone.")
    expect(main).not_to_contain_text(secret)
    looks_well(carys, axe)
    carys.get_by_label("What would you like to ask?").fill(f"Who asked for that ({mark})?")
    button(carys, "Ask")
    expect(main).to_contain_text(f"Who asked for that ({mark})?")

    ben = come("Ben", java_script_enabled=scripts)
    ben.goto(carys.url.partition("#")[0])
    expect(ben.get_by_role("main")).to_contain_text(secret)
    ben.get_by_role("main").get_by_role("link", name="Answer").click()
    looks_well(ben, axe)
    ben.get_by_label("What would you like to answer?").fill("Those who told it.")
    button(ben, "Answer")
    expect(ben.get_by_role("heading", level=1)).to_have_text(name)
    link(ben, "Another day")
    looks_well(ben, axe)
    day(ben, 60)
    ben.get_by_label("Why another day?").fill("We are slower than we thought.")
    button(ben, "Save")
    link(ben, "Others read it")
    looks_well(ben, axe)
    readers(ben, "Ben")
    ben.get_by_label("Why do others read it now?").fill("Amina has enough to do.")
    button(ben, "Save")

    amina.reload()
    expect(amina.get_by_role("main")).not_to_contain_text(secret)
    link(amina, "What you wrote in it yourself")
    looks_well(amina, axe)
    button(amina, "Yes, take it back")
    ben.reload()
    expect(ben.get_by_role("main")).to_contain_text("Taken back by its author.")

    ben.get_by_text("I would rather not read it").click()
    button(ben, "Yes, put it down")
    expect(ben.get_by_role("main")).to_contain_text("Nobody reads it any more")
    looks_well(ben, axe)
    link(ben, "Ask the team who reads it")
    looks_well(ben, axe)
    readers(ben, "Carys")
    button(ben, "Begin the proposal")
    ben.get_by_label("in plain words").first.fill("Nobody reads it, so somebody should.")
    looks_well(ben, axe)

    matter = carys.url.partition(crew.home)[2].partition("#")[0]
    for width in (320, 360, 1280):
        amina.set_viewport_size({"width": width, "height": 800})
        for place in ("agreement/", "matters/", matter):
            amina.goto(f"{crew.home}{place}")
            axe(amina)
            assert not sideways(amina), (amina.url, width)
