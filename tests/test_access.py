"""Who may open and change what: every address, each of the cast, by a matrix written by hand."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import reverse

from tests.access import CAST, Row, Things
from tests.databases import put_back
from tests.house.pages import addresses
from tests.make import somebody
from tests.pseudo import brackets, untranslated

ROOMS = sorted(path.name for path in (Path(__file__).parent.parent / "evenweave").iterdir())
ROWS: list[Row] = [
    row
    for room in ROOMS
    if (Path(__file__).parent / room / "pages.py").exists()
    for row in importlib.import_module(f"tests.{room}.pages").PAGES
]


def test_every_address_has_a_row() -> None:
    names = {address.split(" ", 1)[1] for address in addresses()}
    assert names == {row.name for row in ROWS}


def test_every_row_speaks_of_the_whole_cast() -> None:
    for row in ROWS:
        assert set(row.get) == set(row.posted) == set(CAST), row


def browser(who: str, *, enforce_csrf_checks: bool = False) -> Client:
    """A browser at which one of the cast sits, or nobody."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    actor = CAST[who]
    if actor is not None:
        client.force_login(somebody(actor))
    return client


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Things]:
    """What the matrix is about, made once: no row changes it for the next."""
    with django_db_blocker.unblock(), put_back():
        yield Things.made()


@pytest.fixture
def things(made: Things) -> Things:
    """The same things, as if just read from the database."""
    return deepcopy(made)


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: Any) -> Iterator[None]:
    """Let each test reach the database on which the things were made."""
    with django_db_blocker.unblock():
        yield


def answers(ask: Callable[[str], int]) -> dict[str, int]:
    """What each of the cast is answered. What one did is undone before the next comes."""
    found = {}
    for who in CAST:
        with put_back():
            found[who] = ask(who)
    return found


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_page_opens_for_whom_it_should(row: Row, things: Things) -> None:
    with put_back():
        address = reverse(row.name, args=row.arguments(things))
        assert answers(lambda who: browser(who).get(address).status_code) == row.get


OPEN_TO_AMINA = [row for row in ROWS if row.get["amina"] == 200]


@pytest.mark.sqlite
@pytest.mark.parametrize("row", OPEN_TO_AMINA, ids=str)
def test_every_word_of_a_page_can_be_translated(row: Row, things: Things) -> None:
    with put_back():
        address = reverse(row.name, args=row.arguments(things))
        theirs = what_people_wrote()
        with brackets():
            answer = browser("amina").get(address)
    if answer["Content-Type"].startswith("text/html"):
        ours = [each for each in untranslated(answer.text) if not is_theirs(each, theirs)]
        assert not ours, "\n".join(ours)


def what_people_wrote() -> set[str]:
    """All words in the database, which no translator has to do with."""
    texts = [
        model._default_manager.values_list(each.name, flat=True)
        for model in apps.get_models()
        for each in model._meta.concrete_fields
        if isinstance(each, CharField | TextField)
    ]
    return {str(words) for column in texts for words in column if words}


def is_theirs(found: str, theirs: set[str]) -> bool:
    """Whether a piece of a page is what somebody wrote, or an address of this server."""
    words = found.split(": ", 1)[1].removesuffix(" ·")
    return words in theirs or words.startswith("http://localhost")


@pytest.mark.sqlite
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_form_is_taken_from_whom_it_should(row: Row, things: Things) -> None:
    with put_back():
        address, sent = reverse(row.name, args=row.arguments(things)), row.sent(things)
        found = answers(
            lambda who: browser(who).post(address, sent, headers=row.headers).status_code
        )
        assert found == row.posted


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.posted["nobody"] != 405 and not row.from_elsewhere], ids=str
)
def test_a_form_from_another_site_is_refused(row: Row, things: Things) -> None:
    client = browser("nobody", enforce_csrf_checks=True)
    with put_back():
        address, sent = reverse(row.name, args=row.arguments(things)), row.sent(things)
        answer = client.post(address, sent | {"words": "Do not lose me."})
    assert answer.status_code == 403
    assert "Do not lose me." in answer.content.decode()
