"""How to reach people, for the outbox: only addresses that were shown to be their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from evenweave.outbox.directories import Reach
from evenweave.people.models import Person, Way


class Directory:
    """Everybody here, and how they like to be reached (outbox.directories)."""

    def reach(self, person_id: UUID) -> Reach | None:
        """How to reach this person; None for one who is gone."""
        return self.reaches([person_id]).get(person_id)

    def reaches(self, ids: Collection[UUID]) -> Mapping[UUID, Reach]:
        """How to reach each of these, by one look-up; those who are gone are left out."""
        return {person.pk: reach_of(person) for person in Person.objects.filter(pk__in=ids)}

    def by_email(self) -> Collection[UUID]:
        """Those who are reached by e-mail and do not rest."""
        found = Person.objects.filter(reach_by=Way.EMAIL, resting_since=None).exclude(email=None)
        return set(found.values_list("id", flat=True))


def reach_of(person: Person) -> Reach:
    """How this person likes to be reached."""
    return Reach(
        name=person.name,
        email=person.email or "",
        phone=person.phone,
        post=person.post,
        prefers=person.reach_by,
        prefers_words=person.get_reach_by_display(),
        not_when=person.not_when,
        language=person.language,
        is_resting=person.is_resting,
    )
