"""Who is here, read for pages: people by name, and the make-up of the team by circle and site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenweave.common.kit import weave as kit
from evenweave.disclosure import seats
from evenweave.projects.models import (
    Capability,
    CircleMember,
    Expertise,
    Member,
    MemberSite,
    Project,
)

PAGE = 50
FEWEST_TO_COMPARE = 3
NUMBERS = [
    *(gettext_lazy("none"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three")),
    *(gettext_lazy("four"), gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven")),
    *(gettext_lazy("eight"), gettext_lazy("nine"), gettext_lazy("ten")),
]
Bundle = seats.Bundle[UUID]


def by_name(project: Project) -> QuerySet[Member]:
    """The present members in the order of their names.

    Names are no ranks: the order is the alphabet's, and is the same for everybody who reads.
    """
    here = project.members.filter(left_at=None).select_related("person", "seat")
    return here.order_by(Lower("person__name"), "id")


def with_all_they_show(project: Project) -> QuerySet[Member]:
    """The same, each with what they chose to show, and what they are trusted with."""
    trusted = Capability.objects.filter(member=OuterRef("pk"), ended_at=None)
    circles = CircleMember.objects.filter(until=None).select_related("circle")
    sites = MemberSite.objects.select_related("site").order_by("site__name")
    return (
        by_name(project)
        .annotate(
            coordinates=Exists(trusted.filter(kind=Capability.Kind.COORDINATOR)),
            pays=Exists(trusted.filter(kind=Capability.Kind.PAYER)),
        )
        .prefetch_related(
            Prefetch("circle_members", circles, "circles_now"),
            Prefetch("member_sites", sites, "sites_now"),
        )
    )


def people_of(project: Project, place: int) -> list[Member]:
    """One page of names, from 0, and whether more follow: 50, and a 51st if there is one."""
    return list(with_all_they_show(project)[place * PAGE : (place + 1) * PAGE + 1])


@dataclass(frozen=True, slots=True)
class Balance:
    """How the seats shown in one group lie beside the kinds of its project. Facts, not a verdict.

    `most` holds more of them than all others together, if one does.
    """

    shown: int
    here: int
    missing: tuple[Bundle, ...]
    most: Bundle | None
    most_people: int

    @property
    def is_even_enough(self) -> bool:
        """Whether there is nothing to point at."""
        return not self.missing and self.most is None


def balance_of(found: Sequence[Bundle], held: Sequence[int]) -> Balance:
    """How a group's seats, in the order of the bundles, lie beside the kinds of its project."""
    shown = sum(held)
    missing = tuple(each for each, people in zip(found, held, strict=True) if not people)
    largest = max(held, default=0)
    most = found[held.index(largest)] if 2 * largest > shown and len(found) > 1 else None
    return Balance(shown, len(found) - len(missing), missing, most, largest if most else 0)


@dataclass
class Group:
    """A circle or a site, or the whole project: who shows which seat, and how many show none."""

    name: str
    shown: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    unshown: int = 0

    def add(self, seat: UUID | None, *, is_shown: bool, people: int) -> None:
        """So many more people. Not saying and not showing are the same here."""
        if seat is not None and is_shown:
            self.shown[seat] += people
        else:
            self.unshown += people

    @property
    def seats(self) -> Iterator[UUID]:
        """One kind for each seat that is shown."""
        return (seat for seat, people in self.shown.items() for _each in range(people))

    @property
    def people(self) -> int:
        """Everybody in it."""
        return sum(self.shown.values()) + self.unshown


@dataclass(frozen=True)
class Makeup:
    """The make-up of a team, as its page tells it. `bundles` is empty where it cannot be told."""

    whole: Group
    counted: int
    kinds: Mapping[UUID, Expertise]
    bundles: Sequence[Bundle]
    circles: Sequence[Group]
    sites: Sequence[Group]

    @property
    def weaves(self) -> list[kit.Weave]:
        """The team as cloth: by circle and by site; without either, as one."""
        if not self.bundles:
            return []
        found = [
            self.cloth(_("Who sits here, circle by circle"), self.circles, "circles"),
            self.cloth(_("Who sits here, site by site"), self.sites, "sites"),
        ]
        drawn = [cloth for cloth in found if cloth is not None]
        return drawn or [self.alone()]

    def cloth(self, title: str, groups: Sequence[Group], key: str) -> kit.Weave | None:
        """A column for each group that has people in it."""
        if not groups:
            return None
        cells = [seats.in_group(self.bundles, group.seats) for group in groups]
        row = kit.Row(_("Seats shown here"), cells, counted=True)
        columns = [kit.Column(group.name) for group in groups]
        return kit.Weave(title, columns, [row], self.dyed(), key)

    def alone(self) -> kit.Weave:
        """The whole team, read against nothing else."""
        return kit.Weave(_("Who sits here"), [kit.Column(_("Everybody"))], [], self.dyed(), "team")

    def dyed(self) -> list[kit.Expertise]:
        """Each part with its name and dye."""
        return dressed(self.bundles, self.kinds)

    def called(self, bundle: Bundle) -> str:
        """“Practice and research”."""
        return called(bundle, self.kinds)

    @property
    def noticed(self) -> list[tuple[str, list[str]]]:
        """For each circle and site that is lopsided: its name, and what is so, in sentences."""
        found = [(group.name, self.told_of(group)) for group in [*self.circles, *self.sites]]
        return [(name, told) for name, told in found if told]

    def told_of(self, group: Group) -> list[str]:
        """How a group lies beside the kinds of its team: facts and no verdict, or nothing."""
        held = seats.in_group(self.bundles, group.seats)
        if sum(held) < FEWEST_TO_COMPARE or not self.bundles:
            return []
        balance = balance_of(self.bundles, held)
        if balance.is_even_enough:
            return []
        return list(self.sentences(balance, group.unshown))

    def sentences(self, balance: Balance, unshown: int) -> Iterator[str]:
        """What is missing, what is most, and that this may not be the whole picture."""
        if balance.missing:
            yield capfirst(
                ngettext(
                    "{here} of the {all} kinds of seat is here. "
                    "Nobody shows a seat with {missing}.",
                    "{here} of the {all} kinds of seat are here. "
                    "Nobody shows a seat with {missing}.",
                    balance.here,
                ).format(
                    here=in_words(balance.here),
                    all=in_words(len(self.bundles)),
                    missing=listed(self.called(each) for each in balance.missing),
                )
            )
        if balance.most is not None and balance.here > 1:
            yield _("{most} of the {shown} who show a seat sit with {name}.").format(
                most=capfirst(in_words(balance.most_people)),
                shown=in_words(balance.shown),
                name=self.called(balance.most),
            )
        if unshown:
            yield ngettext(
                "{number} person here shows no seat, so this may not be the whole picture.",
                "{number} people here show no seat, so this may not be the whole picture.",
                unshown,
            ).format(number=capfirst(in_words(unshown)))


def dressed(found: Sequence[Bundle], kinds: Mapping[UUID, Expertise]) -> list[kit.Expertise]:
    """Bundles with their names and dyes. Kinds that are told together wear one of their own."""
    taken = {kind.dye for kind in kinds.values()}
    spare = [dye for dye in kit.DYES if dye.name not in taken]
    return [
        kit.Expertise(called(each, kinds), dye_of(each, kinds, spare), each.people)
        for each in found
    ]


def called(bundle: Bundle, kinds: Mapping[UUID, Expertise]) -> str:
    """“Practice and research”."""
    return listed(kinds[kind].name for kind in bundle.kinds)


def dye_of(bundle: Bundle, kinds: Mapping[UUID, Expertise], spare: Sequence[kit.Dye]) -> kit.Dye:
    """The kind's own dye; for several, one that no kind has, or else the last one's."""
    if len(bundle.kinds) > 1 and spare:
        return spare[0]
    name = kinds[bundle.kinds[-1]].dye
    return next(dye for dye in kit.DYES if dye.name == name)


def makeup_of(project: Project) -> Makeup:
    """The make-up of a project, in five questions to the database, whatever its size."""
    kinds = {kind.id: kind for kind in project.expertises.present()}
    whole = whole_of(project, kinds)
    counts = [tally.held for tally in project.tallies.standing()]
    people = seats.totals(whole.seats, counts)
    found = seats.bundles({kind: people[kind] for kind in kinds}, list(kinds))
    return Makeup(
        whole=whole,
        counted=sum(sum(count.values()) for count in counts),
        kinds=kinds,
        bundles=found if seats.may_be_told(found) else [],
        circles=circles_of(project, kinds),
        sites=sites_of(project, kinds),
    )


def whole_of(project: Project, kinds: Mapping[UUID, Expertise]) -> Group:
    """Everybody in the project."""
    rows = Member.objects.filter(project=project, left_at=None)
    (whole,) = grouped(rows, "project__name", "seat", "is_shown", kinds) or [Group(project.name)]
    return whole


def circles_of(project: Project, kinds: Mapping[UUID, Expertise]) -> list[Group]:
    """The circles that have people in them; everybody is the whole project."""
    rows = CircleMember.objects.filter(
        circle__project=project, circle__ended_at=None, until=None, member__left_at=None
    )
    return grouped(rows, "circle__name", "member__seat", "member__is_shown", kinds)


def sites_of(project: Project, kinds: Mapping[UUID, Expertise]) -> list[Group]:
    """The sites at which people take part."""
    rows = MemberSite.objects.filter(site__project=project, member__left_at=None)
    return grouped(rows, "site__name", "member__seat", "member__is_shown", kinds)


def grouped(
    rows: QuerySet[Any], name: str, seat: str, shown: str, kinds: Mapping[UUID, Expertise]
) -> list[Group]:
    """Groups by name. A seat of a kind that was divided counts as unsaid until it is said anew."""
    found: dict[str, Group] = {}
    told = rows.order_by(name).values_list(name, seat, shown).annotate(people=Count("pk"))
    for called, seat_id, is_shown, people in told:
        group = found.setdefault(called, Group(called))
        group.add(seat_id if seat_id in kinds else None, is_shown=is_shown, people=people)
    return list(found.values())


def those_before(project: Project) -> QuerySet[Member]:
    """Who was here and left, the last first; somebody who came back is here and not before."""
    here = Member.objects.filter(project=project, left_at=None, person=OuterRef("person"))
    return (
        project.members.filter(left_at__isnull=False)
        .filter(Q(person=None) | ~Exists(here))
        .select_related("person")
        .order_by("-left_at", "id")
    )


def in_words(number: int) -> str:
    """“three”; from eleven on, figures."""
    return str(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def listed(names: Iterable[str]) -> str:
    """“practice, research and policy”."""
    return get_text_list([str(name) for name in names], _("and"))
