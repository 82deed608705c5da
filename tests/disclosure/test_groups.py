"""Results by group never tell, with the whole beside them, what they hide; by brute force."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.disclosure.groups import Split, breakdown, split
from evenweave.disclosure.limits import Limits
from evenweave.disclosure.results import Breakdown
from evenweave.disclosure.wholes import whole
from tests.disclosure.attack import Table, is_end, solved, tables, worlds_by

KINDS = "LPRC"
ANSWERS = "ABCD"
SIZES = [(first, second) for first in range(5, 9) for second in range(first, 9)]


def worlds(first: int, second: int, answers: int) -> Iterator[Table]:
    """What these gave, what the others gave, and what all gave, one after the other."""
    for these, others in product(tables(first, answers), tables(second, answers)):
        yield (*these, *others, *(sum(both) for both in zip(these, others, strict=True)))


def sizes(first: int, second: int, answers: int) -> Callable[[Table], Table]:
    """Among how many papers each count of a world is."""
    found = (first,) * answers + (second,) * answers + (first + second,) * answers
    return lambda _table: found


def rows(world: Table) -> tuple[Table, Table, Table]:
    each = len(world) // 3
    return world[:each], world[each : 2 * each], world[2 * each :]


def named(counts: Table) -> dict[str, int]:
    return dict(zip(ANSWERS, counts, strict=False))


def told(world: Table) -> Breakdown[str]:
    these, others, _all = rows(world)
    return breakdown(named(these), named(others))


def winner(world: Table) -> tuple[int, ...]:
    """Which answers have most papers."""
    counts = rows(world)[2]
    return tuple(cell for cell, count in enumerate(counts) if count == max(counts))


def attack(first: int, second: int, answers: int, publish: Callable[[Table], Any]) -> list[Any]:
    found = solved(worlds(first, second, answers), publish, winner, sizes(first, second, answers))
    # A tie says by itself whether the others' number is even (test_wholes).
    return [each for each in found if len(each.told[1]) == 1]  # type: ignore[index]


@pytest.mark.parametrize(("first", "second"), SIZES)
def test_of_two_answers_no_count_of_a_group_can_be_solved(first: int, second: int) -> None:
    assert not attack(first, second, 2, told)


@pytest.mark.parametrize(("first", "second"), [(5, 5), (5, 6), (6, 6), (5, 7)])
def test_of_three_answers_no_count_of_a_group_can_be_solved(first: int, second: int) -> None:
    assert not attack(first, second, 3, told)


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), [(6, 7), (7, 7), (6, 9), (8, 8)])
def test_nor_in_larger_groups(first: int, second: int) -> None:
    assert not attack(first, second, 3, told)


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), [(5, 5), (5, 6), (8, 8)])
def test_nor_of_four_answers(first: int, second: int) -> None:
    assert not attack(first, second, 4, told)


def learned_by_one_of_them(first: int, second: int, answers: int) -> Iterator[tuple[Any, int, int]]:
    """(what was told, own cell, cell of the others at an end that this own paper gives away)."""
    each = 2 * answers
    among = (first,) * answers + (second,) * answers
    for key, could_be in worlds_by(worlds(first, second, answers), told).items():
        for own, cell in product(range(each), repeat=2):
            counts = {world[cell] - (cell == own) for world in could_be if world[own]}
            papers = among[cell] - (cell // answers == own // answers)
            if len(counts) == 1 and is_end(counts.pop(), papers):
                yield key[0], own, cell  # type: ignore[index]


@pytest.mark.parametrize(
    ("first", "second", "answers"),
    [
        (5, 7, 2),
        (5, 5, 3),
        pytest.param(6, 7, 3, marks=pytest.mark.slow),
    ],
)
def test_even_one_of_them_learns_nothing_from_groups_that_are_not_told(
    first: int, second: int, answers: int
) -> None:
    for result, own, cell in learned_by_one_of_them(first, second, answers):
        if result.whole.is_exact:
            # Of two who gave an answer in one group, one knows the other.
            assert result.these
            assert own // answers == cell // answers


def test_groups_are_told_at_all() -> None:
    seen = {len(told(world).these) for world in worlds(6, 7, 3)}
    assert seen == {0, 2, 3}


@pytest.mark.parametrize(("first", "second"), [(4, 8), (8, 4), (0, 9)])
def test_no_group_under_five_papers_is_told(first: int, second: int) -> None:
    for world in worlds(first, second, 2):
        assert not told(world).these
        assert told(world).words.startswith("Too few people in a group")


# Publishers that others built.


def banded_by_group(world: Table) -> Any:
    """Each group by the rule for a whole: the other and the total solve its bands."""
    return tuple(whole(named(counts)) for counts in rows(world))


def one_group_without_its_complement(world: Table) -> Any:
    """One group where it alone has no end; the total does the rest."""
    these, _others, every = rows(world)
    is_open = all(1 < count < sum(these) - 1 for count in these)
    return whole(named(every)), these if is_open else None


def shares_by_group(world: Table) -> Any:
    """Whole percentages of both groups."""
    return tuple(tuple(round(100 * c / sum(counts)) for c in counts) for counts in rows(world))


def always_answer_by_answer(world: Table) -> Any:
    """The whole tells two answers together, and the groups tell them apart."""
    these, others, every = rows(world)
    is_open = all(1 < count < sum(row) - 1 for row in (these, others) for count in row[:1])
    return whole(named(every)), (these, others) if is_open else None


@pytest.mark.parametrize(
    "publish",
    [
        banded_by_group,
        one_group_without_its_complement,
        shares_by_group,
        always_answer_by_answer,
    ],
)
def test_the_attacker_solves_groups_that_others_told(publish: Callable[[Table], Any]) -> None:
    assert attack(6, 7, 3, publish)


# What is told.


def test_groups_are_told_answer_by_answer_or_else_the_leading_one() -> None:
    each = breakdown({"yes": 4, "no": 3}, {"yes": 2, "no": 4})
    assert [p.words for p in (*each.these, *each.others)] == ["4", "3", "2", "4"]
    led = breakdown({"yes": 4, "no": 2, "skipped": 0}, {"yes": 2, "no": 4, "skipped": 3})
    assert [p.answers for p in led.these] == [("yes",), ("no", "skipped")]
    assert [p.words for p in (*led.these, *led.others)] == ["4", "2", "2", "7"]


def test_what_the_whole_tells_together_stays_together() -> None:
    found = breakdown({"yes": 4, "no": 2, "skipped": 0}, {"yes": 3, "no": 2, "skipped": 1})
    assert [p.answers for p in found.whole.parts] == [("yes",), ("no", "skipped")]
    assert [p.words for p in (*found.these, *found.others)] == ["4", "2", "3", "3"]


def test_where_a_group_is_nearly_of_one_mind_neither_is_told() -> None:
    found = breakdown({"yes": 5, "no": 1}, {"yes": 3, "no": 4})
    assert (found.these, found.others) == ((), ())
    assert found.words == "Group by group it would give somebody away, so it stays untold."


def test_groups_with_different_answers_are_an_error() -> None:
    with pytest.raises(ValueError, match="same answers"):
        breakdown({"yes": 5, "no": 5}, {"no": 5, "yes": 5})


@given(
    st.integers(2, 5).flatmap(
        lambda answers: st.tuples(
            *[st.lists(st.integers(0, 30), min_size=answers, max_size=answers)] * 2
        )
    )
)
def test_what_is_told_adds_up_and_is_never_at_an_end(both: tuple[list[int], list[int]]) -> None:
    these, others = (dict(enumerate(counts)) for counts in both)
    found = breakdown(these, others)
    assert bool(found.these) is bool(found.others)
    assert bool(found.these) is not bool(found.words)
    for counts, parts in ((these, found.these), (others, found.others)):
        total = sum(counts.values())
        for part in parts:
            assert part.papers == sum(counts[answer] for answer in part.answers)
            assert 2 <= part.papers <= total - 2
            assert total >= 5


# Which two groups.


@pytest.mark.parametrize(
    ("seats", "unplaced", "kinds"),
    [
        ({"L": 5, "P": 4, "R": 3}, 0, "L"),  # practice and research merge
        ({"L": 4, "P": 5, "R": 3}, 0, "P"),
        ({"L": 6, "P": 1, "R": 4}, 0, "L"),
        ({"L": 3, "P": 3, "R": 3, "C": 3}, 0, "LP"),
        ({"L": 4, "P": 4, "R": 4}, 0, None),
        ({"L": 5, "P": 4}, 0, None),
        ({"L": 5, "P": 4}, 1, "L"),
        ({"L": 6, "P": 2, "R": 1}, 2, "L"),
        ({"L": 2, "P": 2, "R": 9}, 0, None),  # no make-up without a second kind of three
        ({"L": 12}, 0, None),
        ({}, 9, None),
    ],
)
def test_which_two_groups(seats: dict[str, int], unplaced: int, kinds: str | None) -> None:
    found = split(seats, KINDS, unplaced)
    assert found == (None if kinds is None else Split(tuple(kinds)))


@given(st.dictionaries(st.sampled_from(KINDS), st.integers(0, 12)), st.integers(0, 12))
def test_both_groups_have_five_people_and_small_kinds_never_stand_alone(
    seats: dict[str, int], unplaced: int
) -> None:
    found = split(seats, KINDS, unplaced)
    if found is not None:
        here = sum(seats[kind] for kind in found.kinds)
        assert here >= 5
        assert sum(seats.values()) + unplaced - here >= 5
        small = {kind for kind, people in seats.items() if 0 < people < 3}
        assert small <= set(found.kinds) or not small & set(found.kinds)


def test_a_project_may_ask_for_larger_groups() -> None:
    assert split({"L": 6, "P": 6}, KINDS, limits=Limits(fewest_papers=7)) is None
