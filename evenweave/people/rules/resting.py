"""Why somebody may not rest, or come back. Nobody else is asked."""

from __future__ import annotations

from django.utils.functional import Promise

from evenweave.common.actors import Actor
from evenweave.people.models import Person
from evenweave.people.rules.own import not_for


def why_not_rest(by: Actor, person: Person) -> Promise | None:
    """Anybody may rest, at any time, for as long as they like, without a reason."""
    return not_for(by, person)


def why_not_stop_resting(by: Actor, person: Person) -> Promise | None:
    """Anybody may come back, at any time."""
    return not_for(by, person)
