"""Why private words may not be written, shared or shown."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.people import encryption, sharing, teams
from evenweave.people.models import Need, Person
from evenweave.people.rules.own import not_alone


def why_not_write_need(
    by: Actor, person: Person, words: str, readers: Collection[UUID]
) -> Promise | None:
    """A person writes their own, alone, and shares it with people of their teams or with nobody."""
    if reason := not_alone(by, person):
        return reason
    if not teams.company(person.id).issuperset(readers):
        return _("You can only share this with people in a team with you. Please choose again.")
    return encryption.why_not_seal(has_sealed=Need.objects.exists()) if words else None


def why_not_look_at_need(by: Actor, need: Need) -> Promise | None:
    """Only the people whom the owner chose, while they share a team; a helper cannot for them."""
    if by.kind is not ActorKind.PERSON or by.person is None:
        return _("These words are for one person alone, so a helper cannot open them.")
    if not sharing.readable(by.person).filter(pk=need.pk).exists():
        return _("These words are not shared with you any more.")
    return None


def why_not_seal_needs_again(by: Actor) -> Promise | None:
    """Whoever runs the machine has a new key, and words are sealed with it."""
    return None if by.kind is ActorKind.OPERATOR else _("Only who runs this server can do this.")


def why_not_put_hint_away(by: Actor, person: Person) -> Promise | None:
    """Nobody is asked twice what helps them."""
    return not_alone(by, person)
