"""How a team comes to its agreement, as people meet it: begun, proposed, changed, put together."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_deciding import both, button, choose, link, vote
from workshop.running import Site

Axe = Callable[[Page], None]
PassTime = Callable[[Page], None]
NAMES = ("Amina", "Ben", "Carys", "Dev")


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, *NAMES)


def go(page: Page, crew: Crew, place: str = "") -> None:
    """To the agreement, or to a page of it."""
    page.goto(f"{crew.home}agreement/{place}")


def open_part(page: Page, title: str) -> None:
    """A part of the agreement, with how it came about."""
    part = page.get_by_role("region", name=title, exact=True)
    part.get_by_role("link", name="see how it came about").click()
    expect(page.get_by_role("heading", name="How it came about")).to_be_visible()


def in_the_room(page: Page, *names: str) -> None:
    """They agreed on it already."""
    page.get_by_label("Yes, we agreed in the room").check()
    there = page.get_by_role("group", name="who was there?")
    for name in names:
        there.get_by_label(name, exact=True).check()


@both
def test_a_team_begins_with_a_few_words_and_changes_them_by_a_vote(
    come: Comes, crew: Crew, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    topic = "Time" if scripts else "Credit"
    amina = come("Amina", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    amina.goto(crew.home)
    link(amina, "Our agreement")
    looks_well(amina, axe)
    walks_well(amina)
    link(amina, "Words to begin with")
    looks_well(amina, axe)
    button(amina, "Take these")
    expect(amina.locator(".problems")).to_contain_text("Please choose at least one.")
    amina.get_by_role("checkbox", name=re.compile(rf"^{topic}\b")).check()
    in_the_room(amina, "Ben")
    button(amina, "Take these")
    expect(amina.locator("h1")).to_contain_text(f"“{topic}” is in our agreement.")
    expect(amina.get_by_role("main")).to_contain_text("What was proposed for our agreement")
    looks_well(amina, axe)

    carys = come("Carys", java_script_enabled=scripts)
    go(carys, crew)
    open_part(carys, topic)
    looks_well(carys, axe)
    walks_well(carys)
    link(carys, "Change it")
    looks_well(carys, axe)
    words = carys.get_by_role("textbox").nth(1)
    words.fill("We say early what we cannot do.")
    carys.get_by_label("If you ask the others").fill("The old words were too long.")
    button(carys, "Send it")
    choose(carys, "Talk, then a simple vote")
    button(carys, "Open it")
    button(carys, "We have talked enough. Go on")
    expect(carys.get_by_role("main")).to_contain_text("What is proposed for our agreement")
    expect(carys.get_by_role("main")).to_contain_text("words are gone.")
    looks_well(carys, axe)
    question = f"Shall “{topic}” in our agreement read otherwise?"
    for name in ("Amina", "Ben", "Carys"):
        vote(come(name, java_script_enabled=scripts), question, "Yes")
    pass_time(carys)
    go(carys, crew)
    expect(carys.get_by_role("main")).to_contain_text("We say early what we cannot do.")
    open_part(carys, topic)
    expect(carys.get_by_role("main")).to_contain_text("Version 2, from")
    looks_well(carys, axe)
    link(carys, "Our agreement")
    link(carys, "What changed lately")
    expect(carys.get_by_role("main")).to_contain_text("This is new.")
    looks_well(carys, axe)


@both
def test_what_was_agreed_in_the_room_and_is_doubted_stands_no_more(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    title = "Lunch" if scripts else "Breaks"
    amina = come("Amina", java_script_enabled=scripts)
    go(amina, crew, "new/way/")
    looks_well(amina, axe)
    amina.get_by_label("A short name for it").fill(title)
    amina.get_by_label("What do we agree on?").fill("We eat together.")
    in_the_room(amina, "Ben")
    button(amina, "Send it")
    expect(amina.locator("h1")).to_contain_text(f"“{title}” is in our agreement.")
    dev = come("Dev", java_script_enabled=scripts, viewport=PHONE)
    dev.goto(amina.url)
    link(dev, "I’m not sure we did")
    button(dev, "Make it a proposal again")
    expect(dev.get_by_role("main")).to_contain_text("It is still being shaped")
    looks_well(dev, axe)
    go(dev, crew)
    expect(dev.get_by_role("heading", name=title)).to_have_count(0)
    expect(dev.get_by_role("main")).to_contain_text(f"“{title}” is in our agreement.")


def test_a_word_that_the_team_avoids_is_told_gently_while_somebody_writes(
    come: Comes, crew: Crew, axe: Axe
) -> None:
    amina = come("Amina")
    go(amina, crew, "new/word/")
    looks_well(amina, axe)
    amina.get_by_label("Which word do we avoid?").fill("service")
    amina.get_by_label("What do we say instead?").fill("network")
    amina.get_by_label("Why?").fill("Nobody lives in one.")
    in_the_room(amina, "Carys")
    button(amina, "Send it")
    expect(amina.locator("h1")).to_contain_text("We avoid the word “service”.")

    ben = come("Ben", viewport=PHONE)
    ben.goto("/say/")
    field = ben.get_by_label("What would you like to say?")
    field.fill("The serviceable kettle is broken.")
    ben.wait_for_timeout(1_000)
    expect(ben.locator(".team-words")).to_have_count(0)
    field.fill("People like the Services here.")
    told = ben.get_by_role("status").filter(has_text="we avoid")
    expect(told).to_have_text(
        "In Tea and talk we avoid “service”. We say “network”. Why: Nobody lives in one."
    )
    axe(ben)
    field.fill("People like the network here.")
    expect(told).to_have_count(0)
    # In a sealed form nothing is looked at.
    ben.goto(f"{crew.home}ideas/without-name/")
    ben.get_by_label("What would you like to say?").fill("The service is slow.")
    ben.wait_for_timeout(1_000)
    expect(ben.locator(".team-words")).to_have_count(0)
    ben.get_by_label("What would you like to say?").fill("")
    # Whoever was told while writing is not told once more.
    ben.goto("/say/")
    ben.get_by_label("What would you like to say?").fill("A service, all the same.")
    expect(told).to_be_visible()
    button(ben, "Send it")
    expect(ben.get_by_role("main")).to_contain_text("A service, all the same.")
    expect(ben.get_by_role("main")).not_to_contain_text("we avoid")

    # Where no script runs, it is told on the next page; once.
    dev = come("Dev", viewport=PHONE, java_script_enabled=False)
    dev.goto("/say/")
    dev.get_by_label("What would you like to say?").fill("The service is far away.")
    button(dev, "Send it")
    expect(dev.get_by_role("main")).to_contain_text("The service is far away.")
    expect(dev.get_by_role("main")).to_contain_text("In Tea and talk we avoid “service”.")
    looks_well(dev, axe)
    dev.reload()
    expect(dev.get_by_role("main")).to_contain_text("The service is far away.")
    expect(dev.get_by_role("main")).not_to_contain_text("we avoid")


@both
def test_two_changes_that_met_are_put_together_by_people(
    come: Comes, crew: Crew, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    title = "Tea" if scripts else "Cake"
    amina = come("Amina", java_script_enabled=scripts)
    go(amina, crew, "new/way/")
    amina.get_by_label("A short name for it").fill(title)
    amina.get_by_label("What do we agree on?").fill("There is always some.")
    in_the_room(amina, "Ben")
    button(amina, "Send it")
    expect(amina.locator("h1")).to_contain_text("is in our agreement.")
    go(amina, crew)
    open_part(amina, title)
    link(amina, "Change it")
    change = amina.url
    amina.get_by_label("What do we agree on?").fill("There is some when somebody brings it.")
    amina.get_by_label("If you ask the others").fill("Nobody could say who brings it.")
    button(amina, "Send it")
    choose(amina, "Talk, then a simple vote")
    button(amina, "Open it")
    button(amina, "We have talked enough. Go on")
    expect(amina.get_by_role("main")).to_contain_text("What is proposed for our agreement")
    proposal = amina.url

    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    ben.goto(change)
    ben.get_by_label("What do we agree on?").fill("There is always some, with sugar.")
    in_the_room(ben, "Carys")
    button(ben, "Send it")
    expect(ben.locator("h1")).to_contain_text("reads otherwise now.")

    question = f"Shall “{title}” in our agreement read otherwise?"
    for name in ("Amina", "Ben", "Carys"):
        vote(come(name, java_script_enabled=scripts), question, "Yes")
    amina.goto(proposal)
    pass_time(amina)
    go(amina, crew)
    expect(amina.get_by_role("main")).to_contain_text("Two changes have met")
    looks_well(amina, axe)
    amina.get_by_role("main").get_by_role("link", name=title, exact=True).click()
    for words in ("There is always some.", "with sugar.", "when somebody brings it."):
        expect(amina.locator(".versions")).to_contain_text(words)
    looks_well(amina, axe)
    walks_well(amina)
    amina.get_by_label("What do we agree on?").fill("Somebody brings it, with sugar.")
    in_the_room(amina, "Ben")
    button(amina, "Send it")
    expect(amina.locator("h1")).to_contain_text("reads otherwise now.")
    go(amina, crew)
    expect(amina.get_by_role("main")).to_contain_text("Somebody brings it, with sugar.")
    expect(amina.get_by_role("main")).not_to_contain_text("Two changes have met")


@both
def test_somebody_agrees_for_themself_and_somebody_asks(
    come: Comes, crew: Crew, axe: Axe, scripts: bool
) -> None:
    title = "Names" if scripts else "Chairs"
    amina = come("Amina", java_script_enabled=scripts)
    go(amina, crew, "new/way/")
    amina.get_by_label("A short name for it").fill(title)
    amina.get_by_label("What do we agree on?").fill("We say them slowly.")
    in_the_room(amina, "Ben")
    button(amina, "Send it")
    expect(amina.locator("h1")).to_contain_text("is in our agreement.")

    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    go(ben, crew)
    looks_well(ben, axe)
    walks_well(ben)
    button(ben, "I agree to this version")
    expect(ben.get_by_role("main")).to_contain_text("You agree to this version.")
    looks_well(ben, axe)
    link(ben, "I have a question")
    looks_well(ben, axe)
    ben.get_by_label("What would you like to ask?").fill(f"Who reads {title}?")
    button(ben, "Ask")
    expect(ben.get_by_role("main")).to_contain_text(f"Who reads {title}?")

    go(amina, crew)
    expect(amina.get_by_role("button", name="I agree to this version")).to_be_visible()
    go(amina, crew, "questions/")
    asked = amina.get_by_role("listitem").filter(has_text=f"Who reads {title}?").first
    asked.get_by_role("link", name="Answer").click()
    looks_well(amina, axe)
    amina.get_by_label("What would you like to answer?").fill("Whoever comes.")
    button(amina, "Answer")
    expect(amina.get_by_role("main")).to_contain_text("Whoever comes.")
    looks_well(amina, axe)
    walks_well(amina)
    go(ben, crew, "questions/")
    mine = ben.get_by_role("listitem").filter(has_text=f"Who reads {title}?").first
    mine.get_by_role("button", name="That answers it").click()
    expect(mine).to_contain_text("answered")
