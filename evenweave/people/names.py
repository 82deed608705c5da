"""What people are called today, for the record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from evenweave.people.models import Person


class Directory:
    """Everybody here, by the name they like (record.names)."""

    def called(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """The names of those among `ids` who are still here."""
        return dict(Person.objects.filter(id__in=ids).values_list("id", "name"))

    def find(self, words: str) -> set[UUID]:
        """Those whose name has these words in it."""
        return set(Person.objects.filter(name__icontains=words).values_list("id", flat=True))
