"""Passkeys (WebAuthn): what we ask of a device, and whether its answer holds.

The device shows that it has a private key; we keep the public one. We do not ask who made the
device, and leave it to the device to ask for a finger, a face or a PIN (*preferred*): a plain
security key that cannot ask is welcome too.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from evenweave.common.refusals import Refusal
from evenweave.people import challenges
from evenweave.people.codes import mark
from evenweave.people.models import Passkey, Person

PREFERRED = UserVerificationRequirement.PREFERRED
LONGEST_ANSWER = 20_000
LONGEST_NUMBER = 6  # in signs: the largest name of an algorithm, −65535
# How an answer that somebody made up fails in the library.
NONSENSE = (
    *(ValueError, TypeError, LookupError, AttributeError, AssertionError, OverflowError),
    *(NotImplementedError, RecursionError, struct.error, UnsupportedAlgorithm),
)

NOT_UNDERSTOOD = _("Your device sent something that we do not understand. Please try once more.")
UNKNOWN = _(
    "We do not know this passkey. Perhaps it was removed here, or belongs to another place. "
    "Please sign in with a code, and add it again."
)
TOO_LATE = _("That took more than five minutes, or was sent twice. Please press the button again.")
NOT_GOOD = _("The passkey did not fit. Please try once more, or sign in with a code.")
COPIED = _(
    "This passkey may have been copied: it counts fewer uses than we do. Nobody was let in. "
    "Please sign in in another way, and remove it."
)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are, as browsers see it: `host` without its port, and the whole origin."""

    host: str
    origin: str

    def server(self) -> Fido2Server:
        """The library's half of the talk. Answers must come from this very origin."""
        entity = PublicKeyCredentialRpEntity(id=self.host, name="Evenweave")
        server = Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)
        milliseconds = int(challenges.LASTS.total_seconds() * 1000)
        server.timeout = milliseconds  # type: ignore[assignment]
        return server


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that a device has just made."""

    credential: bytes
    sign_count: int
    challenge: bytes

    @property
    def credential_hash(self) -> str:
        """By which it is found again."""
        return credential_hash(AttestedCredentialData(self.credential).credential_id)


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey that a device has just shown, and how often it was used as the device counts."""

    passkey: Passkey
    sign_count: int
    challenge: bytes


def credential_hash(credential_id: bytes) -> str:
    """By which a passkey is found."""
    return mark("passkey", credential_id.hex())


def ask_to_sign_in(site: Site, at: datetime) -> dict[str, Any]:
    """What the browser hands to the device: whoever has a passkey for this place may show it."""
    challenge = challenges.new(challenges.SIGN_IN, at)
    asked, _state = site.server().authenticate_begin(
        user_verification=PREFERRED, challenge=challenge
    )
    return dict(asked)


def ask_to_add(site: Site, person: Person, at: datetime) -> dict[str, Any]:
    """What the browser hands to the device: make a passkey that knows by itself whose it is."""
    asked, _state = site.server().register_begin(
        PublicKeyCredentialUserEntity(
            id=person.id.bytes, name=person.email or person.name, display_name=person.name
        ),
        credentials=[known(key) for key in person.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=PREFERRED,
        challenge=challenges.new(adding(person), at),
    )
    return dict(asked)


def known(passkey: Passkey) -> AttestedCredentialData:
    """A passkey as the library knows it."""
    return AttestedCredentialData(bytes(passkey.credential))


def adding(person: Person) -> str:
    """The purpose of a challenge with which this person adds a passkey."""
    return f"add.{person.id}"


def read_new(answer: str, site: Site, person: Person, at: datetime) -> NewKey:
    """The passkey that a device made. Raises Refusal when its answer does not hold."""
    told = parsed(answer)
    try:
        challenge = RegistrationResponse.from_dict(told).response.client_data.challenge
        refuse_unless(challenges.is_ours(challenge, adding(person), at), TOO_LATE)
        made = site.server().register_complete(state(challenge), told)
        if made.credential_data is None:
            raise Refusal(NOT_UNDERSTOOD)
        return NewKey(bytes(made.credential_data), made.counter, challenge)
    except NONSENSE as problem:
        raise Refusal(NOT_UNDERSTOOD) from problem


def read_shown(answer: str, site: Site, at: datetime) -> Shown:
    """The passkey that a device showed. Raises Refusal when its answer does not hold."""
    told = parsed(answer)
    try:
        response = AuthenticationResponse.from_dict(told)
        challenge = response.response.client_data.challenge
        refuse_unless(challenges.is_ours(challenge, challenges.SIGN_IN, at), TOO_LATE)
        passkey = (
            Passkey.objects.select_related("person")
            .filter(credential_hash=credential_hash(response.raw_id))
            .first()
        )
        if passkey is None:
            raise Refusal(UNKNOWN)
        handle = response.response.user_handle
        refuse_unless(handle in {None, b"", passkey.person.id.bytes}, NOT_GOOD)
        site.server().authenticate_complete(state(challenge), [known(passkey)], told)
        return Shown(passkey, response.response.authenticator_data.counter, challenge)
    except NONSENSE as problem:
        raise Refusal(NOT_GOOD) from problem


def parsed(answer: str) -> dict[str, Any]:
    """The browser's answer. It is of a size that can be read."""
    try:
        told = json.loads(answer[: LONGEST_ANSWER + 1], parse_int=small)
    except (ValueError, RecursionError) as problem:
        raise Refusal(NOT_UNDERSTOOD) from problem
    if not isinstance(told, dict):
        raise Refusal(NOT_UNDERSTOOD)
    return told


def small(number: str) -> int:
    """No number of an answer is large. Where it awaits bytes, the library sets so many aside."""
    if len(number) > LONGEST_NUMBER:
        raise ValueError("A device says no such number.")
    return int(number)


def state(challenge: bytes) -> dict[str, Any]:
    """What the library would have kept between question and answer."""
    return {"challenge": websafe_encode(challenge), "user_verification": PREFERRED}


def refuse_unless(holds: bool, reason: Promise) -> None:
    """Refuse with this reason."""
    if not holds:
        raise Refusal(reason)
