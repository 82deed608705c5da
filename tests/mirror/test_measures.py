"""The measures against what their sources print, and against what must be so of any numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.mirror import measures

WORDS, TURNS = [715, 460, 565], [36, 46, 39]
AMOUNTS = st.lists(st.integers(0, 10_000), min_size=2, max_size=40).filter(any)


def test_words_of_three_people_as_printed() -> None:
    shares = [measures.share(each, sum(WORDS)) for each in WORDS]
    percent = [float(each or 0) * 100 for each in shares]
    assert percent == pytest.approx([41.0, 26.5, 32.5], abs=0.1)
    corrected = measures.gini(WORDS) or 0
    assert round(corrected, 4) == 0.1466
    assert round(corrected * 2 / 3, 4) == 0.0977
    assert round(measures.evenness(WORDS) or 0, 4) == 0.9853
    assert round(measures.equity(WORDS) or 0, 4) == 0.9841


def test_turns_of_three_people_as_printed() -> None:
    shares = [measures.share(each, sum(TURNS)) for each in TURNS]
    assert [round(float(each or 0) * 100) for each in shares] == [30, 38, 32]
    corrected = measures.gini(TURNS) or 0
    assert (round(corrected, 4), round(corrected * 2 / 3, 4)) == (0.0826, 0.0551)
    assert round(measures.evenness(TURNS) or 0, 4) == 0.9952


def test_turn_taking_with_runs_as_printed() -> None:
    speakers = [who for who, run in enumerate([5, 10, 2, 1, 2]) for _each in repeat(None, run)]
    assert round(float(measures.turn_taking([speakers]) or 0), 2) == 0.21
    assert measures.turn_taking(["ababab"]) == 1
    assert measures.turn_taking(["aaaa"]) == 0
    assert measures.turn_taking(["aaaa", "ab"]) == Fraction(1, 4)
    assert measures.turn_taking(["a", "b"]) is None


def test_one_who_has_all_and_three_who_have_the_same() -> None:
    assert measures.gini([1, 0, 0]) == 1
    assert measures.gini([1, 1, 1]) == 0
    assert measures.evenness([1, 1, 1]) == 1
    assert measures.evenness([1, 0, 0]) == 0
    assert measures.equity([1, 1, 1]) == pytest.approx(1)
    assert measures.equity([1, 0, 0]) == pytest.approx(3**-0.5)


def test_three_of_twenty_on_a_guideline_panel_as_printed() -> None:
    seats = measures.share(3, 20)
    began, received = Fraction(53, 100), Fraction(60, 100)
    assert round(float(measures.parity(began, seats) or 0), 2) == 3.53
    assert measures.parity(received, seats) == 4


def test_involvement_by_phase_as_printed() -> None:
    counts = [144, 163, 177, 155, 150, 93, 132, 101]
    percent = [round(100 * (measures.share(each, 235) or 0)) for each in counts]
    assert percent == [61, 69, 75, 66, 64, 40, 56, 43]


def test_what_cannot_be_said_is_nothing_and_no_number() -> None:
    assert measures.share(0, 0) is None
    assert measures.parity(None, Fraction(1, 3)) is None
    assert measures.parity(Fraction(1, 3), Fraction(0)) is None
    assert measures.parity(Fraction(1, 3), None) is None
    assert measures.adoption(0, 0, Fraction(1, 2)) is None
    assert measures.adoption(1, 2, Fraction(0)) is None
    assert measures.middle([]) is None
    for measure in (measures.gini, measures.evenness, measures.equity):
        assert measure([]) is None
        assert measure([0, 0, 0]) is None


@pytest.mark.parametrize(("part", "total"), [(-1, 3), (4, 3), (1, -1)])
def test_a_part_lies_between_nought_and_its_whole(part: int, total: int) -> None:
    with pytest.raises(ValueError, match="between nought and its whole"):
        measures.share(part, total)


@pytest.mark.parametrize("measure", [measures.gini, measures.evenness, measures.equity])
def test_no_amount_lies_below_nought(measure: object) -> None:
    with pytest.raises(ValueError, match="nought or more"):
        measure([1, -1])  # type: ignore[operator]


def test_adoption_stands_beside_that_of_all_others() -> None:
    assert measures.adoption(1, 2, Fraction(3, 4)) == Fraction(2, 3)
    assert measures.adoption(2, 2, Fraction(1)) == 1


def test_the_middle_of_days() -> None:
    assert measures.middle([3, 1, 9]) == 3
    assert measures.middle([3, 1, 9, 5]) == 4


@given(AMOUNTS)
def test_measures_stay_within_their_range(amounts: list[int]) -> None:
    unequal, even, equal = (
        measures.gini(amounts),
        measures.evenness(amounts),
        measures.equity(amounts),
    )
    assert unequal is not None
    assert even is not None
    assert equal is not None
    assert 0 <= unequal <= 1
    assert 0 <= even <= 1
    assert len(amounts) ** -0.5 - 1e-9 <= equal <= 1 + 1e-9


@given(AMOUNTS, st.integers(2, 50))
def test_the_unit_does_not_matter(amounts: list[int], times: int) -> None:
    larger = [each * times for each in amounts]
    assert measures.gini(larger) == pytest.approx(measures.gini(amounts))
    assert measures.evenness(larger) == pytest.approx(measures.evenness(amounts))
    assert measures.equity(larger) == pytest.approx(measures.equity(amounts))


@given(AMOUNTS)
def test_giving_from_the_most_to_the_least_makes_it_more_even(amounts: list[int]) -> None:
    most, least = max(amounts), min(amounts)
    if most - least < 2:
        return
    given_on = [*amounts]
    given_on[amounts.index(most)] -= 1
    given_on[amounts.index(least)] += 1
    assert (measures.gini(given_on) or 0) < (measures.gini(amounts) or 0)
    assert (measures.evenness(given_on) or 0) >= (measures.evenness(amounts) or 0)


@given(AMOUNTS)
def test_the_quick_sum_of_gini_is_the_one_that_is_printed(amounts: list[int]) -> None:
    people, mean = len(amounts), Fraction(sum(amounts), len(amounts))
    pairs = sum(abs(one - other) for one in amounts for other in amounts)
    plain = Fraction(pairs) / (2 * people**2 * mean)
    assert measures.gini(amounts) == pytest.approx(float(plain * people / (people - 1)))
