"""Why a look may not be kept with a person."""

from __future__ import annotations

from django.utils.functional import Promise

from evenweave.common.actors import Actor
from evenweave.people.models import Person
from evenweave.people.rules.own import not_alone


def why_not_keep_display(by: Actor, person: Person) -> Promise | None:
    """How pages look is up to whoever looks at them."""
    return not_alone(by, person)
