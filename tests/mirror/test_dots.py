"""Dots over time: nothing is drawn as nothing, and nothing more is told than may be."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common.kit.dots import ABREAST, MOST_HIGH, SHAPES, Dots, Month, Series
from evenweave.common.kit.weave import DYES, MADDER, UNDYED, WELD, WOAD
from evenweave.mirror.dots import plots
from tests.mirror.stories import chair, held, mirror, seated, uneven
from tests.mirror.test_weaving import small

SERIES = (Series("Lived experience", MADDER), Series("Practice", WELD), Series("Without", UNDYED))
amounts = st.tuples(*[st.integers(0, 5000)] * 3)


def picture(*months: tuple[int, ...], first: date = date(2015, 11, 1)) -> Dots:
    """Months in a row."""
    found, on = [], first
    for month in months:
        found.append(Month(on, month))
        on = (on + timedelta(days=31)).replace(day=1)
    return Dots("Who chaired", SERIES, found, "chaired")


def drawn(dots: Dots) -> dict[str, int]:
    """How many dots of each dye stand in the picture."""
    found: dict[str, int] = {}
    for year in dots.years:
        for dye, path in re.findall(r'class="dots-(\w+)" d="([^"]+)"', year.picture or ""):
            if dye in SHAPES:
                found[dye] = found.get(dye, 0) + path.count("M")
    return found


def test_a_dot_for_each_in_the_dye_and_shape_of_whoever_did_it() -> None:
    dots = picture((2, 1, 0), (0, 0, 3), (1, 0, 0))
    assert drawn(dots) == {"madder": 3, "weld": 1, "undyed": 3}
    assert [year.name for year in dots.years] == ["2015", "2016"]
    assert dots.one == "One dot, one time."
    assert dots.description == (
        "Lived experience 3, Practice 1, Without 3. Most in one month: 3, in November 2015."
    )


@given(st.lists(amounts, min_size=1, max_size=30))
def test_dots_are_never_too_many_and_nothing_that_was_done_is_drawn_as_nothing(
    months: list[tuple[int, ...]],
) -> None:
    dots = picture(*months)
    assert all(
        sum(-(-many // dots.each) for many in month) <= ABREAST * MOST_HIGH for month in months
    )
    seen = drawn(dots)
    for at, series in enumerate(SERIES):
        total = sum(month[at] for month in months)
        assert (seen.get(series.dye.name, 0) > 0) == (total > 0)
        assert seen.get(series.dye.name, 0) * dots.each >= total


def test_where_there_are_too_many_a_dot_stands_for_several_and_says_so() -> None:
    assert picture((40, 3, 0)).one == "One dot stands for up to 5."
    assert drawn(picture((40, 3, 0))) == {"madder": 8, "weld": 1}


def test_years_in_which_nothing_was_done_are_one_line() -> None:
    months = [(1, 0, 0), *[(0, 0, 0)] * 60, (0, 1, 0)]
    years = picture(*months, first=date(2015, 12, 1)).years
    assert [year.name for year in years] == ["2015", "2016–2020", "2021"]
    assert years[1].picture is None


def test_no_two_dyes_have_the_same_shape() -> None:
    assert {each.name for each in (*DYES, UNDYED)} == set(SHAPES)
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_seven_years_of_it_are_small() -> None:
    dots = picture(*[(5, 4, 6)] * 84)
    page = render_to_string("kit/dots.html", {"dots": dots})
    pictures = "".join(str(year.picture) for year in dots.years)
    assert len(pictures) < 84 * 15 * 60
    assert page.count("<tr>") == 85


def test_a_name_cannot_become_part_of_the_page() -> None:
    nasty = "<script>alert(1)</script>"
    dots = Dots(nasty, [Series(nasty, WOAD)], [Month(date(2026, 1, 1), (1,), nasty)], "nasty")
    assert "<script" not in render_to_string("kit/dots.html", {"dots": dots})
    with pytest.raises(ValueError, match="letters, digits"):
        Dots("Chaired", [], [], '"><script>')


def test_parts_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="one amount for each series"):
        picture((1, 2))
    with pytest.raises(ValueError, match="cannot be told apart"):
        Dots("Chaired", [SERIES[0], SERIES[0]], [], "chaired")


@pytest.mark.slow
@pytest.mark.django_db
def test_each_thing_that_is_shared_has_its_dots_and_attendance_has_none() -> None:
    found = plots(mirror(uneven()))
    assert [str(each.title) for each in found] == [
        "Who chaired, month by month",
        "Who had another role, month by month",
        "Who led what was on agendas, month by month",
        "Who raised ideas, month by month",
    ]
    assert drawn(found[0]) == {"woad": 6}


@pytest.mark.slow
@pytest.mark.django_db
def test_whoever_shows_no_seat_is_a_ring_and_so_is_a_month_with_two_of_a_kind() -> None:
    ours = seated()
    ours.add("Zoe", "P", is_shown=False)
    held(ours, 1, {chair(ours): "Zoe"})
    assert drawn(plots(mirror(ours))[0]) == {"undyed": 1}
    (chaired, *_others) = plots(mirror(small()))
    # The month before is a ring, too: the project less that month is the one with two.
    assert drawn(chaired) == {"undyed": 2}
    assert [str(month.words) for month in chaired.told] == [
        "That month too few people sat here with one of the kinds to tell them apart."
    ] * 2
