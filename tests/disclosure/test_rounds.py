"""Rounds: coarse where they can be compared, and waiting where a comparison would tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.disclosure.groups import breakdown
from evenweave.disclosure.limits import STEPS, Limits
from evenweave.disclosure.results import Whole
from evenweave.disclosure.rounds import groups_in_rounds, in_rounds, may_follow
from evenweave.disclosure.wholes import choices, whole
from tests.disclosure.attack import Table, solved, tables

ANSWERS = "ABC"


def exact(table: Table) -> Whole[str]:
    return whole(dict(zip(ANSWERS, table, strict=False)))


def told(table: Table) -> Whole[str]:
    return in_rounds(exact(table))


@pytest.mark.parametrize("answers", [2, 3])
@pytest.mark.parametrize("papers", range(5, 13))
def test_a_round_tells_no_end_either(papers: int, answers: int) -> None:
    assert not solved(tables(papers, answers), told)


def newcomers_found(papers: int, publish: Callable[[Table], Any]) -> tuple[int, int]:
    """Of all pairs of results one paper apart: how many give the new paper away, and how many are.

    The attacker supposes that everybody else answered as before.
    """
    seen: dict[Any, set[int]] = defaultdict(set)
    pairs = []
    for before in tables(papers, 3):
        for new in range(3):
            after = tuple(count + (cell == new) for cell, count in enumerate(before))
            pairs.append((publish(before), publish(after)))
            seen[pairs[-1]].add(new)
    return sum(len(seen[pair]) == 1 for pair in pairs), len(pairs)


def test_twelve_papers_and_then_thirteen_are_the_comparison() -> None:
    given_away, pairs = newcomers_found(12, exact)
    assert given_away > pairs / 2


@pytest.mark.parametrize("papers", range(7, 21))
def test_rounds_give_less_away_even_to_whoever_supposes_that_nobody_else_changed(
    papers: int,
) -> None:
    """Less, and not nothing: docs/disclosure.md says so. Nobody knows what that one supposes."""
    assert 5 * newcomers_found(papers, told)[0] < 2 * newcomers_found(papers, exact)[0]


@pytest.mark.parametrize(
    ("now", "may"),
    [
        ("abcdefg", True),
        ("abcdefgh", False),
        ("abcdef", False),
        ("abcdefh", False),  # one left and one came
        ("abcdefghijk", False),
        ("abcdefghijkl", True),
        ("abcdehij", True),  # two left and three came
    ],
)
def test_a_result_follows_where_nobody_or_five_came_or_went(now: str, may: bool) -> None:
    assert may_follow("abcdefg", now) is may


def groups(first: int, second: int) -> tuple[range, range]:
    return range(first), range(100, 100 + second)


def test_groups_wait_where_one_of_them_changed_a_little() -> None:
    found = breakdown({"yes": 5, "no": 5}, {"yes": 6, "no": 4})
    for now in (groups(11, 10), groups(10, 9), groups(14, 16)):
        waiting = groups_in_rounds(found, groups(10, 10), now)
        assert (waiting.these, waiting.others) == ((), ())
        assert waiting.words.startswith("A few people came or went")
        assert waiting.whole.parts
    for before in (None, groups(10, 10), groups(5, 10)):
        follows = groups_in_rounds(found, before, groups(10, 10))
        assert [p.words for p in follows.these] == ["about 50 %", "about 50 %"]
        assert not follows.words


def test_somebody_who_changes_groups_makes_both_wait() -> None:
    found = breakdown({"yes": 5, "no": 5}, {"yes": 6, "no": 4})
    before = (set(range(10)), set(range(10, 20)))
    now = ({*range(1, 10)}, {0, *range(10, 20)})
    assert not groups_in_rounds(found, before, now).these


def test_what_is_told_of_a_round() -> None:
    result = told((30, 15, 5))
    assert [p.words for p in result.parts] == ["about 60 %", "about 30 %", "about 10 %"]
    assert result.words == "50 to 59"
    assert [p.words for p in told((5, 2)).parts] == ["about 50 %", "about 50 %"]
    assert [p.words for p in told((7, 2)).parts] == ["most", "only a few"]
    assert [p.words for p in told((9, 0)).parts] == ["all or all but one", "none or one"]
    assert in_rounds(exact((1, 1))) == exact((1, 1))
    assert [p.percent for p in told((30, 17, 3)).parts] == [60, 30, 10]
    strict = in_rounds(exact((30, 15, 5)), limits=Limits(share_step=25))
    assert [p.words for p in strict.parts] == ["about 50 %", "about 25 %", "only a few"]


def test_a_round_of_several_choices_is_an_error() -> None:
    with pytest.raises(TypeError, match="answered once"):
        in_rounds(choices({"A": 8, "B": 4}, 9))


@given(st.lists(st.integers(0, 80), min_size=2, max_size=6))
def test_a_round_holds_no_count_and_its_steps_are_three_papers_wide(counts: list[int]) -> None:
    before = whole(dict(enumerate(counts)))
    result = in_rounds(before)
    assert result.papers is None
    assert all(part.papers is None for part in result.parts)
    for part, exactly in zip(result.parts, before.parts, strict=True):
        if exactly.papers is not None:
            step = next((each for each in STEPS if each * sum(counts) >= 300), 50)
            assert part.percent is not None
            assert part.percent % step == 0
            assert abs(part.percent - 100 * exactly.papers / sum(counts)) <= step / 2
