"""Somebody says something without their name, from a phone; others answer; they talk by receipt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.boxes import looks_well_in_every_dress
from tests.browser.conftest import PHONE, Opens
from tests.browser.crews import Comes, Crew, begin, walks_well
from tests.browser.mornings import let_morning_come
from tests.browser.scripts import beside
from tests.browser.test_deciding import begin_to_propose as propose
from tests.browser.test_deciding import both, button, choose, link, vote
from workshop.running import Site

Axe = Callable[[Page], None]
NAMES = ("Amina", "Ben", "Carys", "Dev", "Esther")
WAIT = "They wait until early in the morning"


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, *NAMES)


def receipt_on(page: Page) -> str:
    """The code that is shown, this once."""
    return page.get_by_label("The receipt", exact=True).locator(".figures").inner_text()


def look(page: Page, code: str) -> None:
    """Somebody types a receipt."""
    page.goto("/sealed-words/")
    page.get_by_label("What stands on your receipt?").fill(code)
    button(page, "Look")


def keeps_nothing(page: Page) -> None:
    """No cookie, and nothing in what a browser keeps for pages."""
    assert page.context.cookies() == []
    with beside(page) as world:
        assert world.run("JSON.stringify([localStorage, sessionStorage])") == "[{},{}]"


@both
def test_words_without_a_name_are_said_answered_and_taken_back(
    come: Comes, open_page: Opens, axe: Axe, site: Site, scripts: bool
) -> None:
    words = f"I am afraid to speak when {'all' if scripts else 'so many'} are in the room."
    phone = come("Ben", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    phone.goto("/say/")
    link(phone, "Say it without your name")
    expect(phone.locator("main")).to_contain_text("People who know you may recognise your words")
    expect(phone.locator("main")).to_contain_text("nobody can give you another")
    looks_well_in_every_dress(phone, axe)
    walks_well(phone)
    button(phone, "Send it without my name")  # too early: nothing is written
    expect(phone.locator(".problems")).to_contain_text("What would you like to say?")
    looks_well_in_every_dress(phone, axe)
    phone.get_by_label("What would you like to say?").fill(words)
    button(phone, "Send it without my name")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your words wait until the morning")
    expect(phone.locator("main")).not_to_contain_text(words)
    code = receipt_on(phone)
    looks_well_in_every_dress(phone, axe)
    walks_well(phone)
    link(phone, "I have it. Go on")
    expect(phone.locator("main")).not_to_contain_text(words)

    # On another device, on which nobody is signed in.
    other = open_page(java_script_enabled=scripts, viewport=PHONE)
    look(other, "2F8K 7QJD")
    expect(other.locator(".problems")).to_contain_text("a receipt has 18 letters and figures")
    looks_well_in_every_dress(other, axe)
    look(other, code.lower().replace(" ", ""))
    expect(other.get_by_text(WAIT)).to_be_visible()
    looks_well_in_every_dress(other, axe)
    let_morning_come(site)

    carys = come("Carys", java_script_enabled=scripts)
    link(carys, "Ideas")
    carys.get_by_role("link", name=words).click()
    expect(carys.locator("main")).to_contain_text("Somebody of the team, without a name")
    looks_well_in_every_dress(carys, axe)
    link(carys, "Answer whoever said it")
    looks_well_in_every_dress(carys, axe)
    carys.get_by_label("What would you like to answer?").fill("Would two at a time help?")
    button(carys, "Answer with my name")
    expect(carys.locator("main")).to_contain_text("Would two at a time help?")

    look(other, code)
    expect(other.locator("main")).to_contain_text(words)
    expect(other.locator("main")).to_contain_text("Would two at a time help?")
    expect(other.locator("main")).to_contain_text("Carys")
    looks_well_in_every_dress(other, axe)
    walks_well(other)
    other.get_by_label("What would you like to say?").fill("Yes, much.")
    button(other, "Say it without my name")
    expect(other.get_by_text("One more thing of yours waits")).to_be_visible()
    looks_well_in_every_dress(other, axe)
    let_morning_come(site)
    carys.reload()
    expect(carys.locator("main")).to_contain_text("Yes, much.")
    looks_well_in_every_dress(carys, axe)

    look(other, code)
    other.locator("summary").filter(has_text="Take it back").click()
    button(other, "Yes, take it back")
    expect(other.get_by_role("heading", level=1)).to_have_text("It is taken back")
    looks_well_in_every_dress(other, axe)
    keeps_nothing(other)
    carys.reload()
    expect(carys.locator("main")).not_to_contain_text(words)
    expect(carys.locator("main")).not_to_contain_text("Yes, much.")
    expect(carys.locator("main")).to_contain_text("Would two at a time help?")
    for secret in ("sealed-words", "without-name", code, words):
        assert secret not in site.log


@both
def test_words_are_taken_back_before_anybody_reads_them(
    come: Comes, open_page: Opens, site: Site, scripts: bool
) -> None:
    words = f"I would rather {'not' if scripts else 'never'} have said this."
    phone = come("Ben", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    phone.goto("/say/")
    link(phone, "Say it without your name")
    phone.get_by_label("What would you like to say?").fill(words)
    button(phone, "Send it without my name")
    code = receipt_on(phone)
    other = open_page(java_script_enabled=scripts)
    look(other, code)
    expect(other.get_by_text(WAIT)).to_be_visible()
    other.locator("summary").filter(has_text="Take it back").click()
    button(other, "Yes, take it back")
    expect(other.get_by_role("heading", level=1)).to_have_text("It is taken back")
    let_morning_come(site)
    amina = come("Amina", java_script_enabled=scripts)
    link(amina, "Ideas")
    expect(amina.locator("main")).not_to_contain_text(words)
    look(other, code)
    expect(other.locator(".problems")).to_contain_text("Nothing lies behind this receipt")


def test_what_was_decided_is_seen_otherwise_without_a_name(
    come: Comes, open_page: Opens, axe: Axe, site: Site, pass_time: Callable[[Page], None]
) -> None:
    amina = come("Amina")
    propose(amina, "Do we meet on Mondays?", "So that all can plan.", "Yes\nNo")
    choose(amina, "Talk, then a simple vote")
    button(amina, "Open it")
    button(amina, "We have talked enough. Go on")
    where = amina.url
    for name in NAMES:
        vote(come(name, java_script_enabled=False), "Do we meet on Mondays?", "Yes")
    amina.goto(where)
    pass_time(amina)
    phone = come("Ben", java_script_enabled=False, viewport=PHONE)
    phone.goto(where)
    phone.locator("summary").filter(has_text="I see it otherwise").click()
    link(phone, "Say it without your name")
    looks_well_in_every_dress(phone, axe)
    phone.get_by_label("How do you see it?").fill("On Mondays I am at the clinic.")
    button(phone, "Send it without my name")
    code = receipt_on(phone)
    let_morning_come(site)
    amina.goto(where)
    expect(amina.locator("#what-came-of-it")).to_contain_text("On Mondays I am at the clinic.")
    expect(amina.locator("#what-came-of-it")).to_contain_text("without a name")
    looks_well_in_every_dress(amina, axe)
    other = open_page(java_script_enabled=False, viewport=PHONE)
    look(other, code)
    expect(other.locator("main")).to_contain_text("Beside “Do we meet on Mondays?”")
    looks_well_in_every_dress(other, axe)
