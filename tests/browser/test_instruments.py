"""The instruments of the browser tests find what they are there to find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.axe import judge
from tests.browser.conftest import Watch
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways
from tests.browser.scripts import beside

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'"
START = '<!doctype html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1>'
Faulty = Callable[[str], Page]


@pytest.fixture
def faulty(page: Page) -> Faulty:
    """Opens a page with this content, at the site's own address and under a strict policy."""

    def opens(content: str) -> Page:
        answer = {"body": START + content, "headers": {"Content-Security-Policy": POLICY}}
        page.route("**/faulty/", lambda route: route.fulfill(content_type="text/html", **answer))
        page.route("**/favicon.ico", lambda route: route.fulfill(body=""))
        page.goto("/faulty/")
        return page

    return opens


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("<script>alert(1)</script>", "Content Security Policy"),
        ('<p onclick="alert(1)">Press</p><script src="/nothing.js"></script>', "404 for"),
        ('<img alt="" src="https://elsewhere.example/pixel.png">', "asked another server|Security"),
    ],
)
def test_what_the_browser_complains_of_is_heard(
    content: str, complaint: str, faulty: Faulty, watch: Watch
) -> None:
    faulty(content).wait_for_load_state("networkidle")
    heard, watch.complaints = "\n".join(watch.complaints), []
    assert any(word in heard for word in complaint.split("|")), heard


def test_a_page_that_asks_another_server_is_caught(page: Page, watch: Watch) -> None:
    body = "<img alt='' src='//elsewhere.example/a'>"
    page.route("**/faulty/", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto("/faulty/")
    heard, watch.complaints = watch.complaints, []
    assert any(word.startswith("asked another server") for word in heard), heard


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ('<img src="data:,">', "image-alt"),
        ('<p style="color:#aaa;background:#fff">Pale</p>', "color-contrast"),
        (
            (
                '<a href="/a" style="display:inline-block;width:9px;height:9px">a</a>'
                '<a href="/b" style="display:inline-block;width:9px;height:9px">b</a>'
            ),
            "target-size",
        ),
        ("<input>", "label"),
    ],
)
def test_axe_finds_what_breaks_the_rules(
    content: str, rule: str, faulty: Faulty, watch: Watch
) -> None:
    verdict = judge(faulty(content))
    watch.complaints = []
    assert any(words.startswith(f"{rule}:") for words in verdict.broken), verdict


@pytest.mark.parametrize(
    ("style", "complaint"),
    [
        ("a:focus{outline:none}", "does not show"),
        ("a:focus{outline:3px solid rgba(0,0,0,0)}", "does not show"),
        ("a{position:fixed;left:-500px}", "out of sight"),
        ("main::after{content:'';position:fixed;inset:0;background:#fff}", "covers"),
    ],
)
def test_the_keyboard_walk_finds_a_hidden_focus(style: str, complaint: str, faulty: Faulty) -> None:
    page = faulty(f'<style>{style}</style><p><a href="/a">First</a></p>')
    with pytest.raises(AssertionError, match=complaint):
        list(tab_through(page))


def test_the_keyboard_walk_counts_what_it_cannot_reach(faulty: Faulty) -> None:
    page = faulty(
        '<a href="/a">First</a> <button tabindex="-1">Never</button> <a href="/b">Last</a>'
    )
    assert [each.name for each in tab_through(page)] == ["a “First”", "a “Last”"]
    assert reachable(page) == 2


def test_a_page_that_must_be_pushed_sideways_is_found(faulty: Faulty) -> None:
    page = faulty('<p id="wide" style="width:3000px">Wide</p>')
    assert "3000" in sideways(page)[0].replace("3008", "3000")
    assert any("Wide" in words for words in sideways(page))
    page = faulty('<div style="overflow-x:auto"><p style="width:3000px">Wide</p></div>')
    assert not sideways(page)


def test_looking_into_a_page_without_scripts_brings_them_not_back(
    page_without_javascript: Page,
) -> None:
    page = page_without_javascript
    page.goto("/about/")
    assert not judge(page).broken
    page.goto("/display/")
    assert not judge(page).broken
    page.locator("input[name=size][value=larger]").check()
    with beside(page) as world:
        assert world.run("document.querySelector('[data-sample]').dataset.size") is None
