"""How people begin together: a picture, pairs that nobody is pressed into, and lunch afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime
from playwright.sync_api import Browser, Page, expect

from evenweave.common import clock
from tests.browser.conftest import PHONE, Watch
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_deciding import both, button, link
from tests.browser.test_meetings import day
from workshop.running import Site

Axe = Callable[[Page], None]


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys", "Dev", "Esther")


def plan(page: Page, crew: Crew, title: str, minutes: int = 50) -> str:
    """Plan a meeting for the next hour: the address of its page."""
    soon = localtime(clock.now()) + timedelta(minutes=minutes)
    page.goto(f"{crew.home}meetings/new/")
    page.get_by_label("What is it called?").fill(title)
    page.get_by_label("We know already").check()
    day(page, (soon.date() - localdate(clock.now())).days, "If we know: on which day?")
    page.get_by_label("If we know: at what time?").fill(f"{soon:%H:%M}")
    button(page, "Plan it")
    return page.url


def is_in(page: Page, where: str) -> None:
    """Somebody comes, and says that they are here and happy to be drawn."""
    page.goto(where)
    link(page, "Go in: it is on now")
    page.get_by_text("Pairs and tables", exact=True).click()
    button(page, "I am here and happy to be drawn")


@both
def test_people_begin_with_a_picture_and_meet_in_pairs(
    come: Comes, crew: Crew, axe: Axe, watch: Watch, scripts: bool
) -> None:
    watch.expect(409)  # nobody is there yet to be drawn
    amina = come("Amina", java_script_enabled=scripts)
    where = plan(amina, crew, "Pairs, with" if scripts else "Pairs, without")
    button(amina, "Open the meeting")

    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    ben.goto(where)
    link(ben, "Go in: it is on now")
    looks_well(ben, axe)
    walks_well(ben)
    ben.reload()
    first = ben.get_by_role("radio", name="Sunny")
    first.focus()
    for _each in range(2):
        ben.keyboard.press("ArrowDown")
    expect(ben.get_by_role("radio", name="Rainy")).to_be_checked()
    button(ben, "Say it")
    expect(ben.locator(".said-to-begin")).to_have_text("Rainy")

    ben.get_by_text("Something would help me here").click()
    button(ben, "The lights lower, please")
    amina.get_by_role("link", name="Look again").click()
    looks_well(amina, axe)
    button(amina, "Seen to : The lights lower, please")
    expect(amina.get_by_role("main")).not_to_contain_text("What would help in this room")

    amina.get_by_text("Pairs and tables", exact=True).click()
    button(amina, "Draw pairs")
    expect(amina.get_by_role("main")).to_contain_text("A pair takes two")
    looks_well(amina, axe)

    carys = come("Carys", java_script_enabled=False, viewport=PHONE)
    esther = come("Esther", java_script_enabled=scripts, viewport=PHONE)
    for phone in (ben, carys):
        is_in(phone, where)
        phone.get_by_text("Pairs and tables", exact=True).click()
        expect(phone.get_by_role("main")).to_contain_text("You are in")
    esther.goto(where)
    link(esther, "Go in: it is on now")
    esther.get_by_text("Pairs and tables", exact=True).click()
    button(esther, "Leave me out always")
    esther.get_by_text("Pairs and tables", exact=True).click()
    expect(esther.get_by_role("main")).to_contain_text("You are left out here")
    looks_well(esther, axe)

    amina.goto(f"{where}now/")
    amina.get_by_text("Pairs and tables", exact=True).click()
    button(amina, "Draw pairs")
    expect(amina.get_by_role("heading", name="Pairs", exact=True)).to_be_visible()
    expect(amina.get_by_role("main")).not_to_contain_text("You are with")
    amina.get_by_text("All pairs").click()
    expect(amina.locator(".mix li")).to_have_text(["Ben, Carys"])
    looks_well(amina, axe)
    if not scripts:  # with scripts, Ben's phone hears of it by itself
        ben.reload()
    expect(ben.locator(".mine")).to_have_text("You are with Carys.")
    looks_well(ben, axe)
    walks_well(ben)

    for name in ("Amina", "Dev"):
        is_in(come(name, java_script_enabled=scripts, viewport=PHONE), where)
    amina.reload()
    amina.get_by_text("Pairs and tables", exact=True).click()
    link(amina, "Tables or small groups")
    looks_well(amina, axe)
    amina.get_by_label("How many?").fill("500")
    button(amina, "Draw them")
    expect(amina.locator(".problems")).to_contain_text("All would sit at one table")
    looks_well(amina, axe)
    amina.get_by_label("How many?").fill("2")
    button(amina, "Draw them")
    expect(amina.get_by_role("main")).to_contain_text("You are at table")
    looks_well(amina, axe)  # it opened all that can be opened
    button(amina, "Put pairs and tables away")
    expect(amina.locator(".mix")).to_have_count(0)
    amina.get_by_text("Close the meeting").click()
    button(amina, "Yes, close it")

    esther.goto(f"{crew.home}meetings/roles/")
    link(esther, "Pairs and mixing: ask me, or leave me out")
    expect(esther.get_by_label("Leave me out of pairs and mixing")).to_be_checked()
    looks_well(esther, axe)
    esther.get_by_label("Ask me each time").check()
    button(esther, "Save")


@both
def test_a_meeting_ends_with_lunch_together(
    come: Comes, crew: Crew, axe: Axe, watch: Watch, scripts: bool
) -> None:
    watch.expect(409)  # two write down at once who brings what
    amina = come("Amina", java_script_enabled=scripts, viewport=PHONE)
    title = "Before lunch, with" if scripts else "Before lunch, without"
    where = plan(amina, crew, title, minutes=50 if scripts else 20)
    link(amina, "End with lunch together")
    expect(amina.get_by_label("What is it called?")).to_have_value("Lunch together")
    looks_well(amina, axe)
    button(amina, "Plan it")
    expect(amina.locator("h1")).to_have_text("Lunch together")
    looks_well(amina, axe)
    walks_well(amina)
    lunch = amina.url
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    ben.goto(lunch)
    link(ben, "Write it down")
    looks_well(ben, axe)
    ben.get_by_label("Who brings what?").fill("Bread: Ben")
    link(amina, "Write it down")
    button(ben, "Save")
    expect(ben.get_by_role("main")).to_contain_text("Bread: Ben")
    looks_well(ben, axe)
    amina.get_by_label("Who brings what?").fill("Soup: Amina")
    button(amina, "Save")
    expect(amina.get_by_role("main")).to_contain_text("Bread: Ben")
    expect(amina.get_by_role("main")).to_contain_text("Soup: Amina")
    amina.goto(where)
    link(amina, "Lunch together")
    expect(amina).to_have_url(lunch)
