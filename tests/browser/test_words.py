"""Words in a decision that are taken back, or covered by two, as a team meets it.

Amina begins, Ben is on a small phone, Carys sits here with another expertise.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.test_deciding import begin_to_propose, button, choose, find, link, stand
from workshop.running import Site

Axe = Callable[[Page], None]
PassTime = Callable[[Page], None]
SEATS = {"Amina": "Research", "Ben": "Lived experience", "Carys": "Practice"}
HARM = "My neighbour at number 7 should not come, she hears voices."
FAR = "I cannot walk that far since my operation."
HAPPY = "Everyone is happy, or it is not finished"
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, *SEATS)


@pytest.fixture
def seated(crew: Crew, come: Comes) -> None:
    """Each has said with what they sit here, and shows it."""
    for name, kind in SEATS.items():
        page = come(name, java_script_enabled=False)
        page.goto(f"{crew.home}count/")
        page.get_by_role("group", name="What do you bring?").get_by_label(kind).check()
        page.get_by_role("group", name="With which").get_by_label(kind).check()
        page.get_by_label("My team sees what I bring").check()
        button(page, "Save")
        page.context.close()


def unfold(page: Page, words: str) -> None:
    """Open what is folded away on the page itself."""
    page.get_by_role("main").locator("summary").filter(has_text=words).first.click()


@both
@pytest.mark.usefixtures("seated")
def test_a_comment_that_gives_somebody_away_is_covered_by_two_and_uncovered(
    crew: Crew, come: Comes, axe: Axe, scripts: bool
) -> None:
    question = f"Whom do we ask {'this' if scripts else 'next'} time?"
    amina, carys = (come(name, java_script_enabled=scripts) for name in ("Amina", "Carys"))
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    begin_to_propose(amina, question, "We can ask three people more.")
    choose(amina, "Talk, then a simple vote")
    button(amina, "Open it")
    where = amina.url

    ben.goto(where)
    ben.get_by_label("What do you think?").fill(HARM)
    button(ben, "Say it")
    expect(ben.locator(".comments")).to_contain_text(HARM)
    expect(ben.get_by_text("Do words here harm somebody")).to_have_count(0)
    amina.goto(where)
    link(amina, "Answer")
    amina.get_by_label("What do you think?").fill("I would rather not talk of her here.")
    button(amina, "Say it")
    expect(amina.locator(".comments")).to_contain_text("To Ben: “My neighbour")

    carys.goto(where)
    unfold(carys, "Do words here harm somebody")
    looks_well(carys, axe)
    link(carys, "Ben: “My neighbour")
    expect(carys.get_by_role("heading", level=1)).to_have_text("Cover words")
    expect(carys.get_by_role("blockquote")).to_have_text(HARM)
    carys.get_by_label("Why?").fill("She is not here, and did not ask to be named.")
    looks_well(carys, axe)
    button(carys, "Ask for it")
    asked = carys.url
    amina.goto(asked)
    expect(amina.get_by_role("main")).to_contain_text("A comment")
    unfold(amina, "I agree: cover them")
    button(amina, "Yes, cover them")
    expect(amina.get_by_role("heading", level=1)).to_have_text("These words are covered")

    link(amina, "Where it stands")
    expect(amina.locator(".comments")).not_to_contain_text("My neighbour")
    expect(amina.locator(".comments")).to_contain_text("These words are covered. Who, and why")
    expect(amina.locator(".comments")).to_contain_text("To Ben, whose words are covered")
    looks_well(amina, axe)
    amina.reload()
    walks_well(amina)
    ben.goto(where)
    expect(ben.locator(".comments")).to_contain_text(HARM)
    expect(ben.locator(".comments")).to_contain_text("Covered: only you, and the two")
    looks_well(ben, axe)

    carys.goto(asked)
    carys.get_by_label("Why can they be read again?").fill("Ben asked her, and she wants to come.")
    button(carys, "Let them be read again")
    amina.goto(where)
    expect(amina.locator(".comments")).to_contain_text(HARM)
    expect(amina.locator(".comments")).not_to_contain_text("are covered")


@both
def test_why_somebody_stood_there_is_taken_back_after_its_round(
    come: Comes, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    question = f"Do we meet on the {'hill' if scripts else 'island'}?"
    amina = come("Amina", java_script_enabled=scripts)
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    begin_to_propose(amina, question, "The view is wide.")
    choose(amina, HAPPY)
    button(amina, "Open it")
    button(amina, "We have talked enough. Go on")
    stand(ben, question, "I have a worry", FAR)
    expect(ben.locator(".heap.worry")).to_contain_text(FAR)
    expect(ben.locator(".heap").get_by_text("Take it back")).to_have_count(0)

    pass_time(ben)
    expect(ben.locator(".heap.worry")).to_contain_text(FAR)
    find(amina, question)
    link(amina, "Change it, and ask again")
    amina.get_by_label("What did you change?").fill("A car comes for whoever needs it.")
    button(amina, "Begin the new round")
    ben.reload()
    link(ben, "round 1")
    expect(ben.locator(".heap.worry")).to_contain_text(FAR)
    looks_well(ben, axe)
    ben.reload()
    walks_well(ben)
    unfold(ben, "Take it back")
    expect(ben.get_by_text("Where you stand stays.")).to_be_visible()
    button(ben, "Yes, take it back")
    expect(ben.get_by_role("heading", level=1)).to_contain_text("Round 1")
    expect(ben.locator(".heap.worry")).to_contain_text("Taken back by its author.")
    looks_well(ben, axe)
    amina.reload()
    link(amina, "round 1")
    expect(amina.locator(".heap.worry")).to_contain_text("Taken back by its author.")
    expect(amina.locator(".heap.worry")).to_contain_text("Ben")
    expect(amina.get_by_text(FAR)).to_have_count(0)
