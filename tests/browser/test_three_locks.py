"""A sealed box with three locks: cards drawn, printed, lost, mistyped and put in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.boxes import (
    NAMES,
    SEATS,
    circle,
    comes_to,
    is_not_kept,
    looks_well_in_every_dress,
    open_secretly,
    printed,
    put_in,
    waits_at_home,
)
from tests.browser.conftest import PHONE
from tests.browser.crews import Axe, Comes, Crew, walks_well
from tests.browser.test_deciding import both, button, find, link
from workshop.running import Site

PassTime = Callable[[Page], None]
CODE = re.compile(r"(\w{4} ){7}\w{4}")
WHAT_STANDS = "What stands on your card?"


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return circle(chromium, site)


def draw(page: Page, question: str) -> str:
    """Somebody draws their card, and stands before it: its code."""
    find(page, question)
    button(page, "Draw my card")
    code = page.get_by_role("article", name="The card").locator(".figures").inner_text()
    assert CODE.fullmatch(code)
    return code


def give(page: Page, code: str) -> None:
    """Somebody types a card."""
    page.get_by_label(WHAT_STANDS).fill(code)
    button(page, "Put my card in")


@both
def test_three_keep_a_card_and_two_of_them_open_the_box(
    come: Comes, axe: Axe, pass_time: PassTime, tmp_path: Path, scripts: bool
) -> None:
    question = f"Who speaks for us {'in Leeds' if scripts else 'in York'}?"
    amina = come("Amina", java_script_enabled=scripts)
    open_secretly(amina, question, *SEATS)
    comes_to(amina, "The sealed box has three locks")
    looks_well_in_every_dress(amina, axe)
    codes = {}
    for name in SEATS:
        page = come(name, java_script_enabled=scripts, viewport=PHONE)
        find(page, question)
        looks_well_in_every_dress(page, axe)
        walks_well(page)
        codes[name] = draw(page, question)
        looks_well_in_every_dress(page, axe)
        walks_well(page)
        (sheet,) = printed(page)
        assert codes[name] in sheet
        assert question in sheet
        assert "Go on" not in sheet
        assert "Save it" not in sheet
        with page.expect_download() as saving:
            button(page, "Save it as a file")
        saving.value.save_as(tmp_path / "card.txt")
        assert codes[name] in (tmp_path / "card.txt").read_text()
        link(page, "I have it. Go on")
        expect(page.locator("h1")).to_have_text(question)
        is_not_kept(page, page.go_back)
    assert len(set(codes.values())) == len(SEATS)
    waits_at_home(amina, question)
    for name in NAMES[:6]:
        put_in(come(name, java_script_enabled=scripts), question, "The library")

    pass_time(amina)
    comes_to(amina, "Two of the three who keep a card open it together")
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    find(ben, question)
    looks_well_in_every_dress(ben, axe)
    ben.reload()  # everything was folded out
    ben.get_by_text("My card is lost").click()
    button(ben, "Yes, it is lost")
    expect(ben.locator("h1")).to_have_text(question)

    find(amina, question)
    expect(amina.get_by_role("main")).to_contain_text("The other two open the box together.")
    comes_to(amina, WHAT_STANDS)
    for typed, told in mistakes(codes).items():
        give(amina, typed)
        expect(amina.locator(".problems")).to_contain_text(told)
        expect(amina.get_by_label(WHAT_STANDS)).to_have_value(typed)
    looks_well_in_every_dress(amina, axe)
    walks_well(amina)
    give(amina, codes["Amina"].lower().replace(" ", ""))
    expect(amina.locator("h1")).to_have_text(question)
    find(amina, question)
    expect(amina.get_by_role("main")).to_contain_text("Your card is in")
    looks_well_in_every_dress(amina, axe)
    carys = come("Carys", java_script_enabled=scripts, viewport=PHONE)
    find(carys, question)
    give(carys, codes["Carys"])
    comes_to(carys, "The papers were opened together")
    expect(carys.locator("#what-came-of-it")).to_contain_text("The library")


def mistakes(codes: dict[str, str]) -> dict[str, str]:
    """What Amina may type by mistake, and what she is told then."""
    own = codes["Amina"]
    return {
        "my birthday": "This is no code of a card",
        own[:-1] + ("2" if own[-1] != "2" else "3"): "There is a slip in it.",
        codes["Carys"]: "This card was made for somebody else.",
    }


@both
def test_with_two_cards_lost_the_vote_begins_anew_with_new_ones(
    come: Comes, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    question = f"Who writes {'to the council' if scripts else 'to the paper'}?"
    pages = {name: come(name, java_script_enabled=scripts, viewport=PHONE) for name in SEATS}
    open_secretly(pages["Amina"], question, *SEATS)
    comes_to(pages["Amina"], "The sealed box has three locks")
    decision = pages["Amina"].url
    old = {name: draw(page, question) for name, page in pages.items()}
    waits_at_home(pages["Amina"], question)
    for name in ("Ben", "Carys"):
        pages[name].goto(decision)
        link(pages[name], "Your card for the sealed box")
        pages[name].get_by_text("My card is lost").click()
        button(pages[name], "Yes, it is lost")
        expect(pages[name].locator("h1")).to_have_text(question)
    amina = pages["Amina"]
    amina.goto(decision)
    comes_to(amina, "What opens the box was lost.")
    looks_well_in_every_dress(amina, axe)
    walks_well(amina)
    button(amina, "Begin a new vote")
    expect(amina.get_by_role("main")).to_contain_text("as soon as the three who keep a card")
    new = {name: draw(page, question) for name, page in pages.items()}
    assert not set(old.values()) & set(new.values())
    waits_at_home(amina, question)
    for name in NAMES[:5]:
        put_in(come(name, java_script_enabled=scripts), question, "The allotment")

    pass_time(amina)
    comes_to(amina, "Two of the three who keep a card open it together")
    find(amina, question)
    comes_to(amina, WHAT_STANDS)
    give(amina, old["Amina"])
    expect(amina.locator(".problems")).to_contain_text("This card belongs to another box.")
    looks_well_in_every_dress(amina, axe)
    give(amina, new["Amina"])
    expect(amina.locator("h1")).to_have_text(question)
    find(pages["Ben"], question)
    give(pages["Ben"], new["Ben"])
    comes_to(pages["Ben"], "The papers were opened together")
    expect(pages["Ben"].locator("#what-came-of-it")).to_contain_text("The allotment")
