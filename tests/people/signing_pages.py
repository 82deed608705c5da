"""Who gets what from the ways in."""

from __future__ import annotations

import json

from evenweave.common import actors, clock
from evenweave.people import actions, passkeys, signing
from evenweave.people.models import How, Person
from tests import make
from tests.access import Row, Things, everybody, signed_in
from tests.make import AMINA, BEN
from tests.people.authenticator import HERE, Device

READ_ONLY = everybody(405)
WRITE_ONLY = everybody(405)
# Each may try; whoever is somebody else is told so, and nothing is used up.
BENS = everybody(200, ben=302, nobody=302)
GWENS = everybody(200, nobody=302)
# Of something of Ben's: others do not even learn that it is there.
BENS_ALONE = signed_in(404, ben=302)


GWEN = "gwen.matrix@example.org"


def ben(its: Things) -> Person:
    """Ben."""
    return make.somebody(BEN)


def asked() -> actions.Asked:
    """A code and a link that were sent to Gwen, who is not of the cast."""
    at = clock.now()
    actions.add_person(name="Gwen", email=GWEN, by=actors.operator(), at=at)
    return actions.ask_for_code(email=GWEN, by=signing.NOBODY, at=at)


def code(its: Things) -> dict[str, str]:
    """Gwen’s code."""
    return {"email": GWEN, "code": asked().code}


def link(its: Things) -> dict[str, str]:
    """Gwen’s link."""
    return {"key": asked().link}


def card(its: Things) -> dict[str, str]:
    """A card for Ben."""
    made = actions.make_card(person=ben(its), stream=its.team, by=AMINA, at=clock.now())
    return {"key": made.code}


def passkey(its: Things) -> list[object]:
    """A passkey of Ben’s."""
    person, at = ben(its), clock.now()
    site = passkeys.Site("testserver", HERE)
    asked = json.loads(json.dumps(passkeys.ask_to_add(site, person, at)))
    key = passkeys.read_new(Device().create(asked), site, person, at)
    by = actors.person(person.id)
    return [actions.add_passkey(person=person, name="Phone", key=key, by=by, at=at).id]


def device(its: Things) -> list[object]:
    """A device of Ben’s."""
    person = ben(its)
    made = actions.note_device(
        person=person,
        session_hash="0" * 40,
        what="Firefox on Android",
        how=How.CODE,
        is_shared=False,
        by=actors.person(person.id),
        at=clock.now(),
    )
    return [made.id]


PAGES = [
    Row(
        "people:sign-in",
        "where no mail is set up",
        get=everybody(200),
        post={"email": "ben@example.org"},
        posted=everybody(200),
    ),
    Row("people:code", "Gwen’s", get=everybody(200), post=code, posted=everybody(302)),
    Row(
        "people:code",
        "a wrong one",
        get=everybody(200),
        post={"email": "ben@example.org", "code": "12345678"},
        posted=everybody(200),
    ),
    Row("people:link", "Gwen’s", get=everybody(200), post=link, posted=GWENS),
    Row("people:card", "Ben’s", get=everybody(200), post=card, posted=BENS),
    Row("people:cards", "one’s own", get=signed_in(200), posted=signed_in(302)),
    Row(
        "people:passkey",
        "nonsense",
        get=WRITE_ONLY,
        post={"answer": "{}"},
        posted=everybody(409),
    ),
    Row("people:ask-passkey", "everybody’s", get=everybody(200), posted=READ_ONLY),
    Row("people:to-institution", "none set up", get=WRITE_ONLY, posted=everybody(404)),
    Row("people:from-institution", "none set up", get=everybody(404), posted=everybody(404)),
    Row("people:sign-out", "one’s own", get=WRITE_ONLY, posted=everybody(302)),
    Row("people:signed-out", "everybody’s", get=everybody(200), posted=READ_ONLY),
    Row(
        "people:ways-in",
        "one’s own, with nonsense from a device",
        get=signed_in(200),
        post={"name": "Phone", "answer": "{}"},
        posted=signed_in(200, nobody=403),
    ),
    Row("people:ask-new-passkey", "one’s own", get=signed_in(200), posted=READ_ONLY),
    Row("people:remove-passkey", "Ben’s", passkey, get=WRITE_ONLY, posted=BENS_ALONE),
    Row("people:end-device", "Ben’s", device, get=WRITE_ONLY, posted=BENS_ALONE),
    Row("people:end-all-devices", "one’s own", get=WRITE_ONLY, posted=everybody(302)),
]
