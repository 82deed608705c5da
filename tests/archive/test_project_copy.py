"""Taking a copy of a project along, from its page: whole, checked, and on the record."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.archive import copying
from evenweave.common import actors
from evenweave.people.actions import accept_helping, ask_helper
from evenweave.people.pages import ACTS_FOR
from evenweave.projects.models import Project
from evenweave.record import checking
from evenweave.record.models import Stream
from tests import make
from tests.make import BEN, DEV, NOON, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db: None) -> Project:
    return make.team().project


@pytest.fixture
def ben(project: Project) -> Client:
    """A browser at which Ben sits, who has no say over anybody."""
    client = Client()
    client.force_login(somebody(BEN))
    return client


def taken(ben: Client, project: Project, folder: Path) -> Path:
    """The copy that Ben gets, on his own disk."""
    answer = ben.post(reverse("archive:project-copy", args=[project.id]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{project.slug}-20')
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer
    file = folder / "copy.zip"
    file.write_bytes(answer.content)
    return file


def test_a_member_takes_a_whole_copy_and_the_record_knows_it(
    ben: Client, project: Project, tmp_path: Path
) -> None:
    stream = Stream.objects.get(pk=project.stream_id)
    file = taken(ben, project, tmp_path)
    checked = checking.check(file)
    assert (checked.length, checked.head) == (stream.length, stream.head)
    line = stream.entries.get(sequence=stream.length + 1)
    assert line.kind == "record.exported"
    with zipfile.ZipFile(file) as archive:
        assert checking.fingerprint_of(archive) in line.line
    record = ben.get(reverse("projects:record", args=[project.id])).text
    assert f"Ben</bdi> made a copy of this record, up to line {stream.length}." in record


def test_a_copy_is_on_the_disk_before_the_record_tells_of_it(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    monkeypatch.setattr(copying, "sync", done.append)
    monkeypatch.setattr(copying, "note_export", lambda **_told: done.append("noted"))
    target, stream = tmp_path / "copy.zip", Stream.objects.get(pk=project.stream_id)
    copying.make(stream, target, by=actors.operator(), at=NOON)
    file, noted, folder = done
    assert isinstance(file, Path)
    assert file.suffix == ".part"
    assert (noted, folder) == ("noted", tmp_path)


def test_looking_at_the_page_makes_no_copy(ben: Client, project: Project) -> None:
    before = Stream.objects.get(pk=project.stream_id).length
    page = ben.get(reverse("archive:project-copy", args=[project.id])).text
    assert "It names people" in page
    assert Stream.objects.get(pk=project.stream_id).length == before


def test_a_helper_does_not_carry_it_away(client: Client, project: Project) -> None:
    asked = ask_helper(person=somebody(BEN), helper=somebody(DEV), by=BEN, at=NOON)
    accept_helping(helping=asked, helper=somebody(DEV), by=DEV, at=NOON)
    client.force_login(somebody(DEV))
    session = client.session
    session[ACTS_FOR] = str(somebody(BEN).id)
    session.save()
    address = reverse("archive:project-copy", args=[project.id])
    assert "Only members can do this" in client.get(address).text
    before = Stream.objects.get(pk=project.stream_id).length
    assert client.post(address).status_code == 409
    assert Stream.objects.get(pk=project.stream_id).length == before
