"""Looking ahead, so that nobody is taken from where only they can be: roles short of people, and
people with few roles to choose from.

Both look at sets of up to four roles, and at all that are wanted. People and roles are only names
here: `willing` says for each person for which of the roles they are willing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from itertools import combinations
from uuid import UUID


def needed(roles: Sequence[str], willing: Mapping[UUID, Set[str]]) -> dict[UUID, frozenset[str]]:
    """For which of the roles each person is needed: person → roles.

    Some roles are so short of people that whoever is willing for them has no turn to spare for
    others. Those are the roles with the most to do per person, and their people are needed there
    alone; then those that are so among the rest, and so on. If turns could be divided, this is
    how everybody would have as nearly as many as can be.
    """
    able = {role: frozenset(id_ for id_ in willing if role in willing[id_]) for role in roles}
    found = dict.fromkeys(willing, frozenset[str]())
    left = [role for role in sorted(roles) if able[role]]
    while left:
        group = min(groups(left), key=lambda g: (Fraction(len(reached(able, g)), len(g)), len(g)))
        gone = reached(able, group)
        found |= dict.fromkeys(gone, frozenset(group))
        able = {role: people - gone for role, people in able.items()}
        left = [role for role in left if role not in group and able[role]]
    return found


def bound(roles: Sequence[str], willing: Mapping[UUID, frozenset[str]]) -> dict[UUID, str]:
    """Which role each person is to have next, where that cannot be left open.

    All of these people shall have one turn, at this meeting and the few after it. Where some
    are willing for a few of the roles only, and are more than these have room for later, everybody
    is bound to one role (who cannot have any is left out); otherwise nobody is. People earlier
    in `willing` come first.
    """
    later = (len(willing) - 1) // len(roles)
    only = Counter(willing.values())
    for group in groups(roles):
        there = sum(people for mine, people in only.items() if mine <= set(group))
        if there > len(group) * later and len(group) < len(roles):
            return Sharing(sorted(roles), willing, later + 1).shared_out()
    return {}


class Sharing:
    """As many people as can be have one role each, and each role at most `room` of them."""

    def __init__(self, roles: Sequence[str], willing: Mapping[UUID, Set[str]], room: int) -> None:
        self.willing, self.room = willing, room
        self.people: dict[str, list[UUID]] = {role: [] for role in roles}

    def shared_out(self) -> dict[UUID, str]:
        """The role of each person: person → role."""
        for person in self.willing:
            self.place(person, set())
        return {person: role for role, people in self.people.items() for person in people}

    def place(self, person: UUID, tried: set[str]) -> bool:
        """Find a role for one more, for which others may have to change theirs (Kuhn 1955)."""
        for role in sorted(self.people, key=lambda role: len(self.people[role])):
            if role in tried or role not in self.willing[person]:
                continue
            tried.add(role)
            if len(self.people[role]) < self.room or self.make_room(role, tried):
                self.people[role].append(person)
                return True
        return False

    def make_room(self, role: str, tried: set[str]) -> bool:
        """Move one of those who have this role to another."""
        for other in self.people[role]:
            if self.place(other, tried):
                self.people[role].remove(other)
                return True
        return False


def groups(roles: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every set of up to four of the roles, and the set of all."""
    for size in range(1, min(len(roles), 4) + 1):
        yield from combinations(roles, size)
    yield tuple(roles)


def reached(able: Mapping[str, frozenset[UUID]], roles: Iterable[str]) -> frozenset[UUID]:
    """Everybody who is willing for one of the roles."""
    return frozenset[UUID]().union(*(able[role] for role in roles))
