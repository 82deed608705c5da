"""What people bring, in their own words: listed by kind and alphabet, never counted or ranked."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from evenweave.people.models import Gift


def shared_by(person_ids: Collection[UUID]) -> list[Gift]:
    """What these people chose to show their teams, each with its person; for a team's map."""
    chosen = Gift.objects.filter(person_id__in=person_ids, is_shared=True).select_related("person")
    return sorted(chosen, key=lambda gift: (gift.words.casefold(), gift.person.name.casefold()))
