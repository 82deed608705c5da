"""How a team says what it hopes for: side by side, then a conflict, then a shared goal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_agreeing import in_the_room
from tests.browser.test_deciding import both, button, link
from workshop.running import Site

Axe = Callable[[Page], None]


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys", "Dev")


def says(page: Page, crew: Crew, words: str, axe: Axe) -> None:
    """Somebody says what matters most to them."""
    page.goto(f"{crew.home}agreement/goals/")
    link(page, "Say what matters most to you")
    looks_well(page, axe)
    button(page, "Say it")
    expect(page.locator(".problems")).to_be_visible()
    page.get_by_label("What matters most to you here?").fill(words)
    button(page, "Say it")
    expect(page.get_by_role("main")).to_contain_text(words)


@both
def test_priorities_a_conflict_that_is_settled_and_a_goal_with_its_roots(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    mark = "with" if scripts else "without"
    near, cost = f"A place close by ({mark}).", f"It must be affordable ({mark})."
    amina = come("Amina", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    amina.goto(crew.home)
    link(amina, "Our agreement")
    link(amina, "What matters to each of us")
    looks_well(amina, axe)
    says(amina, crew, near, axe)
    carys = come("Carys", java_script_enabled=scripts)
    says(carys, crew, cost, axe)
    looks_well(carys, axe)
    walks_well(carys)

    link(carys, "Name a conflict")
    looks_well(carys, axe)
    for words in (near, cost):
        carys.get_by_role("checkbox", name=words).check()
    carys.get_by_label("How do you see it?").fill(f"Near costs more ({mark}).")
    button(carys, "Name it")
    clash = carys.locator("li.clash", has_text=f"Near costs more ({mark}).")
    expect(clash).to_contain_text("Named, and not settled yet")

    title = f"Close and light ({mark})"
    amina.goto(f"{crew.home}agreement/goals/")
    link(amina, "Propose a goal")
    amina.get_by_label("The goal, in a few words").fill(title)
    amina.get_by_label("What would be different then?").fill("A room that costs nothing.")
    in_the_room(amina, "Ben")
    button(amina, "Send it")
    amina.goto(f"{crew.home}agreement/goals/")
    amina.locator("li.clash", has_text=f"({mark})").get_by_role(
        "link", name="It is settled"
    ).click()
    looks_well(amina, axe)
    decisions = amina.get_by_label("Which decision settles it?")
    made = decisions.locator("option", has_text=title).get_attribute("value")
    decisions.select_option(made)
    amina.get_by_label("How does that settle it?").fill("The room is free, and close by.")
    button(amina, "It is settled")
    settled = amina.locator("li.clash", has_text=f"({mark})")
    expect(settled).to_contain_text("Settled by a decision:")

    amina.get_by_role("region", name=title).get_by_role(
        "link", name="Say what it grew from"
    ).click()
    looks_well(amina, axe)
    amina.get_by_label("What matters to somebody").select_option(label=f"{near} (by Amina)")
    button(amina, "Add it")
    expect(amina.get_by_role("region", name=title)).to_contain_text(near)
    for width in (320, 360, 1280):
        amina.set_viewport_size({"width": width, "height": 800})
        looks_well(amina, axe)
    amina.set_viewport_size({"width": 360, "height": 800})
