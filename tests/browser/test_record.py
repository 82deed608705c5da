"""Reading a record: words, kinds and pages, with and without a script."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.growing import LINES
from workshop.running import ROOT, Site, clean_environment

PAGE = 25


@pytest.fixture(scope="session")
def long_record(site: Site) -> str:
    """The path of a record with more lines than a page holds."""
    grown = subprocess.run(
        [sys.executable, "-m", "tests.browser.growing", str(site.data)],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return grown.stdout


@pytest.fixture(params=["with scripts", "without scripts"])
def reader(request: pytest.FixtureRequest, open_page: Opens) -> Page:
    return open_page(java_script_enabled=request.param == "with scripts")


def lines(page: Page) -> list[str]:
    """What the lines that are shown say."""
    return page.locator("#entries ol li > p:first-child").all_inner_texts()


def find(page: Page, words: str) -> None:
    page.locator("form.filter input[name=words]").fill(words)
    page.locator("form.filter button").click()


def test_words_find_their_lines(
    reader: Page, long_record: str, axe: Callable[[Page], None]
) -> None:
    reader.goto(long_record)
    find(reader, "number 17.")
    expect(reader.locator("#entries ol li")).to_have_count(1)
    assert "Promise number 17." in lines(reader)[0]
    expect(reader.locator("#entries [role=status]")).to_contain_text("number 17.")
    axe(reader)
    reader.get_by_role("link", name="Show everything").click()
    expect(reader.locator("#entries ol li")).to_have_count(PAGE)


def test_words_that_stand_nowhere_are_answered_kindly(reader: Page, long_record: str) -> None:
    reader.goto(long_record)
    find(reader, "<b>marmalade</b>")
    expect(reader.locator("#entries ol li")).to_have_count(0)
    expect(reader.locator("#entries [role=status] bdi")).to_have_text("<b>marmalade</b>")
    expect(reader.locator("form.filter input[name=words]")).to_have_value("<b>marmalade</b>")


def test_a_kind_is_read_alone(reader: Page, long_record: str) -> None:
    reader.goto(long_record)
    reader.locator("form.filter select").select_option(label="Limits")
    reader.locator("form.filter button").click()
    expect(reader.locator("#entries ol li").first).to_contain_text(f"Promise number {LINES}.")
    everything = [option.inner_text() for option in reader.locator("form.filter option").all()]
    assert everything[0] == "Everything"
    assert "Limits" in everything


def test_page_by_page_nothing_is_missed_and_nothing_comes_twice(
    reader: Page, long_record: str
) -> None:
    reader.goto(long_record)
    read = lines(reader)
    while (older := reader.get_by_role("link", name="Older")).count():
        older.click()
        expect(reader.locator("#entries ol li").first).not_to_have_text(read[-1])
        reader.wait_for_load_state()
        read += lines(reader)
    assert len(read) == len(set(read)) >= LINES + 1
    assert f"Promise number {LINES}." in read[0]
    last = lines(reader)[0]
    reader.get_by_role("link", name="Newer").click()
    expect(reader.locator("#entries ol li").first).not_to_have_text(last)
    assert lines(reader)[0] in read


def test_an_answer_has_an_address_that_can_be_sent_to_a_friend(
    reader: Page, open_page: Opens, long_record: str
) -> None:
    reader.goto(long_record)
    find(reader, "number 42.")
    expect(reader.locator("#entries ol li")).to_have_count(1)
    friend = open_page()
    friend.goto(reader.url)
    assert "Promise number 42." in lines(friend)[0]
    reader.go_back()
    expect(reader.locator("#entries ol li")).to_have_count(PAGE)


def test_with_a_script_only_the_lines_are_fetched(page: Page, long_record: str) -> None:
    page.goto(long_record)
    with page.expect_response(lambda answer: "words=" in answer.url) as answered:
        find(page, "number 5.")
    expect(page.locator("#entries ol li")).to_have_count(1)
    assert "<html" not in answered.value.text()


def test_a_line_tells_how_it_is_sealed(reader: Page, long_record: str) -> None:
    reader.goto(long_record)
    reader.locator("#entries ol li a").first.click()
    expect(reader.locator("h1")).to_have_text(f"Line {LINES + 2}")
    expect(reader.locator("main pre code")).to_contain_text('"stream"')
    for seal in reader.locator(".seals code").all():
        expect(seal).to_have_text(re.compile("^[0-9a-f]{64}$"))
