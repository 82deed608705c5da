"""The pictures of docs/hounslow.md, made from the example as a person sees it.

They are written anew into docs/pictures with EVENWEAVE_PICTURES=1; otherwise they are only taken,
so that the guide cannot tell of pages that are not there.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.doors import enter_project
from tests.house.source import ROOT

GUIDE = ROOT / "docs" / "hounslow.md"
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 60_000  # bytes
WINDOW = {"width": 900, "height": 760}
# Who looks, where they begin, what they tap, the heading that comes, and what shall be in sight.
LOOKS: dict[str, tuple[str, str, tuple[str, ...], str, str]] = {
    "hounslow-people": ("ruth", "people/", (), "Who is here", ""),
    "hounslow-room": (
        "ben",
        "decisions/",
        ("Where shall we meet from now on?",),
        "Where shall we meet from now on?",
        "",
    ),
    "hounslow-notes": ("iris", "meetings/", ("1 July",), "The working group", "Iris said aloud"),
    "hounslow-clause": (
        "iris",
        "agreement/",
        ("We say when it hurts",),
        "We say when it hurts",
        "words are gone",
    ),
    "hounslow-words": ("gwen", "agreement/", (), "Our agreement", "hard to reach"),
    "hounslow-idea": (
        "carys",
        "ideas/",
        ("A call the day after",),
        "An idea",
        "",
    ),
    "hounslow-story": ("tessa", "story/", (), "The story so far", ""),
    "hounslow-goals": (
        "nadia",
        "agreement/goals/",
        (),
        "What we hope for",
        "Doors that stand open",
    ),
    "hounslow-mirror": ("nadia", "mirror/", (), "The mirror", "What was on agendas"),
}


def taken(page: Page) -> bytes:
    """What is in the window, in few colours, so that it is small."""
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    kept = io.BytesIO()
    few = shot.convert("RGB").quantize(48, dither=Image.Dither.NONE)
    few.save(kept, "PNG", optimize=True)
    return kept.getvalue()


@pytest.mark.parametrize("name", LOOKS)
def test_the_guide_shows_what_is_there(open_page: Opens, name: str, tmp_path: Path) -> None:
    slug, path, taps, heading, in_sight = LOOKS[name]
    page = open_page(viewport=WINDOW, color_scheme="light")
    page.goto(enter_project(page, slug) + path)
    for words in taps:
        page.locator("main a").filter(has_text=words).first.click()
    expect(page.locator("h1").first).to_contain_text(heading)
    if in_sight:
        there = page.get_by_text(in_sight).locator("visible=true").first
        there.scroll_into_view_if_needed()
        expect(there).to_be_in_viewport()
    picture = taken(page)
    assert len(picture) < LARGEST
    folder = PICTURES if os.environ.get("EVENWEAVE_PICTURES") else tmp_path
    (folder / f"{name}.png").write_bytes(picture)


def test_each_picture_stands_in_the_guide_and_is_small() -> None:
    shown = re.findall(r"\]\(pictures/([a-z-]+)\.png\)", GUIDE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(LOOKS)
    assert all((PICTURES / f"{name}.png").stat().st_size < LARGEST for name in LOOKS)
