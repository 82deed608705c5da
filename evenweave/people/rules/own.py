"""Whose pages these are."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.people.models import Person


def not_for(by: Actor, person: Person) -> Promise | None:
    """A person's own pages are changed by that person, or by a helper who acts for them."""
    if by.kind in {ActorKind.PERSON, ActorKind.HELPER} and by.person == person.id:
        return None
    return _("Only the person can change this.")


def not_alone(by: Actor, person: Person) -> Promise | None:
    """Some things a person does without a helper: what is private, and who they are here."""
    if by.helper is not None:
        return _(
            "This one is for the person alone, so a helper cannot do it. "
            "Press “Stop acting” at the top of the page to go back to your own pages."
        )
    return not_for(by, person)
