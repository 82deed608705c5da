"""Who gets what from a person’s own pages, and from what others shared with them."""

from __future__ import annotations

from evenweave.common import clock
from evenweave.people import actions, codes
from evenweave.people.models import Gift, Helper, Person
from tests import make
from tests.access import Row, Things, everybody, signed_in
from tests.make import AMINA, BEN, CARYS, NOON

READ_ONLY = everybody(405)
OWN = signed_in(200)
# Words from somebody who is not signed in come back to them; a button without words leads on.
KEPT = signed_in(302, nobody=403)
PRESSED = signed_in(302)
# For one of the cast; the others find nothing.
FOR_BEN = signed_in(404, ben=302)
FOR_CARYS = signed_in(404, carys=302)

NAME = {"name": "Somebody", "pronouns": "", "version": "1"}
REACH = {"reach_by": "in_person", "phone": "", "post": "", "not_when": "", "version": "1"}
NEED = {"words": "A quiet corner.", "version": "0"}
GIFT = {"kind": "strength", "words": "Patience", "is_shared": "on"}


def shared(its: Things, kind: str) -> list[object]:
    """What Ben wrote down, and shared with Carys alone of the team."""
    _team = its.ours  # Ben and Carys are in it
    actions.write_need(
        person=make.ben(),
        kind=kind,
        words="A quiet corner.",
        readers=[make.carys().id],
        version=0,
        by=BEN,
        at=NOON,
    )
    return [make.ben().id]


def helps(its: Things) -> list[object]:
    """What helps Ben, shared with Carys."""
    return shared(its, "helps")


def access(its: Things) -> list[object]:
    """Ben's access needs, shared with Carys."""
    return shared(its, "access")


def helps_and_no_access(its: Things) -> list[object]:
    """What helps Ben; of access needs he wrote nothing."""
    return shared(its, "helps")


def gift(its: Things) -> list[object]:
    """Something that Ben brings."""
    made: Gift = actions.add_gift(
        person=make.ben(), kind="strength", words="Patience", is_shared=True, by=BEN, at=NOON
    )
    return [made.id]


def helping(its: Things, helper: Person) -> Helper:
    """Ben asked somebody of the team to act for him."""
    _team = its.ours  # Ben and Carys are in it
    return actions.ask_helper(person=make.ben(), helper=helper, by=BEN, at=NOON)


def asked(its: Things) -> list[object]:
    """Ben asked Carys."""
    return [helping(its, make.carys()).id]


def accepted(its: Things) -> list[object]:
    """Ben asked Carys, and she said yes."""
    found = helping(its, make.carys())
    actions.accept_helping(helping=found, helper=make.carys(), by=CARYS, at=NOON)
    return [found.id]


def link(its: Things) -> list[object]:
    """A link that Amina made just now for whoever helps her."""
    secret = codes.new_link()
    actions.ask_helper(
        person=make.amina(),
        helper=None,
        link_hash=codes.digest("helper", secret),
        by=AMINA,
        at=clock.now(),
    )
    return [secret]


def old_link(its: Things) -> list[object]:
    """A link that Amina made long ago."""
    secret = codes.new_link()
    actions.ask_helper(
        person=make.amina(),
        helper=None,
        link_hash=codes.digest("helper", secret),
        by=AMINA,
        at=NOON.replace(year=2020),
    )
    return [secret]


def no_link(its: Things) -> list[object]:
    """A link that nobody made."""
    return [codes.new_link()]


ME = [
    Row("people:me", "one’s own", get=OWN, posted=READ_ONLY),
    Row("people:name", "one’s own", get=OWN, post=NAME, posted=KEPT),
    Row("people:reach", "one’s own", get=OWN, post=REACH, posted=KEPT),
    Row("people:email", "one’s own", get=OWN, post={"email": "n@example.org"}, posted=KEPT),
    Row(
        "people:email-code",
        "where none was asked for",
        get=signed_in(404),
        post={"code": "1234 5678"},
        posted=signed_in(404, nobody=403),
    ),
    Row("people:email-forget", "one’s own", get=READ_ONLY, posted=PRESSED),
    Row("people:language", "one’s own", get=OWN, post={"language": "en-gb"}, posted=KEPT),
    Row("people:clock", "one’s own", get=OWN, post={"zone": "America/New_York"}, posted=KEPT),
    Row("people:look", "one’s own", get=OWN, post={"size": "large"}, posted=KEPT),
    Row("people:rest", "one’s own", get=READ_ONLY, posted=PRESSED),
    Row("people:helps", "one’s own", get=OWN, post=NEED, posted=KEPT),
    Row("people:access", "one’s own", get=OWN, post=NEED, posted=KEPT),
    Row("people:not-now", "one’s own", get=READ_ONLY, posted=PRESSED),
    Row(
        "people:helps-of",
        "shared with Carys",
        helps,
        get=signed_in(404, carys=200),
        posted=signed_in(404, carys=200),
    ),
    Row(
        "people:access-of",
        "shared with Carys",
        access,
        get=signed_in(404, carys=200),
        posted=signed_in(404, carys=200),
    ),
    Row(
        "people:access-of",
        "not written, beside what is shared",
        helps_and_no_access,
        get=signed_in(404),
        posted=signed_in(404),
    ),
    Row("people:gifts", "one’s own", get=OWN, post=GIFT, posted=KEPT),
    Row(
        "people:gift-share",
        "Ben’s",
        gift,
        get=READ_ONLY,
        post={"shared": "no"},
        posted=signed_in(404, ben=302, nobody=403),
    ),
    Row("people:gift-remove", "Ben’s", gift, get=READ_ONLY, posted=FOR_BEN),
    Row("people:helpers", "one’s own", get=OWN, posted=OWN),
    Row("people:helper-link", "one’s own", get=READ_ONLY, posted=OWN),
    Row("people:deeds-right", "one’s own", get=READ_ONLY, posted=PRESSED),
    Row("people:helper-stop", "one’s own", get=READ_ONLY, posted=PRESSED),
    Row("people:helper-accept", "Ben asked Carys", asked, get=READ_ONLY, posted=FOR_CARYS),
    Row(
        "people:helper-act",
        "before Carys said yes",
        asked,
        get=READ_ONLY,
        posted=signed_in(404),
    ),
    Row("people:helper-act", "Carys said yes", accepted, get=READ_ONLY, posted=FOR_CARYS),
    Row(
        "people:helper-end",
        "Carys said yes",
        accepted,
        get=READ_ONLY,
        posted=signed_in(404, ben=302, carys=302),
    ),
    Row(
        "people:help",
        "Amina’s link",
        link,
        get=everybody(200),
        posted=everybody(302, amina=409, nobody=200),
    ),
    Row("people:help", "an old link", old_link, get=everybody(404), posted=everybody(404)),
    Row("people:help", "a made-up link", no_link, get=everybody(404), posted=everybody(404)),
]
