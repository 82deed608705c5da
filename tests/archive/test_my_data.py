"""Taking one's own data away: all of it, in words and for programs, and nobody else's."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from evenweave.archive import packing
from evenweave.archive.rooms import rooms
from evenweave.demo.cast import BY_SLUG
from evenweave.people.models import Person
from evenweave.people.pages import ACTS_FOR
from tests.archive.conftest import MARKS, House
from tests.make import NOON


def opened(client: Client) -> zipfile.ZipFile:
    """What somebody gets who presses the button."""
    answer = client.get("/me/my-data/my-data.zip")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert "no-store" in answer["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_all_that_somebody_said_is_in_it_to_read_and_for_programs(
    client: Client, house: House
) -> None:
    client.force_login(house.person)
    archive = opened(client)
    told = archive.read("everything.txt").decode()
    held = "".join(
        archive.read(name).decode() for name in archive.namelist() if name.endswith(".json")
    )
    for what, mark in MARKS.items():
        assert mark in told, what
        assert mark in held, what


def test_every_room_is_in_it_and_the_letter_names_each_file(client: Client, house: House) -> None:
    client.force_login(house.person)
    archive = opened(client)
    files = {f"{name}.json" for name in rooms()}
    assert {"projects.json", "people.json", "outbox.json", "record.json"} <= files
    assert set(archive.namelist()) == files | {"README.txt", "everything.txt"}
    letter = archive.read("README.txt").decode()
    for name in files | {"everything.txt"}:
        assert name in letter
        if name.endswith(".json"):
            assert isinstance(json.loads(archive.read(name)), dict)


def test_nobody_else_s_private_things_are_in_it(client: Client, house: House) -> None:
    client.force_login(Person.objects.get(id=BY_SLUG["jomo"].id))
    archive = opened(client)
    held = b"".join(archive.read(name) for name in archive.namelist()).decode()
    # What a circle was asked stands beside what each of them said to it.
    for what, mark in MARKS.items():
        assert mark not in held or what == "a proposal", what
    assert BY_SLUG["amina"].address not in held


def test_a_helper_does_not_carry_it_away(client: Client, example: None, db: None) -> None:
    client.force_login(Person.objects.get(id=BY_SLUG["priya"].id))
    session = client.session
    session[ACTS_FOR] = str(BY_SLUG["omar"].id)
    session.save()
    assert "Only the person can do this" in client.get("/me/my-data/").text
    for way in ["my-data.zip", "erase/"]:
        answer = client.get(f"/me/my-data/{way}")
        assert "Only the person can do this" in answer.text
        assert answer["Content-Type"].startswith("text/html")
    assert client.post("/me/my-data/erase/", {"sure": "on"}).status_code == 409
    assert Person.objects.filter(id=BY_SLUG["omar"].id).exists()


class Attic:
    """A made-up room that keeps files."""

    def export(self, person_id: object) -> dict[str, Any]:
        """Two drawings of one name, one of which would like to be elsewhere."""
        drawings = [ContentFile(b"a bird", "bird.svg"), ContentFile(b"two", "bird.svg")]
        drawings[1].name = "../../bird.svg"
        return {"drawings": drawings, "since": NOON}

    def erase(self, **told: object) -> None:
        """Nothing to do."""


def test_files_lie_beside_and_none_leads_out_of_the_zip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "rooms", lambda: {"attic": Attic()})
    archive = zipfile.ZipFile(io.BytesIO(packing.pack(BY_SLUG["ben"].id, NOON)))
    held = json.loads(archive.read("attic.json"))
    assert held["drawings"] == ["files/attic/1-bird.svg", "files/attic/2-bird.svg"]
    assert [archive.read(path) for path in held["drawings"]] == [b"a bird", b"two"]
    assert "bird.svg" in archive.read("everything.txt").decode()


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({"name": "Ben", "is_resting": False}, ["name: Ben", "is resting: no"]),
        ({"gifts": []}, ["gifts: nothing"]),
        ({"words": "one\ntwo"}, ["words:", "  one", "  two"]),
        (
            {"gifts": [{"kind": "tea", "shown": True}, {"kind": "cake"}]},
            ["gifts:", "  - kind: tea", "    shown: yes", "  - kind: cake"],
        ),
        ({"at": datetime(2026, 7, 2, 11, 0, tzinfo=UTC)}, ["at: 2 July 2026, 12:00"]),
        ({"on": date(2026, 7, 2)}, ["on: 2 July 2026"]),
        ({"empty": [{}, ""]}, ["empty:", "  -", "  -"]),
    ],
)
def test_what_is_kept_can_be_read_without_a_program(held: object, told: list[str]) -> None:
    assert [line.rstrip() for line in packing.told(held)] == told
