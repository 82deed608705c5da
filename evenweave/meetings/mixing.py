"""Mixing people: pairs, tables, and an order of presenters, across kinds of expertise.

    groups = mixed(people, pairs_of(len(people)), before, seed="…")
    order = alternating([each.kind for each in presenters])

Of all the ways to seat people, first those count in which tables differ by one person at most, and
in how many they have of each kind by one at most, too. Of these, one is taken in which as few as
possible meet again whom they met last time; then as few as possible whom they met the time before,
and so on. A lot decides the rest. What comes out depends on what is told here and on the seed, and
not on the order of people: whoever draws again with the same seed gets the same.

Up to `EXACT` people, all ways are looked through, so none is better. With more, people are dealt
out kind by kind like cards, and two change places as long as that helps: the steps of local search
for the social golfer problem (Dotú and Van Hentenryck, *Scheduling social golfers locally*, CPAIOR
2005), from several deals. Nothing is ever seated unevenly to come closer to a better way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from uuid import UUID

EXACT = 10
DEALS = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be mixed, and the kind of expertise they show; those who show none are one kind.

    Give no kind that a person would rather not show: where people sit would tell of it.
    """

    id: UUID
    kind: UUID | None = None


Group = tuple[UUID, ...]
Seating = list[list[int]]


def pairs_of(people: int) -> int:
    """How many pairs so many people make; one of them is a three, where the number is odd.

    Raises ValueError for fewer than two.
    """
    if people < 2:
        raise ValueError("A pair takes two.")
    return people // 2


def tables_of(people: int, most: int) -> int:
    """How many tables so many people need, with `most` (1 or more) at each at most."""
    return -(-people // most)


def mixed(
    people: Collection[Person], groups: int, before: Sequence[Iterable[Group]], *, seed: str
) -> list[Group]:
    """Everybody in one of so many groups: as different as can be, and with others than before.

    `before` has who was together at earlier times, the last time first; people who are not here now
    may be among them. Raises ValueError for people named twice, or groups that nobody would be in.
    """
    if len({each.id for each in people}) < len(people):
        raise ValueError("Each person is seated once.")
    if not 1 <= groups <= len(people):
        raise ValueError("Each group has somebody.")
    hall = Hall(people, groups, before, seed)
    found = hall.best() if len(people) <= EXACT else hall.good()
    # In the order of lots: who stands first must not tell what kind they are.
    in_order = sorted(sorted(table) for table in found)
    return [tuple(hall.people[place].id for place in table) for table in in_order]


class Hall:
    """People by number, in the order of their lots, and what it costs to seat two together.

    Who met last time costs more than all that were met the time before, and so on.
    """

    def __init__(
        self, people: Collection[Person], groups: int, before: Sequence[Iterable[Group]], seed: str
    ) -> None:
        self.seed = seed
        self.people = sorted(people, key=lambda each: (lot(seed, each.id), each.id))
        self.groups = groups
        self.numbers = range(len(self.people))
        self.kinds = [each.kind for each in self.people]
        self.few = {kind: many // groups for kind, many in Counter(self.kinds).items()}
        self.most = {kind: tables_of(many, groups) for kind, many in Counter(self.kinds).items()}
        self.met = self.costs(before)

    def costs(self, before: Sequence[Iterable[Group]]) -> list[list[int]]:
        """For each two, what it costs that they meet again."""
        size = len(self.people)
        place = {each.id: number for number, each in enumerate(self.people)}
        met = [[0] * size for _each in range(size)]
        for age, groups in enumerate(reversed(before)):
            cost = (size * size + 1) ** age
            for group in groups:
                here = [place[each] for each in group if each in place]
                for one, other in combinations(here, 2):
                    met[one][other] += cost
                    met[other][one] += cost
        return met

    def cost(self, person: int, table: Iterable[int]) -> int:
        """What it costs that somebody sits at this table."""
        row = self.met[person]
        return sum(row[other] for other in table)

    def total(self, tables: Seating) -> int:
        """What a seating costs; 0 where nobody meets anybody again."""
        return sum(self.cost(person, table) for table in tables for person in table) // 2

    # A few people: every way is looked at ---------------------------------------------------------

    def best(self) -> Seating:
        """The first of the best ways, in the order of lots."""
        self.found, self.least = self.dealt(0), self.total(self.dealt(0))
        size, larger = divmod(len(self.people), self.groups)
        sizes = [size + (table < larger) for table in range(self.groups)]
        self.seat(0, [[] for _each in sizes], sizes, 0)
        return self.found

    def seat(self, person: int, tables: Seating, sizes: Sequence[int], cost: int) -> None:
        """Seat this person and the rest in every way that may still become the best."""
        if cost >= self.least:
            return
        if person == len(self.people):
            if self.is_even(tables):
                self.found, self.least = [list(table) for table in tables], cost
            return
        for table in self.free(person, tables, sizes):
            more = self.cost(person, table)
            table.append(person)
            self.seat(person + 1, tables, sizes, cost + more)
            table.pop()

    def free(self, person: int, tables: Seating, sizes: Sequence[int]) -> Iterator[list[int]]:
        """Where they can sit. Of empty tables of one size, one is as good as another."""
        kind, empty = self.kinds[person], set()
        for table, size in zip(tables, sizes, strict=True):
            if len(table) == size or (not table and size in empty):
                continue
            if not table:
                empty.add(size)
            if self.many(kind, table) < self.most[kind]:
                yield table

    def many(self, kind: UUID | None, table: Iterable[int]) -> int:
        """How many of a kind sit there."""
        return sum(self.kinds[person] == kind for person in table)

    def is_even(self, tables: Seating) -> bool:
        """Whether each kind is spread evenly."""
        return all(
            few <= self.many(kind, table) <= self.most[kind]
            for kind, few in self.few.items()
            for table in tables
        )

    # Many people: deal, then change places --------------------------------------------------------

    def good(self) -> Seating:
        """The best of several deals, each made as good as changing places makes it."""
        found: Seating = []
        least: int | None = None
        for number in range(DEALS):
            tables = self.dealt(number)
            self.sit_down(tables)
            while self.change_places(tables):
                pass
            cost = self.total(tables)
            if least is None or cost < least:
                found, least = tables, cost
            if not least:
                break
        return found

    def dealt(self, number: int) -> Seating:
        """Dealt out one by one, kind after kind, so that tables and kinds come out even."""
        seed = f"{self.seed}\0{number}"
        lots = [lot(seed, each.id) for each in self.people]
        order = sorted(range(len(lots)), key=lambda each: (str(self.kinds[each]), lots[each]))
        return [order[table :: self.groups] for table in range(self.groups)]

    def sit_down(self, tables: Seating) -> None:
        """Reckon once what each table would cost each person, and how many of each kind it has."""
        self.near = [[self.cost(each, table) for table in tables] for each in self.numbers]
        self.seated = [Counter(self.kinds[each] for each in table) for table in tables]

    def change_places(self, tables: Seating) -> bool:
        """Let everybody who meets somebody again change places, where that helps most."""
        has_helped = False
        for here, table in enumerate(tables):
            for place, person in enumerate(table):
                if self.near[person][here] and (other := self.better(person, here, tables)):
                    there, seat = other
                    self.swap(tables, (here, place), (there, seat))
                    has_helped = True
        return has_helped

    def better(self, person: int, here: int, tables: Seating) -> tuple[int, int] | None:
        """The place elsewhere that it helps most to change with; None where none does."""
        found, least, near, met = None, 0, self.near, self.met[person]
        for there, table in enumerate(tables):
            if there == here:
                continue
            comes = near[person][there] - near[person][here]
            for seat, other in enumerate(table):
                change = comes + near[other][here] - near[other][there] - 2 * met[other]
                if change < least and self.may_change(person, here, other, there):
                    found, least = (there, seat), change
        return found

    def may_change(self, person: int, here: int, other: int, there: int) -> bool:
        """Whether kinds stay even when these two change places."""
        goes, comes = self.kinds[person], self.kinds[other]
        if goes == comes:
            return True
        return (
            self.seated[here][goes] > self.few[goes]
            and self.seated[there][goes] < self.most[goes]
            and self.seated[there][comes] > self.few[comes]
            and self.seated[here][comes] < self.most[comes]
        )

    def swap(self, tables: Seating, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Two change places; what that changes for all is reckoned."""
        (here, place), (there, seat) = one, other
        goes, comes = tables[here][place], tables[there][seat]
        tables[here][place], tables[there][seat] = comes, goes
        for each in self.numbers:
            change = self.met[each][comes] - self.met[each][goes]
            self.near[each][here] += change
            self.near[each][there] -= change
        self.seated[here] += Counter([self.kinds[comes]])
        self.seated[here] -= Counter([self.kinds[goes]])
        self.seated[there] += Counter([self.kinds[goes]])
        self.seated[there] -= Counter([self.kinds[comes]])


def lot(seed: str, person: UUID) -> int:
    """A lot: 64 bits that anybody can draw again from the seed."""
    return int.from_bytes(blake2b(f"{seed}\0{person}".encode(), digest_size=8).digest())


def alternating(kinds: Sequence[UUID | None]) -> list[int]:
    """An order of these places in which as few as possible of one kind follow one another.

    Of all such orders it is the one that takes, each time, the first that it can. So an order that
    alternates already stays as it is.
    """
    left = Counter(kinds)
    places, order = list(range(len(kinds))), list[int]()
    while places:
        last = kinds[order[-1]] if order else ...
        chosen = min(places, key=lambda each: (follows(kinds[each], last, left), each))
        places.remove(chosen)
        left[kinds[chosen]] -= 1
        order.append(chosen)
    return order


def follows(kind: UUID | None, last: object, left: Counter[UUID | None]) -> int:
    """How often one kind follows itself from here on, at the least, if this one is next.

    Others can stand before each of a kind but for the first, and before that one, too, unless the
    same kind went before.
    """
    rest = left - Counter([kind])
    many = rest.total()
    again = (2 * each - many - (each_kind != kind) for each_kind, each in rest.items())
    return (kind == last) + max([0, *again])
