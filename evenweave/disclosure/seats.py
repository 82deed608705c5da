"""Seats: how many sit here with which kind of expertise, nobody exposed.

Some people show their seat beside their name. Others say “count me, but do not show me”, or say
nothing; a page never tells these two apart. Five rules keep what is hidden hidden:

1. Unshown seats are counted only in the whole project, never in a circle or a site. A circle's
   number beside the project's would otherwise speak of those who are in one and not in the other.
2. They are counted only five or more at once, and only when at least two of them sit apart from
   the largest kind among them. So even one of them, who knows their own seat, cannot be sure of
   any other's.
3. As soon as five wait they are looked at once, together, and never again: counted for good, or
   not at all. A count stands still until somebody in it changes, and then it goes. Numbers that
   followed each change would tell who changed; and a group that waits until it may be counted
   would tell where the one sits who made it so.
4. Kinds with one or two people are told together with another kind, in every table alike.
5. Acts with names to them (a signed vote, who chaired) are counted by the seats that are shown, and
   nobody else's. Whoever shows no seat stands in a row of their own: everybody knows how they
   voted, so counted with a kind they would be found by taking the others away.

Everything a page tells is a function of the seats that are shown and of the numbers in such counts.
Exchanging two people of one count changes nothing, and there is always somebody to exchange with.

`K` is whatever names a kind of expertise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from evenweave.disclosure.limits import LIMITS, Limits
from evenweave.disclosure.results import K

C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Bundle(Generic[K]):
    """One kind of expertise, or several told together, with their people in the project."""

    kinds: tuple[K, ...]
    people: int


def may_be_looked_at(seats: Collection[Hashable], *, limits: Limits = LIMITS) -> bool:
    """Whether enough wait. It asks for their number only, so it tells nothing of their seats."""
    return len(seats) >= limits.fewest_unshown


def may_be_counted(seats: Collection[Hashable], *, limits: Limits = LIMITS) -> bool:
    """Whether these unshown seats may be counted together: five or more, and two of them apart."""
    if not may_be_looked_at(seats, limits=limits):
        return False
    (_kind, largest), *_others = Counter(seats).most_common()
    return len(seats) - largest >= limits.fewest_apart


def totals(shown: Iterable[K], counts: Iterable[Mapping[K, int]]) -> Counter[K]:
    """How many sit in the project with each kind: the shown seats, and what was counted unshown."""
    found = Counter(shown)
    for count in counts:
        found.update(count)
    return found


def bundles(
    people: Mapping[K, int], order: Sequence[K], *, limits: Limits = LIMITS
) -> list[Bundle[K]]:
    """The kinds as they may be told, in their order; a kind with nobody is left out.

    Kinds with fewer than three people are told together, and with the smallest other kind where
    they are still fewer than three.
    """
    held = [kind for kind in order if people.get(kind, 0) > 0]
    small = [kind for kind in held if people[kind] < limits.fewest_in_kind]
    # Of two equally small kinds the later one joins, so that the first keeps its own name.
    others = sorted(
        (kind for kind in held if kind not in small),
        key=lambda kind: (-people[kind], held.index(kind)),
    )
    while small and others and sum(people[kind] for kind in small) < limits.fewest_in_kind:
        small.append(others.pop())
    together = [tuple(sorted(small, key=held.index))] if small else []
    alone = [(kind,) for kind in others]
    found = sorted([*together, *alone], key=lambda kinds: held.index(kinds[0]))
    return [Bundle(kinds, sum(people[kind] for kind in kinds)) for kinds in found]


def may_be_told(found: Sequence[Bundle[K]], *, limits: Limits = LIMITS) -> bool:
    """Whether there is a make-up to tell: two parts or more, each of three people or more."""
    return len(found) > 1 and all(each.people >= limits.fewest_in_kind for each in found)


def nobody_stands_out(people: Iterable[int], *, limits: Limits = LIMITS) -> bool:
    """Whether a table of some time may tell bundles apart: people of each who sat here then.

    A bundle has three people or more in the project as a whole. Of a month or a phase in which one
    or two of them were here nothing is told by kind: what the others hold would tell the rest.
    """
    return all(not each or each >= limits.fewest_in_kind for each in people)


def in_group(found: Sequence[Bundle[K]], shown: Iterable[K]) -> list[int]:
    """How many of a group sit with each bundle of its project, among those who show their seat."""
    people = Counter(shown)
    return [sum(people[kind] for kind in each.kinds) for each in found]


@dataclass(frozen=True, slots=True)
class SignedRow(Generic[C]):
    """Those who did one thing: how many of each bundle show their seat, and how many show none."""

    choice: C
    people: tuple[int, ...]
    unshown: int


def signed_by_kind(
    acts: Iterable[tuple[C, K | None]], found: Sequence[Bundle[K]], *, limits: Limits = LIMITS
) -> list[SignedRow[C]]:
    """Acts with names to them, by the bundles of the project: (what was done, the shown seat).

    The seat is None for whoever does not show it, counted in the team or not. Exact, for inside
    the team only; every number follows from what each member already sees beside the names. The
    rows stand in the order of the acts. No bundles where the make-up may not be told.
    """
    told = found if may_be_told(found, limits=limits) else []
    seats: dict[C, list[K | None]] = {}
    for choice, seat in acts:
        seats.setdefault(choice, []).append(seat)
    rows = []
    for choice, held in seats.items():
        people = in_group(told, (seat for seat in held if seat is not None))
        rows.append(SignedRow(choice, tuple(people), len(held) - sum(people)))
    return rows
