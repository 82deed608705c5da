"""Coming in, handing on and going, as a team does it on what it has.

Amina begins and coordinates, at a desk; Ben is new, on a small phone; Carys and Dev have no
JavaScript, ever. Amina and Ben are met with it and without.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.crews import begin, looks_well, walks_well
from tests.browser.looking import sideways
from workshop.running import Site

Axe = Callable[[Page], None]
NARROW: ViewportSize = {"width": 320, "height": 640}
FEAR = "That I speak and nobody listens."


@dataclass
class Team:
    """Four people in a project, and where it is."""

    amina: Page
    ben: Page
    carys: Page
    dev: Page
    home: str
    axe: Axe

    def well(self, page: Page) -> None:
        """For everybody, on a phone, on a desk, and on the narrowest phone."""
        looks_well(page, self.axe)
        before = page.viewport_size
        page.set_viewport_size(NARROW)
        assert not sideways(page), page.url
        if before:
            page.set_viewport_size(before)

    def door(self, page: Page, name: str) -> None:
        """By a door of the project's page."""
        page.goto(self.home)
        page.get_by_role("main").get_by_role("link", name=re.compile(f"^{name}")).click()


@pytest.fixture
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether Amina and Ben have JavaScript."""
    return bool(getattr(request, "param", True))


@pytest.fixture
def team(chromium: Browser, site: Site, open_page: Opens, axe: Axe, scripts: bool) -> Team:
    """Amina begins, and three come in by her link."""
    crew = begin(chromium, site, "Amina", "Ben", "Carys", "Dev")
    plain: dict[str, Any] = {"java_script_enabled": scripts}
    phone = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    return Team(
        amina=crew.page(open_page, "Amina", **plain),
        ben=crew.page(open_page, "Ben", **phone, **plain),
        carys=crew.page(open_page, "Carys", java_script_enabled=False),
        dev=crew.page(open_page, "Dev", java_script_enabled=False),
        home=crew.home,
        axe=axe,
    )


either_way = pytest.mark.parametrize(
    "scripts", [True, False], ids=["with scripts", "without scripts"], indirect=True
)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=name).click()


def shown_round(page: Page, home: str) -> None:
    """Skip the short pages that show one round."""
    page.goto(f"{home}arrive/worth/")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(f"{home}$"))


@either_way
def test_a_newcomer_comes_in_by_the_path(team: Team) -> None:
    amina, ben, carys = team.amina, team.ben, team.carys
    # A step of the team's own, before anybody comes.
    team.door(amina, "Your way in")
    amina.get_by_role("link", name="Change the steps for everybody who comes").click()
    amina.get_by_label("What is the step called?").fill("Have tea with the panel")
    amina.get_by_label("What would somebody new do, and why?").fill("They like to meet you.")
    press(amina, "Add it")
    expect(amina.get_by_role("link", name="Have tea with the panel")).to_be_visible()
    team.well(amina)

    team.door(carys, "Your way in")
    carys.get_by_role("link", name="Somebody to ask").click()
    press(carys, "I am willing")
    expect(carys.get_by_text("You said that you are willing.")).to_be_visible()
    team.well(carys)

    shown_round(ben, team.home)
    ben.goto("/")
    expect(ben.get_by_role("heading", name="Your way in: 8 things")).to_be_visible()
    ben.get_by_role("link", name=re.compile("Come in|Your way in")).first.click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("Your way in")
    team.well(ben)

    ben.get_by_role("link", name="The story so far").click()
    expect(ben.get_by_text("Four people are here now.")).to_be_visible()
    team.well(ben)
    ben.get_by_role("link", name="Back to your way in").click()
    press(ben, "Done The story so far")
    expect(ben.get_by_role("heading", name="The story so far")).to_have_count(0)
    ben.locator("summary").filter(has_text="What you did or skipped").click()
    expect(ben.get_by_text("You did this.")).to_be_visible()
    press(ben, "Skip it What you are called")

    ben.get_by_role("link", name="Somebody to ask").click()
    press(ben, "Ask them Carys")
    expect(ben.get_by_text("They have not answered yet.")).to_be_visible()
    team.well(ben)
    carys.reload()
    press(carys, "Yes Ben")
    expect(carys.get_by_role("heading", name="You are the buddy of Ben")).to_be_visible()
    team.well(carys)

    ben.goto(f"{team.home}hopes/")
    ben.get_by_label("Is there anything you fear, or do not want?").fill(FEAR)
    press(ben, "Keep this")
    carys.goto(f"{team.home}hopes/")
    expect(carys.get_by_text(FEAR)).to_have_count(0)
    ben.get_by_label("My team may read this").check()
    press(ben, "Keep this")
    team.well(ben)
    carys.reload()
    expect(carys.get_by_text(FEAR)).to_be_visible()
    team.well(carys)

    ben.goto(f"{team.home}way-in/")
    press(ben, "That is enough")
    ben.goto("/")
    expect(ben.get_by_text("Your way in")).to_have_count(0)


def test_two_people_change_one_step_and_neither_loses_a_word(team: Team) -> None:
    amina, dev = team.amina, team.dev
    for page in (amina, dev):
        page.goto(f"{team.home}way-in/steps/")
        page.get_by_role("link", name="Your first meeting").click()
    amina.get_by_label("What would somebody new do, and why?").fill("It is in the hall.")
    press(amina, "Keep this")
    dev.get_by_label("What would somebody new do, and why?").fill("Dev fetches you.")
    # The answer says that somebody was quicker.
    with dev.expect_response(lambda answer: answer.status == 409):
        press(dev, "Keep this")
    expect(dev.get_by_text("It is in the hall.").first).to_be_visible()
    expect(dev.get_by_text("Dev fetches you.").first).to_be_visible()


@pytest.fixture(autouse=True)
def conflicts(watch: Any) -> None:
    """One of these tests means to meet another's change."""
    watch.expect(409)


@either_way
def test_one_persons_work_passes_to_three(team: Team) -> None:
    amina, ben, carys, dev = team.amina, team.ben, team.carys, team.dev
    team.door(amina, "Handing work on")
    team.well(amina)
    amina.get_by_role("link", name="Hand something on").click()
    amina.get_by_label("What do you hand on?").fill("Coordinating the panels")
    amina.locator("summary").filter(has_text="More parts").click()
    for part, words, who in (
        ("first", "Lancashire’s panel", "Ben"),
        ("second", "Birmingham’s panel", "Carys"),
        ("third", "Devon’s panel", "Dev"),
        ("fourth", "The letter to everybody", ""),
    ):
        amina.get_by_label(re.compile(f"^(The|A) {part} part")).fill(words)
        if who:
            amina.get_by_label(f"Who could take on the {part} part?").select_option(label=who)
    team.well(amina)
    press(amina, "Ask them")
    expect(amina.get_by_text("Ben was asked.")).to_be_visible()
    for page, words in ((ben, "Lancashire’s panel"), (carys, "Birmingham’s panel")):
        team.door(page, "Handing work on")
        press(page, f"Yes, I take it on {words}")
        expect(page.get_by_text("You do this.")).to_be_visible()
    team.well(ben)
    team.door(dev, "Handing work on")
    press(dev, "Not me Devon’s panel")
    expect(dev.get_by_text("Needs somebody.")).to_have_count(2)
    expect(dev.get_by_role("button", name="I take it on")).to_have_count(2)
    press(dev, "I take it on The letter to everybody")
    expect(dev.get_by_text("You do this.")).to_be_visible()
    team.well(dev)
    amina.reload()
    expect(amina.get_by_text("Ben does this.")).to_be_visible()
    amina.get_by_role("link", name="Ask somebody Devon’s panel").click()
    amina.get_by_label("Who could take it on?").select_option(label="Carys")
    team.well(amina)
    press(amina, "Ask them")
    expect(amina.get_by_text("Carys was asked.")).to_be_visible()


@either_way
def test_somebody_goes_with_thanks_and_takes_along_what_they_did(
    team: Team, tmp_path: Path
) -> None:
    ben, carys = team.ben, team.carys
    team.door(ben, "Leave this project")
    ben.get_by_role("link", name="Look at it first").click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("When you go")
    ben.locator("summary").filter(has_text="Tell the team that I will go").click()
    press(ben, "Tell them")
    expect(ben.get_by_text("Your team knows that you will go.")).to_be_visible()

    team.door(carys, "Thanks")
    carys.get_by_role("link", name="Thank them Ben").click()
    carys.get_by_label("What would you like to thank them for?").fill("For every question.")
    press(carys, "Send it")
    expect(carys.get_by_text("For every question.")).to_be_visible()
    team.well(carys)

    ben.reload()
    expect(ben.get_by_text("For every question.")).to_be_visible()
    team.well(ben)
    team.door(ben, "Leave this project")
    press(ben, "Leave the project")
    ben.get_by_role("link", name="Thanks, and what you take along").click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("After you left")
    expect(ben.get_by_text("For every question.")).to_be_visible()
    team.well(ben)
    ben.get_by_role("link", name="What you did here, in your own words").click()
    expect(ben.get_by_text("I was part of “Tea and talk”").first).to_be_visible()
    ben.get_by_label("In your own words").fill("# Tea and talk\n\n- I asked every question.")
    press(ben, "Keep this")
    expect(ben.get_by_role("listitem").filter(has_text="I asked every question.")).to_be_visible()
    team.well(ben)
    for name, beginning in (("a PDF", b"%PDF"), ("a page", b"<!doctype"), ("plain text", b"Ben")):
        with ben.expect_download() as coming:
            ben.get_by_role("link", name=f"Take it as {name}").click()
        file = tmp_path / coming.value.suggested_filename
        coming.value.save_as(file)
        assert file.read_bytes().startswith(beginning)


def test_the_keyboard_comes_everywhere(team: Team) -> None:
    amina = team.amina
    paths = ["way-in/", "way-in/steps/", "story/", "hopes/", "buddy/", "handing-on/", "thanks/"]
    for path in [*paths, "handing-on/new/"]:
        amina.goto(f"{team.home}{path}")
        walks_well(amina)
