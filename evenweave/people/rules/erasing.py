"""Why what is kept of a person may not be erased."""

from __future__ import annotations

from django.utils.functional import Promise

from evenweave.common.actors import Actor, ActorKind
from evenweave.people.models import Person
from evenweave.people.rules.own import not_alone


def why_not_forget_person(by: Actor, person: Person) -> Promise | None:
    """A person asks for it themself; whoever runs the machine can do it for anybody who asks."""
    return None if by.kind is ActorKind.OPERATOR else not_alone(by, person)
