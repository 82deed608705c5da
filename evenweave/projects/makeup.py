"""The make-up of a team: how many sit here with which kind of expertise, nobody exposed.

Some people show their seat beside their name. Others say “count me, but do not show me”, or say
nothing; a page never tells these two apart. Four rules keep what is hidden hidden:

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

Everything a page tells is a function of the seats that are shown and of the numbers in such counts.
Exchanging two people of one count changes nothing, and there is always somebody to exchange with.

Pure functions: `K` is whatever names a kind of expertise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

FEWEST_IN_A_KIND = 3
FEWEST_UNSHOWN = 5
FEWEST_APART = 2


@dataclass(frozen=True, slots=True)
class Bundle(Generic[K]):
    """One kind of expertise, or several told together, with their people in the project."""

    kinds: tuple[K, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Balance(Generic[K]):
    """How the seats shown in one group lie beside the kinds of its project. Facts, not a verdict.

    `most` holds more of them than all others together, if one does.
    """

    shown: int
    here: int
    missing: tuple[Bundle[K], ...]
    most: Bundle[K] | None
    most_people: int

    @property
    def is_even_enough(self) -> bool:
        """Whether there is nothing to point at."""
        return not self.missing and self.most is None


def may_be_looked_at(seats: Collection[Hashable]) -> bool:
    """Whether enough wait. It asks for their number only, so it tells nothing of their seats."""
    return len(seats) >= FEWEST_UNSHOWN


def may_be_counted(seats: Collection[Hashable]) -> bool:
    """Whether these unshown seats may be counted together: five or more, and two of them apart."""
    if not may_be_looked_at(seats):
        return False
    (_kind, largest), *_others = Counter(seats).most_common()
    return len(seats) - largest >= FEWEST_APART


def totals(shown: Iterable[K], counts: Iterable[Mapping[K, int]]) -> Counter[K]:
    """How many sit in the project with each kind: the shown seats, and what was counted unshown."""
    found = Counter(shown)
    for count in counts:
        found.update(count)
    return found


def bundles(people: Mapping[K, int], order: Sequence[K]) -> list[Bundle[K]]:
    """The kinds as they may be told, in their order; a kind with nobody is left out.

    Kinds with fewer than three people are told together, and with the smallest other kind where
    they are still fewer than three.
    """
    held = [kind for kind in order if people.get(kind, 0) > 0]
    small = [kind for kind in held if people[kind] < FEWEST_IN_A_KIND]
    # Of two equally small kinds the later one joins, so that the first keeps its own name.
    others = sorted(
        (kind for kind in held if kind not in small),
        key=lambda kind: (-people[kind], held.index(kind)),
    )
    while small and others and sum(people[kind] for kind in small) < FEWEST_IN_A_KIND:
        small.append(others.pop())
    together = [tuple(sorted(small, key=held.index))] if small else []
    alone = [(kind,) for kind in others]
    found = sorted([*together, *alone], key=lambda kinds: held.index(kinds[0]))
    return [Bundle(kinds, sum(people[kind] for kind in kinds)) for kinds in found]


def may_be_told(found: Sequence[Bundle[K]]) -> bool:
    """Whether there is a make-up to tell: two parts or more, each of three people or more."""
    return len(found) > 1 and all(each.people >= FEWEST_IN_A_KIND for each in found)


def in_group(found: Sequence[Bundle[K]], shown: Iterable[K]) -> list[int]:
    """How many of a group sit with each bundle of its project, among those who show their seat."""
    people = Counter(shown)
    return [sum(people[kind] for kind in each.kinds) for each in found]


def balance(found: Sequence[Bundle[K]], held: Sequence[int]) -> Balance[K]:
    """How a group's seats, in the order of the bundles, lie beside the kinds of its project."""
    shown = sum(held)
    missing = tuple(each for each, people in zip(found, held, strict=True) if not people)
    largest = max(held, default=0)
    most = found[held.index(largest)] if 2 * largest > shown and len(found) > 1 else None
    return Balance(shown, len(found) - len(missing), missing, most, largest if most else 0)
