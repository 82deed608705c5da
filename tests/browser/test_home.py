"""Home, a project’s page, saying something and one’s own data, as people meet them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.doors import enter
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb

Axe = Callable[[Page], None]
# Who is signed in, and where they go; “project” is the first project on their home.
PLACES = {
    "nobody, looking around": ("", "/example/"),
    "nobody, before a door": ("", "/example/omar/"),
    "nobody, in trouble": ("", "/say/"),
    "somebody helped": ("omar", "/"),
    "somebody who rests": ("lena", "/"),
    "a project": ("omar", "project"),
    "something to say": ("omar", "/say/"),
    "my data": ("omar", "/me/my-data/"),
    "erase me": ("omar", "/me/my-data/erase/"),
}


def go(page: Page, place: str) -> None:
    """To one of the places above."""
    slug, path = PLACES[place]
    if slug:
        enter(page, slug)
    if path == "project":
        page.goto("/")
        page.locator("a.door").first.click()
        expect(page.locator("h1")).to_have_text("Hounslow Wellbeing Network")
    else:
        page.goto(path)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(
    open_page: Opens, axe: Axe, place: str, colours: str
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, color_scheme=colours)
    go(page, place)
    axe(page)
    assert sideways(page) == []
    assert small_for_a_thumb(page) == []


@pytest.mark.parametrize("place", PLACES)
def test_the_keyboard_comes_everywhere(page: Page, place: str) -> None:
    go(page, place)
    assert len(list(tab_through(page))) == reachable(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_door_to_words_that_are_on_their_way(
    open_page: Opens, axe: Axe, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts)
    enter(page, "hamid")
    expect(page.locator("h1")).to_contain_text("Hello, Hamid.")
    page.get_by_role("link", name="Say something").click()
    expect(page.locator("main")).to_contain_text("116 123")
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("main")).to_contain_text("Nothing is written here yet.")
    axe(page)
    page.get_by_label("What would you like to say?").fill("The hall was too loud for me.")
    page.get_by_label("Only those who coordinate").check()
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("h1")).to_have_text("Thank you. It is on its way.")
    axe(page)
    reader = open_page(java_script_enabled=scripts)
    enter(reader, "ruth")
    reader.goto("/messages/")
    expect(reader.locator("main")).to_contain_text("Somebody wrote to you")


def test_one_tap_and_whoever_rests_is_back(open_page: Opens) -> None:
    page = open_page(java_script_enabled=False)
    enter(page, "lena")
    expect(page.locator("h1")).to_have_text("Rest well, Lena.")
    page.get_by_role("button", name="I am back").click()
    expect(page.locator("h1")).to_contain_text("Hello, Lena.")
    page.locator("details.account > summary").click()
    page.get_by_role("button", name="Rest for a while").click()
    expect(page.locator("h1")).to_have_text("Rest well, Lena.")


def test_all_of_my_data_comes_as_one_file(page: Page, tmp_path: Path) -> None:
    enter(page, "gwen")
    page.goto("/me/my-data/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Get my data").click()
    file = tmp_path / "my-data.zip"
    coming.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        assert "Carer for my brother" in archive.read("everything.txt").decode()


def test_erased_and_everywhere_a_former_member(open_page: Opens, axe: Axe) -> None:
    page = open_page(java_script_enabled=False)
    enter(page, "marek")
    page.goto("/me/my-data/erase/")
    page.get_by_role("button", name="Erase me now").click()
    expect(page.locator("main")).to_contain_text("This box needs a tick")
    page.get_by_label("Yes, erase everything").check()
    page.get_by_role("button", name="Erase me now").click()
    expect(page.locator("h1")).to_have_text("It is done")
    axe(page)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Research made together, as equals")
    page.locator("a.door").filter(has_text="Hounslow").click()
    expect(page.locator("main")).not_to_contain_text("Marek")
    expect(page.locator("#entries")).to_contain_text("All that was kept of a former member was")
