"""Passkeys: added, shown and removed by their person."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import challenges, rules
from evenweave.people.models import Passkey, Person, SpentChallenge
from evenweave.people.passkeys import TOO_LATE, NewKey, Shown


@action(quiet="How somebody signs in is for their own eyes.")
def add_passkey(*, person: Person, name: str, key: NewKey, by: Actor, at: datetime) -> Passkey:
    """A person adds a passkey, by a name that tells them which it is."""
    refuse_if(rules.why_not_add_passkey(person, name, key, by))
    spend(key.challenge, at)
    return person.passkeys.create(
        name=name.strip(),
        credential_hash=key.credential_hash,
        credential=key.credential,
        sign_count=key.sign_count,
        added_at=at,
    )


@action(quiet="Coming in is private. The device’s own count goes on, to notice a copied passkey.")
def use_passkey(*, shown: Shown, by: Actor, at: datetime) -> Person:
    """Somebody shows a passkey; the answer to this challenge counts once."""
    shown.passkey.refresh_from_db(fields=["sign_count"])
    refuse_if(rules.why_not_use_passkey(shown))
    spend(shown.challenge, at)
    shown.passkey.sign_count = shown.sign_count
    shown.passkey.save(update_fields=["sign_count"])
    return shown.passkey.person


@action(quiet="How somebody signs in is for their own eyes.")
def remove_passkey(*, passkey: Passkey, by: Actor, at: datetime) -> None:
    """A person removes a passkey; it opens nothing from now on."""
    refuse_if(rules.why_not_remove_passkey(passkey, by))
    passkey.delete()


def spend(challenge: bytes, at: datetime) -> None:
    """Note that it was answered. Of two at once, one is refused."""
    _row, is_first = SpentChallenge.objects.get_or_create(
        challenge_hash=challenges.challenge_hash(challenge),
        defaults={"until": at + challenges.LASTS},
    )
    refuse_if(None if is_first else TOO_LATE)
