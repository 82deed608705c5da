"""Closing a box: all or nothing is shown, and a lost key, a reader or a fault loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.jobs.models import Job
from evenweave.sealed import actions, keys, reading
from evenweave.sealed.models import Envelope, Opened, State
from evenweave.sealed.vocabulary import Opening, declared
from tests.make import AMINA, NOON
from tests.sealed.story import (
    FIVE,
    TWELVE,
    again,
    cast,
    cast_all,
    close,
    is_open,
    later,
    new_box,
    news,
    open_box,
    papers_of,
    work,
)

pytestmark = pytest.mark.usefixtures("own_database")


def test_all_papers_are_opened_together_apart_and_sorted(box_keys: Path) -> None:
    box = open_box()
    cast_all(box, [b"z|1", b"a|3", b"m|2", b"b|9", b"y|0"])
    actions.close_box(box=again(box), by=AMINA, at=NOON)
    assert reading.results(again(box)) == {}
    work()
    box = again(box)
    assert (box.state, box.ended_on) == (State.CLOSED, NOON.date())
    assert reading.results(box) == {
        "question 1": [b"a", b"b", b"m", b"y", b"z"],
        "question 2": [b"0", b"1", b"2", b"3", b"9"],
    }
    assert news(box) == ["opened", "closed"]
    assert not Envelope.objects.exists()
    assert list(box_keys.iterdir()) == []
    assert not Job.objects.filter(name__startswith="sealed").exists()


def test_more_papers_are_kept_than_one_question_to_a_database_holds() -> None:
    box = open_box()
    actions.close_box(box=again(box), by=AMINA, at=NOON)
    found = [f"{number:05d}".encode() for number in range(20_000)]
    actions.keep_results(box=again(box), parts={"question 1": found}, by=AMINA, at=NOON)
    assert Opened.objects.filter(box=box).count() == len(found)


def test_opened_rows_have_random_ids_and_stand_in_the_order_of_their_content() -> None:
    box = open_box()
    cast_all(box, [b"5", b"3", b"1", b"4", b"2"])
    close(box)
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, content FROM sealed_opened ORDER BY {order}")
        rows = cursor.fetchall()
    assert [bytes(content) for _id, content in rows] == [b"1", b"2", b"3", b"4", b"5"]
    assert {UUID(str(pk)).version for pk, _content in rows} == {4}
    fields = {field.name for field in Opened._meta.get_fields()}
    assert fields == {"id", "box", "part", "content"}


def test_too_few_papers_are_not_opened_and_nobody_hears_how_many(box_keys: Path) -> None:
    told = []
    for count in (0, 1, 4):
        box = open_box()
        cast_all(box, FIVE[:count])
        box = close(box)
        assert (box.state, news(box), reading.results(box)) == (
            State.TOO_FEW,
            ["opened", "too few"],
            {},
        )
        told.append({name: getattr(box, name) for name in ("done", "ending", "seats")})
    assert told[0] == told[1] == told[2]
    assert not Opened.objects.exists()
    assert len(list(box_keys.iterdir())) == 3


def test_a_box_with_too_few_can_stay_open_longer_and_what_lies_in_it_stays() -> None:
    box = open_box()
    cast_all(box, FIVE[:4])
    close(box)
    actions.extend_box(box=again(box), by=AMINA, at=NOON)
    cast(box, TWELVE[9], b"no")
    box = close(box, later(days=1))
    assert reading.results(box) == {"question 1": [b"no", b"no", b"yes", b"yes", b"yes"]}
    assert news(box) == ["opened", "too few", "closed"]


def test_papers_can_be_destroyed_unread(box_keys: Path) -> None:
    for make_one in (new_box, open_box):
        box = make_one()
        if is_open(box):
            cast_all(box, FIVE)
        actions.destroy_box(box=box, by=AMINA, at=NOON)
        work()
        box = again(box)
        assert (box.state, reading.results(box)) == (State.DESTROYED, {})
        assert news(box)[-1] == "destroyed"
    assert not Envelope.objects.exists()
    assert not Opened.objects.exists()
    assert not box_keys.exists() or list(box_keys.iterdir()) == []


def test_what_was_opened_cannot_be_destroyed_extended_or_closed_again() -> None:
    box = open_box()
    cast_all(box, FIVE)
    box = close(box)
    for action in (actions.destroy_box, actions.extend_box, actions.close_box):
        with pytest.raises(Refusal):
            action(box=box, by=AMINA, at=NOON)
    assert reading.results(again(box))


@pytest.mark.parametrize("spoil", ["cut", "changed", "moved", "of another box", "gone"])
def test_a_spoiled_paper_makes_the_box_void_and_never_a_result_without_it(spoil: str) -> None:
    box, other = open_box(), open_box()
    cast_all(box, FIVE)
    first, second = box.envelopes.filter(elector__in=TWELVE[:2])
    paper, moved = bytes(first.paper), bytes(second.paper)
    foreign = bytes(other.envelopes.get(elector=TWELVE[0]).paper)
    spoiled = {
        "cut": paper[:-1],
        "changed": paper[:-1] + bytes([paper[-1] ^ 1]),
        "moved": moved,
        "of another box": foreign,
    }
    with acting("somebody who writes into the database"):
        if spoil == "gone":
            first.delete()
        else:
            Envelope.objects.filter(pk=first.pk).update(paper=spoiled[spoil])
    box = close(box)
    assert (box.state, reading.results(box), news(box)[-1]) == (State.VOID, {}, "void")


def test_an_envelope_cannot_be_doubled() -> None:
    box = open_box()
    with acting("a test that doubles"), pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.create(box=box, elector=TWELVE[0], tray=0, paper=b"x")


# A lost key, and keys elsewhere


def test_a_box_whose_key_is_lost_is_void_after_an_hour_and_can_be_opened_anew() -> None:
    box = open_box()
    cast_all(box, FIVE)
    keys.destroy(box.id)
    box = close(box)
    for minutes in range(0, 60, 5):
        assert box.state == State.CLOSING
        work(later(minutes=minutes, seconds=1))
        box = again(box)
    assert (box.state, news(box)) == (State.VOID, ["opened", "void"])
    assert not Envelope.objects.filter(box=box).exists()
    anew = actions.open_box(
        kind=box.kind,
        about=box.about,
        stream_id=box.stream_id,
        electors=TWELVE,
        longest=100,
        by=AMINA,
        at=NOON,
    )
    work()
    assert is_open(anew)


def test_a_key_that_comes_back_within_the_hour_opens_the_box(box_keys: Path) -> None:
    box = open_box()
    cast_all(box, FIVE)
    file = box_keys / f"{box.id}.key"
    kept = file.read_bytes()
    file.write_bytes(b"not a key")
    assert close(box).state == State.CLOSING
    file.write_bytes(kept)
    work(later(minutes=6))
    assert again(box).state == State.CLOSED


def test_another_key_in_its_place_is_no_key(box_keys: Path) -> None:
    box, other = open_box(), open_box()
    cast_all(box, FIVE)
    (box_keys / f"{other.id}.key").replace(box_keys / f"{box.id}.key")
    assert close(box).state == State.CLOSING


def test_a_machine_without_the_key_folder_leaves_boxes_to_the_one_that_has_it(
    settings: Any, box_keys: Path
) -> None:
    settings.BOX_KEYS = None
    box = new_box()
    work()
    assert again(box).state == State.OPENING
    settings.BOX_KEYS = box_keys
    work(later(seconds=6))
    cast_all(box, FIVE)
    settings.BOX_KEYS = None
    actions.close_box(box=again(box), by=AMINA, at=NOON)
    for minutes in range(0, 90, 3):
        work(later(minutes=minutes))
    assert again(box).state == State.CLOSING
    settings.BOX_KEYS = box_keys
    work(later(hours=2))
    assert again(box).state == State.CLOSED


# A reader, and a room that fails


@pytest.mark.sqlite
def test_while_somebody_reads_the_box_stays_closing_and_shows_nothing(box_keys: Path) -> None:
    import sqlite3

    box = open_box()
    sealed = list(papers_of(box).values())
    cast_all(box, FIVE)
    sealed += papers_of(box).values()
    database = Path(connection.settings_dict["NAME"])
    assert sealed[0][:60] in Path(f"{database}-wal").read_bytes()
    reader = sqlite3.connect(database, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sealed_envelope").fetchone()
    box = close(box)
    assert (box.state, box.ending, reading.results(box)) == (State.CLOSING, State.CLOSED, {})
    assert list(box_keys.iterdir()) == []
    work(later(seconds=6))
    assert again(box).state == State.CLOSING
    reader.execute("COMMIT")
    reader.close()
    work(later(seconds=12))
    assert again(box).state == State.CLOSED
    assert len(reading.results(again(box))["question 1"]) == 5
    with connection.cursor() as cursor:  # whoever writes next waits as long as ever
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    for file in database.parent.glob(f"{database.stem}*"):
        content = file.read_bytes()
        assert not any(paper[:60] in content for paper in sealed)


def test_a_room_that_fails_changes_nothing_and_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = open_box()
    cast_all(box, FIVE)
    vote, fails = declared["loom.vote"], [True, True]

    def told(*about: Any) -> None:
        vote.told(*about)
        if fails:
            fails.pop()
            raise RuntimeError("The room fell over.")

    object.__setattr__(spare := object.__new__(Opening), "kind", "loom.vote")
    object.__setattr__(spare, "read", vote.read)
    object.__setattr__(spare, "told", told)
    monkeypatch.setitem(declared, "loom.vote", spare)
    assert close(box).state == State.CLOSING
    assert reading.results(again(box)) == {}
    work(later(minutes=2))
    work(later(minutes=10))
    assert again(box).state == State.CLOSED
    assert news(box) == ["opened", "closed"]
