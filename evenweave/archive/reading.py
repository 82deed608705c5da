"""What archive asks before anything is erased."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from evenweave.projects.models import Capability, Member, Project
from evenweave.record.models import Stream, Words


def streams_of(person_id: UUID) -> list[Stream]:
    """Every record that an erasure touches: where they are or were a member, or said something."""
    member_of = Member.objects.filter(person=person_id).values("project_id")
    said_on = Words.objects.filter(person_id=person_id).values("entry__stream_id")
    return list(Stream.objects.filter(Q(id__in=member_of) | Q(id__in=said_on)).order_by("id"))


def held_alone(person_id: UUID) -> QuerySet[Project]:
    """Projects with other members in which this person is the only coordinator."""
    coordinates = Capability.objects.present().filter(
        kind=Capability.Kind.COORDINATOR, member__project=OuterRef("pk")
    )
    others = Member.objects.present().filter(project=OuterRef("pk")).exclude(person=person_id)
    return Project.objects.filter(
        Exists(coordinates.filter(member__person=person_id)),
        ~Exists(coordinates.exclude(member__person=person_id)),
        Exists(others),
    ).order_by("name")
