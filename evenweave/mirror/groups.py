"""Whose an act is, as far as it may be told: by the seat that somebody shows, or by all they bring.

Only what people show counts by kind, whatever else is known of them. So nothing here can tell a
kind that is not shown. Seats of the past are read as people say them today: nobody keeps a history
of how people described themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from evenweave.common.kit.weave import Dye
from evenweave.disclosure import seats
from evenweave.disclosure.limits import LIMITS
from evenweave.mirror.measures import share
from evenweave.mirror.periods import A_DAY, Period
from evenweave.mirror.withholding import withheld
from evenweave.projects.models import Expertise, Member, MemberExpertise, Project
from evenweave.projects.team import dressed


class Reading(Enum):
    """By which of the things that people say of themselves they count."""

    SEAT = "seat"
    ALL = "all"

    @property
    def words(self) -> str:
        """What the reading is called."""
        return str(WORDS[self])


WORDS = {
    Reading.SEAT: _("By the seat that people sit here with"),
    Reading.ALL: _("By all the kinds that people bring"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of expertise that is told alone, or several that are told together."""

    name: str
    dye: Dye
    kinds: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """A member's time here, from a day until another or until now, and where they count.

    `person` is the same where somebody left and came back; once they are erased, it is the member's
    own id. `groups` are places in `Groups.told`; nothing, for whoever shows nothing. When somebody
    was shown round (`arrived_on`) is private: it is told of all together, if at all.
    """

    person: UUID
    joined_on: date
    left_on: date | None
    groups: tuple[int, ...]
    arrived_on: date | None

    def days_in(self, period: Period) -> int:
        """How many days of a period they were here."""
        first = max(self.joined_on, period.starts_on)
        last = min(self.left_on or period.until, period.until)
        return max(0, (last - first).days + 1)

    def is_here_on(self, day: date) -> bool:
        """Whether they were a member at the end of a day."""
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)


class Seat(NamedTuple):
    """How a group sat here: its people on the last day, of all then, and its share by days."""

    held: int
    all: int
    share: Fraction


@dataclass(frozen=True)
class Seats:
    """Who sat here in a period.

    `held` are the people of each group on its last day, `unshown` those who show nothing then, and
    `all` everybody then. `shares` weigh each by their days, and `unshown_share` those who show
    nothing. `may_be_told` says whether any of it may be told by group.
    """

    held: tuple[int, ...]
    unshown: int
    all: int
    shares: tuple[Fraction, ...]
    unshown_share: Fraction
    may_be_told: bool

    def seat(self, group: int) -> Seat:
        """How a group sat here."""
        return Seat(self.held[group], self.all, self.shares[group])


@dataclass(frozen=True)
class Groups:
    """The groups of a project, and where each member counts.

    `told` is empty where kinds may not be told apart: one kind, or too few people.
    """

    reading: Reading
    told: Sequence[Group]
    stays: Mapping[UUID, Stay]
    _seats: dict[Period, Seats] = field(default_factory=dict, repr=False)
    _withheld: set[Period] = field(default_factory=set, repr=False)

    def of(self, member: UUID) -> tuple[int, ...]:
        """Where an act of somebody counts; nowhere, if they show nothing."""
        stay = self.stays.get(member)
        return stay.groups if stay else ()

    def of_all(self, members: Iterable[UUID]) -> tuple[int, ...]:
        """Where an act of several counts: once in each group of any of them."""
        return tuple(sorted(set(chain.from_iterable(map(self.of, members)))))

    def sat(self, period: Period) -> Seats:
        """Who sat here in a period."""
        if period not in self._seats:
            self._seats[period] = self._counted(period)
        return self._seats[period]

    def _counted(self, period: Period) -> Seats:
        held, days = Counter[int](), Counter[int]()
        unshown = here = all_days = unshown_days = 0
        for stay in self.stays.values():
            spent = stay.days_in(period)
            is_here = stay.is_here_on(period.until)
            here += is_here
            all_days += spent
            if not stay.groups:
                unshown += is_here
                unshown_days += spent
            for group in stay.groups:
                held[group] += is_here
                days[group] += spent
        places = range(len(self.told))
        people = self.people_in(period.starts_on, period.until + A_DAY).values()
        return Seats(
            tuple(held[each] for each in places),
            unshown,
            here,
            tuple(share(days[each], all_days) or Fraction() for each in places),
            share(unshown_days, all_days) or Fraction(),
            period not in self._withheld and seats.nobody_stands_out(map(len, people)),
        )

    def people_in(self, first: date, after: date) -> dict[int, frozenset[Hashable]]:
        """Who of each group sat here from a day until before another."""
        found: dict[int, set[Hashable]] = {}
        for stay in self.stays.values():
            if stay.groups and stay.joined_on < after and (stay.left_on or first) >= first:
                for group in stay.groups:
                    found.setdefault(group, set()).add(stay.person)
        return {group: frozenset(people) for group, people in found.items()}

    def withhold(self, parts: Sequence[Period], wholes: Sequence[Period]) -> None:
        """Hide more than must be, where what is hidden could be worked out. Ask it before `sat`."""
        hidden = withheld(parts, wholes, self.people_in, LIMITS.fewest_in_kind)
        self._withheld.update(hidden)

    @cached_property
    def shows_none(self) -> bool:
        """Whether somebody here shows nothing."""
        return any(not stay.groups for stay in self.stays.values())


def groups_of(project: Project, reading: Reading = Reading.SEAT) -> Groups:
    """The groups of a project, in three questions to the database whatever its size."""
    kinds = {kind.id: kind for kind in project.expertises.present()}
    members = list(
        Member.objects.filter(project=project).values_list(
            *("id", "person_id", "seat_id", "is_shown", "joined_at", "left_at", "arrived_at")
        )
    )
    brings = all_brought(project) if reading is Reading.ALL else {}
    shown: dict[UUID, list[UUID]] = {}
    people: dict[UUID, set[UUID]] = {}
    for member, person, seat, is_shown, *_times in members:
        said = brings.get(member, []) if reading is Reading.ALL else [seat]
        shown[member] = [kind for kind in said if is_shown and kind in kinds]
        for kind in shown[member]:
            people.setdefault(kind, set()).add(person or member)
    told = told_groups(kinds, {kind: len(found) for kind, found in people.items()})
    place = {kind: at for at, group in enumerate(told) for kind in group.kinds}
    stays = {
        member: Stay(
            person or member,
            localdate(joined),
            localdate(left) if left else None,
            tuple(sorted({place[kind] for kind in shown[member] if kind in place})),
            localdate(arrived) if arrived else None,
        )
        for member, person, _seat, _shown, joined, left, arrived in members
    }
    return Groups(reading, told, stays)


def all_brought(project: Project) -> dict[UUID, list[UUID]]:
    """Every kind that each member says they bring."""
    found: dict[UUID, list[UUID]] = {}
    rows = MemberExpertise.objects.filter(member__project=project)
    for member, kind in rows.values_list("member_id", "expertise_id"):
        found.setdefault(member, []).append(kind)
    return found


def told_groups(kinds: Mapping[UUID, Expertise], people: Mapping[UUID, int]) -> list[Group]:
    """The kinds as they may be told; none, where there is nothing to tell apart.

    `people` are all who ever sat here with each. How many of them there were in a time by itself,
    `Groups.withhold` looks at.
    """
    found = seats.bundles(people, list(kinds))
    if not seats.may_be_told(found):
        return []
    return [
        Group(str(each.name), each.dye, bundle.kinds)
        for each, bundle in zip(dressed(found, kinds), found, strict=True)
    ]
