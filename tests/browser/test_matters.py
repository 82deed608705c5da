"""A matter that only some read: open about itself to everybody, as they meet it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from evenweave.common import clock
from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_deciding import both, button, link
from workshop.running import Site

Axe = Callable[[Page], None]
HEARD = "Somebody is afraid of the stairs."


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys", "Dev")


def day(page: Page, ahead: int) -> None:
    """The day on which it opens."""
    when = localdate(clock.now()) + timedelta(days=ahead)
    box = page.get_by_role("group", name="On which day does it open to everybody?")
    for name, number in (("Day", when.day), ("Month", when.month), ("Year", when.year)):
        box.get_by_label(name).fill(str(number))


@both
def test_a_matter_is_closed_to_some_in_the_open_and_written_in_and_put_down(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    name = "The interviews" if scripts else "Who is in which group"
    amina = come("Amina", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    amina.goto(f"{crew.home}agreement/")
    link(amina, "Closed matters: what only some may read, why, and until when")
    looks_well(amina, axe)
    link(amina, "Close a matter to some")
    looks_well(amina, axe)
    amina.get_by_label("What is it called?").fill(name)
    amina.get_by_label("Why is it closed?").fill("People told us for the study alone.")
    readers = amina.get_by_role("group", name="Who reads it?")
    readers.get_by_label("Carys", exact=True).check()
    day(amina, 2)
    button(amina, "Close it to all but these")
    expect(amina.locator(".problems")).to_contain_text("That is too soon")
    expect(amina.get_by_label("What is it called?")).to_have_value(name)
    expect(readers.get_by_label("Carys", exact=True)).to_be_checked()
    looks_well(amina, axe)
    day(amina, 40)
    button(amina, "Close it to all but these")
    expect(amina.locator("h1")).to_have_text(name)
    amina.get_by_label("What would you like to write?").fill(HEARD)
    button(amina, "Keep it here")
    expect(amina.get_by_role("article")).to_contain_text(HEARD)
    looks_well(amina, axe)

    ben = come("Ben", java_script_enabled=scripts)
    ben.goto(amina.url.partition("#")[0])
    main = ben.get_by_role("main")
    for words in ("People told us for the study alone.", "Amina", "Carys"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text(HEARD)
    expect(main).to_contain_text("Only those who read this matter can do this.")
    looks_well(ben, axe)
    button(ben, "Bring it to a decision")
    asked = ben.get_by_label("What should we decide?")
    expect(asked).to_have_value(f"Shall “{name}” stay closed as it is?")
    ben.goto(f"{crew.home}record/")
    expect(ben.get_by_role("main")).to_contain_text(f"Amina closed “{name}” to all but some")

    carys = come("Carys", java_script_enabled=scripts, viewport=PHONE)
    carys.goto(amina.url.partition("#")[0])
    expect(carys.get_by_role("article")).to_contain_text(HEARD)
    walks_well(carys)
    carys.get_by_text("I would rather not read it").click()
    button(carys, "Yes, put it down")
    expect(carys.get_by_role("main")).not_to_contain_text(HEARD)
    amina.reload()
    link(amina, "Others read it")
    looks_well(amina, axe)
    amina.get_by_role("group", name="Who reads it?").get_by_label("Dev", exact=True).check()
    amina.get_by_label("Why do others read it now?").fill("Carys would rather not.")
    button(amina, "Save")
    expect(amina.get_by_role("main")).to_contain_text("Dev")

    amina.get_by_text("Take it back", exact=True).click()
    button(amina, "Yes, take it back")
    expect(amina.get_by_role("main")).to_contain_text("Taken back by its author.")
    expect(amina.get_by_role("main")).not_to_contain_text(HEARD)
