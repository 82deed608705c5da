"""The rota: what it holds to, whoever is willing and whoever is away."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenweave.meetings.rota import Meeting, Person, Turn, Why, Will, matched, plan

ROLES = ("chair", "minutes", "food", "room")
ALL = dict.fromkeys(ROLES, Will.WILLING)


def everybody(number: int, **more: Any) -> list[Person]:
    """So many people who are willing to do anything, of three kinds in turn."""
    return [Person(n, "LPR"[n % 3], ALL, **more) for n in range(number)]


def meetings(number: int, first: int = 0, roles: tuple[str, ...] = ROLES) -> list[Meeting]:
    """So many meetings."""
    return [Meeting(first + n, roles) for n in range(number)]


def totals(turns: list[Turn]) -> Counter[Any]:
    """How many turns each has."""
    return Counter(turn.person for turn in turns if turn.person is not None)


def had(turns: list[Turn]) -> list[Meeting]:
    """Planned meetings as meetings that were."""
    by_meeting = itertools.groupby(turns, key=lambda turn: turn.meeting)
    found = []
    for meeting, each in by_meeting:
        rows = list(each)
        stands = {turn.role: turn.person for turn in rows if turn.person is not None}
        found.append(Meeting(meeting, tuple(turn.role for turn in rows), stands=stands))
    return found


def test_nobody_has_a_second_turn_before_everybody_had_a_first() -> None:
    turns = plan(everybody(12), [], meetings(3), seed="tea")
    assert {turn.person for turn in turns} == set(range(12))
    assert {turn.why for turn in turns} == {Why.FIRST_TURN}


def test_over_a_half_year_everybody_has_as_many_and_never_the_same_role_twice_running() -> None:
    turns = plan(everybody(12), [], meetings(24), seed="tea")
    assert set(totals(turns).values()) == {8}
    last: dict[Any, tuple[Any, Any]] = {}
    for turn in turns:
        meeting, role = last.get(turn.person, (-9, ""))
        assert (meeting, role) != (int(str(turn.meeting)) - 1, turn.role)
        last[turn.person] = (int(str(turn.meeting)), turn.role)
    kinds = Counter("LPR"[int(str(turn.person)) % 3] for turn in turns)
    assert set(kinds.values()) == {32}


def test_the_same_role_twice_running_only_where_there_is_nobody_else() -> None:
    people = [Person("Ben", "L", {"chair": Will.WILLING}), *everybody(2)]
    people[1:] = [Person(n, "P", {"minutes": Will.WILLING}) for n in range(2)]
    turns = plan(people, [], meetings(3, roles=("chair", "minutes")), seed="tea")
    assert [turn.person for turn in turns if turn.role == "chair"] == ["Ben"] * 3
    assert {turn.why for turn in turns if turn.role == "chair"} == {Why.ONLY_ONE}
    minutes = [turn.person for turn in turns if turn.role == "minutes"]
    assert all(one != other for one, other in itertools.pairwise(minutes))


def test_to_be_away_is_no_debt_and_puts_nobody_behind() -> None:
    people = everybody(6)
    away = [Meeting(n, ("chair",), frozenset({0})) for n in range(10)]
    turns = plan(people, [], away, seed="tea")
    assert totals(turns)[0] == 0
    later = plan(people, had_with(turns, away), meetings(12, 10, ("chair",)), seed="tea")
    assert later[0].person == 0  # a first turn still comes first
    assert totals(later)[0] == 2  # and then they are one among six


def had_with(turns: list[Turn], meetings: list[Meeting]) -> list[Meeting]:
    """The same, with who was away."""
    away = {each.id: each.away for each in meetings}
    return [Meeting(each.id, each.roles, away[each.id], each.stands) for each in had(turns)]


def test_who_comes_later_is_not_made_to_catch_up() -> None:
    first = plan(everybody(5), [], meetings(10), seed="tea")
    people = [*everybody(5), Person("late", "L", ALL, since=10)]
    later = plan(people, had(first), meetings(6, 10), seed="tea")
    assert max(totals(later).values()) - min(totals(later).values()) <= 1


def test_a_leaver_and_a_role_that_nobody_wants_need_somebody() -> None:
    people = [Person(n, "L", {"chair": Will.WILLING}) for n in range(3)]
    kept = [Meeting(0, ("chair", "food"), stands={"food": "gone"})]
    (chair, food) = plan(people, [], kept, seed="tea")
    assert (food.person, food.why) == (None, Why.NOBODY_WILLING)
    assert chair.person in {0, 1, 2}
    (away,) = plan(people, [], [Meeting(0, ("chair",), frozenset({0, 1, 2}))], seed="tea")
    assert (away.person, away.why) == (None, Why.ALL_AWAY)
    busy = plan(people[:1], [], [Meeting(0, ("chair", "chair too"))], seed="tea")
    assert [turn.person for turn in busy] == [0, None]


def test_who_learns_stands_beside_somebody_and_never_alone() -> None:
    learner = Person("new", "L", {"chair": Will.LEARNING, "food": Will.LEARNING})
    people = [Person(n, "P", {"chair": Will.WILLING}) for n in range(2)]
    turns = plan([learner, *people], [], meetings(2, roles=("chair", "food")), seed="tea")
    chairs = [turn for turn in turns if turn.role == "chair"]
    assert [turn.learner for turn in chairs] == ["new", "new"]
    assert not [turn for turn in turns if turn.role == "food" and (turn.person or turn.learner)]


def test_what_people_agreed_among_themselves_stands_and_counts() -> None:
    people = everybody(4)
    kept = [Meeting(n, ("chair",), stands={"chair": 0}) for n in range(3)]
    turns = plan(people, [], [*kept, *meetings(3, 3, ("chair",))], seed="tea")
    assert [turn.why for turn in turns[:3]] == [Why.STANDS] * 3
    assert {turn.person for turn in turns[3:]} == {1, 2, 3}


def test_one_role_that_only_one_can_do_is_not_lost_to_another() -> None:
    both = Person("both", "L", {"chair": Will.WILLING, "food": Will.WILLING})
    one = Person("one", "L", {"chair": Will.WILLING})
    for seed in "abcdefgh":
        turns = plan([both, one], [], meetings(1, roles=("chair", "food")), seed=seed)
        assert [turn.person for turn in turns] == ["one", "both"]


wills = st.dictionaries(st.sampled_from(ROLES), st.sampled_from(list(Will)))
crowds = st.lists(st.tuples(st.sampled_from("LPR"), wills), min_size=1, max_size=7)
months = st.lists(st.frozensets(st.integers(0, 6), max_size=4), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(crowds, months, st.randoms(use_true_random=False))
def test_whoever_is_willing_and_away_the_rules_hold(
    crowd: list[tuple[str, dict[str, Will]]], away: list[frozenset[int]], chance: Any
) -> None:
    people = [Person(n, kind, each) for n, (kind, each) in enumerate(crowd)]
    wanted = [Meeting(n, ROLES, each) for n, each in enumerate(away)]
    turns = plan(people, [], wanted, seed="tea")
    assert [(turn.meeting, turn.role) for turn in turns] == [
        (each.id, role) for each in wanted for role in ROLES
    ]
    for each in wanted:
        there = [turn for turn in turns if turn.meeting == each.id]
        holders = [turn.person for turn in there if turn.person is not None]
        learners = [turn.learner for turn in there if turn.learner is not None]
        assert len(set(holders + learners)) == len(holders + learners)
        assert not each.away & set(holders + learners)
        for turn in there:
            if turn.person is not None:
                assert people[int(str(turn.person))].wills[str(turn.role)] == Will.WILLING
            if turn.learner is not None:
                assert turn.person is not None
                assert people[int(str(turn.learner))].wills[str(turn.role)] == Will.LEARNING
        assert len(holders) == most_filled(people, each)
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert plan(shuffled, [], wanted, seed="tea") == turns


def most_filled(people: list[Person], meeting: Meeting) -> int:
    """By brute force: in how many roles somebody can be at most."""
    able = [
        [None, *(n for n, each in enumerate(people) if is_able(each, role, meeting))]
        for role in meeting.roles
    ]
    return max(
        sum(each is not None for each in choice)
        for choice in itertools.product(*able)
        if len([c for c in choice if c is not None]) == len({c for c in choice if c is not None})
    )


def is_able(person: Person, role: Any, meeting: Meeting) -> bool:
    """Whether they are willing and there."""
    return person.wills.get(role) == Will.WILLING and person.id not in meeting.away


costs = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=width, max_size=width),
        max_size=4,
    )
)


@given(costs)
def test_a_matching_fills_most_and_costs_least_of_all(given_: list[list[int | None]]) -> None:
    found = matched(given_)
    columns = [place for place in found if place >= 0]
    assert len(set(columns)) == len(columns)

    def worth(choice: tuple[int, ...] | list[int]) -> tuple[int, int]:
        picked = [given_[row][place] for row, place in enumerate(choice) if place >= 0]
        assert None not in picked
        return -len(picked), sum(cost for cost in picked if cost is not None)

    options = [[-1, *(n for n, cost in enumerate(row) if cost is not None)] for row in given_]
    rivals = (
        choice
        for choice in itertools.product(*options)
        if len({c for c in choice if c >= 0}) == sum(c >= 0 for c in choice)
    )
    assert worth(found) == min(map(worth, rivals))


@pytest.mark.parametrize("seed", ["one", "another"])
def test_a_lot_falls_otherwise_with_another_seed_and_the_same_with_the_same(seed: str) -> None:
    once, again = (plan(everybody(12), [], meetings(6), seed=seed) for _turn in range(2))
    assert once == again
    assert once != plan(everybody(12), [], meetings(6), seed="a third")
