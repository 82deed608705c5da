"""A coordinator who sees everything that is kept still cannot sign in as somebody else.

They read every table, every file of the data folder, every message and job, every line of the log
and every session, while codes, links and cards are under way. They do not have the secret key:
whoever has that runs the machine.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import signing as django_signing
from django.db import connection
from django.test import Client
from django.utils.crypto import salted_hmac

from evenweave.common import clock
from evenweave.people import actions, codes
from evenweave.people.models import Device, Limit, Ticket
from evenweave.people.sessions import hashed
from tests import make
from tests.people import postbox
from tests.people.conftest import Cast, added, by
from tests.people.postbox import Postbox

BEN = "ben@example.org"


@pytest.fixture
def post(settings: Any) -> Iterator[Postbox]:
    """E-mail goes to a server on this machine."""
    with postbox.opened() as (box, server):
        settings.MAIL_SERVER = server
        settings.MAIL_FROM = "evenweave@example.org"
        yield box


def every_row() -> str:
    """Each value of each row of each table there is, libraries' own and all, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [shown(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def shown(value: object) -> str:
    """A value as an attacker would read it; bytes in three ways."""
    if isinstance(value, memoryview | bytes):
        raw = bytes(value)
        return f"{raw!r} {raw.hex()} {raw.decode('utf-8', 'replace')}"
    return str(value)


def spellings(secret: str) -> list[str]:
    """A secret as it may stand somewhere: plain, in groups, in hexadecimal, in base64, reversed."""
    raw = secret.encode()
    return [
        secret,
        codes.in_groups(secret),
        secret.replace(" ", ""),
        raw.hex(),
        base64.b64encode(raw).decode().rstrip("="),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
        secret[::-1],
    ]


def readable_sessions() -> str:
    """What stands in sessions, which are signed but not sealed: an attacker reads it."""
    return "\n".join(
        str(django_signing.loads(row.session_data, salt=SALT)) for row in Session.objects.all()
    )


SALT = "django.contrib.sessions.SessionStore"


@pytest.fixture
def under_way(cast: Cast, post: Postbox, caplog: pytest.LogCaptureFixture) -> dict[str, str]:
    """A code, a link and a card for Ben, just made; and all that could be logged was logged."""
    caplog.set_level(logging.DEBUG)
    client = Client()
    client.post("/sign-in/", {"email": BEN})
    code, link = codes.as_typed(post.code(BEN)), post.link(BEN)
    card = actions.make_card(
        person=cast.ben, stream=make.stream(), by=by(cast.amina), at=clock.now()
    )
    key = link.partition("key=")[2]
    # Pages that fail, and pages with the secret in their address, are what logs are made of.
    Client().get(link)
    Client().get(f"/sign-in/link/?key={card.code}")
    Client().get(f"/sign-in/lost/?key={key}")
    Client().put(f"/sign-in/link/?key={key}")
    Client(enforce_csrf_checks=True).post("/sign-in/link/", {"key": key})
    Client(enforce_csrf_checks=True).post("/sign-in/code/", {"email": BEN, "code": code})
    Client().post("/sign-in/code/", {"email": BEN, "code": f"{int(code[::-1]) ^ 1:08}"})
    return {"code": code, "link": key, "card": card.code}


def test_no_table_session_message_or_job_holds_a_code_a_link_or_a_card(
    under_way: dict[str, str],
) -> None:
    everything = every_row() + readable_sessions()
    assert BEN in everything  # the attacker does see what there is
    assert len(everything) > 2_000
    for name, secret in under_way.items():
        for spelling in spellings(secret):
            assert spelling not in everything, name


def test_no_line_of_the_log_holds_one(
    under_way: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """As our own handler writes them; and whatever we ourselves say, however quietly."""
    handler = next(each for each in logging.getLogger("django").handlers if each.name == "console")
    records = [
        record
        for record in caplog.get_records("setup")
        if record.levelno >= logging.WARNING or record.name.startswith("evenweave")
    ]
    written = "\n".join(handler.format(record) for record in records if handler.filter(record))
    assert "/sign-in/lost/" in written
    assert "/sign-in/link/" in written
    for name, secret in under_way.items():
        for spelling in spellings(secret):
            assert spelling not in written, name
    assert BEN not in written


@pytest.mark.sqlite
def test_no_file_of_the_data_folder_holds_one(own_database: str) -> None:
    """The raw bytes of the database and its write-ahead log, deleted rows and all."""
    ben, amina = added("Ben"), added("Amina")
    at = clock.now()
    asked = actions.ask_for_code(email=BEN, by=by(amina), at=at)
    card = actions.make_card(person=ben, stream=make.stream(), by=by(amina), at=at)
    actions.use_ticket(secret=card.code, here=None, by=by(amina), at=at)
    actions.enter_code(email=BEN, code=asked.code, network="192.0.2.1", by=by(amina), at=at)
    files = sorted(Path(own_database).parent.glob(f"{Path(own_database).name}*"))
    held = b"".join(file.read_bytes() for file in files)
    assert BEN.encode() in held
    assert b"192.0.2.1" not in held
    for secret in [asked.code, asked.link, card.code]:
        for spelling in spellings(secret):
            assert spelling.encode() not in held


def test_without_the_secret_key_trying_all_codes_finds_nothing(
    under_way: dict[str, str], settings: Any
) -> None:
    """The attacker knows how hashes are made, and tries the right code among others."""
    ticket = Ticket.objects.get(kind="code")
    right = under_way["code"]
    assert ticket.code_hash == codes.digest("code", f"{ticket.id}:{right}")
    card = Ticket.objects.get(kind="card")
    settings.SECRET_KEY = "a key that the attacker made up"
    for code in [right, *(f"{number:08}" for number in range(2_000))]:
        assert codes.digest("code", f"{ticket.id}:{code}") != ticket.code_hash
    assert codes.digest("card", under_way["card"]) != card.link_hash
    kept = {ticket.code_hash, ticket.link_hash, card.link_hash}
    for key, salt in itertools.product(["", "django-insecure", str(ticket.id)], ["code", ""]):
        for secret in under_way.values():
            guess = salted_hmac(
                f"evenweave.people.{salt}", secret, secret=key or "x", algorithm="sha256"
            )
            assert guess.hexdigest() not in kept


def test_hashes_are_no_way_in_themselves(under_way: dict[str, str]) -> None:
    kept = [
        *Ticket.objects.values_list("code_hash", flat=True),
        *Ticket.objects.values_list("link_hash", flat=True),
        *Ticket.objects.values_list("address_hash", flat=True),
        *(str(pk) for pk in Ticket.objects.values_list("pk", flat=True)),
    ]
    for value in filter(None, kept):
        thief = Client()
        thief.post("/sign-in/link/", {"key": value})
        thief.post("/sign-in/card/", {"key": value})
        assert not signed_in(thief)


def signed_in(client: Client) -> bool:
    return bool(client.get("/sign-in/card/").wsgi_request.user.is_authenticated)


def test_nobodys_session_can_be_taken_over_from_its_row(cast: Cast, post: Postbox) -> None:
    ben = Client()
    ben.post("/sign-in/", {"email": BEN})
    ben.post("/sign-in/code/", {"email": BEN, "code": post.code(BEN)})
    assert signed_in(ben)
    key = str(ben.session.session_key)
    assert key not in every_row()
    row = Session.objects.get(session_key=hashed(key))
    for value in [row.session_key, row.session_data, Device.objects.get().session_hash]:
        thief = Client()
        thief.cookies["session"] = value
        assert not signed_in(thief)
    assert cast.ben.session_secret in every_row()
    # His secret is of no use without the key of the installation.
    assert cast.ben.session_secret not in readable_sessions()


def test_what_a_limit_keeps_does_not_say_who_asked(under_way: dict[str, str]) -> None:
    rows = list(Limit.objects.values_list("key_hash", flat=True))
    assert rows
    assert all(set(row) <= set("0123456789abcdef") for row in rows)
    # Who knows the address cannot look it up either, without the key.
    assert hashlib.sha256(BEN.encode()).hexdigest() not in rows


def test_the_pages_with_a_secret_are_kept_by_nobody_and_told_to_nobody(
    under_way: dict[str, str],
) -> None:
    page = Client().get(f"/sign-in/link/?key={under_way['link']}")
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "strict-origin"


def test_a_made_card_is_shown_by_no_page_again(cast: Cast, client: Client) -> None:
    card = actions.make_card(
        person=cast.ben, stream=make.stream(), by=by(cast.amina), at=clock.now()
    )
    client.force_login(cast.ben)
    for address in ["/me/ways-in/", "/sign-in/cards/", "/me/"]:
        page = client.get(address).content.decode()
        for spelling in spellings(card.code):
            assert spelling not in page
