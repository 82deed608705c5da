"""What every page of the product promises, whoever reads it and on whatever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import PHONE, Opens, Watch
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb, weigh
from tests.browser.pages import PAGES, path_of
from tests.browser.scripts import beside
from workshop.running import Site

NARROW: ViewportSize = {"width": 320, "height": 640}
FIRST_VISIT = 60_000
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"

every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def visit(site: Site, watch: Watch) -> Callable[[Page, str], None]:
    """Go to a page by its name and open whatever is folded away."""

    def visit(page: Page, name: str) -> None:
        if name == "missing":
            watch.expect(404)
        page.goto(path_of(name, site))
        with beside(page) as world:
            world.run(OPEN_ALL)

    return visit


Visit = Callable[[Page, str], None]


@every_page
@pytest.mark.parametrize(
    "dress",
    [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": NARROW}],
    ids=["light-wide", "dark-narrow"],
)
def test_a_page_is_accessible(
    name: str,
    dress: dict[str, Any],
    open_page: Opens,
    visit: Visit,
    axe: Callable[[Page], None],
) -> None:
    page = open_page(**dress)
    visit(page, name)
    assert not sideways(page)
    axe(page)


@every_page
def test_a_page_is_accessible_in_strong_contrast_with_larger_words(
    name: str, open_page: Opens, visit: Visit, axe: Callable[[Page], None], site: Site
) -> None:
    page = open_page(viewport=NARROW, contrast="more", reduced_motion="reduce")
    chosen = {"name": "display", "value": "size:larger|spacing:more", "url": site.address}
    page.context.add_cookies([chosen])  # type: ignore[list-item]
    visit(page, name)
    expect(page.locator("html")).to_have_attribute("data-size", "larger")
    assert not sideways(page)
    axe(page)


@every_page
def test_words_at_200_per_cent_need_no_pushing_sideways(
    name: str, chromium_with_large_words: Browser, open_page: Opens, visit: Visit
) -> None:
    page = open_page(chromium_with_large_words, viewport=PHONE)
    visit(page, name)
    with beside(page) as world:
        assert world.run("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
        # The gallery hangs each part up once more in every dress, frame within frame; larger words
        # inside words twice as large, in half the room, are no page that anybody meets.
        world.run("document.querySelectorAll('.racks').forEach(each => each.remove())")
    assert not sideways(page)


@every_page
def test_the_keyboard_comes_everywhere_and_one_sees_where(
    name: str, page: Page, site: Site, watch: Watch
) -> None:
    watch.expect(404)
    page.goto(path_of(name, site))
    if (told := page.locator(".live-told")).count():
        expect(told).to_be_visible()  # it comes with its script
    wanted = reachable(page)
    walked = list(tab_through(page))
    assert len(walked) == wanted, [each.name for each in walked]
    assert walked[0].name.startswith("a “Skip to")


@every_page
def test_a_page_works_without_javascript(
    name: str, page_without_javascript: Page, visit: Visit, axe: Callable[[Page], None]
) -> None:
    page = page_without_javascript
    visit(page, name)
    expect(page.locator("main h1").first).to_be_visible()
    page.set_viewport_size(NARROW)
    assert not sideways(page)
    axe(page)


def test_the_skip_link_leads_to_the_main_part(page: Page) -> None:
    page.goto("/about/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("name", ["front", "record"])
def test_a_first_visit_weighs_little(name: str, page: Page, site: Site) -> None:
    weight = weigh(page, path_of(name, site))
    assert any(url.endswith(".woff2") for url in weight.parts), weight.told()
    assert weight.total < FIRST_VISIT, weight.told()


@every_page
def test_a_thumb_finds_every_button(name: str, phone: Page, visit: Visit) -> None:
    visit(phone, name)
    assert not small_for_a_thumb(phone)
