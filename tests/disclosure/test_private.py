"""Private sums tell nobody's amount, not even to those whose own is among them."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.disclosure.limits import Limits
from evenweave.disclosure.private import bounded_sums, private_sums

FIVE = [10, 10, 10, 10, 10]
amounts = st.lists(st.integers(0, 100), max_size=9)


@pytest.mark.parametrize(
    ("cells", "sums"),
    [
        ({"L": FIVE}, {"L": 50}),
        ({"L": FIVE, "R": FIVE}, {"L": 50, "R": 50}),
        ({"L": FIVE, "R": FIVE[1:]}, None),  # four people
        ({"L": FIVE, "R": [0, *FIVE[1:]]}, None),  # five people, one with nothing
        ({"L": FIVE, "P": FIVE, "R": FIVE[1:]}, None),  # R would be the total without L and P
        ({"L": [40, 10, 10, 10, 10]}, {"L": 80}),
        ({"L": [41, 10, 10, 10, 10]}, None),  # above half
        ({"L": [100, 99, 1, 1, 1]}, None),  # the second would know the first's within a tenth
        ({"L": FIVE, "R": FIVE, "P": [200, 10, 10, 10, 10]}, None),
        ({"L": [], "R": FIVE}, None),
        ({}, None),
    ],
)
def test_what_is_told(cells: dict[str, list[int]], sums: dict[str, int] | None) -> None:
    found = private_sums(cells)
    assert dict(found.sums) == (sums or {})
    assert bool(found.words) is (sums is None)


def test_an_amount_below_nought_is_an_error() -> None:
    with pytest.raises(ValueError, match="nought"):
        private_sums({"L": [*FIVE, -1]})


@given(st.dictionaries(st.sampled_from("LPR"), amounts, min_size=1))
def test_no_other_comes_within_a_tenth_of_anybodys_amount(cells: dict[str, list[int]]) -> None:
    told = dict(private_sums(cells).sums)
    for cell, total in told.items():
        beside = [each for other in cells if other != cell for each in cells[other]]
        for held in [cells[cell], *([beside] if beside else [])]:
            assert sum(each > 0 for each in held) >= 5
            assert max(held) * 2 <= sum(held)
            # Whoever takes away their own amount knows only that the other's is at most the rest.
            for own, other in permutations(held, 2):
                assert 10 * (sum(held) - own - other) >= other
        assert total == sum(cells[cell])


@pytest.mark.parametrize(
    ("held", "most", "is_told"),
    [
        ([1, 1, 1, 1, 1], 15, False),  # each holds one
        ([2, 1, 1, 1, 1], 15, False),  # all but one do
        ([2, 2, 1, 1, 1], 15, True),
        ([3, 3, 3, 2, 2], 15, True),
        ([3, 3, 3, 3, 2], 15, False),  # all but one hold all that they could
        ([3, 3, 3, 3, 3], 15, False),
        ([3, 3, 3, 3, 3], 14, False),  # more than there could be: nothing is told of it
    ],
)
def test_nothing_is_told_where_each_holds_one_or_all(
    held: list[int], most: int, is_told: bool
) -> None:
    cells, bounds = {"L": [6, 7, 8, 9, 10], "P": held}, {"L": 50, "P": most}
    assert bool(bounded_sums(cells, bounds).sums) is is_told


def test_no_amount_follows_from_a_sum_that_is_told_beside_how_much_there_could_be() -> None:
    worlds: dict[int, list[tuple[int, ...]]] = {}
    for held in product(range(1, 4), repeat=5):
        if bounded_sums({"L": held}, {"L": 15}).sums:
            worlds.setdefault(sum(held), []).append(held)
    assert worlds
    for could_be in worlds.values():
        assert all(len({world[who] for world in could_be}) > 1 for who in range(5))


def test_a_project_may_ask_for_more() -> None:
    assert not private_sums({"L": FIVE}, limits=Limits(fewest_papers=6)).sums
