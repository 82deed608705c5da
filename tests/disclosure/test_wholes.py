"""A whole result never tells that a count is nobody, one, all or all but one; by brute force."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.disclosure import wholes
from evenweave.disclosure.limits import Limits
from evenweave.disclosure.results import Band, Interval, Part, Size, Whole, size_of
from tests.disclosure.attack import Table, solved, solved_by_one_of_them, tables, worlds_by

PAPERS = range(5, 13)
ANSWERS = "ABCD"


def told(table: Table) -> Whole[str]:
    return wholes.whole(dict(zip(ANSWERS, table, strict=False)))


# What may be known beside it: that is not ours to hide.


def nothing(_table: Table) -> None:
    """Only the result."""


def winner(table: Table) -> tuple[int, ...]:
    """Which answers have most papers."""
    return tuple(cell for cell, count in enumerate(table) if count == max(table))


def half(table: Table) -> bool:
    """Whether the first answer has more than half of all papers, the skipped among them."""
    return 2 * table[0] > sum(table)


def two_thirds(table: Table) -> bool:
    """Whether the first answer has two thirds of all papers, the skipped among them."""
    return 3 * table[0] >= 2 * sum(table)


@pytest.mark.parametrize("known", [nothing, winner, half, two_thirds])
@pytest.mark.parametrize("answers", [2, 3, 4])
@pytest.mark.parametrize("papers", PAPERS)
def test_no_count_at_an_end_can_be_solved(
    papers: int, answers: int, known: Callable[[Table], Any]
) -> None:
    found = solved(tables(papers, answers), told, known)
    if known is winner:
        # A tie says by itself, whatever we tell, whether the others' number is even.
        found = [each for each in found if len(each.told[1]) == 1]  # type: ignore[index]
    assert not found


@pytest.mark.parametrize("answers", [2, 3, 4])
@pytest.mark.parametrize("papers", PAPERS)
def test_even_one_of_them_learns_no_end_unless_few_or_nearly_all_are_told(
    papers: int, answers: int
) -> None:
    """Of two who gave an answer one knows the other; and a lone one knows that nobody else did."""
    for each, own in solved_by_one_of_them(tables(papers, answers), told):
        result: Whole[str] = each.told[0]  # type: ignore[index]
        (mine,) = (part for part in result.parts if ANSWERS[own] in part.answers)
        assert mine.band is Band.NONE_OR_ONE or (mine.papers == 2 and not mine.is_together)


@pytest.mark.parametrize("answers", [2, 3, 4])
@pytest.mark.parametrize("papers", PAPERS)
def test_answers_told_together_can_be_exchanged(papers: int, answers: int) -> None:
    for world in tables(papers, answers):
        result = told(world)
        for part in result.parts:
            first, *others = (ANSWERS.index(answer) for answer in part.answers)
            for other in others:
                exchanged = list(world)
                exchanged[first], exchanged[other] = exchanged[other], exchanged[first]
                assert told(tuple(exchanged)) == result


def test_under_five_papers_nothing_is_told_and_all_results_look_alike() -> None:
    for papers in range(5):
        results = {told(table) for table in tables(papers, 3)}
        assert len(results) == 1
        assert not results.pop().may_tell_outcome


# Publishers that others built, broken in ways that were seen in the field: the attacker wins.


def only_unanimity_banded(table: Table) -> Any:
    """A band that is shown only when all agree says that they do."""
    return tuple("band" if count in {0, sum(table)} else count for count in table)


def bands_beside_exact_counts(table: Table) -> Any:
    """Right bands, but the other counts and the total are exact."""
    return sum(table), tuple(
        "low" if count <= 1 else "high" if count >= sum(table) - 1 else count for count in table
    )


def small_counts_left_out(table: Table) -> Any:
    """One blank beside a total is no blank."""
    return sum(table), tuple(None if count <= 1 else count for count in table)


def whole_percentages(table: Table) -> Any:
    """So few papers have only so many percentages."""
    return tuple(round(100 * count / sum(table)) for count in table)


def low_ones_together(table: Table) -> Any:
    """Two answers with one paper each, told as “two together”."""
    return tuple(c for c in table if c > 1), tuple(c > 1 for c in table), sum(table)


def told_with_the_last(table: Table) -> Any:
    """Low answers are told with the last other one: of two papers together, nobody gave the low."""
    low = [cell for cell, count in enumerate(table) if count <= 1]
    others = [cell for cell in range(len(table)) if cell not in low]
    return tuple(low), tuple(table[cell] for cell in others[: len(others) - bool(low)])


def top_band_of_two(table: Table) -> Any:
    """{n−1, n} for three answers: “all but two” then says that each other got exactly one."""
    if sum(count > 1 for count in table) > 1:
        return told(table)
    return tuple("low" if c <= 1 else "high" if c >= sum(table) - 1 else c for c in table)


BROKEN = [
    only_unanimity_banded,
    bands_beside_exact_counts,
    small_counts_left_out,
    whole_percentages,
    low_ones_together,
    told_with_the_last,
    top_band_of_two,
]


@pytest.mark.parametrize("publish", BROKEN)
def test_the_attacker_solves_what_others_told(publish: Callable[[Table], Any]) -> None:
    assert all(solved(tables(papers, 3), publish) for papers in (6, 8, 12))


def test_bands_beside_an_exact_total_are_worse_than_without_and_ours_need_no_secret() -> None:
    def without_total(table: Table) -> Any:
        return bands_beside_exact_counts(table)[1]

    worlds = [table for papers in PAPERS for table in tables(papers, 3)]
    with_total = len(solved(worlds, bands_beside_exact_counts))
    assert with_total > len(solved(worlds, without_total))
    # Whoever knows the total does as well without it; ours holds against them too (see above).
    assert len(solved(worlds, without_total, known=sum)) == with_total


def test_a_bar_among_those_who_did_not_skip_gives_a_count_away() -> None:
    """So sealed votes are decided by a share of all papers. The answers: yes, no, skipped."""

    def of_those_who_chose(table: Table) -> bool:
        return 3 * table[0] >= 2 * (table[0] + table[1])

    assert solved(tables(10, 3), told, of_those_who_chose)


def test_a_high_bar_would_give_a_count_away_if_few_were_told_as_nearly_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wholes, "is_out_of_reach", lambda _papers, _answers: True)
    assert solved(tables(5, 3), told, two_thirds)


def test_two_told_together_would_know_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wholes, "FEWEST_TOGETHER", 2)
    with pytest.raises(AssertionError):
        test_even_one_of_them_learns_no_end_unless_few_or_nearly_all_are_told(9, 3)


# What is told, in words.


@pytest.mark.parametrize(
    ("counts", "words", "total"),
    [
        ((7, 5), ["A 7", "B 5"], "12"),
        ((7, 4, 1), ["A 7", "BC 5"], "12"),
        ((6, 4, 3, 0), ["A 6", "B 4", "CD 3"], "13"),
        ((5, 4, 3, 2), ["A 5", "B 4", "C 3", "D 2"], "14"),
        ((5, 4, 2, 0), ["A 5", "BCD 6"], "11"),
        ((12, 0), ["A all or all but one", "B none or one"], "10 to 19"),
        (
            (10, 1, 1),
            ["A all, or all but one or two", "B none or one", "C none or one"],
            "10 to 19",
        ),
        ((5, 0), ["A all or all but one", "B none or one"], "5 to 9"),
        ((4, 1, 0), [], "5 to 9"),
        ((3, 1, 1), [], "5 to 9"),
        ((3, 1, 0), [], "Too few people answered, so nothing is told."),
    ],
)
def test_what_is_told(counts: Table, words: list[str], total: str) -> None:
    result = told(counts)
    assert [f"{''.join(part.answers)} {part.words}" for part in result.parts] == words
    assert result.words == total
    assert result.is_banded is (result.size is not None and bool(words))


def test_a_signed_result_is_told_as_it_is() -> None:
    result = wholes.signed({"yes": 4, "no": 0, "skipped": 1})
    assert [part.words for part in result.parts] == ["4", "0", "1"]
    assert (result.words, result.is_exact, result.is_sealed) == ("5", True, False)


def test_a_project_may_ask_for_more_papers() -> None:
    assert not wholes.whole({"A": 4, "B": 3}, limits=Limits(fewest_papers=8)).parts


@pytest.mark.parametrize("counts", [{}, {"A": 5}, {"A": 5, "B": -1}])
def test_what_is_no_result_is_an_error(counts: dict[str, int]) -> None:
    for tell in (wholes.whole, wholes.signed):
        with pytest.raises(ValueError, match="two answers"):
            tell(counts)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=9))
def test_every_paper_is_told_once_or_banded_and_never_at_an_end(counts: list[int]) -> None:
    named = dict(enumerate(counts))
    result = wholes.whole(named)
    total = sum(counts)
    if result.parts:
        assert sorted(each for part in result.parts for each in part.answers) == list(named)
    if result.papers is not None:
        assert result.papers == total == sum(part.papers or 0 for part in result.parts)
        assert all(2 <= (part.papers or 0) <= total - 2 for part in result.parts)
    elif result.size is not None:
        assert result.size.low <= total <= result.size.high
        assert all(part.papers is None for part in result.parts)
    for part in result.parts:
        if part.is_together:
            each = [named[answer] for answer in part.answers]
            assert min(each) <= 1 < max(each)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=6), st.randoms())
def test_the_order_of_the_answers_changes_nothing(counts: list[int], random: Any) -> None:
    named = dict(enumerate(counts))
    shuffled = list(named)
    random.shuffle(shuffled)
    results = [wholes.whole(named), wholes.whole({each: named[each] for each in shuffled})]
    seen = [{(frozenset(p.answers), p.papers, p.band) for p in result.parts} for result in results]
    assert seen[0] == seen[1]


# Several choices on one paper.


def chosen(papers: int, answers: int) -> list[Table]:
    found: list[Table] = [()]
    for _answer in range(answers):
        found = [(*table, count) for table in found for count in range(papers + 1)]
    return found


def told_choices(papers: int) -> Callable[[Table], Whole[str]]:
    return lambda table: wholes.choices(dict(zip(ANSWERS, table, strict=False)), papers)


@pytest.mark.parametrize("known", [nothing, winner])
@pytest.mark.parametrize("answers", [1, 2, 3])
@pytest.mark.parametrize("papers", PAPERS)
def test_no_count_of_several_choices_can_be_solved(
    papers: int, answers: int, known: Callable[[Table], Any]
) -> None:
    assert not solved(
        chosen(papers, answers), told_choices(papers), known, lambda table: (papers,) * len(table)
    )


def test_bands_of_two_give_several_choices_away_beside_the_winner() -> None:
    def narrow(table: Table) -> Any:
        return tuple("low" if c <= 1 else "high" if c >= 7 else c for c in table)

    assert solved(chosen(8, 2), narrow, winner, lambda table: (8,) * len(table))


def test_what_is_told_of_several_choices() -> None:
    result = wholes.choices({"A": 8, "B": 4, "C": 1}, 9)
    assert [p.words for p in result.parts] == ["all, or all but one or two", "4", "two or fewer"]
    assert (result.words, result.is_exact, result.is_banded) == ("5 to 9", False, True)
    assert wholes.choices({"A": 5, "B": 4}, 9).papers == 9
    assert not wholes.choices({"A": 3}, 4).may_tell_outcome
    with pytest.raises(ValueError, match="between nought"):
        wholes.choices({"A": 6}, 5)


# Scales.


def told_scale(table: Table) -> Any:
    return wholes.scale(dict(enumerate(table, start=1)))


@pytest.mark.parametrize(("points", "most"), [(3, 12), (4, 10), (5, 8)])
def test_no_count_of_a_scale_can_be_solved(points: int, most: int) -> None:
    for papers in range(5, most + 1):
        assert not solved(tables(papers, points), told_scale)


def exact_mean(table: Table) -> Any:
    return sum(point * count for point, count in enumerate(table))


def mean_to_half(table: Table) -> Any:
    """To the nearest half, but the ends as narrow as the rest."""
    return round(2 * exact_mean(table) / sum(table))


@pytest.mark.parametrize("publish", [exact_mean, mean_to_half])
def test_the_attacker_solves_means_that_others_told(publish: Callable[[Table], Any]) -> None:
    assert solved(tables(6, 5), publish)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 2, 3, 3, 0), "3"),
        ((1, 1, 2, 2, 3), "3.5"),
        ((5, 0, 0, 0, 0), "2 or lower"),
        ((0, 0, 0, 0, 5), "4 or higher"),
        ((4, 0, 0, 0, 0), "Too few people answered, so nothing is told."),
    ],
)
def test_what_is_told_of_a_scale(counts: Table, words: str) -> None:
    result = told_scale(counts)
    assert result.words == words
    assert result.is_banded is ("or " in words)


def test_two_points_are_no_scale_and_a_narrow_one_is_told_only_if_it_can_be() -> None:
    with pytest.raises(ValueError, match="three points"):
        wholes.scale({0: 3, 1: 3})
    assert wholes.scale({0: 3, 50: 3, 100: 3}).mean == 50


@given(st.lists(st.integers(0, 20), min_size=3, max_size=11))
def test_a_mean_is_a_half_and_its_ends_hold_one_paper_from_the_other_end(counts: list[int]) -> None:
    result = wholes.scale(dict(enumerate(counts)))
    papers, top = sum(counts), len(counts) - 1
    if result.mean is not None:
        assert (2 * result.mean).denominator == 1
        one_beyond = [papers - 1, *[0] * (top - 1), 1]
        for extreme in ([papers, *[0] * top], one_beyond):
            assert wholes.scale(dict(enumerate(extreme))).is_lowest
            assert wholes.scale(dict(enumerate(extreme[::-1]))).is_highest


# Intervals.


@pytest.mark.parametrize(
    ("count", "papers", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_an_interval_is_that_of_newcombe_1998(
    count: int, papers: int, low: float, high: float
) -> None:
    assert wholes.wilson(count, papers) == pytest.approx((low, high), abs=5e-5)


def rounded_interval(table: Table) -> Any:
    return tuple(round(100 * end) for end in wholes.wilson(table[0], sum(table)))


def test_rounded_intervals_would_give_nearly_all_away() -> None:
    worlds = [table for papers in range(5, 21) for table in tables(papers, 2)]
    found = worlds_by(worlds, rounded_interval)
    certain = [could_be for could_be in found.values() if len(could_be) == 1]
    assert (len(worlds), len(certain)) == (216, 212)
    assert solved(worlds, rounded_interval)


def ask_interval(count: int, other: int, *, is_sealed: bool = True) -> Interval:
    tell = wholes.whole if is_sealed else wholes.signed
    result = tell({"A": count, "B": other})
    return wholes.interval(result, result.parts[0])


def test_an_interval_is_told_from_thirty_papers_and_of_signed_acts() -> None:
    assert ask_interval(12, 17).words == "too few to be sure"
    assert ask_interval(12, 18).words == "24 % to 58 %"
    assert ask_interval(3, 2, is_sealed=False).words == "23 % to 89 %"
    assert ask_interval(30, 0).words == "too few to be sure"
    assert ask_interval(0, 0, is_sealed=False).low is None


@given(st.integers(0, 200), st.integers(1, 200))
def test_an_interval_holds_its_share_and_is_rounded_outwards(count: int, other: int) -> None:
    low, high = wholes.wilson(count, count + other)
    assert 0 <= low <= count / (count + other) <= high <= 1
    asked = ask_interval(count, other, is_sealed=False)
    assert (asked.low, asked.high) == (floor(100 * low), ceil(100 * high))


def test_a_size_is_told_by_tens() -> None:
    assert [size_of(n) for n in (4, 5, 9, 10, 19, 20, 134)] == [
        *(Size(0, 4), Size(5, 9), Size(5, 9), Size(10, 19), Size(10, 19), Size(20, 29)),
        Size(130, 139),
    ]
    assert Part(("A",), 3).words == "3"
