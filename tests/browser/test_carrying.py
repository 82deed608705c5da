"""How a team lends its agreement to another, which takes what it likes; and how that ends."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_agreeing import in_the_room
from tests.browser.test_deciding import both, button, choose, link, vote
from workshop.running import Site

Axe = Callable[[Page], None]
PassTime = Callable[[Page], None]
Meets = Callable[[bool], tuple[Page, Page]]


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys")


@pytest.fixture(scope="module")
def others(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Huw", "Gwen")


@pytest.fixture
def meet(crew: Crew, others: Crew, open_page: Opens) -> Meets:
    """Amina and Huw, of two teams, each on a phone."""

    def meet(scripts: bool) -> tuple[Page, Page]:
        options = {"java_script_enabled": scripts, "viewport": PHONE, "has_touch": True}
        return crew.page(open_page, "Amina", **options), others.page(open_page, "Huw", **options)

    return meet


def fits(page: Page, axe: Axe) -> None:
    """As everywhere, and on the smallest telephone there is."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    looks_well(page, axe)
    if before:
        page.set_viewport_size(before)


def part(page: Page, title: str) -> None:
    """A part of the agreement, from the room."""
    link(page, "Our agreement")
    link(page, "Write a part ourselves")
    page.get_by_label("A short name for it").fill(title)
    page.get_by_label("What do we agree on?").fill(f"We keep {title.lower()}.")
    in_the_room(page, "Ben")
    button(page, "Send it")


@both
def test_a_team_lends_its_agreement_and_another_takes_what_it_likes(
    come: Comes, meet: Meets, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    title, name = ("Silence", "The walkers") if scripts else ("Lunch", "The singers")
    amina, huw = meet(scripts)
    link(huw, "Our agreement")
    fits(huw, axe)
    link(huw, "Begin with another team’s words")
    expect(huw.get_by_role("main")).to_contain_text("Nobody lends you anything just now")
    fits(huw, axe)
    offered = huw.url
    link(huw, "Where to find it")
    address = huw.locator("code").inner_text()

    part(amina, title)
    link(amina, "Tea and talk")
    link(amina, "Our agreement")
    fits(amina, axe)
    link(amina, "Lend our agreement")
    fits(amina, axe)
    lent = amina.url
    link(amina, "Ask the team whether to lend it")
    amina.get_by_label("One other project").check()
    button(amina, "Ask the team")
    expect(amina.locator(".problems")).to_contain_text("Paste the address")
    fits(amina, axe)
    amina.get_by_label("the address of its page").fill(address)
    amina.get_by_label("what do you call it?").fill(name)
    amina.get_by_label("What would you tell a later team?").fill("Begin with **tea**.")
    button(amina, "Ask the team")
    choose(amina, "Talk, then a simple vote")
    button(amina, "Open it")
    expect(amina.get_by_role("main")).to_contain_text(f"To {name}")
    fits(amina, axe)
    button(amina, "We have talked enough. Go on")
    question = f"Shall we lend our agreement to “{name}”?"
    for who in ("Amina", "Ben", "Carys"):
        vote(come(who, java_script_enabled=scripts), question, "Yes")
    huw.goto(offered)
    expect(huw.get_by_role("main")).to_contain_text("Nobody lends you anything just now")
    pass_time(amina)
    looks_well(amina, axe)

    huw.goto(offered)
    fits(huw, axe)
    huw.locator("main a.door").first.click()
    expect(huw.get_by_role("main")).to_contain_text("Begin with tea.")
    fits(huw, axe)
    walks_well(huw)
    button(huw, "Propose these to us")
    expect(huw.locator(".problems")).to_contain_text("Please choose at least one.")
    fits(huw, axe)
    huw.get_by_role("checkbox", name=re.compile(rf"^{title}\b")).check()
    huw.get_by_label("in plain words?").fill("So that we need not begin with nothing.")
    button(huw, "Propose these to us")
    choose(huw, "Talk, then a simple vote")
    button(huw, "Open it")
    expect(huw.get_by_role("main")).to_contain_text("words that Tea and talk lends us")
    looks_well(huw, axe)
    proposal = huw.url

    link(amina, "Decisions")
    link(amina, "Write down or propose")
    link(amina, "We agreed in the room")
    amina.get_by_label("What did we agree?").fill(f"We lend nothing to {name} any more.")
    amina.get_by_role("group", name="Who was there?").get_by_label("Ben", exact=True).check()
    amina.get_by_role("main").get_by_role("button").first.click()
    amina.goto(lent)
    fits(amina, axe)
    walks_well(amina)
    amina.get_by_role("link", name=re.compile(rf"^Lend it no longer.*{name}")).click()
    fits(amina, axe)
    amina.get_by_label("Which decision says so?").select_option(
        label=f"We lend nothing to {name} any more."
    )
    button(amina, "Lend it no longer")
    expect(amina.get_by_role("heading", name="Lent no longer")).to_be_visible()
    fits(amina, axe)

    huw.goto(proposal)
    expect(huw.get_by_role("main")).to_contain_text("It began with words from another team.")
    huw.goto(offered)
    expect(huw.get_by_role("main")).to_contain_text("from another team")
    expect(huw.get_by_role("main")).to_contain_text("Nobody lends you anything just now")
    fits(huw, axe)
    looks_well(huw, axe)
