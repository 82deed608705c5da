"""Who may be visited: the made-up people, and only while that opens nothing of anybody real."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from evenweave.demo.cast import BY_ID, Role
from evenweave.people.models import Helper, Need, Person
from evenweave.projects.models import Member, Project
from evenweave.record.models import Stream


def may_open() -> bool:
    """Whether this server is for this machine alone, and holds an example."""
    is_alone = settings.IS_FOR_THIS_MACHINE and not settings.HOSTS and not settings.HTTPS
    return is_alone and Stream.objects.filter(is_example=True).exists()


def people() -> list[Role]:
    """Those whose door is open, in the order of the cast."""
    here = set(open_to_anybody().values_list("id", flat=True))
    return [role for role in BY_ID.values() if role.id in here]


def person(person_id: UUID) -> Person | None:
    """One of the cast whose door is open."""
    return open_to_anybody().filter(id=person_id).first()


def way_to(role: Role) -> str:
    """The path of somebody's door."""
    return reverse("demo:person", args=[role.slug])


def open_to_anybody() -> QuerySet[Person]:
    """The cast, but for whoever was let into something real meanwhile.

    Somebody trying things out may invite one of the cast into a team of their own, share words
    with them, or have them act as a helper. Then their door closes for good.
    """
    real = Q(project__in=Project.objects.filter(is_example=False))
    in_a_real_team = Member.objects.filter(real, person=OuterRef("pk"))
    outsiders = ~Q(person__in=BY_ID)
    helps_outside = Helper.objects.filter(outsiders, helper=OuterRef("pk"))
    reads_outside = Need.objects.filter(outsiders, readers__reader=OuterRef("pk"))
    return Person.objects.filter(id__in=BY_ID).exclude(
        Exists(in_a_real_team) | Exists(helps_outside) | Exists(reads_outside)
    )
