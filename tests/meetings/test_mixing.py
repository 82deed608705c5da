"""Pairs, tables and presenters are mixed as well as they can be, for every team there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.meetings.mixing import (
    EXACT,
    Group,
    Person,
    alternating,
    mixed,
    pairs_of,
    tables_of,
)

pytestmark = pytest.mark.sqlite

KINDS = [None, *(UUID(int=1000 + number) for number in range(3))]


def people(*kinds: int) -> list[Person]:
    """Somebody of each of these kinds; 0 shows none."""
    return [Person(UUID(int=number), KINDS[kind]) for number, kind in enumerate(kinds)]


def teams(most: int, least: int = 1) -> st.SearchStrategy[list[Person]]:
    """Teams of any make-up."""
    kinds = st.lists(st.integers(0, 3), min_size=least, max_size=most)
    return kinds.map(lambda found: people(*found))


seeds = st.text(max_size=3)


@st.composite
def stories(draw: st.DrawFn, most: int) -> tuple[list[Person], int, list[list[Group]]]:
    """A team, in how many groups it is to be, and who was together before; not all are here."""
    all_of_them = draw(teams(most + 3, 2))
    before: list[list[Group]] = []
    for number in range(draw(st.integers(0, 3))):
        groups = draw(st.integers(1, len(all_of_them)))
        before.append(mixed(all_of_them, groups, before, seed=str(number)))
    here = draw(st.lists(st.sampled_from(all_of_them), min_size=1, max_size=most, unique=True))
    return here, draw(st.integers(1, len(here))), before[::-1]


def together(groups: Sequence[Group]) -> set[frozenset[UUID]]:
    """Every two who are in one group."""
    return {frozenset(two) for group in groups for two in combinations(group, 2)}


def again(groups: Sequence[Group], before: Sequence[Sequence[Group]]) -> tuple[int, ...]:
    """How many meet again whom they met last time, the time before, and so on."""
    return tuple(len(together(groups) & together(earlier)) for earlier in before)


def is_even(numbers: Sequence[int]) -> bool:
    return max(numbers) - min(numbers) <= 1


def is_mixed(groups: Sequence[Group], here: Sequence[Person]) -> bool:
    """Whether sizes are even, and each kind is spread evenly."""
    kinds = {each.id: each.kind for each in here}
    return is_even([len(group) for group in groups]) and all(
        is_even([sum(kinds[each] == kind for each in group) for group in groups])
        for kind in {*kinds.values()}
    )


def all_ways(here: Sequence[Person], groups: int) -> Iterator[list[Group]]:
    """Every way to seat people at tables of even sizes, most of them many times over."""
    size, larger = divmod(len(here), groups)
    for order in permutations(each.id for each in here):
        rest, found = list(order), []
        for table in range(groups):
            many = size + (table < larger)
            found.append(tuple(rest[:many]))
            rest = rest[many:]
        yield found


@given(stories(most=24), seeds)
def test_everybody_is_placed_once_and_tables_and_kinds_come_out_even(
    story: tuple[list[Person], int, list[list[Group]]], seed: str
) -> None:
    here, groups, before = story
    found = mixed(here, groups, before, seed=seed)
    assert sorted(each for group in found for each in group) == sorted(each.id for each in here)
    assert len(found) == groups
    assert is_mixed(found, here)


@given(stories(most=6), seeds)
def test_as_few_as_possible_meet_again_of_all_even_ways(
    story: tuple[list[Person], int, list[list[Group]]], seed: str
) -> None:
    here, groups, before = story
    found = again(mixed(here, groups, before, seed=seed), before)
    ways = (way for way in all_ways(here, groups) if is_mixed(way, here))
    assert found == min(again(way, before) for way in ways)


@given(teams(most=9, least=2), st.data())
def test_nobody_has_the_same_partner_twice_running_where_any_pairing_avoids_it(
    team: list[Person], data: st.DataObject
) -> None:
    last = mixed(team, pairs_of(len(team)), [], seed="last")
    here = data.draw(st.lists(st.sampled_from(team), min_size=2, max_size=6, unique=True))
    found = again(mixed(here, pairs_of(len(here)), [last], seed="now"), [last])
    assert found == min(again(way, [last]) for way in all_ways(here, pairs_of(len(here))))


@given(stories(most=EXACT + 4), seeds, st.data())
def test_the_same_seed_gives_the_same_in_whatever_order_people_come(
    story: tuple[list[Person], int, list[list[Group]]], seed: str, data: st.DataObject
) -> None:
    here, groups, before = story
    other = data.draw(st.permutations(here))
    assert mixed(here, groups, before, seed=seed) == mixed(other, groups, before, seed=seed)


def test_two_hundred_people_meet_nobody_again_for_a_month_of_meetings() -> None:
    here = people(*(number % 3 + 1 for number in range(200)))
    for groups in (100, 25):
        before: list[list[Group]] = []
        for number in range(4):
            found = mixed(here, groups, before, seed=str(number))
            assert not any(again(found, before))
            assert is_mixed(found, here)
            before.insert(0, found)


def test_who_stands_first_in_a_pair_tells_nothing_of_their_kind() -> None:
    here = people(*([1, 2] * 40))
    kinds = {each.id: each.kind for each in here}
    found = mixed(here, 40, [], seed="lots")
    assert {kinds[first] for first, _second in found} == {KINDS[1], KINDS[2]}


def test_a_lot_decides_where_nothing_else_does() -> None:
    here = people(0, 0, 0, 0)
    found = {tuple(mixed(here, 2, [], seed=str(number))) for number in range(40)}
    assert len({frozenset(frozenset(group) for group in way) for way in found}) == 3


@given(st.integers(2, 500), st.integers(1, 600))
def test_so_many_tables_that_nobody_sits_with_more_than_was_said(people: int, most: int) -> None:
    tables = tables_of(people, most)
    assert -(-people // tables) <= most
    assert tables == 1 or -(-people // (tables - 1)) > most


@given(st.integers(2, 500))
def test_pairs_are_twos_and_at_most_one_three(number: int) -> None:
    assert divmod(number, pairs_of(number)) in {(2, 0), (2, 1), (3, 0)}


def test_what_makes_no_sense_is_refused() -> None:
    here = people(0, 1)
    with pytest.raises(ValueError, match="takes two"):
        pairs_of(1)
    for groups in (0, 3):
        with pytest.raises(ValueError, match="has somebody"):
            mixed(here, groups, [], seed="")
    with pytest.raises(ValueError, match="seated once"):
        mixed([*here, *here], 2, [], seed="")


def follow(kinds: Sequence[object]) -> int:
    """How often a kind follows itself."""
    return sum(one == other for one, other in pairwise(kinds))


@given(st.lists(st.sampled_from(KINDS), max_size=7))
def test_presenters_alternate_as_far_as_they_can(kinds: list[UUID | None]) -> None:
    order = alternating(kinds)
    assert sorted(order) == list(range(len(kinds)))
    assert follow([kinds[each] for each in order]) == min(map(follow, permutations(kinds)))
    for kind in Counter(kinds):  # of one kind, whoever came first stays first
        mine = [each for each in order if kinds[each] == kind]
        assert mine == sorted(mine)


@given(st.lists(st.sampled_from(KINDS), max_size=12))
def test_an_order_that_alternates_stays_as_it_is(kinds: list[UUID | None]) -> None:
    order = alternating(kinds)
    found = [kinds[each] for each in order]
    assert alternating(found) == list(range(len(found)))
