"""While people meet, on phones: lines that become something, hands, the wall, and words for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, localtime
from playwright.sync_api import Browser, Page, expect

from evenweave.common import clock
from tests.browser.conftest import PHONE, Opens, Watch
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.looking import sideways, weigh
from tests.browser.scripts import beside
from tests.browser.test_deciding import both, button, link
from tests.browser.test_meetings import day
from workshop.running import Site

Axe = Callable[[Page], None]
THUMB: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys", "Dev")


def meet(page: Page, home: str, title: str, *about: str) -> str:
    """Somebody calls the others together, now, and opens the page that goes along: its address."""
    soon = localtime(clock.now() + timedelta(minutes=50))
    page.goto(f"{home}meetings/new/")
    page.get_by_label("What is it called?").fill(title)
    page.get_by_label("We know already").check()
    day(page, (soon.date() - localdate(clock.now())).days, "If we know: on which day?")
    page.get_by_label("If we know: at what time?").fill(f"{soon:%H:%M}")
    button(page, "Plan it")
    for what in about:
        link(page, "Add something")
        page.get_by_label("What is it about?").fill(what)
        button(page, "Add it")
    button(page, "Open the meeting")
    expect(page.locator("h1")).to_have_text("We are arriving")
    return page.url


def go_to(page: Page, what: str) -> None:
    """On to something."""
    page.get_by_text("On to something else").click()
    button(page, what)
    expect(page.locator("h1")).to_have_text(what)


def notes(page: Page, words: str) -> None:
    """Write down what was said."""
    link(page, "Take notes")
    page.get_by_label("What was said?").fill(words)
    button(page, "Save")


@both
def test_from_a_line_by_one_tap(come: Comes, crew: Crew, axe: Axe, scripts: bool) -> None:
    ben = come("Ben", java_script_enabled=scripts, **THUMB)
    where = meet(ben, crew.home, f"Lines {scripts}", "The hall")
    go_to(ben, "The hall")
    notes(ben, "We like the hall.\n- The stairs are steep\n- Dev rings them\n- Where from May?")
    looks_well(ben, axe)
    walks_well(ben)
    for words, tap, does, became in (
        ("The stairs are steep", "Idea", "Raise it", "an idea"),
        ("We like the hall.", "Agreed", "Write it down", "agreed in the room"),
        ("Where from May?", "Decide later", "Begin the proposal", "to be decided"),
        ("Dev rings them", "To do", "Write it down", "somebody does it"),
    ):
        ben.goto(where)
        found = ben.locator(".lines > li").filter(has_text=words)
        found.get_by_role("link", name=f"{tap} : {words}").click()
        expect(ben.locator("form textarea, form input[type=text]").first).to_have_value(words)
        looks_well(ben, axe)
        if tap == "Agreed":
            ben.get_by_label("Amina").check()
        button(ben, does)
        expect(ben).to_have_url(where)
        expect(found.get_by_role("link", name=became, exact=True)).to_be_visible()
    looks_well(ben, axe)
    link(ben, "All that is written down")
    expect(ben.get_by_role("link", name="agreed in the room")).to_be_visible()
    looks_well(ben, axe)
    ben.get_by_role("link", name="an idea", exact=True).click()
    expect(ben.get_by_role("main")).to_contain_text("The stairs are steep")


def test_two_phones_that_save_notes_at_once_both_keep_their_words(
    come: Comes, crew: Crew, axe: Axe, watch: Watch
) -> None:
    watch.expect(409)
    ben, dev = come("Ben", **THUMB), come("Dev", **THUMB)
    where = meet(ben, crew.home, "At once", "The hall")
    go_to(ben, "The hall")
    dev.goto(where)
    for phone, words in ((ben, "We like it."), (dev, "We do not.")):
        link(phone, "Take notes")
        phone.get_by_label("What was said?").press_sequentially(words)
    button(ben, "Save")
    button(dev, "Save")
    expect(dev.locator("h1")).to_have_text("Somebody changed this while you were writing")
    for words in ("like it.", "do not."):
        expect(dev.get_by_role("main")).to_contain_text(words)
    looks_well(dev, axe)
    expect(dev.get_by_role("link", name="Keep what stands now")).to_have_attribute(
        "href", re.compile(r"\?item=")
    )
    both_kept = dev.get_by_role("textbox", name="What was said?")
    expect(both_kept).to_have_value("We do not.")
    both_kept.fill("We like it.\nWe do not.")
    button(dev, "Save this")
    expect(dev.locator(".lines > li")).to_have_count(2)
    link(dev, "Take notes")
    expect(dev.locator("[data-told=kept]")).to_be_hidden()


def test_notes_that_were_not_saved_are_there_again(come: Comes, crew: Crew) -> None:
    ben = come("Ben", **THUMB)
    meet(ben, crew.home, "Drafts", "The hall")
    go_to(ben, "The hall")
    link(ben, "Take notes")
    field = ben.get_by_label("What was said?")
    field.press_sequentially("The bus was la")
    link(ben, "Back")
    link(ben, "Take notes")
    expect(field).to_have_value("The bus was la")


@both
def test_something_afterwards_is_between_two(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    words = f"It was hard, {scripts}."
    ben, carys = come("Ben", **THUMB), come("Carys", java_script_enabled=scripts, **THUMB)
    where = meet(ben, crew.home, f"Afterwards {scripts}", "The hall")
    carys.goto(where)
    link(carys, "I’d like to say something afterwards")
    looks_well(carys, axe)
    walks_well(carys)
    carys.get_by_label("To whom?").select_option("Ben")
    carys.get_by_label("What is it about?").fill(words)
    button(carys, "Ask them")
    expect(carys.get_by_role("main")).to_contain_text("They are told. Only they can read it.")
    looks_well(carys, axe)
    amina = come("Amina")
    amina.goto(carys.url)
    expect(amina.get_by_role("main")).not_to_contain_text(words)
    ben.goto("/")
    expect(ben.get_by_role("main")).not_to_contain_text("Carys would")
    link(ben, "Somebody would like to say something to you")
    expect(ben.get_by_role("main")).to_contain_text(words)
    looks_well(ben, axe)
    button(ben, "I am here")
    carys.goto("/")
    link(carys, "They are here for you")
    expect(carys.get_by_role("main")).to_contain_text("They have read it")
    ben.get_by_text("We have talked").click()
    button(ben, "Yes, let it go")
    expect(ben.get_by_role("main")).not_to_contain_text(words)
    carys.reload()
    expect(carys.get_by_role("main")).not_to_contain_text(words)


@both
def test_a_hand_for_somebody_beside_you_and_by_the_keyboard_alone(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    meet(ben, crew.home, f"Hands {scripts}", "The hall")
    go_to(ben, "The hall")
    ben.get_by_role("button", name="I would like to speak").focus()
    ben.keyboard.press("Enter")
    expect(ben.locator(".hands > li")).to_have_text(re.compile("Ben"))
    for key in "hsw ":  # nothing happens by a single letter
        ben.keyboard.press(key)
    expect(ben.locator(".hands > li")).to_have_count(1)
    ben.get_by_text("Or write it, and it is read out").click()
    link(ben, "Somebody beside me would like to speak")
    looks_well(ben, axe)
    ben.get_by_label("Who would like to speak?").select_option("Dev")
    button(ben, "Raise a hand for them")
    expect(ben.locator(".hands > li")).to_have_count(2)
    button(ben, "My hand down again")
    expect(ben.locator(".hands > li")).to_have_text(re.compile("Dev"))
    looks_well(ben, axe)


def test_a_page_that_was_open_before_goes_along_with_what_one_can_do(
    come: Comes, crew: Crew
) -> None:
    ben, dev = come("Ben", **THUMB), come("Dev", **THUMB)
    dev.goto(meet(ben, crew.home, "Goes along", "The hall", "Tea"))
    speak = dev.get_by_role("button", name="I would like to speak")
    expect(dev.get_by_label("How are you, in a word?")).to_be_visible()
    expect(speak).to_be_hidden()
    go_to(ben, "The hall")
    expect(dev.locator("h1")).to_have_text("The hall")
    expect(dev.get_by_label("How are you, in a word?")).to_be_hidden()
    speak.click()
    expect(ben.locator(".hands > li")).to_have_count(1)
    ben.get_by_role("button", name="Heard : Dev").click()
    expect(dev.locator(".hands > li")).to_have_count(0)
    speak.click()
    expect(ben.locator(".hands > li")).to_have_count(1)
    go_to(ben, "Tea")
    expect(dev.locator("h1")).to_have_text("Tea")
    link(dev, "Take notes")
    expect(dev.get_by_label("What was said?")).to_be_visible()
    expect(dev.locator("h1")).to_have_text("Tea")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_wall_goes_along_in_very_large_words(
    come: Comes, crew: Crew, axe: Axe, colours: str
) -> None:
    ben, dev = come("Ben", **THUMB), come("Dev", color_scheme=colours)
    where = meet(ben, crew.home, f"Wall {colours}", "The hall and how we get there")
    dev.goto(where)
    link(dev, "Show it on the wall")
    axe(dev)
    go_to(ben, "The hall and how we get there")
    expect(dev.locator("h1")).to_have_text("The hall and how we get there")
    button(ben, "I would like to speak")
    expect(dev.locator(".hands > li")).to_have_text("Ben")
    button(ben, "A pause, please")
    expect(dev.get_by_role("main")).to_contain_text("A pause")
    with beside(dev) as world:
        assert world.run("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > 60
    assert dev.locator("main form, main button, main input").count() == 0
    for width in (320, 1280, 1920):
        dev.set_viewport_size({"width": width, "height": 800})
        axe(dev)
        assert not sideways(dev)


def test_minutes_are_the_same_on_every_screen_whatever_its_own_clock_says(
    come: Comes, crew: Crew
) -> None:
    ben, dev = come("Ben", **THUMB), come("Dev", **THUMB)
    # Dev's phone is three hours late.
    dev.clock.install(time=clock.now() - timedelta(hours=3))
    where = meet(ben, crew.home, "Minutes", "The hall")
    go_to(ben, "The hall")
    dev.goto(where)
    ben.clock.install(time=clock.now())
    ben.reload()
    for phone in (ben, dev):
        minutes = phone.locator("gentle-minutes")
        expect(minutes).to_have_text("0 of 15 minutes")
        phone.clock.fast_forward("05:00")
        expect(minutes).to_have_text("5 of 15 minutes")
        phone.clock.fast_forward("12:00")
        expect(minutes).to_have_text("17 minutes, a little longer than planned")
        assert phone.locator("main [aria-live], main [role=timer], main [role=alert]").count() == 0
    button(dev, "A pause, please")
    expect(minutes).to_have_text("0 of 15 minutes")
    dev.clock.fast_forward("09:00")
    expect(minutes).to_have_text("0 of 15 minutes")


def test_a_phone_that_sleeps_or_has_no_network_catches_up_with_the_meeting(
    come: Comes, crew: Crew, watch: Watch
) -> None:
    ben, dev = come("Ben", **THUMB), come("Dev", **THUMB)
    carys = come("Carys", java_script_enabled=False, **THUMB)
    where = meet(ben, crew.home, "Without a network", "The hall", "Tea")
    for phone in (dev, carys):
        phone.goto(where)
    dev.context.set_offline(True)
    go_to(ben, "The hall")
    button(ben, "I would like to speak")
    go_to(ben, "Tea")
    button(ben, "I would like to speak")
    expect(dev.locator("h1")).to_have_text("We are arriving")
    dev.context.set_offline(False)
    expect(dev.locator("h1")).to_have_text("Tea", timeout=15_000)
    expect(dev.locator(".hands > li")).to_have_count(1)
    expect(carys.locator("h1")).to_have_text("We are arriving")
    link(carys, "Look again")
    expect(carys.locator("h1")).to_have_text("Tea")
    watch.complaints = [each for each in watch.complaints if "DISCONNECTED" not in each]


def test_the_live_page_weighs_less_than_60_kb(come: Comes, crew: Crew, open_page: Opens) -> None:
    ben = come("Ben", **THUMB)
    where = meet(ben, crew.home, "Weight", *(f"Something to talk about {n}" for n in range(6)))
    go_to(ben, "Something to talk about 0")
    notes(ben, "\n".join(f"- Somebody said thing number {number}" for number in range(12)))
    button(ben, "I would like to speak")
    for name in ("now/", "now/wall/"):
        fresh = open_page(storage_state=crew.keys["Dev"], **THUMB)  # nothing is there yet
        weight = weigh(fresh, where.replace("now/", name))
        assert any(url.endswith(".woff2") for url in weight.parts), weight.told()
        assert weight.total < 60_000, weight.told()
