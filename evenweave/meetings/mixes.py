"""Who is to be mixed at a meeting, with whom they were before, and what each phone shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from evenweave.meetings import mixing
from evenweave.meetings.models import LeftOut, Meeting, Mix, MixPlace, MixWill
from evenweave.projects.models import Circle, Member
from evenweave.projects.models.members import MemberQuerySet

# So many earlier draws keep the same two from meeting again. Of what was before, nothing is kept.
KEPT = 3
ORDER = ("mix__sort", "number", "member__person__name", "member")


def happy_to(meeting: Meeting) -> MemberQuerySet:
    """Those in the circle who said that they are here and happy to be drawn."""
    said = MixWill.objects.filter(meeting=meeting, is_happy_to=True)
    return meeting.people.filter(pk__in=said.values("member"))


def tables_for(people: int, number: int, *, is_most: bool) -> int:
    """How many tables: with `number` at each at most, or else just as many."""
    return mixing.tables_of(people, number) if is_most else number


def shown(members: Iterable[Member]) -> list[mixing.Person]:
    """People as mixing may know them: a kind that somebody would rather not show stays unsaid.

    Where people sit is for all to see, so it must not follow from anything that is not.
    """
    return [mixing.Person(each.pk, each.seat_id if each.is_shown else None) for each in members]


def earlier(meeting: Meeting, sort: str) -> list[list[mixing.Group]]:
    """Who was together at the last draws of the circle, this meeting's own among them."""
    groups: dict[UUID, dict[int, list[UUID]]] = defaultdict(lambda: defaultdict(list))
    draws = list(draws_of(meeting.circle, sort)[:KEPT])
    for place in MixPlace.objects.filter(mix__in=draws):
        groups[place.mix_id][place.number].append(place.member_id)
    return [[tuple(group) for group in groups[draw.pk].values()] for draw in draws]


def draws_of(circle: Circle, sort: str) -> Any:
    """The draws of a circle, the last first."""
    known = Mix.objects.filter(meeting__circle=circle, sort=sort)
    return known.order_by("-meeting__starts_at", "-meeting")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw as all see it: its groups, in their order."""

    mix: Mix
    groups: Sequence[Sequence[Member]]


def drawn(meeting: Meeting) -> list[Drawn]:
    """What was drawn and is not put away."""
    found: dict[UUID, tuple[Mix, dict[int, list[Member]]]] = {}
    for place in places_of(meeting).order_by(*ORDER):
        _mix, groups = found.setdefault(place.mix_id, (place.mix, defaultdict(list)))
        groups[place.number].append(place.member)
    return [Drawn(mix, list(groups.values())) for mix, groups in found.values()]


def places_of(meeting: Meeting) -> QuerySet[MixPlace]:
    """Where everybody is, in all that is not put away."""
    here = MixPlace.objects.filter(mix__meeting=meeting, mix__is_put_away=False)
    return here.select_related("mix", "member__person")


@dataclass(frozen=True, slots=True)
class Mine:
    """With whom one is oneself, and in which group by its number."""

    sort: str
    number: int
    others: Sequence[Member]


def mine(meeting: Meeting, member: Member) -> list[Mine]:
    """With whom a member is, in each draw in which they are."""
    beside = MixPlace.objects.filter(mix=OuterRef("mix"), number=OuterRef("number"), member=member)
    found: dict[tuple[str, int], list[Member]] = defaultdict(list)
    for place in places_of(meeting).filter(Exists(beside)).order_by(*ORDER):
        found[place.mix.sort, place.number].append(place.member)
    return [
        Mine(sort, number, [each for each in group if each.pk != member.pk])
        for (sort, number), group in found.items()
    ]


def has_left_out(circle: Circle, member: Member) -> bool:
    """Whether somebody would rather never be asked in this circle."""
    return LeftOut.objects.filter(circle=circle, member=member).exists()
