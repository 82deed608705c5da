"""What changes on one device is on the others: quietly, and without a letter lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, Opens, Watch
from tests.browser.scripts import beside

PATH = "/kit/live/"
SOON = 3_000  # milliseconds, on a busy machine; the bench holds it to one second


def count(page: Page) -> int:
    """How often it has changed, as the page says."""
    words = page.locator("#count").inner_text()
    return 1 if "once" in words else int("".join(filter(str.isdigit, words)))


def change(page: Page) -> int:
    """Change something, from this page; how often it has changed then."""
    page.goto(PATH)
    page.get_by_role("button", name="Change something").click()
    page.wait_for_url(f"**{PATH}")
    return count(page)


def expect_count(page: Page, number: int, timeout: float = SOON) -> None:
    """The page says so, soon."""
    words = "once" if number == 1 else f"{number} times"
    expect(page.locator("#count")).to_contain_text(words, timeout=timeout)


@pytest.fixture
def listening(open_page: Opens) -> Page:
    """A small telephone on the table, which listens."""
    page = open_page(viewport=PHONE)
    with page.expect_request("**/live/*after=*"):
        page.goto(PATH)
    return page


def test_a_change_on_one_device_is_on_the_other_and_what_somebody_types_stays(
    listening: Page, page: Page
) -> None:
    field = listening.get_by_label("Write something here")
    field.fill("The bus was la")
    before = count(listening)
    for turn in (1, 2, 3):
        change(page)
        expect_count(listening, before + turn)
        field.press_sequentially("te"[turn - 1 : turn])  # one letter, then the next, then none
    expect(field).to_be_focused()
    expect(field).to_have_value("The bus was late")


def test_nothing_is_announced_until_somebody_asks_for_it(
    listening: Page, page: Page, axe: Callable[[Page], None]
) -> None:
    status = listening.get_by_role("status")
    button = listening.get_by_role("button", name="Tell me when something changes here")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert listening.locator("[aria-live], [role=alert], [role=log]").count() == 0
    expect_count(listening, change(page))
    expect(status).to_be_empty()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect_count(listening, change(page))
    expect(status).to_have_text("Something changed here.")
    axe(listening)
    button.click()
    with beside(listening) as world:
        world.run("document.querySelector('[role=status]').textContent = ''")
    expect_count(listening, change(page))
    expect(status).to_be_empty()


def test_a_device_that_was_without_a_network_catches_up(
    listening: Page, page: Page, watch: Watch
) -> None:
    listening.context.set_offline(True)
    number = change(page)
    listening.context.set_offline(False)
    expect_count(listening, number, timeout=10_000)
    # The browser itself says so.
    watch.complaints = [each for each in watch.complaints if "DISCONNECTED" not in each]


def test_without_scripts_there_is_a_link_to_look_again(
    page_without_javascript: Page, page: Page
) -> None:
    page_without_javascript.goto(PATH)
    expect(page_without_javascript.get_by_role("button", name="Tell me")).to_have_count(0)
    number = change(page)
    page_without_javascript.get_by_role("link", name="Look again").click()
    expect_count(page_without_javascript, number)


def test_a_stream_that_is_refused_is_asked_for_again_with_a_new_ticket(
    open_page: Opens, page: Page, watch: Watch
) -> None:
    watch.expect(403)
    other = open_page()
    asked: list[str] = []

    def spoil(route: object, request: object) -> None:
        asked.append(request.url)  # type: ignore[attr-defined]
        is_first = len(asked) == 1
        route.fulfill(status=403) if is_first else route.continue_()  # type: ignore[attr-defined]

    other.route("**/live/*after=*", spoil)
    with other.expect_response(
        lambda answer: "after=" in answer.url and answer.status == 200, timeout=10_000
    ):
        other.goto(PATH)
    assert len(asked) == 2
    number = change(page)
    expect_count(other, number)


def test_a_page_that_went_away_says_nothing_and_stops_listening(
    open_page: Opens, page: Page, watch: Watch
) -> None:
    watch.expect(404)
    other = open_page()
    with other.expect_request("**/live/*after=*"):
        other.goto(PATH)
    before = count(other)
    other.route(f"**{PATH}", lambda route: route.fulfill(status=404))
    with other.expect_response(lambda answer: answer.status == 404):
        change(page)
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.wait_for_timeout(3_000)
    assert not asked
    assert count(other) == before


LIST = """
<live-part id="tried" src="/kit/live/" events="{events}" after="{after}">
  <p id="count">It has changed {after} times.</p>
  <ul>{items}</ul>
</live-part>
"""
ITEM = """<li id="{name}"><details><summary>{name}</summary>More</details>
<form><label>Say to {name} <input name="words"></label></form></li>"""


def test_what_comes_and_goes_in_a_list_moves_nobody_who_is_at_it(
    open_page: Opens, page: Page
) -> None:
    lists = ["tea cake", "milk tea cake", "cake tea jam", "jam", "jam tea"]
    other = open_page()
    shown = iter(lists)

    def draw(route: Route) -> None:
        if route.request.headers.get("hx-request") != "true":
            return route.continue_()
        body = route.fetch().text()
        events, after = (re.search(f'{name}="([^"]+)"', body) for name in ("events", "after"))
        assert events
        assert after
        items = "".join(ITEM.format(name=name) for name in next(shown).split())
        return route.fulfill(body=LIST.format(events=events[1], after=after[1], items=items))

    other.route(f"**{PATH}", draw)
    with other.expect_request("**/live/*after=*"):
        other.goto(PATH)

    def next_list(*names: str) -> None:
        expect_count(other, change(page))
        expect(other.locator("live-part li summary")).to_have_text(list(names))

    next_list("tea", "cake")
    tea = other.get_by_label("Say to tea")
    other.locator("#cake summary").click()
    tea.fill("Gree")
    next_list("milk", "tea", "cake")
    tea.press_sequentially("n")
    expect(tea).to_be_focused()
    next_list("cake", "tea", "jam")  # moved
    expect(tea).to_be_focused()
    expect(other.locator("#cake details")).to_have_attribute("open", "")
    expect(other.locator("#tea details")).not_to_have_attribute("open", "")
    next_list("tea", "jam")  # gone, but somebody writes there
    expect(tea).to_have_value("Green")
    next_list("jam", "tea")
    expect(tea).to_have_value("Green")
