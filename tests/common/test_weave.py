"""The weave cannot flatter anybody: not in its arithmetic, not in its drawing, not in its words."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Sequence
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common.kit.weave import (
    DYES,
    MADDER,
    MOST_THREADS,
    UNDYED,
    WELD,
    WIDEST,
    WOAD,
    Column,
    Expertise,
    Gap,
    Row,
    Weave,
    distance,
    percent,
    seams,
    whole,
)

TEAM = (
    Expertise("Lived experience", MADDER, 6),
    Expertise("Practice", WELD, 4),
    Expertise("Research", WOAD, 4),
)
PHASES = (Column("Design", 7), Column("Try it out", 5), Column("Trial", 10), Column("Write up", 4))
STYLES = Path(__file__).parents[2] / "assets" / "css" / "weave.css"

amounts = st.integers(min_value=0, max_value=10**6)
held = st.lists(amounts, min_size=1, max_size=5).filter(any)
threads = st.integers(min_value=1, max_value=MOST_THREADS)


def extents(parts: Sequence[int], count: int) -> list[Fraction]:
    """How many threads each has, from where they begin and end."""
    places = [thread + along for thread, along in seams(parts, count)]
    return [end - begin for begin, end in itertools.pairwise(places)]


def cloth(*rows: Row, columns: Sequence[Column] = PHASES, key: str = "w") -> Weave:
    return Weave("Who held what", columns, rows, TEAM, key=key)


def shown(weave: Weave) -> str:
    return render_to_string("kit/weave.html", {"weave": weave})


@given(held, threads)
def test_all_threads_are_given_and_no_more(parts: list[int], count: int) -> None:
    assert sum(extents(parts, count)) == count


@given(held, threads)
def test_each_has_exactly_its_share(parts: list[int], count: int) -> None:
    assert extents(parts, count) == [Fraction(part * count, sum(parts)) for part in parts]


@given(held, threads)
def test_equal_shares_draw_equal_and_larger_shares_larger(parts: list[int], count: int) -> None:
    drawn = dict(zip(parts, extents(parts, count), strict=True))
    assert extents(parts, count) == [drawn[part] for part in parts]
    assert [drawn[part] for part in sorted(drawn)] == sorted(set(drawn.values()))
    assert len(set(drawn.values())) == len(drawn)


@given(held.flatmap(lambda parts: st.tuples(st.just(parts), st.permutations(parts))), threads)
def test_the_order_of_the_expertises_changes_nothing(
    both: tuple[list[int], list[int]], count: int
) -> None:
    parts, moved = both
    assert sorted(extents(parts, count)) == sorted(extents(moved, count))


@given(held, held, st.integers(1, 50), threads)
def test_an_equal_share_draws_equal_in_every_patch_whoever_holds_the_rest(
    rest: list[int], others: list[int], part: int, count: int
) -> None:
    here = [part * sum(rest), *(each * 50 for each in rest)]
    there = [part * sum(others), *(each * 50 for each in others)]
    assert extents(here, count)[0] == extents(there, count)[0]


def test_three_equal_kinds_have_equal_cloth_of_fourteen_threads() -> None:
    assert extents([1, 1, 1], 14) == [Fraction(14, 3)] * 3


@given(st.lists(st.fractions(0, 1000) | st.floats(0, 1e6), min_size=1, max_size=5).filter(any))
def test_no_unit_of_measure_changes_the_shares(parts: list[Fraction | float]) -> None:
    exact = [Fraction(part) for part in parts]
    assert [Fraction(each, sum(whole(parts))) for each in whole(parts)] == [
        each / sum(exact) for each in exact
    ]


@pytest.mark.parametrize("wrong", [[0, 0], [-1, 2], [float("nan"), 1]])
def test_amounts_that_cannot_be_shares_are_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match=r"nought|NaN"):
        whole(wrong)


@given(held)
def test_a_distance_lies_between_nought_and_one(parts: list[int]) -> None:
    everything = [sum(parts), *[0] * (len(parts) - 1)]
    assert distance(parts, parts) == 0
    assert distance(parts, everything) == 1 - Fraction(parts[0], sum(parts))


# The drawing: read back from the SVG, where each piece covers all that comes after its corner.

USE = re.compile(r'<use href="#w(\d)"(?: x="([\d.]+)%")?(?: y="([\d.]+)")?/>')


def drawn(weave: Weave, parts: Sequence[int]) -> list[float]:
    """How many threads of each expertise can be seen in a patch."""
    pieces = [
        (int(index), float(y or 0) / weave.pitch + float(x or 0) / 100)
        for index, x, y in USE.findall(weave.patch(parts))
    ]
    seen = [0.0] * len(parts)
    ends = [begin for _, begin in pieces[1:]] + [weave.threads]
    for (index, begin), end in zip(pieces, ends, strict=True):
        seen[index] = end - begin
    return seen


@given(st.lists(amounts, min_size=3, max_size=3).filter(any))
def test_what_is_drawn_is_what_was_reckoned(parts: list[int]) -> None:
    for seen, reckoned in zip(drawn(cloth(), parts), extents(parts, 14), strict=True):
        assert seen == pytest.approx(float(reckoned), abs=0.0002)


def test_a_patch_has_a_thread_for_each_seat_and_at_most_24() -> None:
    large = [Expertise(each.name, each.dye, each.seats * 5) for each in TEAM]
    assert cloth().threads == 14
    assert Weave("Large", PHASES, [], large).threads == 24


def test_columns_are_as_wide_as_their_time() -> None:
    columns = [Column("A", 1), Column("B", 50), Column("C", 100)]
    assert cloth(columns=columns).widths == [1, 6, 12]


def full() -> Weave:
    rows = [Row(f"Row {n}", [[n, 4, 7], [5, n, 2], [1, 1, 9 + n], [3, 3, n]]) for n in range(1, 7)]
    return cloth(*rows)


def test_six_rows_of_four_are_under_6_kilobytes_and_a_millisecond() -> None:
    page = shown(full())
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 1 + len(TEAM) + 7 * 4
    assert sum(len(picture.encode()) for picture in pictures) < 6000
    assert min(time_to_draw() for _ in range(50)) < 0.001


def time_to_draw() -> float:
    weave = full()
    start = time.perf_counter()
    for row in weave.rows:
        for parts in row.cells:
            assert not isinstance(parts, Gap)
            weave.patch(whole(parts))
    return time.perf_counter() - start


# Words.


@pytest.mark.parametrize(
    ("part", "total", "words"),
    [
        (6, 14, "43 %"),
        (1, 2, "50 %"),
        (0, 9, "0 %"),
        (9, 9, "100 %"),
        (1, 1000, "under 1 %"),
        (999, 1000, "over 99 %"),
        (1, 200, "1 %"),
    ],
)
def test_a_share_is_told_without_making_nothing_of_somebody(
    part: int, total: int, words: str
) -> None:
    assert percent(part, total).replace("\N{NO-BREAK SPACE}", " ") == words


def test_the_description_says_where_a_row_is_nearest_and_furthest() -> None:
    weave = cloth(
        Row("Chairing", [[6, 4, 4], [5, 4, 5], [1, 1, 11], Gap.HIDDEN]),
        Row("Minutes", [[3, 2, 2]] * 4),
        Row("Money", [[0, 0, 0], Gap.HIDDEN, Gap.HIDDEN, [1, 0, 0]]),
    )
    assert weave.description.replace("\N{NO-BREAK SPACE}", " ") == (
        "Seats: Lived experience 43 %, Practice 29 %, Research 29 %. "
        "Chairing is nearest to the seats in Design and furthest in Trial: "
        "Lived experience 8 %, Practice 8 %, Research 85 %. "
        "Chairing is not shown in Write up. "
        "Minutes is shared just as the seats are. "
        "Money, in Write up: Lived experience 100 %, Practice 0 %, Research 0 %. "
        "Money is not shown in Design, Try it out, Trial."
    )


class Page(HTMLParser):
    """What a page holds: its elements with attributes, and the rows of its table."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.table: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.table.append([])
        if tag in {"th", "td"}:
            self.table[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.table and self.table[-1]:
            self.table[-1][-1] += data.strip().replace("\N{NO-BREAK SPACE}", " ")


def test_the_table_holds_every_number_under_real_headings() -> None:
    weave = cloth(Row("Chairing", [[6, 4, 4], [5, 4, 5], [1, 1, 11], Gap.HIDDEN], counted=True))
    page = Page(shown(weave))
    assert page.table == [
        ["", "Lived experience", "Practice", "Research"],
        ["Seats", "43 % (6 of 14)", "29 % (4 of 14)", "29 % (4 of 14)"],
        ["Chairing"],
        ["Design", "43 % (6 of 14)", "29 % (4 of 14)", "29 % (4 of 14)"],
        ["Try it out", "36 % (5 of 14)", "29 % (4 of 14)", "36 % (5 of 14)"],
        ["Trial", "8 % (1 of 13)", "8 % (1 of 13)", "85 % (11 of 13)"],
        ["Write up", "Not shown: too few people"],
    ]
    headings = [attributes for tag, attributes in page.elements if tag == "th"]
    assert [heading["scope"] for heading in headings].count("col") == 3
    assert all(heading.get("scope") for heading in headings)


MOVING = (
    Column("Design", 1, [5, 3, 4]),
    Column("Trial", 1, [1, 1, 1]),
    Column("Next", 1, Gap.HIDDEN),
)


def test_seats_may_differ_by_column_and_each_row_is_read_against_its_own() -> None:
    weave = cloth(Row("Chairing", [[5, 3, 4], [2, 2, 2], Gap.HIDDEN], counted=True), columns=MOVING)
    assert [[len(cell.told) for cell in line.cells] for line in weave.lines] == [[3, 3, 0]] * 2
    assert weave.description.replace("\N{NO-BREAK SPACE}", " ") == (
        "Seats, in Design: Lived experience 42 %, Practice 25 %, Research 33 %. "
        "Seats, in Trial: Lived experience 33 %, Practice 33 %, Research 33 %. "
        "Chairing is shared just as the seats are. "
        "Chairing is not shown in Next."
    )
    assert Page(shown(weave)).table[1:5] == [
        ["Seats"],
        ["Design", "42 %", "25 %", "33 %"],
        ["Trial", "33 %", "33 %", "33 %"],
        ["Next", "Not shown: too few people"],
    ]


@given(held.filter(lambda parts: len(parts) == 3))
def test_what_is_shared_as_the_seats_of_its_column_draws_as_they_do(parts: list[int]) -> None:
    columns = [Column("Design", 1, [part * 7 for part in parts]), Column("Trial", 1, [1, 1, 1])]
    weave = cloth(Row("Chairing", [parts, [2, 2, 2]]), columns=columns)
    seats, chairing = weave.lines
    assert [cell.picture for cell in seats.cells] == [cell.picture for cell in chairing.cells]


def test_nothing_is_drawn_where_its_seats_are_not_shown() -> None:
    with pytest.raises(ValueError, match="needs seats to be read against"):
        cloth(Row("Chairing", [[1, 1, 1]] * 3), columns=MOVING)
    with pytest.raises(ValueError, match="Seats: needs one amount for each expertise"):
        cloth(columns=[Column("Design", 1, [1, 1])])


def test_rounded_percentages_are_told_just_as_they_are() -> None:
    weave = cloth(
        Row("Taking part", [[40, 30, 40], Gap.EMPTY, Gap.EMPTY, Gap.HIDDEN], is_rounded=True)
    )
    cells = weave.lines[1].cells
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in cells[0].told] == [
        *("about 40 %", "about 30 %", "about 40 %")
    ]
    assert [each.gap for each in cells[1:]] == [
        *("Nothing", "Nothing", "Not shown: too few people")
    ]
    assert "about 40" in weave.description


def test_uncounted_amounts_are_told_as_shares_only() -> None:
    weave = cloth(Row("Paid hours", [[123, 77, 31]] * 4))
    assert "123" not in shown(weave)


def test_a_name_cannot_become_part_of_the_page() -> None:
    nasty = "<script>alert(1)</script>"
    team = [Expertise(nasty, MADDER, 3)]
    weave = Weave(nasty, [Column(nasty)], [Row(nasty, [[1]])], team)
    assert "<script" not in shown(weave)
    with pytest.raises(ValueError, match="letters, digits"):
        cloth(key='"><script>')


def test_two_weaves_on_a_page_share_no_id() -> None:
    pages = [Page(shown(cloth(key=key))) for key in ("one", "two")]
    ids = [
        attributes["id"] for page in pages for _, attributes in page.elements if "id" in attributes
    ]
    assert len(ids) == len(set(ids))


def test_parts_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="one cell for each column"):
        cloth(Row("Chairing", [[1, 1, 1]]))
    with pytest.raises(ValueError, match="one amount for each expertise"):
        cloth(Row("Chairing", [[1, 1]] * 4))
    with pytest.raises(ValueError, match="cannot be told apart"):
        Weave("Two", PHASES, [], [TEAM[0], Expertise("Peers", MADDER, 2)])
    with pytest.raises(ValueError, match="one above nought"):
        Weave("Nobody", PHASES, [], [Expertise("Research", WOAD, 0)])


def test_every_dye_and_width_stands_in_the_stylesheet() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    # An iron thread wears the ink, as every thread does that is not said to wear another colour.
    for dye in (*DYES[:-1], UNDYED):
        assert f".weave-thread.{dye.name} " in styles
    for width in range(1, WIDEST + 1):
        assert f".w{width} {{ flex: {width} " in styles


def test_no_two_dyes_have_the_same_dash() -> None:
    all_of_them = (*DYES, UNDYED)
    assert len({dye.dash for dye in all_of_them}) == len(all_of_them)
    assert all(22 % sum(dye.dash) == 0 for dye in all_of_them if dye.dash)
