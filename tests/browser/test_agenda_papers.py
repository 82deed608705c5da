"""A first meeting planned in a tap, what people hope for on its agenda, and all of it on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_deciding import both, button, link
from tests.browser.test_meetings import day
from workshop.running import Site

Axe = Callable[[Page], None]


@pytest.fixture
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben")


@both
def test_an_agenda_is_read_printed_and_taken_home(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    amina = come("Amina", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    amina.goto(f"{crew.home}more/")
    amina.get_by_label("When and where do we first meet?").fill("At 2, in the library")
    day(amina, 3, "On which day is that?")
    button(amina, "Save")
    amina.goto(f"{crew.home}arrive/worth/")
    amina.get_by_label("What would make this worth your time?").fill("To be heard.")
    amina.get_by_role("main").get_by_role("button").last.click()
    amina.goto(crew.home)
    link(amina, "Meetings when, where, and what about")
    expect(amina.get_by_role("main")).to_contain_text("At 2, in the library")
    looks_well(amina, axe)
    link(amina, "Plan our first meeting")
    expect(amina.get_by_label("What is it called?")).to_have_value("Our first meeting")
    expect(amina.get_by_label("If we know: at what time?")).to_have_value("14:00")
    looks_well(amina, axe)
    button(amina, "Plan it")
    told = amina.get_by_role("main")
    expect(told).to_contain_text("less than 7 days away, so the agenda goes out soon.")
    expect(told).to_contain_text("few days for people who need time to prepare.")
    expect(told).to_contain_text("“To be heard.”")
    link(amina, "Add something")
    amina.get_by_label("What is it about?").fill("The room")
    button(amina, "Add it")
    expect(told).to_contain_text("You lead: The room")
    looks_well(amina, axe)
    walks_well(amina)

    link(amina, "On paper: plain, large print, Easy Read")
    expect(told).to_contain_text("For you, Amina")
    expect(told).to_contain_text("1. The room")
    looks_well(amina, axe)
    walks_well(amina)
    for dress in ("Plain", "Large print", "Easy Read"):
        door = amina.get_by_role("link", name=dress, exact=True).first
        answer = amina.request.get(str(door.get_attribute("href")))
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF")
    amina.emulate_media(media="print")
    expect(amina.get_by_role("link", name="Easy Read", exact=True).first).to_be_hidden()
    expect(amina.get_by_text("For a wall or a post box")).to_be_hidden()
    expect(amina.get_by_role("heading", name="1. The room")).to_be_visible()

    ben = come("Ben", java_script_enabled=scripts)
    ben.goto(amina.url)
    expect(ben.get_by_role("main")).not_to_contain_text("For you")
    expect(ben.get_by_role("main")).to_contain_text("1. The room")
