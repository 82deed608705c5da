"""How it looks on this device: chosen once, kept on this device, with and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.scripts import beside

CHOSEN = {"data-size": "larger", "data-colours": "dark", "data-calm": "yes"}


def choose(page: Page) -> None:
    """Larger words, in the dark, and calm."""
    page.locator("input[name=size][value=larger]").check()
    page.locator("input[name=colours][value=dark]").check()
    page.locator("input[name=calm][value=yes]").check()


def keep(page: Page) -> None:
    page.locator("main form button").click()


def height_of_words(page: Page) -> float:
    with beside(page) as world:
        return float(world.run("parseFloat(getComputedStyle(document.body).fontSize)"))


@pytest.mark.parametrize("has_scripts", [True, False])
def test_what_is_chosen_is_kept_for_every_page_and_can_be_undone(
    has_scripts: bool, open_page: Opens
) -> None:
    page = open_page(java_script_enabled=has_scripts)
    page.goto("/about/")
    before = height_of_words(page)
    page.locator("header a[href='/display/']").click()
    choose(page)
    keep(page)
    expect(page).to_have_url("/about/")
    for name, value in CHOSEN.items():
        expect(page.locator("html")).to_have_attribute(name, value)
    assert height_of_words(page) == pytest.approx(before * 1.5)
    expect(page.locator("body")).to_have_css("color-scheme", "dark")
    (cookie,) = [each for each in page.context.cookies() if each["name"] == "display"]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")

    page.goto("/display/")
    expect(page.locator("input[name=size]:checked")).to_have_value("larger")
    for fieldset in page.locator("main fieldset").all():
        fieldset.locator("input").first.check()
    keep(page)
    page.goto("/about/")
    for name, value in CHOSEN.items():
        expect(page.locator("html")).not_to_have_attribute(name, value)
    assert height_of_words(page) == before
    assert "display" not in [each["name"] for each in page.context.cookies()]


def test_a_choice_is_shown_at_once_and_kept_only_when_asked(page: Page) -> None:
    page.goto("/display/")
    choose(page)
    for name, value in CHOSEN.items():
        expect(page.locator("[data-sample]")).to_have_attribute(name, value)
    page.goto("/about/")
    expect(page.locator("html")).not_to_have_attribute("data-size", "larger")


def test_another_device_is_not_told(open_page: Opens) -> None:
    mine, theirs = open_page(), open_page()
    mine.goto("/display/")
    choose(mine)
    keep(mine)
    theirs.goto("/")
    expect(theirs.locator("html")).not_to_have_attribute("data-size", "larger")
