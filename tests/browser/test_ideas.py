"""What becomes of an idea, and thinking aloud, as people meet it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from workshop.running import Site

Axe = Callable[[Page], None]


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys")


@pytest.fixture
def come(crew: Crew, open_page: Opens) -> Comes:
    """Somebody of the team, on its own page."""

    def come(name: str, **options: Any) -> Page:
        return crew.page(open_page, name, **options)

    return come


def photo() -> FilePayload:
    """A small picture, as from a telephone."""
    kept = io.BytesIO()
    Image.new("RGB", (48, 32), "teal").save(kept, "PNG")
    return {"name": "bench.png", "mimeType": "image/png", "buffer": kept.getvalue()}


def button(page: Page, words: str) -> None:
    """Press a button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()


def link(page: Page, words: str) -> None:
    """Follow a link of the page itself."""
    page.get_by_role("main").get_by_role("link", name=words).first.click()


def say(page: Page, words: str) -> None:
    """Somebody says something from the page of ideas."""
    link(page, "Ideas")
    link(page, "Say something")
    page.get_by_label("What would you like to say?").fill(words)
    page.get_by_label("Everybody in the team").check()


def answer(page: Page, why: str) -> None:
    """Somebody says that it was taken up."""
    page.locator("summary", has_text="It was answered").click()
    page.get_by_label("Taken up", exact=True).check()
    page.get_by_label("Why?").fill(why)
    button(page, "Write it down, and tell them")
    expect(page.get_by_role("main")).to_contain_text(why)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_idea_from_a_photo_is_answered_until_it_is_what_was_meant(
    come: Comes, axe: Axe, scripts: bool
) -> None:
    words = f"A bench {'by the door' if scripts else 'by the river'}, for a rest."
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    say(ben, words)
    ben.get_by_label("A photo or a drawing").set_input_files(files=[photo()])
    looks_well(ben, axe)
    button(ben, "Send it")
    expect(ben.get_by_role("heading", level=1)).to_have_text("An idea")
    expect(ben.get_by_role("img", name=words)).to_be_visible()
    idea = ben.url

    carys = come("Carys", java_script_enabled=scripts)
    link(carys, "Ideas")
    link(carys, words)
    button(carys, "I hold this too")
    expect(carys.get_by_role("main")).to_contain_text("Held by Ben, Carys")
    carys.locator("summary", has_text="It was heard").click()
    carys.get_by_label("Where was it heard?").fill("At the March meeting")
    button(carys, "Write it down")
    expect(carys.get_by_role("main")).to_contain_text("At the March meeting")
    answer(carys, "A bench comes in May.")

    for said in ("That is not what I meant", "Yes, that is it"):
        ben.goto("/")
        link(ben, "What became of your idea")
        expect(ben).to_have_url(idea)
        expect(ben.get_by_role("main")).to_contain_text("Is it what you meant?")
        looks_well(ben, axe)
        if said.startswith("Yes"):
            button(ben, said)
            break
        ben.reload()
        ben.locator("summary", has_text=said).click()
        button(ben, "Let it be heard again")
        expect(ben.locator(".problems")).to_be_visible()
        axe(ben)
        ben.get_by_label("What did you mean?").fill("Two benches: one is never free.")
        button(ben, "Let it be heard again")
        expect(ben.get_by_role("main")).to_contain_text("It stands on the next agenda of Everybody")
        looks_well(ben, axe)
        carys.reload()
        expect(carys.get_by_role("main")).to_contain_text("Two benches: one is never free.")
        answer(carys, "Two benches come in May.")

    expect(ben.get_by_role("main")).not_to_contain_text("Is it what you meant?")
    expect(ben.get_by_role("main")).to_contain_text("Whoever had it says: yes, that is it.")
    looks_well(ben, axe)
    ben.goto("/")
    expect(ben.get_by_role("main")).not_to_contain_text("What became of your idea")


def test_a_photo_without_words_is_asked_for_a_line(come: Comes, axe: Axe) -> None:
    page = come("Carys", java_script_enabled=False, viewport=PHONE)
    say(page, "")
    page.get_by_label("A photo or a drawing").set_input_files(files=[photo()])
    button(page, "Send it")
    expect(page.locator(".problems")).to_contain_text("Write a line about it")
    expect(page.get_by_role("main")).to_contain_text("Please choose the file again.")
    looks_well(page, axe)


def test_what_is_thought_aloud_can_be_taken_back(come: Comes, axe: Axe) -> None:
    amina = come("Amina", java_script_enabled=False, viewport=PHONE)
    link(amina, "Ideas")
    link(amina, "Think aloud first")
    looks_well(amina, axe)
    link(amina, "Open it")
    looks_well(amina, axe)
    button(amina, "Open it until then")
    amina.get_by_label("Think aloud").fill("Perhaps we meet too often?")
    button(amina, "Say it")

    ben = come("Ben")
    link(ben, "Ideas")
    link(ben, "Think aloud first")
    expect(ben.get_by_role("main")).to_contain_text("Perhaps we meet too often?")
    expect(ben.locator("summary", has_text="Take it back")).to_have_count(0)
    looks_well(ben, axe)
    walks_well(ben)

    looks_well(amina, axe)
    amina.reload()
    amina.locator("summary", has_text="Take it back").click()
    button(amina, "Yes, take it back")
    expect(amina.get_by_role("main")).not_to_contain_text("Perhaps we meet too often?")
    ben.reload()
    expect(ben.get_by_role("main")).not_to_contain_text("Perhaps we meet too often?")


def test_every_page_of_ideas_can_be_walked_by_keyboard(come: Comes, axe: Axe) -> None:
    page = come("Carys")
    for words in ("A kettle of our own.", "A second kettle."):
        say(page, words)
        button(page, "Send it")
        expect(page.get_by_role("heading", level=1)).to_have_text("An idea")
        page.get_by_role("link", name="Tea and talk").first.click()
    link(page, "Ideas")
    looks_well(page, axe)
    page.reload()
    walks_well(page)
    link(page, "Say something")
    looks_well(page, axe)
    page.reload()
    walks_well(page)
    page.go_back()
    link(page, "A second kettle.")
    walks_well(page)
    link(page, "Gather others into it")
    looks_well(page, axe)
    walks_well(page)
    page.get_by_label("A kettle of our own.").check()
    button(page, "Gather them")
    expect(page.get_by_role("heading", name="Gathered into it")).to_be_visible()
    link(page, "A kettle of our own.")
    expect(page.get_by_role("main")).to_contain_text("It was gathered into another")
    looks_well(page, axe)
    page.reload()
    walks_well(page)
