"""A person comes to be."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import rules
from evenweave.people.models import Person


@action(quiet="The record tells who joins a project. That somebody is here is nobody’s affair.")
def add_person(
    *,
    name: str,
    by: Actor,
    at: datetime,
    email: str = "",
    phone: str = "",
    person_id: UUID | None = None,
) -> Person:
    """Somebody new, by the name they like. Examples give their own `person_id`."""
    refuse_if(rules.why_not_add_person(name, email))
    return Person.objects.create(
        id=person_id or uuid4(),
        name=name.strip(),
        email=email.strip().lower() or None,
        phone=phone.strip(),
        joined_at=at,
    )
