"""Who is here, circles, trust, limits and leaving: on a phone, by keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb

Axe = Callable[[Page], None]

PLACES = ["people/", "people/before/", "people/strengths/", "people/trust/", "circles/"]
PLACES += ["sites/", "phases/", "limits/", "limits/say/", "for-you/", "leave/", "record/"]


@pytest.fixture
def amina(open_page: Opens) -> Page:
    """Amina on a small phone, on the page of the project that she just began."""
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/start/")
    page.get_by_label("What are we called?").fill("Tea and talk")
    page.get_by_label("Why are we doing this?").fill("To find out what a good month is like.")
    page.get_by_label("What shall we call you?").fill("Amina")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea and talk has begun")
    return page


def come_in(page: Page, link: str, name: str) -> None:
    """Somebody follows the link."""
    page.goto(link)
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome to Tea and talk")


def home_of(page: Page) -> str:
    """The address of the project."""
    return page.get_by_role("link", name="Go to the project").get_attribute("href") or ""


def test_every_page_about_members_is_accessible_and_fits_a_phone(amina: Page, axe: Axe) -> None:
    home = home_of(amina)
    for place in PLACES:
        amina.goto(home + place)
        expect(amina.get_by_role("heading", level=1)).to_be_visible()
        assert not sideways(amina), place
        assert not small_for_a_thumb(amina), place
        axe(amina)


def test_every_page_about_members_can_be_walked_by_keyboard(amina: Page) -> None:
    home = home_of(amina)
    amina.set_viewport_size({"width": 1280, "height": 900})
    for place in PLACES:
        amina.goto(home + place)
        wanted = reachable(amina)
        walked = list(tab_through(amina))
        assert len(walked) == wanted, (place, [each.name for each in walked])


def test_a_question_about_a_limit_is_asked_and_answered_and_power_is_handed_on_without_javascript(
    amina: Page, page_without_javascript: Page, axe: Axe
) -> None:
    home = home_of(amina)
    link = amina.get_by_role("textbox", name="The link").input_value()
    carys = page_without_javascript
    come_in(carys, link, "Carys")

    amina.goto(f"{home}limits/say/")
    amina.get_by_label("What can this team not change?").fill("The end date is fixed.")
    amina.get_by_label("Who holds it?").fill("The funder")
    amina.get_by_role("button", name="Write it down").click()

    carys.goto(f"{home}limits/")
    carys.get_by_role("link", name="The end date is fixed.").click()
    carys.get_by_label("What would you like to ask?").fill("Could it move?")
    carys.get_by_role("button", name="Ask").click()
    expect(carys.get_by_text("Could it move?")).to_be_visible()
    axe(carys)

    amina.goto(f"{home}limits/")
    amina.get_by_role("link", name="The end date is fixed.").click()
    amina.get_by_role("link", name="Write the answer down").click()
    amina.get_by_label("What is the answer?").fill("By three months at most.")
    amina.get_by_role("button", name="Write it down").click()
    axe(amina)
    carys.reload()
    expect(carys.get_by_text("Carys was told.")).to_be_visible()

    carys.goto(f"{home}circles/")
    carys.get_by_label("What is it called?").fill("Tuesday group")
    carys.get_by_role("button", name="Make it").click()
    expect(carys.get_by_role("heading", level=1)).to_have_text("Tuesday group")
    axe(carys)

    amina.goto(f"{home}leave/")
    amina.get_by_role("button", name="Leave the project").click()
    expect(
        amina.get_by_role("main").get_by_text("Nothing is chosen here yet.").first
    ).to_be_visible()
    amina.get_by_label("Who takes over as coordinator?").select_option("Carys")
    axe(amina)
    amina.get_by_role("button", name="Leave the project").click()
    expect(amina.get_by_role("heading", level=1)).to_have_text("Thank you")
    axe(amina)
    carys.goto(f"{home}people/trust/")
    expect(carys.get_by_text("asked by Amina")).to_be_visible()
    carys.goto(f"{home}people/before/")
    expect(carys.get_by_text("Amina").first).to_be_visible()
