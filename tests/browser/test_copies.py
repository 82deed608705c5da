"""The page in a copy: opened from a disk, on any machine, with no server and no internet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.crews import looks_well, walks_well
from tests.browser.doors import enter_project
from tests.browser.test_deciding import both, button, link
from tests.config.running import evenweave
from workshop.running import Site

Axe = Callable[[Page], None]


@pytest.fixture(scope="module")
def address(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page of a copy of the example lies, unpacked."""
    folder = tmp_path_factory.mktemp("copy")
    file = folder / "hounslow.zip"
    made = evenweave("export", "hounslow", str(file), "--data", str(site.data))
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return (folder / "index.html").as_uri()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_of_a_copy_is_for_everybody(
    chromium: Browser, address: str, axe: Axe, width: int, colours: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if colours == "dark" else "light",
        offline=True,
    )
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hounslow Wellbeing Network")
    page.get_by_role("link", name="Decisions").click()
    expect(page.get_by_role("heading", name="Decisions", exact=True)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    pictures = page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert pictures
    axe(page)
    context.close()


def test_the_page_of_a_copy_asks_nobody_for_anything(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.get_by_text("Is it whole?").last).to_be_visible()
    folder = address.rpartition("/")[0]
    assert asked[0] == address
    assert all(each.startswith(f"{folder}/files/") for each in asked[1:])
    context.close()


@both
def test_a_member_takes_the_project_along_and_what_they_have_checks_itself(
    open_page: Opens, axe: Axe, tmp_path: Path, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts, viewport=PHONE)
    page.goto(f"{enter_project(page, 'ben')}record/")
    link(page, "Take a copy along, or hand one on")
    looks_well(page, axe)
    walks_well(page)
    with page.expect_download() as saving:
        button(page, "Get the copy")
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    assert re.fullmatch(r"hounslow-20\d\d-\d\d-\d\d\.zip", file.name)
    checked = evenweave("verify", str(file))
    assert checked.returncode == 0, checked.stderr
    page.goto(f"{enter_project(page, 'ben')}record/")
    expect(page.locator("#entries li").first).to_contain_text("Ben made a copy of this record")
