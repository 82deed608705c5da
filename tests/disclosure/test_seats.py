"""The make-up of a team tells how it is made up, and never where somebody hidden sits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.disclosure.seats import (
    SignedRow,
    bundles,
    in_group,
    may_be_counted,
    may_be_looked_at,
    may_be_told,
    signed_by_kind,
    totals,
)

KINDS = "LPRC"
people = st.dictionaries(st.sampled_from(KINDS), st.integers(0, 9))
seats = st.lists(st.sampled_from(KINDS), max_size=12)


# Kinds under three are told together.


@given(people)
def test_every_part_that_is_told_has_three_people_or_more(held: dict[str, int]) -> None:
    found = bundles(held, KINDS)
    if may_be_told(found):
        assert all(each.people >= 3 for each in found)


@given(people)
def test_nobody_is_lost_or_counted_twice_when_kinds_are_told_together(held: dict[str, int]) -> None:
    found = bundles(held, KINDS)
    told = [kind for each in found for kind in each.kinds]
    assert sorted(told) == sorted(kind for kind, number in held.items() if number)
    assert sum(each.people for each in found) == sum(held.values())


@given(people)
def test_a_kind_of_three_keeps_its_own_name_unless_a_smaller_one_needs_it(
    held: dict[str, int],
) -> None:
    found = bundles(held, KINDS)
    together = [each for each in found if len(each.kinds) > 1]
    assert len(together) <= 1
    if all(number == 0 or number >= 3 for number in held.values()):
        assert not together


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({"L": 6, "P": 4, "R": 4}, [("L", 6), ("P", 4), ("R", 4)]),
        ({"L": 6, "P": 1, "R": 4}, [("L", 6), ("PR", 5)]),
        ({"L": 6, "P": 1, "R": 2}, [("L", 6), ("PR", 3)]),
        ({"L": 3, "P": 3, "R": 1}, [("L", 3), ("PR", 4)]),
        ({"L": 6, "P": 0, "R": 4}, [("L", 6), ("R", 4)]),
        ({"L": 1, "P": 1, "R": 5}, [("LPR", 7)]),
        ({}, []),
    ],
)
def test_what_is_told_together(held: dict[str, int], told: list[tuple[str, int]]) -> None:
    found = bundles(held, KINDS)
    assert [("".join(each.kinds), each.people) for each in found] == told


def test_one_part_alone_is_no_make_up() -> None:
    assert not may_be_told(bundles({"L": 1, "P": 1, "R": 5}, KINDS))
    assert not may_be_told(bundles({"L": 2}, KINDS))
    assert may_be_told(bundles({"L": 6, "P": 4}, KINDS))


# What unshown seats may be counted.


@pytest.mark.parametrize(
    ("unshown", "may"),
    [("LLLP", False), ("LLLLL", False), ("LLLLP", False), ("LLLPP", True), ("LLLPR", True)],
)
def test_unshown_seats_are_counted_five_at_least_and_two_apart(unshown: str, may: bool) -> None:
    assert may_be_counted(unshown) is may


@given(seats)
def test_even_one_of_them_cannot_tell_where_the_others_sit(unshown: list[str]) -> None:
    if may_be_counted(unshown):
        for index in range(len(unshown)):
            others = unshown[:index] + unshown[index + 1 :]
            assert len(set(others)) > 1


# Nothing hidden can be solved: by brute force over everything that could be so.

HIDDEN = ["", "L", "P", "R"]  # said nothing, or a seat that is not shown
SHOWN = ["", "LLL", "LLLPP", "LLPPR"]


@dataclass(frozen=True)
class Team:
    """The people without a seat beside their name, and the counts taken of them."""

    shown: str
    hidden: tuple[str, ...]
    counted: frozenset[int] = frozenset()
    stands: frozenset[int] = frozenset()
    told: tuple[tuple[str, int], ...] = ()

    @property
    def waiting(self) -> list[int]:
        """Those who said a seat and were never looked at."""
        here = range(len(self.hidden))
        return [who for who in here if self.hidden[who] and who not in self.counted]

    def looked_at(self) -> Team:
        """After those who wait were looked at, if they are enough."""
        seats = [self.hidden[who] for who in self.waiting]
        if not may_be_looked_at(seats):
            return self
        looked = replace(self, counted=self.counted | set(self.waiting))
        if not may_be_counted(seats):
            return looked
        told = tuple(sorted(Counter(seats).items()))
        return replace(looked, stands=frozenset(self.waiting), told=told)

    def ended(self) -> Team:
        """After the count that stands was ended."""
        return replace(self, stands=frozenset(), told=())

    @property
    def page(self) -> tuple[Any, ...]:
        """All that anybody can see: who shows what, how many do not, and the tables."""
        sums = totals(self.shown, [dict(self.told)])
        found = bundles(sums, KINDS)
        return self.shown, len(self.hidden), tuple(found), self.told


def certain(worlds: Iterable[Sequence[str]], here: int) -> Iterator[tuple[Hashable, int]]:
    """Who would know where another sits, if only these worlds could be: (observer, the other).

    `None` observes from outside; the others know their own seat. That somebody said nothing may
    come out; where somebody sits may not.
    """
    seen: dict[tuple[Hashable, int], set[str]] = defaultdict(set)
    for world in worlds:
        for observer in [None, *((who, world[who]) for who in range(here))]:
            for other in range(here):
                if observer is None or observer[0] != other:
                    seen[observer, other].add(world[other])
    return (pair for pair, could_be in seen.items() if len(could_be) == 1 and could_be != {""})


@pytest.mark.parametrize("shown", SHOWN)
def test_no_page_tells_where_somebody_hidden_sits(shown: str) -> None:
    pages: dict[Any, list[tuple[str, ...]]] = defaultdict(list)
    for hidden in product(HIDDEN, repeat=6):
        pages[Team(shown, hidden).looked_at().page].append(hidden)
    assert len(pages) > 1, "no page ever counted anybody"
    for worlds in pages.values():
        assert not list(certain(worlds, 6))


def what_may_happen(team: Team) -> Iterator[tuple[str, Team]]:
    """What everybody sees happen, and what became of the team; the rest happens unseen."""
    yield "", team
    for who in range(len(team.hidden)):
        for seat in "LP":
            hidden = (*team.hidden[:who], seat, *team.hidden[who + 1 :])
            changed = replace(team, hidden=hidden)
            is_noticed = who in team.stands and seat != team.hidden[who]
            yield "", (changed.ended() if is_noticed else changed).looked_at()
        # Somebody leaves: they are still asked about below, as somebody who said nothing more.
        left = replace(team, counted=team.counted | {who})
        yield f"{who} left", (left.ended() if who in team.stands else left).looked_at()
    for seat in ("", "L", "P"):
        yield "one more", replace(team, hidden=(*team.hidden, seat)).looked_at()


def test_no_two_pages_together_tell_where_somebody_hidden_sits() -> None:
    seen: dict[Any, list[tuple[str, ...]]] = defaultdict(list)
    for hidden in product(["", "L", "P"], repeat=6):
        before = Team("LLP", hidden).looked_at()
        for happened, after in what_may_happen(before):
            seen[before.page, happened, after.page].append(after.hidden)
    assert any(before[-1] and after[-1] for before, _happened, after in seen)
    for worlds in seen.values():
        assert not list(certain(worlds, len(worlds[0])))


def test_a_group_that_waits_until_it_may_be_counted_would_give_one_away() -> None:
    """The proof above can fail: four of one kind and one of another wait; one more comes."""
    seen: dict[Any, list[tuple[str, ...]]] = defaultdict(list)
    for hidden in product("LP", repeat=6):
        before, after = hidden[:5], hidden
        told = [sorted(each) if may_be_counted(each) else None for each in (before, after)]
        seen[str(told)].append(hidden)
    assert any(list(certain(worlds, 6)) for worlds in seen.values())


def test_a_count_that_followed_every_change_would_give_people_away() -> None:
    """The proof above can fail: counted afresh each time, the one who came is known at once."""
    seen: dict[Any, list[tuple[str, ...]]] = defaultdict(list)
    for hidden in product("LP", repeat=6):
        before = Team("LLP", hidden[:5]).looked_at()
        after = Team("LLP", hidden).looked_at()
        seen[before.page, after.page].append(hidden)
    assert any(list(certain(worlds, 6)) for worlds in seen.values())


# Circles and sites.


@given(people, seats)
def test_a_circle_is_told_in_the_parts_of_its_project(
    held: dict[str, int], shown: list[str]
) -> None:
    found = bundles(held, KINDS)
    told = in_group(found, shown)
    known = {kind for each in found for kind in each.kinds}
    assert sum(told) == sum(seat in known for seat in shown)


# Acts with names to them.


def test_signed_acts_are_counted_by_the_seats_that_are_shown() -> None:
    found = bundles({"L": 6, "P": 4, "R": 1}, KINDS)
    acts = [("yes", "L"), ("no", "R"), ("yes", None), ("yes", "P"), ("yes", "L"), ("no", None)]
    assert signed_by_kind(acts, found) == [SignedRow("yes", (2, 1), 1), SignedRow("no", (0, 1), 1)]


def test_signed_acts_are_not_counted_by_kind_where_the_make_up_may_not_be_told() -> None:
    found = bundles({"L": 1, "P": 1, "R": 5}, KINDS)
    assert signed_by_kind([("yes", "L"), ("yes", None)], found) == [SignedRow("yes", (), 2)]


@pytest.mark.parametrize("counts_unshown", [False, True])
def test_a_signed_result_never_tells_where_somebody_hidden_sits(counts_unshown: bool) -> None:
    """Votes are known by name. Counting unshown people with their kind would give them away."""
    votes, found = "YNYYN", bundles({"L": 6, "P": 6}, KINDS)
    pages: dict[Any, list[tuple[str, ...]]] = defaultdict(list)
    for hidden in product("LP", repeat=len(votes)):
        seats = hidden if counts_unshown else [None] * len(votes)
        acts = [("Y", "L"), ("N", "P"), *zip(votes, seats, strict=True)]
        pages[str(signed_by_kind(acts, found))].append(hidden)
    is_solved = any(list(certain(worlds, len(votes))) for worlds in pages.values())
    assert is_solved is counts_unshown
