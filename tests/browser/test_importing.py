"""A list from real life is brought in: by keyboard, on a phone, and without JavaScript."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evenweave.projects.importing import reading
from tests.browser.doors import enter_project
from tests.browser.looking import sideways, small_for_a_thumb
from tests.projects import lists

Axe = Callable[[Page], None]
PICTURES = os.environ.get("EVENWEAVE_PICTURES", "")


def look(page: Page, axe: Axe, name: str) -> None:
    """Whether a page is as it should be; a picture of it, where somebody wants one."""
    axe(page)
    assert not sideways(page)
    if page.viewport_size and page.viewport_size["width"] < 500:
        assert not small_for_a_thumb(page)
    if PICTURES:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def bring(page: Page, axe: Axe, file: str) -> str:
    """From the project to the rows of a file."""
    project = enter_project(page, "amina")
    page.goto(f"{project}invite/")
    page.get_by_role("link", name="Bring your spreadsheet").click()
    look(page, axe, "file")
    page.get_by_label("Your spreadsheet").set_input_files(lists.FOLDER / file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="What does each column hold?")).to_be_visible()
    look(page, axe, "columns")
    page.get_by_role("button", name="Look at each row").click()
    expect(page.get_by_role("heading", name="What each row would do", level=1)).to_be_visible()
    return project


@pytest.mark.slow
@pytest.mark.parametrize("way", ["page_without_javascript", "phone"])
def test_a_messy_list_is_brought_in_and_its_people_are_asked(
    request: pytest.FixtureRequest, axe: Axe, way: str
) -> None:
    page: Page = request.getfixturevalue(way)
    project = bring(page, axe, "messy.xlsx")
    look(page, axe, f"rows-{way}")
    expect(page.get_by_text("=Dev Rao (he says)").first).to_be_visible()
    if page.get_by_text("Nothing is new").count():
        return  # the other way brought it in before, and again it changes nothing
    page.get_by_role("button", name="Yes, bring them in").click()
    expect(page.get_by_role("heading", name="Your list is here")).to_be_visible()
    look(page, axe, "brought")
    page.get_by_role("link", name="Ask them in").click()
    look(page, axe, "ask-in")
    page.get_by_role("button", name=re.compile("Make .* card")).click()
    expect(page.get_by_role("article")).to_have_count(
        6
    )  # one of the seven is in the example already
    look(page, axe, "cards")
    page.goto(f"{project}people/")
    expect(page.get_by_text("Łucja Żak")).to_have_count(0)


def test_slips_are_told_by_row_and_cell_and_nothing_can_be_brought_in(page: Page, axe: Axe) -> None:
    bring(page, axe, "wrong.xlsx")
    look(page, axe, "wrong")
    expect(page.get_by_text("There is no day 31 in February 2024.").first).to_be_visible()
    expect(page.get_by_role("button", name="Yes, bring them in")).to_have_count(0)


def test_a_list_is_brought_in_by_keyboard_alone(page: Page) -> None:
    project = enter_project(page, "amina")
    page.goto(f"{project}people/bring/")
    page.get_by_label("Your spreadsheet").set_input_files(lists.FOLDER / "unicode.txt")
    page.get_by_label("Your spreadsheet").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Look at each row").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes, bring them in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your list is here")).to_be_visible()


def test_a_list_can_be_taken_away_for_excel(page: Page, axe: Axe, tmp_path: Path) -> None:
    project = enter_project(page, "amina")
    page.goto(f"{project}people/take/")
    look(page, axe, "take")
    with page.expect_download() as coming:
        page.get_by_role("button", name="For Excel").click()
    coming.value.save_as(tmp_path / "people.xlsx")
    (table,) = reading.read((tmp_path / "people.xlsx").read_bytes())
    assert "Amina" in [row[1] for row in table.rows]
