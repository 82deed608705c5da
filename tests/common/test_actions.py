"""How writes work: one transaction, locks first and in order, the rule, the record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from evenweave.common import locks
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.guard import StrayWriteError, acting
from evenweave.common.refusals import Refusal
from evenweave.record.models import Entry, Stream, Words
from tests import make
from tests.loom import actions, kinds
from tests.loom.models import Note
from tests.make import AMINA, BEN, NOON

LOW = UUID("00000000-0000-4000-8000-000000000001")
HIGH = UUID("70000000-0000-4000-8000-000000000001")


@pytest.mark.django_db
def test_an_action_writes_and_stands_on_the_record() -> None:
    stream = make.stream()
    note = actions.write_note(stream=stream, words="Tea at ten.", by=BEN, at=NOON)
    entry = Entry.objects.get(stream=stream, sequence=2)
    assert entry.kind == "loom.written"
    assert entry.content["facts"]["note"] == note.pk
    assert entry.content["by"] == {"kind": "person", "person": str(BEN.person)}
    assert "Tea" not in entry.line
    assert Words.objects.get(entry=entry).value == "Tea at ten."
    assert Words.objects.get(entry=entry).person_id == BEN.person


@pytest.mark.django_db
def test_a_refused_action_leaves_nothing_behind() -> None:
    stream = make.stream()
    with pytest.raises(Refusal, match="A note needs words"):
        actions.write_note(stream=stream, words=" ", by=BEN, at=NOON)
    assert not Note.objects.exists()
    assert Entry.objects.filter(stream=stream).count() == 1


@pytest.mark.django_db
def test_an_action_that_fails_after_its_write_leaves_nothing_behind() -> None:
    stream = make.stream()

    @action(quiet="It fails on purpose.")
    def write_and_fail(*, stream: Stream, by: Actor, at: datetime) -> None:
        actions.write_note(stream=stream, words="Tea.", by=by, at=at)
        raise OSError("the kettle broke")

    with pytest.raises(OSError, match="kettle"):
        write_and_fail(stream=stream, by=BEN, at=NOON)
    assert not Note.objects.exists()
    stream.refresh_from_db()
    assert stream.length == 1


@pytest.mark.django_db
def test_a_quiet_action_writes_and_says_nothing() -> None:
    stream = make.stream()
    actions.write_quietly(stream=stream, words="Mine alone.", by=BEN, at=NOON)
    assert Note.objects.count() == 1
    assert Entry.objects.filter(stream=stream).count() == 1


def test_an_action_says_what_it_records_or_why_it_is_quiet() -> None:
    with pytest.raises(TypeError, match="either records a kind, or says why"):
        action()
    with pytest.raises(TypeError, match="either records a kind, or says why"):
        action(records=kinds.WRITTEN, quiet="Both at once.")


def test_an_action_takes_everything_by_name_with_by_and_at() -> None:
    def by_place(stream: object, *, by: object, at: object) -> None: ...
    def without_at(*, stream: object, by: object) -> None: ...

    decorate = action(quiet="Wrong on purpose.")
    with pytest.raises(TypeError, match="must take its arguments by name"):
        decorate(by_place)
    with pytest.raises(TypeError, match="must take its arguments by name"):
        decorate(without_at)


def test_a_kind_speaks_only_of_what_its_action_has() -> None:
    def change(*, by: object, at: object) -> None: ...

    with pytest.raises(TypeError, match="speaks of note.id"):
        action(records=kinds.CHANGED)(change)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("by", "at", "why"),
    [("Ben", NOON, "must be an Actor"), (BEN, datetime(2026, 3, 2), "must be an aware time")],  # noqa: DTZ001
)
def test_an_action_is_done_by_an_actor_at_an_aware_time(by: object, at: object, why: str) -> None:
    stream = make.stream()
    with pytest.raises(TypeError, match=why):
        actions.write_note(stream=stream, words="Tea.", by=by, at=at)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_nested_action_may_write_to_every_stream_that_the_outer_one_named() -> None:
    low, high = make.stream(stream_id=LOW), make.stream(stream_id=HIGH)
    actions.write_both(first=high, second=low, words="Shared.", by=AMINA, at=NOON)
    assert [Entry.objects.filter(stream=each).count() for each in [low, high]] == [2, 2]


@pytest.mark.django_db
def test_a_nested_action_cannot_lock_a_stream_out_of_order() -> None:
    low, high = make.stream(stream_id=LOW), make.stream(stream_id=HIGH)
    with pytest.raises(locks.LocksOutOfOrderError, match="Pass both to the outer action"):
        actions.write_both_blindly(first=high, second_id=str(LOW), words="No.", by=AMINA, at=NOON)
    assert not Note.objects.exists()
    actions.write_both_blindly(first=low, second_id=str(HIGH), words="Yes.", by=AMINA, at=NOON)
    assert Note.objects.count() == 2


@pytest.mark.django_db
def test_locks_that_a_nested_action_took_count_until_the_outer_one_ends() -> None:
    middle = UUID("30000000-0000-4000-8000-000000000001")
    for stream_id in [LOW, middle, HIGH]:
        make.stream(stream_id=stream_id)
    first = Stream.objects.get(pk=LOW)

    @action(quiet="Wrong on purpose: low, then high, then middle.")
    def write_three(*, stream: Stream, by: object, at: datetime) -> None:
        for stream_id in [HIGH, middle]:
            other = Stream.objects.get(pk=stream_id)
            actions.write_note(stream=other, words="Tea.", by=BEN, at=NOON)

    with pytest.raises(locks.LocksOutOfOrderError):
        write_three(stream=first, by=BEN, at=NOON)


@pytest.mark.usefixtures("own_database")
def test_only_actions_open_transactions() -> None:
    stream = make.stream()
    with (
        pytest.raises(RuntimeError, match="durable atomic block cannot be nested"),
        transaction.atomic(),
    ):
        actions.write_note(stream=stream, words="Tea.", by=BEN, at=NOON)


@pytest.mark.django_db
def test_a_write_outside_an_action_fails() -> None:
    stream = make.stream()
    with pytest.raises(StrayWriteError, match="Written outside an action"), transaction.atomic():
        Note.objects.create(stream=stream, words="Sneaky.")
    with pytest.raises(StrayWriteError, match="Written outside an action"), transaction.atomic():
        Note.objects.update(words="Sneaky.")
    actions.write_quietly(stream=stream, words="Mine.", by=BEN, at=NOON)
    with pytest.raises(StrayWriteError, match="Written outside an action"), transaction.atomic():
        Note.objects.all().delete()


@pytest.mark.django_db
def test_a_write_in_a_view_fails(client: Client) -> None:
    make.stream()
    with pytest.raises(StrayWriteError, match="Written outside an action"):
        client.post("/loom/write-outside/")


@pytest.mark.django_db
def test_an_action_during_a_get_fails(client: Client) -> None:
    make.stream()
    with pytest.raises(StrayWriteError, match="Written during a GET, in write_note"):
        client.get("/loom/write-while-reading/")


@pytest.mark.django_db
def test_a_post_that_walks_an_action_is_kept(client: Client) -> None:
    stream = make.stream()
    answer = client.post(f"/loom/{stream.pk}/new/", {"words": "Tea at ten."})
    assert answer.status_code == 200
    assert Note.objects.get().words == "Tea at ten."


@pytest.mark.django_db
def test_a_refusal_becomes_a_page_that_gives_the_words_back(client: Client) -> None:
    stream = make.stream()
    answer = client.post(f"/loom/{stream.pk}/new/", {"words": "   ", "aside": "Do not lose me."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "A note needs words" in page
    assert "Do not lose me." in page


@pytest.mark.django_db
def test_the_guard_sees_through_a_write_behind_a_with() -> None:
    from django.db import connection

    sql = "WITH gone AS (SELECT 1) UPDATE loom_note SET words = 'x'"
    with pytest.raises(StrayWriteError), connection.cursor() as cursor:
        cursor.execute(sql)
    with acting("a test that may"), connection.cursor() as cursor:
        cursor.execute(sql)
