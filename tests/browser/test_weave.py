"""The weave as people see it: on a desk, on a telephone, without colour, and without eyes."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.scripts import beside

UNEVEN = "section[aria-labelledby=weave-uneven]"
# How often a thread is broken, and how much of it is there, in the middle line of a picture.
BREAKS = """
(async () => {
  const picture = new Image();
  picture.src = "data:image/png;base64,%s";
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const row = pen.getImageData(0, %d, picture.width, 1).data;
  const greys = [];
  for (let at = 0; at < row.length; at += 4) greys.push(row[at] < 160);
  return greys.filter((dark, at) => at && dark && !greys[at - 1]).length;
})()
"""


def breaks(page: Page, blank: Page, index: int) -> int:
    """How many pieces of thread lie in the second thread of a swatch, without any colour."""
    swatch = page.locator(f"{UNEVEN} .weave-swatch").nth(index)
    picture = base64.b64encode(swatch.screenshot()).decode()
    with beside(blank) as world:
        return int(world.run(BREAKS % (picture, 6)))


@pytest.mark.parametrize(
    "options", [{}, {"forced_colors": "active"}, {"contrast": "more"}], ids=str
)
def test_without_colour_each_expertise_has_a_thread_of_its_own(
    options: dict[str, Any], open_page: Opens
) -> None:
    page, blank = open_page(**options), open_page()
    page.goto("/kit/")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    madder, weld, woad = (breaks(page, blank, index) for index in range(3))
    assert madder < weld < woad
    assert madder <= 3
    assert weld >= 4
    assert woad >= 7


def test_on_a_desk_columns_stand_abreast_and_straight(page: Page) -> None:
    page.goto("/kit/")
    rows = page.locator(f"{UNEVEN} .weave-row:not(.weave-head)")
    expect(rows).to_have_count(4)
    lefts = [
        [patch.bounding_box()["x"] for patch in row.locator("svg").all()]  # type: ignore[index]
        for row in rows.all()
    ]
    assert all(row == pytest.approx(lefts[0], abs=0.5) for row in lefts)
    assert lefts[0] == sorted(lefts[0])
    expect(page.locator(f"{UNEVEN} .weave-head")).to_be_visible()


def test_on_a_telephone_each_row_has_its_name_above_its_own_patches(phone: Page) -> None:
    phone.goto("/kit/")
    expect(phone.locator(f"{UNEVEN} .weave-head")).to_be_hidden()
    for row in phone.locator(f"{UNEVEN} .weave-row:not(.weave-head)").all():
        name = row.locator("b").bounding_box()
        patches = [patch.bounding_box() for patch in row.locator("svg").all()]
        assert name
        for patch, column in zip(patches, row.locator("bdi").all(), strict=True):
            label = column.bounding_box()
            assert patch
            assert label
            assert name["y"] + name["height"] <= label["y"] + 1
            assert label["y"] + label["height"] <= patch["y"] + 1
            assert patch["width"] > 120


def test_its_words_are_as_large_as_other_words(phone: Page) -> None:
    phone.goto("/kit/")
    with beside(phone) as world:
        sizes = world.run(
            f"""[...document.querySelectorAll('{UNEVEN} .weave-cloth :is(b, bdi)')]
            .map(it => parseFloat(getComputedStyle(it).fontSize))"""
        )
        body = world.run("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    assert sizes
    assert min(sizes) >= body * 0.9


def test_without_eyes_it_is_one_picture_with_a_name_and_a_description(page: Page) -> None:
    page.goto("/kit/")
    picture = page.locator(UNEVEN).get_by_role("img")
    expect(picture).to_have_count(1)
    expect(picture).to_have_accessible_name("Who held what in an uneven project")
    expect(picture).to_have_accessible_description(re.compile("^Seats: Lived experience 43.%, "))
