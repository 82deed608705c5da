"""Why a passkey may not be added, shown or removed."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.people import challenges
from evenweave.people.models import Passkey, Person, SpentChallenge
from evenweave.people.passkeys import COPIED, TOO_LATE, NewKey, Shown
from evenweave.people.rules.own import not_alone

MOST = 20


def why_not_add_passkey(person: Person, name: str, key: NewKey, by: Actor) -> Promise | None:
    """A person adds their own, with a name of their choice; each device once, twenty at most."""
    if reason := not_alone(by, person):
        return reason
    if text.is_blank(name):
        return _("Give the passkey a name, such as “my phone”, so that you know it again.")
    if Passkey.objects.filter(credential_hash=key.credential_hash).exists():
        return _("This passkey is here already.")
    if person.passkeys.count() >= MOST:
        return _("There is room for 20 passkeys. Remove one that you do not use any more.")
    return TOO_LATE if is_spent(key.challenge) else None


def why_not_use_passkey(shown: Shown) -> Promise | None:
    """Each answer counts once, and the device never counts backwards."""
    if is_spent(shown.challenge):
        return TOO_LATE
    known = shown.passkey.sign_count
    # Synchronised passkeys always count nought.
    if (known or shown.sign_count) and shown.sign_count <= known:
        return COPIED
    return None


def is_spent(challenge: bytes) -> bool:
    """Whether a challenge was answered before."""
    spent = challenges.challenge_hash(challenge)
    return SpentChallenge.objects.filter(challenge_hash=spent).exists()


def why_not_remove_passkey(passkey: Passkey, by: Actor) -> Promise | None:
    """A person removes their own."""
    return not_alone(by, passkey.person)
