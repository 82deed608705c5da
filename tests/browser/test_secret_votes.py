"""A secret vote as people meet it: on two devices, on a shared one, with cards, with too few."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.looking import sideways, weigh
from tests.browser.scripts import beside
from tests.browser.test_deciding import begin_to_propose as propose
from tests.browser.test_deciding import both, button, choose, find, link
from workshop.running import Site

Axe = Callable[[Page], None]
PassTime = Callable[[Page], None]
NAMES = ("Amina", "Ben", "Carys", "Dev", "Esther", "Farah", "Gareth")
SEATS = {"Amina": "Lived experience", "Ben": "Practice", "Carys": "Research"}
OPTIONS = "The library\nThe mosque\nThe allotment"
IN, PUT_IN = "Your paper is in the box", "Put it in the box"
SMALLEST = {"width": 320, "height": 640}
# How often a page is asked for again, while the worker makes a box or opens one.
LOOKS = 60


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, *NAMES)


@pytest.fixture
def come(crew: Crew, open_page: Opens) -> Comes:
    """Somebody of the team, on its own page."""

    def come(name: str, **options: object) -> Page:
        return crew.page(open_page, name, **options)

    return come


@pytest.fixture(scope="module")
def seated(chromium: Browser, site: Site, crew: Crew) -> None:
    """Three have said with what they sit here."""
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


def open_secretly(page: Page, question: str, *keepers: str) -> None:
    """Somebody proposes it, and it has been talked over."""
    propose(page, question, "We need a room that is easy to reach.", OPTIONS)
    if keepers:
        page.get_by_text("Three locks, for a secret vote").click()
    for name in keepers:
        page.get_by_role("group", name="Who keeps a card?").get_by_label(name).check()
    choose(page, "Talk, then a secret vote")
    button(page, "Open it")
    button(page, "We have talked enough. Go on")


def put_in(page: Page, question: str, choice: str) -> None:
    """Somebody puts a paper in, from what waits for them at home."""
    find(page, question)
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("main").get_by_role("button").filter(has_text="Put ").click()
    expect(page.get_by_text(IN)).to_be_visible()


def looks_well_in_every_dress(page: Page, axe: Axe) -> None:
    """Light and dark, on the smallest phone and on a desk."""
    looks_well(page, axe)
    page.emulate_media(color_scheme="dark")
    looks_well(page, axe)
    page.emulate_media(color_scheme="light")
    before = page.viewport_size
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    assert not sideways(page), page.url
    if before:
        page.set_viewport_size(before)


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
    expect(laptop.locator("main")).not_to_contain_text(IN)

    others = dict.fromkeys(["Amina", "Carys", "Dev"], "The library")
    others |= {"Esther": "The mosque", "Farah": "The mosque", "Gareth": "The allotment"}
    for name, choice in others.items():
        put_in(come(name, java_script_enabled=scripts, viewport=PHONE), question, choice)
    amina.reload()
    expect(amina.locator("#your-vote")).to_contain_text("nobody knows who has voted")

    pass_time(amina)
    comes_to(amina, "The papers were opened together")
    came = amina.locator("#what-came-of-it")
    expect(came).to_contain_text("By a vote")
    expect(came.locator(".bars .number")).to_have_text(["4", "3"])
    expect(came).to_contain_text("The mosque + The allotment + put nothing in")
    expect(came).to_contain_text("7 people could vote.")
    looks_well_in_every_dress(amina, axe)
    walks_well(amina)
    assert "decisions/" not in site.log, site.log


def test_a_shared_computer_keeps_nothing_of_a_vote(
    come: Comes, crew: Crew, open_page: Opens, axe: Axe
) -> None:
    shared = open_page(java_script_enabled=False, viewport=PHONE)
    shared.goto(crew.link)
    shared.get_by_label("What shall we call you?").fill("Hamid")
    shared.get_by_label("Other people use this device too").check()
    shared.get_by_role("button", name="Come in").click()
    expect(shared.get_by_role("heading", level=1)).to_contain_text("Welcome")
    question = "Who brings the biscuits?"
    open_secretly(come("Amina"), question)
    waits_at_home(shared, question)
    before = {cookie["name"] for cookie in shared.context.cookies()}
    shared.get_by_label("The mosque", exact=True).check()
    button(shared, PUT_IN)
    expect(shared.get_by_text(IN)).to_be_visible()
    expect(shared.get_by_text("This computer forgets it")).to_be_visible()
    looks_well_in_every_dress(shared, axe)
    assert {cookie["name"] for cookie in shared.context.cookies()} == before
    link(shared, "Back")
    link(shared, "Go to the sealed box")
    expect(shared.locator("main")).not_to_contain_text(IN)


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
    amina.goto("/")
    find(amina, question)
    link(amina, "Back")
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
    expect(amina.locator("#what-came-of-it .bars .number").first).to_have_text("4")
    expect(amina.locator("#what-came-of-it")).to_contain_text("put nothing in")


@pytest.mark.usefixtures("seated")
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
        button(page, "Draw my card")
        card = page.get_by_role("article", name="The card")
        codes[name] = card.locator(".figures").inner_text()
        assert re.fullmatch(r"(\w{4}[ -]){7}\w{4}", codes[name])
        looks_well_in_every_dress(page, axe)
        page.emulate_media(media="print")
        expect(card).to_be_visible()
        expect(page.get_by_role("link", name="I have it. Go on")).to_be_hidden()
        page.emulate_media(media="screen")
        with page.expect_download() as saving:
            button(page, "Save it as a file")
        saving.value.save_as(tmp_path / "card.txt")
        assert codes[name] in (tmp_path / "card.txt").read_text()
        link(page, "I have it. Go on")
    assert len(set(codes.values())) == len(SEATS)
    waits_at_home(amina, question)
    for name in NAMES[:6]:
        put_in(come(name, java_script_enabled=scripts), question, "The library")

    find(amina, question)
    link(amina, "Back")
    pass_time(amina)
    comes_to(amina, "Two of the three who keep a card open it together")
    lost = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    find(lost, question)
    looks_well_in_every_dress(lost, axe)
    lost.reload()
    lost.get_by_text("My card is lost").click()
    button(lost, "Yes, it is lost")

    find(amina, question)
    slip = codes["Amina"][:-1] + ("2" if codes["Amina"][-1] != "2" else "3")
    amina.get_by_label("What stands on your card?").fill(slip)
    button(amina, "Put my card in")
    expect(amina.locator(".problems")).to_be_visible()
    expect(amina.get_by_label("What stands on your card?")).to_have_value(slip)
    looks_well_in_every_dress(amina, axe)
    walks_well(amina)
    amina.get_by_label("What stands on your card?").fill(codes["Amina"].lower())
    button(amina, "Put my card in")
    carys = come("Carys", java_script_enabled=scripts, viewport=PHONE)
    find(carys, question)
    carys.get_by_label("What stands on your card?").fill(codes["Carys"])
    button(carys, "Put my card in")
    comes_to(carys, "The papers were opened together")
    expect(carys.locator("#what-came-of-it")).to_contain_text("The library")


def test_a_ballot_weighs_little(come: Comes) -> None:
    amina = come("Amina")
    question = "Which biscuits?"
    open_secretly(amina, question)
    waits_at_home(amina, question)
    page = amina.context.new_page()
    weight = weigh(page, amina.url)
    assert weight.parts[amina.url] < 8_000, weight.told()


@pytest.mark.usefixtures("seated")
@both
def test_slips_of_paper_are_counted_by_two_and_go_into_the_box_with_the_rest(
    come: Comes, axe: Axe, pass_time: PassTime, scripts: bool
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
        looks_well_in_every_dress(page, axe)
        expect(page.get_by_role("article", name="The slip")).not_to_contain_text(name)
    for name in ("Amina", "Ben", "Carys", "Dev"):
        put_in(come(name, java_script_enabled=scripts), question, "The library")

    pass_time(amina)
    for name in ("Amina", "Ben"):
        page = come(name, java_script_enabled=scripts, viewport=PHONE)
        page.goto(amina.url)
        comes_to(page, "Count the slips")
        link(page, "Count the slips")
        looks_well_in_every_dress(page, axe)
        page.get_by_label("The mosque", exact=True).fill("2")
        button(page, "This is what I counted")
    comes_to(amina, "The papers were opened together")
    # Two slips and whoever put nothing in are told with one number.
    expect(amina.locator("#what-came-of-it .bars .number")).to_have_text(["4", "3"])
