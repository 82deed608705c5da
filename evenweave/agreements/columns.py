"""In which column the words of somebody stand, and how many people sit there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from evenweave.agreements.models import Priority
from evenweave.decisions.minority import LIVED_EXPERIENCE
from evenweave.projects.models import Expertise, Member, Project

# Words may stand without a name where at least so many people could have written them.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Seats:
    """The kinds of a project, lived experience first, and how many sit with each and show it.

    `people[None]` are all others: those who do not show their seat and those who say none.
    """

    kinds: list[Expertise]
    people: Mapping[UUID | None, int]

    def column_of(self, member: Member) -> UUID | None:
        """The seat that a member shows. One who left keeps the last; nobody is moved."""
        return member.seat_id if member.is_shown and member.seat_id in self.people else None

    def place_of(self, priority: Priority) -> UUID | None:
        """The column in which words stand."""
        if priority.is_signed:
            return self.column_of(priority.member)
        return priority.column_id if priority.column_id in self.people else None

    def has_enough(self, column: UUID | None) -> bool:
        """Whether words may stand there without a name."""
        return self.people.get(column, 0) >= FEWEST


def seats_of(project: Project) -> Seats:
    """The kinds with their people, in one question to the database."""
    here = Member.objects.filter(project=project, left_at=None).order_by().values("project")
    everybody = Coalesce(Subquery(here.annotate(n=Count("pk")).values("n")), 0)
    shown = Member.objects.filter(project=project, left_at=None, is_shown=True, seat=OuterRef("pk"))
    number = Subquery(shown.order_by().values("seat").annotate(n=Count("pk")).values("n"))
    found = project.expertises.filter(ended_at=None).annotate(
        people=Coalesce(number, 0), everybody=everybody
    )
    # A kind that was divided hands its dye to one of those it became, so the dye tells which is
    # lived experience also where a team gave it a name or a place of its own.
    rows: list[Any] = list(found.order_by("position", "id"))
    rows.sort(key=lambda kind: kind.dye != LIVED_EXPERIENCE)
    people: dict[UUID | None, int] = {kind.id: kind.people for kind in rows}
    total = rows[0].everybody if rows else 0
    people[None] = total - sum(people.values())
    return Seats(rows, people)


def may_be_unsigned(member: Member) -> bool:
    """Whether this member may write without their name, as people sit today."""
    seats = seats_of(member.project)
    return seats.has_enough(seats.column_of(member))


def readable_by(project: Project, member: Member) -> Q:
    """The priorities of a project that a member can read: there, not covered, not waiting."""
    seats = seats_of(project)
    enough = [kind for kind in seats.people if kind is not None and seats.has_enough(kind)]
    unsigned = Q(column__in=enough)
    if seats.has_enough(None):
        unsigned |= Q(column=None) | ~Q(column__in=[kind.id for kind in seats.kinds])
    others = Q(is_covered=False) & (Q(is_signed=True) | unsigned)
    return Q(project=project, taken_back_at=None) & (Q(member=member) | others)
