"""Who does what at the next meetings: a fair rotation of roles, with the reason for each.

    turns = plan(people, past, meetings, seed=str(circle.id))

It knows ids and words alone, writes nothing, and gives the same for the same. What it holds to, in
this order:

1. Nobody has a role that they did not say they are willing to have, nor while they are away.
2. In a meeting, a person has one role at most. As many roles as can be are filled.
3. Nobody has the same role twice running, unless there is nobody else for it.
4. Nobody has a second turn before everybody who is willing and there had a first.
5. Then whoever had fewest turns. All roles count alike, the unseen ones too.
6. Then whoever is willing to do fewest of the roles, for their chance comes more seldom; then the
   kind of expertise that had fewest turns; then who had this role least; then a lot.

To be away, or to come later, is no debt: meanwhile a person is counted as if they had as many turns
as whoever there had fewest. So nobody is made to catch up, and nobody is put behind.

It looks at one meeting after the other (greedy), but at all roles of a meeting at once: the best
choice for a whole meeting is the cheapest matching of roles with people, found by shortest
augmenting paths (the Hungarian method; Jonker & Volgenant 1987).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Role = str
PersonId = Hashable
Kind = Hashable


class Will(StrEnum):
    """What somebody says of a role. Of one that is not for them, they say nothing."""

    WILLING = "willing"
    LEARNING = "learning"


class Why(StrEnum):
    """Why a turn is somebody's, or nobody's."""

    STANDS = "stands"  # people agreed on it themselves
    FIRST_TURN = "first-turn"
    FEWEST_TURNS = "fewest-turns"
    ONLY_ONE = "only-one"  # the only one who is willing and there
    OTHERS_BUSY = "others-busy"  # those with fewer turns have another role, or had this one last
    GONE = "gone"  # whoever had it has left
    NOBODY_WILLING = "nobody-willing"
    ALL_AWAY = "all-away"
    ALL_BUSY = "all-busy"  # everybody who is willing has another role in this meeting


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the circle: what they are willing to do, and from which meeting on they are here.

    `since` counts meetings from the first of `past` on; 0 is from the beginning.
    """

    id: PersonId
    kind: Kind
    wills: Mapping[Role, Will]
    since: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: its roles, who is away, and the turns that stand whatever the rota would say."""

    id: Hashable
    roles: tuple[Role, ...]
    away: frozenset[PersonId] = frozenset()
    stands: Mapping[Role, PersonId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """A role in a meeting: whose it is (None needs somebody), who learns beside them, and why."""

    meeting: Hashable
    role: Role
    person: PersonId | None
    learner: PersonId | None
    why: Why


def plan(
    people: Iterable[Person], past: Sequence[Meeting], meetings: Sequence[Meeting], *, seed: str
) -> list[Turn]:
    """The turns of some meetings, in the order of the meetings and of their roles.

    `past` are the meetings that were, in order, each with the turns that people had (`stands`). Of
    those who left, and are not among `people`, nothing is counted. `seed` makes lots: with another
    one they fall otherwise. It takes meetings × roles² × people steps.
    """
    count = Count.of(people, seed)
    for meeting in past:
        count.go_on(meeting, dict(meeting.stands))
    found: list[Turn] = []
    for meeting in meetings:
        turns = count.turns_of(meeting)
        found += turns
        count.go_on(meeting, {turn.role: turn.person for turn in turns if turn.person is not None})
        count.learned.update((turn.learner, turn.role) for turn in turns if turn.learner)
    return found


@dataclass(slots=True)
class Count:
    """How many turns everybody had, as the rota counts them."""

    people: dict[PersonId, Person]
    seed: str
    meetings: int = 0
    had: Counter[PersonId] = field(default_factory=Counter)  # turns that they really had
    level: Counter[PersonId] = field(default_factory=Counter)  # and as many as nobody is behind
    of_kind: Counter[Kind] = field(default_factory=Counter)
    of_role: Counter[tuple[PersonId, Role]] = field(default_factory=Counter)
    learned: Counter[tuple[PersonId | None, Role]] = field(default_factory=Counter)
    last: dict[PersonId, Role] = field(default_factory=dict)  # what they had at the last meeting

    @classmethod
    def of(cls, people: Iterable[Person], seed: str) -> Count:
        """Before the first meeting. The order in which people are given makes no difference."""
        known = {each.id: each for each in people}
        return cls(dict(sorted(known.items(), key=lambda pair: lot(seed, pair[0]))), seed)

    def go_on(self, meeting: Meeting, turns: Mapping[Role, PersonId]) -> None:
        """A meeting was: those who had a turn have one more, and nobody else falls behind by it."""
        self.last = {}
        for role, person in turns.items():
            if person not in self.people:
                continue
            self.had[person] += 1
            self.level[person] += 1
            self.of_kind[self.people[person].kind] += 1
            self.of_role[person, role] += 1
            self.last[person] = role
        there = [each for each in self.people.values() if self.is_there(each, meeting)]
        least = min((self.level[each.id] for each in there if each.wills), default=0)
        for each in self.people.values():
            if not self.is_there(each, meeting):
                self.level[each.id] = max(self.level[each.id], least)
        self.meetings += 1

    def is_there(self, person: Person, meeting: Meeting) -> bool:
        """Whether they are in the circle by then, and not away."""
        return person.since <= self.meetings and person.id not in meeting.away

    def turns_of(self, meeting: Meeting) -> list[Turn]:
        """The turns of one meeting."""
        stands = {role: who for role, who in meeting.stands.items() if who in self.people}
        open_roles = [role for role in meeting.roles if role not in stands]
        free = [
            each
            for each in self.people.values()
            if self.is_there(each, meeting) and each.id not in stands.values()
        ]
        chosen = matched([[self.cost(each, role) for each in free] for role in open_roles])
        holders = {
            role: free[place] for role, place in zip(open_roles, chosen, strict=True) if place >= 0
        }
        busy = {*stands.values(), *(each.id for each in holders.values())}
        turns = []
        for role in meeting.roles:
            holder = holders.get(role)
            person = stands.get(role) if role in stands else holder.id if holder else None
            why = Why.STANDS if role in stands else self.why(meeting, role, holder, free, busy)
            learner = self.learner(meeting, role, busy) if person is not None else None
            if learner is not None:
                busy.add(learner)
            turns.append(Turn(meeting.id, role, person, learner, why))
        return turns

    def cost(self, person: Person, role: Role) -> int | None:
        """What it costs to choose somebody: far more for what the rules put first. None: never."""
        if person.wills.get(role) != Will.WILLING:
            return None
        cost = int(self.last.get(person.id, self) == role)
        cost = cost << LEVELS | weight(self.rank(person) - self.lowest())
        cost = cost << SMALL | sum(will == Will.WILLING for will in person.wills.values())
        cost = cost << SMALL | min(self.of_kind[person.kind], MOST)
        cost = cost << SMALL | min(self.of_role[person.id, role], MOST)
        return cost << SMALL | lot(self.seed, (self.meetings, person.id, role)) & MOST

    def rank(self, person: Person) -> int:
        """0 for somebody who had no turn at all; else how many, and one."""
        return self.level[person.id] + 1 if self.had[person.id] else 0

    def lowest(self) -> int:
        """The least of all."""
        return min((self.rank(each) for each in self.people.values() if each.wills), default=0)

    def why(
        self,
        meeting: Meeting,
        role: Role,
        holder: Person | None,
        free: Sequence[Person],
        busy: set[PersonId],
    ) -> Why:
        """The reason for a choice, or why there is none."""
        willing = [each for each in self.people.values() if each.wills.get(role) == Will.WILLING]
        able = [each for each in free if each.wills.get(role) == Will.WILLING]
        if holder is None:
            if not willing:
                return Why.NOBODY_WILLING
            there = [each for each in willing if self.is_there(each, meeting)]
            return Why.ALL_BUSY if there else Why.ALL_AWAY
        if len(able) == 1:
            return Why.ONLY_ONE
        if not self.had[holder.id]:
            return Why.FIRST_TURN
        others = [each for each in able if each.id not in busy]
        if any(self.rank(each) < self.rank(holder) for each in others):
            return Why.OTHERS_BUSY
        return Why.FEWEST_TURNS

    def learner(self, meeting: Meeting, role: Role, busy: set[PersonId]) -> PersonId | None:
        """Somebody who would like to learn it beside them: who has learned it least."""
        able = [
            each.id
            for each in self.people.values()
            if each.wills.get(role) == Will.LEARNING
            and each.id not in busy
            and self.is_there(each, meeting)
        ]
        return min(able, key=lambda each: self.learned[each, role], default=None)


# How a cost is put together: whole numbers side by side, the more important to the left. What is
# added up over the roles of a meeting never runs over into what is more important.

SMALL = 20
MOST = (1 << 14) - 1
STEPS = 24
LEVELS = 6 * STEPS + 8


def weight(steps: int) -> int:
    """Each turn more weighs as much as 64 people with one turn fewer: first the many turns go."""
    return 1 << 6 * min(steps, STEPS)


def lot(seed: str, what: Hashable) -> int:
    """A number by lot, and the same each time."""
    return int.from_bytes(hashlib.sha256(f"{seed}\n{what}".encode()).digest()[:6])


def matched(costs: Sequence[Sequence[int | None]]) -> list[int]:
    """For each row, its column in a cheapest matching that fills as many rows as can be; else −1.

    `costs` has a row for each role and a column for each person; None is never chosen. By shortest
    augmenting paths, row after row: rows² × columns steps.
    """
    width = len(costs[0]) if costs else 0
    dear = sum(max((cost for cost in row if cost is not None), default=0) for row in costs) + 1
    # A column of its own for each row, which costs more than anything else: it stays without.
    full = [
        list(row) + [dear if other == place else None for other in range(len(costs))]
        for place, row in enumerate(costs)
    ]
    found = cheapest(full)
    return [column if column < width else -1 for column in found]


def cheapest(costs: Sequence[Sequence[int | None]]) -> list[int]:
    """A cheapest matching in which each row has a column; there has to be one."""
    width = len(costs[0]) if costs else 0
    paths = Paths(costs, [0] * len(costs), [0] * width, [None] * width)
    for row in range(len(costs)):
        paths.take_in(row)
    found = [-1] * len(costs)
    for column, there in enumerate(paths.row_at):
        if there is not None:
            found[there] = column
    return found


@dataclass(slots=True)
class Paths:
    """A matching that grows by one row at a time, along a shortest path.

    `of_row` and `of_column` are the potentials, by which no length is less than nothing. `row_at`
    is the row that a column is matched with.
    """

    costs: Sequence[Sequence[int | None]]
    of_row: list[int]
    of_column: list[int]
    row_at: list[int | None]

    def take_in(self, start: int) -> None:
        """Match one row more; others along the way change their columns."""
        path = Path({}, {}, {})
        row: int | None = start
        column = None
        while row is not None:
            self.look(row, column, path)
            column = path.nearest()
            row = self.row_at[column]
        self.even_out(start, path)
        while column is not None:
            before = path.came_from[column]
            self.row_at[column] = start if before is None else self.row_at[before]
            column = before

    def look(self, row: int, column: int | None, path: Path) -> None:
        """From a row, whose column is reached already: which others are nearer than was known."""
        reached = 0 if column is None else path.done[column]
        for place, cost in enumerate(self.costs[row]):
            if cost is not None and place not in path.done:
                length = reached + cost - self.of_row[row] - self.of_column[place]
                if place not in path.least or length < path.least[place]:
                    path.least[place], path.came_from[place] = length, column

    def even_out(self, start: int, path: Path) -> None:
        """Bring the potentials up to date, so that the next row finds no length below nothing."""
        reached = max(path.done.values())
        self.of_row[start] += reached
        for place, length in path.done.items():
            there = self.row_at[place]
            if there is not None:
                self.of_row[there] += reached - length
                self.of_column[place] -= reached - length


@dataclass(slots=True)
class Path:
    """Columns that were seen, how far they are and from where; and those that are `done`."""

    least: dict[int, int]
    came_from: dict[int, int | None]
    done: dict[int, int]

    def nearest(self) -> int:
        """On to the nearest column that is not done; raises ValueError where none is left."""
        column = min((each for each in self.least if each not in self.done), key=self.how_far)
        self.done[column] = self.least[column]
        return column

    def how_far(self, column: int) -> tuple[int, int]:
        """How far a column is; of two that are as far, the first."""
        return self.least[column], column
