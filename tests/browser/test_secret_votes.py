"""A secret vote as people meet it: on two devices, by keyboard, on a shared one, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.boxes import (
    IN,
    ON_SHARED_COMPUTERS,
    PUT_IN,
    circle,
    comes_to,
    is_not_kept,
    looks_well_in_every_dress,
    open_secretly,
    printed,
    put_in,
    waits_at_home,
)
from tests.browser.conftest import PHONE, Opens, Watch
from tests.browser.crews import Axe, Comes, Crew, walks_well
from tests.browser.keyboard import tab_to
from tests.browser.looking import weigh
from tests.browser.scripts import beside
from tests.browser.test_deciding import both, button, find, link
from workshop.running import Site

PassTime = Callable[[Page], None]


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return circle(chromium, site)


@both
def test_a_paper_goes_in_on_one_device_and_is_changed_on_another(
    come: Comes, axe: Axe, pass_time: PassTime, site: Site, scripts: bool
) -> None:
    question = f"Where do we meet {'in May' if scripts else 'in June'}?"
    amina = come("Amina", java_script_enabled=scripts)
    open_secretly(amina, question)
    looks_well_in_every_dress(amina, axe)
    comes_to(amina, "Go to the sealed box")
    looks_well_in_every_dress(amina, axe)

    phone = come("Ben", java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    find(phone, question)
    expect(phone.locator("main")).to_contain_text("Nobody in the project can see your vote")
    expect(phone.locator("main")).not_to_contain_text(IN)
    looks_well_in_every_dress(phone, axe)
    walks_well(phone)
    link(phone, "The limits are here.")
    expect(phone.locator("h1")).to_have_text("What a sealed box hides")
    looks_well_in_every_dress(phone, axe)
    find(phone, question)
    button(phone, PUT_IN)  # too early: nothing is chosen
    expect(phone.locator(".problems")).to_contain_text("Choose one.")
    looks_well_in_every_dress(phone, axe)
    phone.get_by_label("The mosque", exact=True).check()
    button(phone, PUT_IN)
    expect(phone.get_by_text(IN)).to_be_visible()
    expect(phone.get_by_label("The mosque", exact=True)).not_to_be_checked()
    looks_well_in_every_dress(phone, axe)
    phone.reload()
    expect(phone.get_by_text(IN)).to_be_visible()
    if scripts:
        with beside(phone) as world:
            assert "mosque" not in world.run("JSON.stringify([localStorage, sessionStorage])")

    laptop = come("Ben", java_script_enabled=scripts)
    find(laptop, question)
    expect(laptop.locator("main")).not_to_contain_text(IN)
    laptop.get_by_label("The library", exact=True).check()
    button(laptop, PUT_IN)
    expect(laptop.get_by_text(IN)).to_be_visible()
    walks_well(laptop)
    link(laptop, "Back")
    expect(laptop.locator("#your-vote")).to_be_visible()
    expect(laptop.locator("main")).not_to_contain_text(IN)

    others = dict.fromkeys(["Amina", "Carys", "Dev", "Esther"], "The library")
    others |= dict.fromkeys(["Farah", "Gareth"], "The mosque")
    for name, choice in others.items():
        put_in(come(name, java_script_enabled=scripts, viewport=PHONE), question, choice)
    amina.reload()
    expect(amina.locator("#your-vote")).to_contain_text("nobody knows who has voted")

    pass_time(amina)
    comes_to(amina, "The papers were opened together")
    came = amina.locator("#what-came-of-it")
    expect(came).to_contain_text("By a vote")
    # Ben’s first paper is gone. Where nobody chose the allotment, that is told with the rest.
    expect(came.locator(".bars .number")).to_have_text(["5", "4"])
    expect(came).to_contain_text("The mosque + The allotment + put nothing in")
    expect(came).to_contain_text("9 people could vote.")
    looks_well_in_every_dress(amina, axe)
    walks_well(amina)
    assert "decisions/" not in site.log, site.log


@both
def test_somebody_without_a_mouse_votes_and_changes_it(come: Comes, scripts: bool) -> None:
    question = f"Which tea {'at four' if scripts else 'at five'}?"
    open_secretly(come("Amina"), question)
    page = come("Dev", java_script_enabled=scripts)
    waits_at_home(page, question)
    page.goto("/")
    tab_to(page, page.get_by_role("main").get_by_role("link", name=question))
    page.keyboard.press("Enter")
    for chosen, words in [("The library", PUT_IN), ("The mosque", "Put this one in instead")]:
        tab_to(page, page.get_by_label("The library", exact=True))
        page.keyboard.press("Space")
        if chosen != "The library":
            page.keyboard.press("ArrowDown")
        expect(page.get_by_label(chosen, exact=True)).to_be_checked()
        tab_to(page, page.get_by_role("button", name=words))
        page.keyboard.press("Enter")
        # The page comes back without what was chosen, and says so.
        expect(page.get_by_label(chosen, exact=True)).not_to_be_checked()
        expect(page.get_by_text(IN)).to_be_visible()


@both
def test_a_shared_computer_keeps_nothing_of_a_vote(come: Comes, axe: Axe, scripts: bool) -> None:
    question = f"Who brings {'the biscuits' if scripts else 'the cake'}?"
    open_secretly(come("Amina"), question)
    shared = come(ON_SHARED_COMPUTERS[scripts], java_script_enabled=scripts, viewport=PHONE)
    answers: list[Response] = []
    waits_at_home(shared, question)
    shared.on("response", lambda answer: answers.extend([answer]))
    before = {cookie["name"] for cookie in shared.context.cookies()}
    shared.reload()
    shared.get_by_label("The mosque", exact=True).check()
    button(shared, PUT_IN)
    expect(shared.get_by_text(IN)).to_be_visible()
    expect(shared.get_by_text("This computer forgets it")).to_be_visible()
    looks_well_in_every_dress(shared, axe)
    assert {cookie["name"] for cookie in shared.context.cookies()} == before
    ballots = [answer for answer in answers if answer.url.endswith("/vote/")]
    assert {answer.request.method for answer in ballots} == {"GET", "POST"}
    assert all("no-store" in answer.headers["cache-control"] for answer in ballots)

    shared.go_back()
    expect(shared.get_by_role("button", name=PUT_IN)).to_be_visible()
    expect(shared.get_by_label("The mosque", exact=True)).not_to_be_checked()
    expect(shared.locator("main")).not_to_contain_text(IN)
    is_not_kept(shared, shared.go_forward)
    find(shared, question)
    expect(shared.locator("main")).not_to_contain_text(IN)
    link(shared, "Back")
    expect(shared.locator("#your-vote")).to_be_visible()
    shared.locator(".account summary").click()
    shared.get_by_role("button", name="Sign out").click()
    expect(shared.locator("h1")).to_have_text("You are signed out")
    shared.go_back()
    expect(shared.locator("main")).not_to_contain_text(question)


@both
def test_too_few_papers_are_not_opened_and_get_more_time(
    come: Comes, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    question = f"Shall we {'sing' if scripts else 'dance'}?"
    amina = come("Amina", java_script_enabled=scripts)
    open_secretly(amina, question)
    comes_to(amina, "Go to the sealed box")
    for name in ["Amina", "Ben", "Carys", "Dev"]:
        put_in(come(name, java_script_enabled=scripts), question, "The library")
    pass_time(amina)
    comes_to(amina, "There were too few papers to open any of them.")
    looks_well_in_every_dress(amina, axe)
    walks_well(amina)
    button(amina, "Give it more time")
    expect(amina.locator("main")).to_contain_text("Go to the sealed box")
    for name in ["Esther", "Farah"]:
        put_in(come(name, java_script_enabled=scripts), question, "The mosque")
    pass_time(amina)
    comes_to(amina, "The papers were opened together")
    # How many put nothing in is told with the smaller part.
    expect(amina.locator("#what-came-of-it .bars .number")).to_have_text(["4", "5"])
    expect(amina.locator("#what-came-of-it")).to_contain_text("put nothing in")


def test_a_ballot_weighs_little(come: Comes, crew: Crew, open_page: Opens) -> None:
    amina = come("Amina")
    question = "Which biscuits?"
    open_secretly(amina, question)
    waits_at_home(amina, question)
    # A browser that has nothing of it yet.
    weight = weigh(open_page(storage_state=crew.keys["Ben"]), amina.url)
    letters = sum(size for url, size in weight.parts.items() if url.endswith(".woff2"))
    assert weight.parts[amina.url] < 8_000, weight.told()
    assert weight.total - letters < 40_000, weight.told()


@both
def test_slips_of_paper_are_counted_by_two_and_go_into_the_box_with_the_rest(
    come: Comes, axe: Axe, pass_time: PassTime, watch: Watch, scripts: bool
) -> None:
    question = f"Where do we {'paint' if scripts else 'plant'}?"
    amina = come("Amina", java_script_enabled=scripts)
    open_secretly(amina, question)
    comes_to(amina, "Go to the sealed box")
    for name in ("Farah", "Gareth"):
        page = come(name, java_script_enabled=scripts, viewport=PHONE)
        find(page, question)
        page.get_by_text("I would rather vote on paper").click()
        button(page, "Yes, on paper")
        expect(page.get_by_text("You vote on paper")).to_be_visible()
        looks_well_in_every_dress(page, axe)
        walks_well(page)
        link(page, "A slip to print")
        expect(page.get_by_role("article", name="The slip")).to_be_visible()
        looks_well_in_every_dress(page, axe)
        (sheet,) = printed(page)
        assert question in sheet
        assert "The allotment" in sheet
        assert name not in sheet
    for name in ("Amina", "Ben", "Carys", "Dev"):
        put_in(come(name, java_script_enabled=scripts), question, "The library")

    pass_time(amina)
    counters = {
        name: come(name, java_script_enabled=scripts, viewport=PHONE) for name in ("Amina", "Ben")
    }
    watch.expect(409)  # the second counts differently at first
    for name, counted, told in [
        ("Amina", 1, "You have counted"),
        ("Ben", 2, "counted differently"),
        ("Amina", 2, "You have counted"),
        ("Ben", 2, "being opened together"),
    ]:
        page = counters[name]
        page.goto(amina.url)
        comes_to(page, "Count the slips")
        link(page, "Count the slips")
        expect(page.get_by_role("main")).to_contain_text("Some of you said that they vote on")
        page.get_by_label("The mosque", exact=True).fill(str(counted))
        button(page, "This is what I counted")
        expect(page.get_by_role("main")).to_contain_text(told)
        looks_well_in_every_dress(page, axe)
    comes_to(amina, "The papers were opened together")
    # Two slips, and three who put nothing in, are told with one number.
    expect(amina.locator("#what-came-of-it .bars .number")).to_have_text(["4", "5"])
    expect(amina.locator("#what-came-of-it")).to_contain_text("On paper: some.")
