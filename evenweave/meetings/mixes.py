"""Who is to be mixed at a meeting, with whom they were before, and what each phone shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

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


@dataclass(slots=True)
class Drawn:
    """A draw as a phone shows it: with whom oneself is, and all groups, each by its number."""

    mix: Mix
    groups: dict[int, list[Member]] = field(default_factory=lambda: defaultdict(list))
    number: int | None = None
    others: Sequence[Member] = ()

    @property
    def all_groups(self) -> list[list[Member]]:
        """All groups, in their order."""
        return list(self.groups.values())


def told_of(meeting: Meeting, member: Member) -> dict[str, Any]:
    """What the page that goes along shows of it, in two questions."""
    said = MixWill.objects.filter(meeting=meeting, member=OuterRef("pk"))
    out = LeftOut.objects.filter(circle=meeting.circle_id, member=OuterRef("pk"))
    asked = Member.objects.filter(pk=member.pk)
    will, is_left_out = asked.values_list(Subquery(said.values("is_happy_to")), Exists(out)).get()
    return {
        "mixes": drawn(meeting, member),
        "mix_will": will,
        "is_left_out": will is None and is_left_out,
    }


def has_left_out(circle: Circle, member: Member) -> bool:
    """Whether somebody would rather never be asked in this circle."""
    return LeftOut.objects.filter(circle=circle, member=member).exists()


def drawn(meeting: Meeting, member: Member) -> list[Drawn]:
    """What was drawn and is not put away."""
    here = MixPlace.objects.filter(mix__meeting=meeting, mix__is_put_away=False)
    found: dict[UUID, Drawn] = {}
    for place in here.select_related("mix", "member__person").order_by(*ORDER):
        one = found.setdefault(place.mix_id, Drawn(place.mix))
        one.groups[place.number].append(place.member)
        if place.member_id == member.pk:
            one.number = place.number
    for one in found.values():
        if one.number is not None:
            one.others = [each for each in one.groups[one.number] if each.pk != member.pk]
    return list(found.values())
