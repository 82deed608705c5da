"""The mirror as people use it: on a phone, by keyboard, on paper, and in files that go along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from evenweave.common import clock
from tests.browser.conftest import PHONE, Opens
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.looking import sideways
from tests.browser.scripts import beside
from tests.browser.test_deciding import both, button, link
from tests.browser.test_meetings import day
from tests.papers import text_of
from workshop.running import Site

Axe = Callable[[Page], None]
LIVED, RESEARCH = ("Amina", "Ben", "Cleo"), ("Dev", "Ed", "Finn")
NAMES = (*LIVED, *RESEARCH)
DARK: dict[str, Any] = {"color_scheme": "dark"}


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    """Three with lived experience, who have all the ideas, and three researchers."""
    crew = begin(chromium, site, *NAMES)
    for name in NAMES:
        context = chromium.new_context(
            base_url=site.address, storage_state=crew.keys[name], java_script_enabled=False
        )
        page = context.new_page()
        sit(page, crew, "Lived experience" if name in LIVED else "Research")
        if name in LIVED:
            for number in (1, 2):
                raise_idea(page, crew, f"Idea {number} of a quiet corner.")
        context.close()
    return crew


def sit(page: Page, crew: Crew, kind: str) -> None:
    """Somebody says with what they sit here, and shows it."""
    page.goto(f"{crew.home}count/")
    page.get_by_role("group", name="What do you bring?").get_by_label(kind).check()
    page.get_by_role("group", name="With which").get_by_label(kind).check()
    page.get_by_label("My team sees what I bring").check()
    button(page, "Save")


def raise_idea(page: Page, crew: Crew, words: str) -> None:
    """Somebody says something to everybody."""
    page.goto(f"/say/?project={crew.home.split('/')[2]}")
    page.get_by_label("What would you like to say?").fill(words)
    page.get_by_label("Everybody in the team").check()
    button(page, "Send it")
    expect(page.locator("h1")).to_have_text("An idea")


def plan(page: Page, crew: Crew, title: str, ahead: int) -> None:
    """A meeting in some days."""
    page.goto(f"{crew.home}meetings/new/")
    page.get_by_label("What is it called?").fill(title)
    page.get_by_label("We know already").check()
    day(page, ahead, "If we know: on which day?")
    page.get_by_label("If we know: at what time?").fill("10:30")
    button(page, "Plan it")
    expect(page.locator("h1")).to_have_text(title)


def test_what_is_weakest_comes_onto_the_next_agenda(come: Comes, crew: Crew, axe: Axe) -> None:
    amina = come("Amina", viewport=PHONE, has_touch=True)
    link(amina, "The mirror")
    main = amina.get_by_role("main")
    expect(main.get_by_role("heading", name="Where sharing is weakest")).to_be_visible()
    expect(main).to_contain_text("researchers held 3 of 6 seats and raised 0 of 6 ideas")
    expect(main).to_contain_text("You have no meeting yet to put it on.")
    looks_well(amina, axe)
    walks_well(amina)

    plan(amina, crew, "The spring meeting", 9)
    ben = come("Ben", java_script_enabled=False)
    ben.goto(f"{crew.home}mirror/")
    ben.get_by_role("button", name="Put it on the next agenda").click()
    expect(ben.locator(".on-agenda")).to_contain_text("It is on the agenda: The spring meeting")
    looks_well(ben, axe)
    # It is there for everybody, and nobody is asked to put it there again.
    amina.goto(f"{crew.home}mirror/")
    expect(amina.get_by_role("button", name="Put it on the next agenda")).to_have_count(0)
    link(amina, "The spring meeting")
    expect(amina.get_by_role("heading", name="Whose ideas are raised")).to_be_visible()
    expect(amina.get_by_role("main")).to_contain_text("raised 0 of 6 ideas")
    link(amina, "Look in the mirror")
    expect(amina.locator("h1")).to_have_text("The mirror")


@both
def test_depth_is_one_tap_away(come: Comes, crew: Crew, axe: Axe, scripts: bool) -> None:
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    ben.goto(f"{crew.home}mirror/")
    table = ben.get_by_role("table", name="Who held what so far")
    expect(table).to_be_hidden()
    ben.locator("summary", has_text="The same as a table").first.click()
    expect(table).to_contain_text("100 % (6 of 6)".replace(" %", "\N{NO-BREAK SPACE}%"))
    link(ben, "By all the kinds that people bring")
    expect(ben.get_by_role("main")).to_contain_text("Whoever brings two counts in both.")
    looks_well(ben, axe)
    link(ben, "All numbers, and what they mean")
    expect(ben.locator("h1")).to_have_text("All numbers, and what they mean")
    looks_well(ben, axe)
    walks_well(ben)
    ben.goto(f"{crew.home}mirror/")
    link(ben, "My own numbers")
    expect(ben.get_by_role("main")).to_contain_text("You raised 2 ideas, with your name.")
    looks_well(ben, axe)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("dress", [{}, DARK], ids=["light", "dark"])
def test_it_is_accessible_at_every_width_light_and_dark(
    come: Comes, crew: Crew, axe: Axe, width: int, dress: dict[str, Any]
) -> None:
    dev = come("Dev", viewport={"width": width, "height": 800}, **dress)
    for place in ("", "numbers/", "mine/"):
        dev.goto(f"{crew.home}mirror/{place}")
        with beside(dev) as world:
            world.run("document.querySelectorAll('details').forEach(each => each.open = true)")
        axe(dev)
        assert not sideways(dev)


def test_on_a_phone_words_come_first_and_stay_large(come: Comes, crew: Crew) -> None:
    dev = come("Dev", viewport=PHONE)
    dev.goto(f"{crew.home}mirror/")
    weakest = dev.locator("#weakest").bounding_box()
    assert weakest
    assert weakest["y"] < PHONE["height"]
    with beside(dev) as world:
        sizes = world.run(
            """[...document.querySelectorAll('.weave-cloth :is(b, bdi), .dots-year :is(b, span)')]
            .filter(it => it.checkVisibility())
            .map(it => parseFloat(getComputedStyle(it).fontSize))"""
        )
        body = world.run("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    assert sizes
    assert min(sizes) >= body * 0.9


def test_without_eyes_each_picture_has_a_name_and_a_description(come: Comes, crew: Crew) -> None:
    dev = come("Dev")
    dev.goto(f"{crew.home}mirror/")
    pictures = dev.get_by_role("main").get_by_role("img")
    expect(pictures).to_have_count(2)
    expect(pictures.first).to_have_accessible_name("Who held what so far")
    expect(pictures.last).to_have_accessible_name("Who raised ideas, month by month")
    month = f"{clock.now():%B %Y}"
    expect(pictures.last).to_have_accessible_description(
        f"Lived experience 6. Most in one month: 6, in {month}."
    )


def test_files_go_along_and_open_by_themselves(
    come: Comes, crew: Crew, open_page: Opens, tmp_path: Path
) -> None:
    dev = come("Dev")
    dev.goto(f"{crew.home}mirror/")
    found = {}
    for name in ("(SVG)", "(PNG)", "(CSV)"):
        with dev.expect_download() as coming:
            link(dev, name)
        kept = tmp_path / coming.value.suggested_filename
        coming.value.save_as(kept)
        found[kept.suffix] = kept
    assert found[".png"].read_bytes().startswith(b"\x89PNG")
    assert "raised 6 of 6 ideas" in found[".csv"].read_text(encoding="utf-8-sig")
    # By itself, beside no stylesheet, in a browser that knows nothing of the program.
    drawing = open_page(java_script_enabled=False)
    drawing.set_content(found[".svg"].read_text(encoding="utf-8"))
    picture = drawing.get_by_role("img", name="Who held what so far")
    expect(picture).to_be_visible()
    expect(picture).to_contain_text("Lived experience")


def test_on_paper_its_tables_are_there_and_its_buttons_are_not(
    come: Comes, crew: Crew, tmp_path: Path
) -> None:
    dev = come("Dev")
    dev.goto(f"{crew.home}mirror/")
    printed = tmp_path / "mirror.pdf"
    dev.pdf(path=printed, format="A4")
    told = text_of(PdfReader(printed))
    assert "(6 of 6)" in told
    assert "Who raised ideas, month by month" in told
    assert "My own numbers" not in told
    assert "Put it on the next agenda" not in told
