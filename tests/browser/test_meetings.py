"""Meetings as people meet them: when and where, an agenda, and one page for all while they meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime
from playwright.sync_api import Browser, Page, expect

from evenweave.common import clock
from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_deciding import both, button, link
from workshop.running import Site

Axe = Callable[[Page], None]


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, "Amina", "Ben", "Carys", "Dev")


def day(page: Page, ahead: int, name: str) -> None:
    """A day to come."""
    when = localdate(clock.now()) + timedelta(days=ahead)
    box = page.get_by_role("group", name=name)
    for part, number in (("Day", when.day), ("Month", when.month), ("Year", when.year)):
        box.get_by_label(part).fill(str(number))


@both
def test_when_and_where_is_chosen_together_by_a_tap_for_each(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    title = "The first" if scripts else "The second"
    amina = come("Amina", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    amina.goto(crew.home)
    link(amina, "Meetings when, where, and what about")
    looks_well(amina, axe)
    link(amina, "Plan a meeting")
    button(amina, "Plan it")
    expect(amina.locator(".problems")).to_be_visible()
    looks_well(amina, axe)
    amina.get_by_label("What is it called?").fill(title)
    button(amina, "Plan it")
    expect(amina.get_by_role("main")).to_contain_text("Nothing is offered yet.")
    looks_well(amina, axe)
    link(amina, "Offer a time or a place")
    for ahead in (3, 5):
        day(amina, ahead, "On which day?")
        amina.get_by_label("At what time?").fill("10.30")
        button(amina, "Offer this time")
    expect(amina.get_by_role("listitem").filter(has_text="10:30")).to_have_count(2)
    link(amina, "Write down another place")
    looks_well(amina, axe)
    amina.get_by_label("What is it called?").fill(f"The hall ({title})")
    steps = amina.get_by_role("group", name="Can everybody come in without a step?")
    steps.get_by_label("Yes", exact=True).check()
    button(amina, "Save")
    expect(amina.get_by_role("main")).to_contain_text("without a step")
    looks_well(amina, axe)

    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    ben.goto("/")
    link(ben, f"When and where could you come: “{title}”")
    expect(ben.locator("fieldset.offered")).to_have_count(2)
    first, second = ben.locator("fieldset.offered").all()
    first.get_by_label("No", exact=True).check()
    second.get_by_label("If need be").check()
    button(ben, "This suits me")
    expect(second.get_by_label("If need be")).to_be_checked()
    looks_well(ben, axe)
    walks_well(ben)
    button(ben, "That is when we meet")
    expect(ben.get_by_role("main")).to_contain_text("10:30")
    expect(ben.get_by_role("main")).not_to_contain_text("When and where could you come?")
    link(ben, "Move it")
    looks_well(ben, axe)
    day(ben, 9, "On which day?")
    ben.get_by_label("Why is it moved?").fill("The hall is taken.")
    button(ben, "Move it")
    expect(ben.locator("h1")).to_have_text(title)


@both
def test_an_agenda_is_everybodys_and_one_page_goes_along_on_every_phone(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    title = "Now, with" if scripts else "Now, without"
    amina = come("Amina", java_script_enabled=scripts)
    soon = localtime(clock.now() + timedelta(minutes=50))
    amina.goto(f"{crew.home}meetings/new/")
    amina.get_by_label("What is it called?").fill(title)
    amina.get_by_label("We know already").check()
    day(amina, (soon.date() - localdate(clock.now())).days, "If we know: on which day?")
    amina.get_by_label("If we know: at what time?").fill(f"{soon:%H:%M}")
    button(amina, "Plan it")
    for what in ("The room", "Tea"):
        link(amina, "Add something")
        looks_well(amina, axe)
        amina.get_by_label("What is it about?").fill(what)
        button(amina, "Add it")
    looks_well(amina, axe)
    where = amina.url.partition("#")[0]
    button(amina, "Open the meeting")
    expect(amina.locator("h1")).to_have_text("We are arriving")
    looks_well(amina, axe)

    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    dev = come("Dev", java_script_enabled=False, viewport=PHONE)
    for phone, word in ((ben, "Glad"), (dev, "")):
        phone.goto(where)
        link(phone, "Go in: it is on now")
        if word:
            phone.get_by_label("How are you, in a word?").fill(word)
            button(phone, "Say it")
        else:
            button(phone, "Pass")
    expect(dev.get_by_role("main")).to_contain_text("Glad")
    looks_well(dev, axe)
    amina.reload()
    amina.get_by_text("On to something else").click()
    button(amina, "The room")
    expect(amina.locator("h1")).to_have_text("The room")
    if scripts:  # Ben's phone hears of it by itself; without scripts one looks again
        expect(ben.locator("h1")).to_have_text("The room")
    dev.get_by_role("link", name="Look again").click()
    expect(dev.locator("h1")).to_have_text("The room")
    button(dev, "I would like to speak")
    if scripts:
        expect(ben.locator(".hands > li")).to_have_count(1)
    ben.reload()
    ben.get_by_text("Or write it, and it is read out").click()
    ben.get_by_label("What would you like to say?").fill("It is far for me.")
    button(ben, "Have it read out")
    expect(ben.locator(".hands > li")).to_have_count(2)
    looks_well(ben, axe)
    walks_well(ben)
    ben.reload()
    ben.get_by_text("Something would help me here").click()
    ben.get_by_label("Or in your own words").fill("A window open")
    button(ben, "Say it without my name")
    expect(ben.get_by_role("main")).to_contain_text("A window open")
    amina.reload()
    amina.get_by_role("button", name="Heard : Dev").click()
    expect(amina.locator(".hands > li")).to_have_count(1)
    link(amina, "Take notes")
    looks_well(amina, axe)
    amina.get_by_label("What was said?").fill("We like it.")
    button(amina, "Save")
    link(amina, "Somebody does something")
    looks_well(amina, axe)
    amina.get_by_label("What is to be done?").fill("Ring the hall")
    button(amina, "Write it down")
    amina.get_by_text("Close the meeting").click()
    button(amina, "Yes, close it")
    expect(amina.get_by_role("main")).to_contain_text("We like it.")
    expect(amina.get_by_role("main")).to_contain_text("Ring the hall")
    expect(amina.get_by_role("main")).not_to_contain_text("A window open")
    looks_well(amina, axe)


def test_meetings_go_into_a_calendar_by_an_address_that_is_shown_once(
    come: Comes, crew: Crew, axe: Axe
) -> None:
    ben = come("Ben", viewport=PHONE)
    ben.goto(f"{crew.home}meetings/")
    link(ben, "Meetings in your calendar")
    looks_well(ben, axe)
    button(ben, "Make an address")
    address = ben.locator("code.address")
    expect(address).to_contain_text("/calendar/")
    looks_well(ben, axe)
    answer = ben.request.get(str(address.text_content()))
    assert answer.ok
    assert "BEGIN:VCALENDAR" in answer.text()
