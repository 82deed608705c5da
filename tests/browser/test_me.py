"""A person's own pages in a real browser: private words, a helper, resting, and how it looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Opens, Watch
from tests.browser.doors import enter
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb
from tests.browser.scripts import beside

Axe = Callable[[Page], None]
WORDS = "A minute before I answer. Please do not stand behind me."
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"

PATHS = [
    "/me/",
    "/me/name/",
    "/me/reach/",
    "/me/email/",
    "/me/language/",
    "/me/look/",
    "/me/helps/",
    "/me/access/",
    "/me/gifts/",
    "/me/helpers/",
]
WINDOWS: dict[str, dict[str, Any]] = {
    "with scripts": {},
    "without scripts": {"java_script_enabled": False},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}


def open_menu(page: Page) -> None:
    page.locator(".account > summary").click()


@pytest.fixture(params=list(WINDOWS))
def window(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A desk, one without scripts, and a small phone."""
    return WINDOWS[request.param]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "dress",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
        {"java_script_enabled": False, "viewport": PHONE},
    ],
    ids=["light-wide", "dark-narrow", "without-scripts"],
)
def test_a_page_is_accessible(path: str, dress: dict[str, Any], open_page: Opens, axe: Axe) -> None:
    page = enter(open_page(**dress), "ben")
    page.goto(path)
    with beside(page) as world:
        world.run(OPEN_ALL)
    assert not sideways(page)
    axe(page)


@pytest.mark.parametrize("path", PATHS)
def test_the_keyboard_comes_everywhere_also_with_the_menu_open(path: str, page: Page) -> None:
    enter(page, "ben")
    page.goto(path)
    with beside(page) as world:
        world.run("document.querySelector('.account').open = true")
    wanted = reachable(page)
    walked = list(tab_through(page))
    assert len(walked) == wanted, [each.name for each in walked]


@pytest.mark.parametrize("path", PATHS)
def test_a_thumb_finds_every_button(path: str, phone: Page) -> None:
    enter(phone, "ben")
    phone.goto(path)
    open_menu(phone)
    assert not small_for_a_thumb(phone)


@pytest.mark.parametrize("path", ["/me/", "/me/helpers/"])
def test_words_at_200_per_cent_need_no_pushing_sideways(
    path: str, chromium_with_large_words: Browser, open_page: Opens
) -> None:
    page = enter(open_page(chromium_with_large_words, viewport=PHONE), "ben")
    page.goto(path)
    open_menu(page)
    assert not sideways(page)


def test_the_menu_lies_inside_the_window_and_covers_nothing(open_page: Opens) -> None:
    for size in [{"width": 320, "height": 640}, {"width": 1280, "height": 800}]:
        page = enter(open_page(viewport=size), "ben")
        page.goto("/about/")
        word = page.locator(".account > summary").bounding_box()
        open_menu(page)
        assert page.locator(".account > summary").bounding_box() == word
        menu = page.locator(".account .menu > ul").bounding_box()
        heading = page.get_by_role("heading", level=1).bounding_box()
        assert menu is not None
        assert heading is not None
        assert menu["x"] >= 0
        assert menu["x"] + menu["width"] <= size["width"]
        assert menu["y"] + menu["height"] <= heading["y"]


def test_private_words_are_shared_shown_and_taken_back(
    window: dict[str, Any], open_page: Opens, watch: Watch, axe: Axe
) -> None:
    ben, amina = enter(open_page(**window), "ben"), enter(open_page(**window), "amina")
    ben.goto("/me/")
    ben.get_by_role("link", name="What helps me").click()
    ben.get_by_label("In your own words").fill(WORDS)
    ben.get_by_label("Amina").check()
    ben.get_by_role("button", name="Save").click()
    expect(ben.get_by_role("link", name="What helps me")).to_contain_text("Shared with Amina")

    amina.goto("/me/")
    amina.get_by_role("link", name="What helps them").click()
    address = amina.url
    expect(amina.get_by_text(WORDS)).to_have_count(0)
    axe(amina)
    amina.get_by_role("button", name="Show").click()
    expect(amina.get_by_text(WORDS)).to_be_visible()
    assert not sideways(amina)
    axe(amina)

    ben.goto("/me/helps/")
    expect(ben.locator(".looks li").first).to_contain_text("Amina")
    ben.get_by_label("In your own words").fill("")
    ben.get_by_role("button", name="Save").click()
    expect(ben.get_by_role("link", name="What helps me")).to_contain_text("Nothing written")
    watch.expect(404)
    answer = amina.goto(address)
    assert answer is not None
    assert answer.status == 404


def test_a_helper_acts_and_is_removed_while_at_the_page(
    window: dict[str, Any], open_page: Opens, watch: Watch, axe: Axe
) -> None:
    ben, amina = enter(open_page(**window), "ben"), enter(open_page(**window), "amina")
    ben.goto("/me/helpers/")
    ben.get_by_label("Amina").check()
    ben.get_by_role("button", name="Ask", exact=True).click()
    amina.goto("/me/helpers/")
    amina.get_by_role("button", name="Yes, I will help").click()
    axe(amina)
    amina.get_by_role("button", name="Act for Ben").click()
    bar = amina.get_by_role("region", name="Acting for somebody")
    expect(bar).to_contain_text("You act for Ben")
    axe(amina)

    amina.goto("/me/reach/")
    amina.get_by_label("When should we not reach you?").fill("Not on Mondays")
    amina.get_by_role("button", name="Save").click()
    ben.goto("/me/helpers/")
    expect(ben.get_by_role("main")).to_contain_text("How to reach you: with Amina")
    axe(ben)
    ben.get_by_role("button", name="That is right").click()
    expect(ben.get_by_role("heading", name="Changed for you")).to_have_count(0)

    amina.goto("/me/reach/")
    amina.get_by_label("When should we not reach you?").fill("Never")
    ben.get_by_text("End it", exact=True).click()
    ben.get_by_role("button", name="Yes, end it").click()
    watch.expect(409)
    amina.get_by_role("button", name="Save").click()
    expect(amina.get_by_role("main")).to_contain_text("You do not act for this person any more")
    axe(amina)
    ben.goto("/me/reach/")
    expect(ben.get_by_label("When should we not reach you?")).to_have_value("Not on Mondays")
    amina.goto("/me/")
    expect(bar).to_have_count(0)
    expect(amina.get_by_role("heading", level=1)).to_contain_text("Amina")


def test_one_tap_to_rest_and_one_to_be_back_from_any_page(
    window: dict[str, Any], open_page: Opens, axe: Axe
) -> None:
    page = enter(open_page(**window), "dev")
    page.goto("/about/")
    open_menu(page)
    page.get_by_role("button", name="Rest for a while").click()
    expect(page).to_have_url("/about/")
    resting = page.get_by_role("region", name="Resting")
    expect(resting).to_contain_text("nothing is expected of you")
    axe(page)
    resting.get_by_role("button", name="I am back").click()
    expect(page).to_have_url("/about/")
    expect(resting).to_have_count(0)


def test_the_look_follows_a_person_to_another_device(
    window: dict[str, Any], open_page: Opens
) -> None:
    mine, other = enter(open_page(**window), "carys"), open_page()
    mine.goto("/me/look/")
    mine.locator("input[name=size][value=larger]").check()
    mine.get_by_role("button", name="Keep it like this").click()
    other.goto("/about/")
    expect(other.locator("html")).not_to_have_attribute("data-size", "larger")
    enter(other, "carys")
    expect(other.locator("html")).to_have_attribute("data-size", "larger")
    mine.goto("/me/look/")
    mine.locator("input[name=size][value=ordinary]").check()
    mine.get_by_role("button", name="Keep it like this").click()
    other.goto("/about/")
    expect(other.locator("html")).not_to_have_attribute("data-size", "larger")


def test_a_way_that_lacks_something_is_told_at_the_field(page: Page, axe: Axe) -> None:
    enter(page, "esther")
    page.goto("/me/reach/")
    page.get_by_label("By post").check()
    page.get_by_label("Your postal address").fill("")
    page.get_by_role("button", name="Save").click()
    problems = page.get_by_role("alert")
    expect(problems).to_be_focused()
    problems.get_by_role("link", name="Your postal address").click()
    expect(page.get_by_label("Your postal address")).to_be_focused()
    axe(page)
