"""Who may open and change what: every address, each of the cast, by a matrix written by hand."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.access import Row, Things
from tests.house.pages import addresses

ROOMS = sorted(path.name for path in (Path(__file__).parent.parent / "evenweave").iterdir())
ROWS: list[Row] = [
    row
    for room in ROOMS
    if (Path(__file__).parent / room / "pages.py").exists()
    for row in importlib.import_module(f"tests.{room}.pages").PAGES
]
# There is no sign-in yet, so the whole cast is nobody.
CAST = ["nobody"]


def test_every_address_has_a_row() -> None:
    names = {address.split(" ", 1)[1] for address in addresses()}
    assert names == {row.name for row in ROWS}


def test_every_row_speaks_of_the_whole_cast() -> None:
    for row in ROWS:
        assert list(row.get) == list(row.posted) == CAST, row


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.parametrize("who", CAST)
def test_a_page_opens_for_whom_it_should(client: Client, row: Row, who: str) -> None:
    address = reverse(row.name, args=row.arguments(Things.made()))
    assert client.get(address).status_code == row.get[who]


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.parametrize("who", CAST)
def test_a_form_is_taken_from_whom_it_should(client: Client, row: Row, who: str) -> None:
    address = reverse(row.name, args=row.arguments(Things.made()))
    assert client.post(address, row.post).status_code == row.posted[who]


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in ROWS if row.posted["nobody"] != 405], ids=str)
def test_a_form_from_another_site_is_refused(row: Row) -> None:
    client = Client(enforce_csrf_checks=True)
    address = reverse(row.name, args=row.arguments(Things.made()))
    answer = client.post(address, row.post | {"words": "Do not lose me."})
    assert answer.status_code == 403
    assert "Do not lose me." in answer.content.decode()
