"""The first ten minutes of a team of five, each of whom comes in another way.

Amina begins, and keeps a passkey. Ben has a card on paper. Carys has no JavaScript. Dev is on a
small phone. Esther sits at a shared computer, and from then on Carys acts for her.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb

Axe = Callable[[Page], None]

WHY = "Too many of us sit at home after hospital. We want to find out what a good month is like."
HOPES = {
    "Ben": "That somebody does something with what we say.",
    "Carys": "That it ends on time.",
    "Dev": "That we write it down together.",
    "Esther": "That the bus fare comes the same week.",
}


@dataclass
class Team:
    """What Amina made: where it is, and the link that she sends round."""

    page: Page
    home: str
    link: str


@pytest.fixture
def begun(open_page: Opens, axe: Axe) -> Team:
    """Amina, who has never been here, answers four questions."""
    page = open_page()
    page.goto("/start/")
    axe(page)
    page.get_by_label("What are we called?").fill("Tea and talk")
    page.get_by_label("Why are we doing this?").fill(WHY)
    page.get_by_label("Who are we?").fill("Neighbours, two nurses, somebody from the university.")
    page.get_by_label("When do we first meet?").fill("Tuesday at two, in the library")
    page.get_by_label("What shall we call you?").fill("Amina")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea and talk has begun")
    axe(page)
    home = page.get_by_role("link", name="Go to the project").get_attribute("href")
    return Team(page, home or "", page.get_by_role("textbox", name="The link").input_value())


def come_in(page: Page, name: str) -> None:
    """Say what one is called, at the open door."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea and talk")
    expect(page.get_by_text("Amina invites you to")).to_be_visible()
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome to Tea and talk")


def look_round(page: Page, axe: Axe, **says: str) -> None:
    """The four short pages; what is not said is skipped."""
    axe(page)
    if "likes" in says:
        page.get_by_label("Something you like").fill(says["likes"])
        page.get_by_role("button", name="Go on").click()
    else:
        page.get_by_role("link", name="Skip this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good to know, before you begin")
    expect(page.get_by_text("That has not been said yet")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you bring")
    axe(page)
    if "brings" in says:
        page.get_by_role("group", name="What do you bring?").get_by_label(says["brings"]).check()
        page.get_by_role("group", name="With which").get_by_label(says["brings"]).check()
        page.get_by_role("button", name="Go on").click()
    else:
        page.get_by_role("link", name="Skip this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One last question")
    axe(page)


def hope(page: Page, team: Team, name: str) -> None:
    """The last question, and then the team’s own page."""
    page.get_by_label("What would make this worth your time?").fill(HOPES[name])
    page.get_by_role("button", name="Done").click()
    page.wait_for_url(f"**{team.home}")
    expect(page.get_by_text(HOPES[name])).to_be_visible()


def card_for(team: Team, name: str) -> str:
    """Amina prints a card; the figures on it."""
    page = team.page
    page.goto(f"{team.home}invite/card/")
    page.get_by_label("What are they called?").fill(name)
    page.get_by_role("button", name="Make the card").click()
    card = page.get_by_role("article", name="The card")
    expect(card).to_contain_text(f"Hello {name},")
    return card.locator(".figures").inner_text()


def test_five_people_begin_as_a_team(begun: Team, open_page: Opens, axe: Axe) -> None:
    keep_a_passkey(begun.page, axe)
    by_card(begun, open_page(), axe)
    carys = without_javascript(begun, open_page(java_script_enabled=False), axe)
    on_a_phone(
        begun,
        open_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2),
        axe,
    )
    at_a_shared_computer(begun, open_page(), axe)
    acting_for_esther(begun, carys, axe)
    with_all_hopes(begun, axe)


def keep_a_passkey(page: Page, axe: Axe) -> None:
    """Amina adds one, signs out, and comes back by it."""
    authenticator = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    page.get_by_role("link", name="Come back more easily").click()
    axe(page)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})
    page.get_by_label("What do you call this device?").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("button", name=re.compile("^Remove “"))).to_be_visible()
    page.get_by_role("button", name="Sign out here").click()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amina")


def by_card(team: Team, page: Page, axe: Axe) -> None:
    """Ben types the figures from his card, and changes his mind about his name."""
    figures = card_for(team, "Benjamin")
    axe(team.page)
    page.goto("/join/")
    axe(page)
    page.get_by_label("The numbers on your card").fill(figures)
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_label("What shall we call you?")).to_have_value("Benjamin")
    axe(page)
    come_in(page, "Ben")
    look_round(page, axe, likes="Old films", brings="Lived experience")
    hope(page, team, "Ben")
    team.page.reload()  # a card that was used is not shown again
    expect(team.page.get_by_role("heading", level=1)).to_have_text("Ask people in")


def without_javascript(team: Team, page: Page, axe: Axe) -> Page:
    """Carys follows the link."""
    page.goto(team.link)
    axe(page)
    come_in(page, "Carys")
    look_round(page, axe, brings="Practice")
    hope(page, team, "Carys")
    return page


def on_a_phone(team: Team, page: Page, axe: Axe) -> None:
    """Dev scans the square; every page of his fits a small phone and a thumb."""
    for address in (team.link, "/start/", "/join/"):
        page.goto(address)
        assert not sideways(page)
        assert not small_for_a_thumb(page)
    page.goto(team.link)
    come_in(page, "Dev")
    for name in ("you", "know", "count", "worth"):
        page.goto(f"{team.home}arrive/{name}/")
        assert not sideways(page)
        assert not small_for_a_thumb(page)
        axe(page)
    hope(page, team, "Dev")
    assert not sideways(page)


def at_a_shared_computer(team: Team, page: Page, axe: Axe) -> None:
    """Esther comes in, asks Carys to act for her, and goes home."""
    page.goto(team.link)
    page.get_by_label("Other people use this device too").check()
    come_in(page, "Esther")
    page.goto("/me/helpers/")
    page.get_by_label("Carys").check()
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("has not answered yet")).to_be_visible()
    axe(page)
    session = next(each for each in page.context.cookies() if each["name"] == "session")
    assert session["expires"] == -1, "It ends with the browser."
    page.context.clear_cookies()


def acting_for_esther(team: Team, page: Page, axe: Axe) -> None:
    """Carys says yes and answers the last question in Esther’s name; without JavaScript."""
    page.goto("/me/helpers/")
    page.get_by_role("button", name="Yes, I will help").click()
    page.get_by_role("button", name="Act for Esther now").click()
    expect(page.get_by_text("You act for Esther.")).to_be_visible()
    page.goto(f"{team.home}arrive/you/")
    expect(page.get_by_label("Something that helps you")).to_have_count(0)
    look_round(page, axe)
    hope(page, team, "Esther")
    page.get_by_role("button", name="Stop acting").click()
    expect(page.get_by_text("You act for Esther.")).to_have_count(0)


def with_all_hopes(team: Team, axe: Axe) -> None:
    """Amina sees five people, what each hopes for, and who came on the record."""
    page = team.page
    page.goto(team.home)
    for words in HOPES.values():
        expect(page.get_by_text(words)).to_be_visible()
    axe(page)
    page.goto(f"{team.home}people/")
    for name in ("Amina", "Ben", "Carys", "Dev", "Esther"):
        expect(page.get_by_role("main").get_by_text(name, exact=True).first).to_be_visible()
    page.goto(f"{team.home}record/")
    expect(page.get_by_text("joined, invited by Amina")).to_have_count(4)
    assert "Old films" not in page.content()


def test_every_page_of_beginning_can_be_walked_by_keyboard(begun: Team) -> None:
    page = begun.page
    places = ["ready/", "more/", "invite/", "invite/link/", "invite/card/", "count/", "expertise/"]
    places += ["arrive/you/", "arrive/know/", "arrive/count/", "arrive/worth/"]
    for address in ["/start/", "/join/", "/projects/", *(begun.home + place for place in places)]:
        page.goto(address)
        wanted = reachable(page)
        walked = list(tab_through(page))
        assert len(walked) == wanted, (address, [each.name for each in walked])


def test_a_project_is_begun_by_keyboard_alone(page: Page) -> None:
    page.goto("/start/")
    page.get_by_label("What are we called?").focus()
    for keys in ["Tea", "To talk", "", "Tuesday", "Amina", ""]:
        page.keyboard.type(keys)
        page.keyboard.press("Tab")
        if keys == "Tuesday":
            page.keyboard.press("Tab")  # past “I have been here before”
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea has begun")


def test_only_the_card_goes_on_the_paper(begun: Team) -> None:
    page = begun.page
    page.get_by_role("link", name="The card to print").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("article", name="The card")).to_be_visible()
    for gone in (page.get_by_role("heading", level=1), page.locator(".top"), page.locator(".foot")):
        expect(gone).to_be_hidden()
    size = page.locator(".invitation").evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    assert size >= 21, "Sixteen points, in pixels."


def test_the_square_holds_the_link(begun: Team) -> None:
    """The drawing is read back with its own library’s matrix: the same link, the same squares."""
    import segno

    path = begun.page.locator(".square path[stroke]").get_attribute("d")
    drawn = segno.make(begun.link, error="m", micro=False).svg_inline(omitsize=True, border=4)
    assert path
    assert path in drawn
    assert urlsplit(begun.link).path == "/join/"
