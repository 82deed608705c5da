"""A circle with a sealed box: how it is opened, come to, and filled, and how its pages look."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Error, Page, expect
from pypdf import PdfReader

from tests.browser.crews import Axe, Crew, begin, looks_well
from tests.browser.looking import sideways
from tests.browser.test_deciding import begin_to_propose, button, choose, find
from workshop.running import Site

NAMES = ("Amina", "Ben", "Carys", "Dev", "Esther", "Farah", "Gareth")
ON_SHARED_COMPUTERS = ("Hamid", "Iris")
SEATS = {"Amina": "Lived experience", "Ben": "Practice", "Carys": "Research"}
OPTIONS = "The library\nThe mosque\nThe allotment"
IN, PUT_IN = "Your paper is in the box", "Put it in the box"
# How often a page is asked for again, while the worker makes a box or opens one.
LOOKS = 60


def circle(chromium: Browser, site: Site) -> Crew:
    """Nine people, two of them on shared computers; three have said with what they sit here."""
    crew = begin(chromium, site, *NAMES)
    for name in ON_SHARED_COMPUTERS:
        comes_in_on_a_shared_computer(chromium, site, crew, name)
    for name, seat in SEATS.items():
        context = chromium.new_context(base_url=site.address, storage_state=crew.keys[name])
        page = context.new_page()
        page.goto(f"{crew.home}count/")
        page.get_by_role("checkbox", name=seat).check()
        page.get_by_role("radio", name=seat).check()
        page.get_by_label("My team sees what I bring").check()
        page.get_by_role("main").locator("form button").first.click()
        expect(page.locator(".problems")).to_have_count(0)
        context.close()
    return crew


def comes_in_on_a_shared_computer(chromium: Browser, site: Site, crew: Crew, name: str) -> None:
    """Somebody comes by the link, and says that others use this computer too."""
    context = chromium.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(crew.link)
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("Other people use this device too").check()
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")
    crew.keys[name] = context.storage_state()
    context.close()


def open_secretly(page: Page, question: str, *keepers: str) -> None:
    """Somebody proposes it, and it has been talked over."""
    begin_to_propose(page, question, "We need a room that is easy to reach.", OPTIONS)
    if keepers:
        page.get_by_text("Three locks, for a secret vote").click()
    for name in keepers:
        page.get_by_role("group", name="Who keeps a card?").get_by_label(name).check()
    choose(page, "Talk, then a secret vote")
    button(page, "Open it")
    button(page, "We have talked enough. Go on")
    expect(page.get_by_role("main")).to_contain_text("sealed box")


def waits_at_home(page: Page, question: str) -> None:
    """Come by what waits at home until it is the ballot: the box is ready."""
    for _look in range(LOOKS):
        page.goto("/")
        if page.get_by_role("main").get_by_role("link", name=question).count():
            find(page, question)
            if page.get_by_role("button", name="Put ").count():
                return
        page.wait_for_timeout(250)
    expect(page.get_by_role("button", name="Put ")).to_be_visible()


def comes_to(page: Page, words: str | re.Pattern[str]) -> None:
    """Ask for the page again until the worker has done its part."""
    for _look in range(LOOKS):
        if page.get_by_role("main").get_by_text(words).count():
            return
        page.wait_for_timeout(250)
        page.reload()
    expect(page.get_by_role("main")).to_contain_text(words)


def put_in(page: Page, question: str, choice: str) -> None:
    """Somebody puts a paper in, from what waits for them at home."""
    find(page, question)
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("main").get_by_role("button").filter(has_text="Put ").click()
    expect(page.get_by_text(IN)).to_be_visible()


def looks_well_in_every_dress(page: Page, axe: Axe) -> None:
    """Light and dark, on a desk, on a phone and on the smallest one."""
    looks_well(page, axe)
    page.emulate_media(color_scheme="dark")
    looks_well(page, axe)
    page.emulate_media(color_scheme="light")
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert not sideways(page), page.url
    if before:
        page.set_viewport_size(before)


def is_not_kept(page: Page, go: Callable[[], object]) -> None:
    """Back or forward leads to nothing: the browser has kept no answer that it could show."""
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        go()
    page.wait_for_url("chrome-error://**")


def printed(page: Page) -> list[str]:
    """What stands on each sheet, when the page is printed; spaces are as the paper needed them."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]
