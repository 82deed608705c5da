"""What the database itself refuses, and how a broken state shows."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError

from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.record.actions import open_stream
from evenweave.record.models import Entry, Stream
from evenweave.record.vocabulary import Kind
from tests import make
from tests.loom import actions
from tests.make import AMINA, BEN, NOON


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record_entry SET line = '{}'",
        "UPDATE record_entry SET sequence = sequence + 100",
        "DELETE FROM record_entry",
        "UPDATE record_words SET value = 'other words'",
    ],
)
@pytest.mark.django_db
def test_the_database_itself_refuses_to_change_the_record(sql: str) -> None:
    stream = make.stream()
    actions.write_note(stream=stream, words="Tea at ten.", by=BEN, at=NOON)
    with (
        acting("an attacker at the database"),
        pytest.raises(DatabaseError, match="never (changed|deleted)"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.postgresql
@pytest.mark.usefixtures("own_database")
def test_the_database_itself_refuses_to_empty_the_record_at_once() -> None:
    make.stream()
    with (
        acting("an attacker at the database"),
        pytest.raises(DatabaseError, match="never deleted"),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE record_entry CASCADE")


@pytest.mark.django_db
def test_two_entries_can_never_have_the_same_place() -> None:
    stream = make.stream()
    with acting("a test"), pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(stream=stream, sequence=1, kind="x.y", at=NOON, line="{}", hash="")


@pytest.mark.usefixtures("own_database")
def test_an_entry_that_was_overtaken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = make.stream()
    actions.write_note(stream=stream, words="First.", by=BEN, at=NOON)
    monkeypatch.setattr(type(Stream.objects), "get", lambda *_args, **_kwargs: stream)
    with pytest.raises(IntegrityError):
        actions.write_note(stream=stream, words="As if nobody had written.", by=AMINA, at=NOON)
    monkeypatch.undo()
    assert Entry.objects.filter(stream=stream).count() == 2


@pytest.mark.django_db
def test_a_second_record_cannot_take_a_taken_name() -> None:
    stream = make.stream()
    with pytest.raises(Refusal, match="already a record with this short name"):
        open_stream(slug=stream.slug, title="Another", by=AMINA, at=NOON)


@pytest.mark.django_db
def test_a_kind_is_declared_once_and_named_after_its_room() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Kind("loom.written", "Notes", "{by} wrote.")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="which is no fact"):
        Kind("loom.led", "Notes", "{by} wrote.", page=("loom:page", "loom"))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="room.event"):
        Kind("Written", "Notes", "{by} wrote.")  # type: ignore[arg-type]
