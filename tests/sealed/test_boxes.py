"""A box from its opening to its end: who may put what in, what is told, and what is left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.jobs.models import Job
from evenweave.sealed import actions, crypto, keys, reading
from evenweave.sealed.models import LONGEST, OVER, TRANSITIONS, TRAY, Box, Envelope, Opened, State
from evenweave.sealed.vocabulary import Opening, declared
from tests.make import AMINA, NOON
from tests.sealed.story import (
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
    work,
)

pytestmark = pytest.mark.usefixtures("own_database")
FIVE = [b"yes", b"no", b"yes", b"yes", b"no"]


def papers_of(box: Box) -> dict[UUID, bytes]:
    return {each.elector: bytes(each.paper) for each in box.envelopes.all()}


# Opening


def test_the_electorate_is_frozen_at_once_and_the_box_opens_with_its_key(box_keys: Path) -> None:
    box = new_box()
    assert (box.state, box.seats, sorted(box.electors())) == (State.OPENING, 12, TWELVE)
    assert reading.has_seat(box, TWELVE[0])
    assert not reading.has_seat(box, uuid4())
    assert not box_keys.exists()
    work()
    box = again(box)
    assert (box.state, box.opened_on, box.electorate) == (State.OPEN, NOON.date(), b"")
    assert [file.name for file in box_keys.iterdir()] == [f"{box.id}.key"]
    assert news(box) == ["opened"]
    assert not Job.objects.filter(name__startswith="sealed").exists()


def test_every_seat_starts_with_a_blank_that_looks_like_any_paper() -> None:
    box = open_box()
    before = papers_of(box)
    assert set(before) == set(TWELVE)
    cast(box, TWELVE[3], b"x" * 100)
    after = papers_of(box)
    assert {len(paper) for paper in (before | after).values()} == {crypto.sealed_bytes(100)}
    assert len({*before.values(), *after.values()}) == 13


def test_a_box_is_for_five_people_or_more_each_named_once() -> None:
    with pytest.raises(Refusal, match="at least five people"):
        new_box(TWELVE[:4])
    with pytest.raises(Refusal, match="at least five people"):
        new_box([*TWELVE[:4], TWELVE[0]])
    with pytest.raises(Refusal, match="named twice"):
        new_box([*TWELVE, TWELVE[0]])
    assert new_box(TWELVE[:5]).seats == 5
    with pytest.raises(Refusal, match="fewer people than papers"):
        actions.open_box(
            kind="loom.vote",
            about=uuid4(),
            stream_id=uuid4(),
            electors=TWELVE[:7],
            longest=9,
            fewest=8,
            by=AMINA,
            at=NOON,
        )


@pytest.mark.parametrize("wrong", [{"longest": 0}, {"longest": LONGEST + 1}, {"fewest": 4}])
def test_a_box_that_could_not_keep_its_promise_is_refused(wrong: dict[str, int]) -> None:
    given: dict[str, Any] = {"kind": "loom.vote", "longest": 100, "electors": TWELVE} | wrong
    with pytest.raises(Refusal, match="bytes"):
        actions.open_box(**given, about=uuid4(), stream_id=uuid4(), by=AMINA, at=NOON)


def test_there_is_one_box_at_a_time_for_a_thing() -> None:
    box = open_box()
    given: dict[str, Any] = {"kind": "loom.vote", "about": box.about, "stream_id": box.stream_id}
    with pytest.raises(Refusal, match="already a box"):
        actions.open_box(**given, electors=TWELVE, longest=9, by=AMINA, at=NOON)
    close(box)
    actions.destroy_box(box=again(box), by=AMINA, at=NOON)
    work()
    assert actions.open_box(**given, electors=TWELVE, longest=9, by=AMINA, at=NOON).pk != box.pk


def test_only_a_declared_kind_of_box_can_be_opened() -> None:
    with pytest.raises(Refusal, match="no kind of box"):
        actions.open_box(
            kind="loom.gone",
            about=uuid4(),
            stream_id=uuid4(),
            electors=TWELVE,
            longest=9,
            by=AMINA,
            at=NOON,
        )
    with pytest.raises(ValueError, match="twice"):
        Opening("loom.vote", read=declared["loom.vote"].read, told=declared["loom.vote"].told)
    with pytest.raises(ValueError, match="named room"):
        Opening("vote", read=declared["loom.vote"].read, told=declared["loom.vote"].told)


def test_trays_are_even_and_lie_by_chance() -> None:
    people = [uuid4() for _ in range(60)]
    boxes = [open_box(people) for _ in range(2)]
    trays = [dict(box.envelopes.values_list("elector", "tray")) for box in boxes]
    for tray in trays:
        sizes = [list(tray.values()).count(number) for number in range(3)]
        assert sizes == [20, 20, 20]
    assert trays[0] != trays[1]
    assert max(sizes) <= TRAY


# Casting


def test_a_paper_changes_until_closing_and_only_the_last_counts() -> None:
    box = open_box()
    cast_all(box, FIVE)
    cast(box, TWELVE[0], b"no")
    cast(box, TWELVE[1], b"perhaps")
    assert reading.results(close(box)) == {"question 1": [b"no", b"no", b"perhaps", b"yes", b"yes"]}


def test_a_paper_can_be_taken_back_by_a_blank_one() -> None:
    box = open_box()
    cast_all(box, [*FIVE, b"no"])
    cast(box, TWELVE[5], b"")
    assert len(reading.results(close(box))["question 1"]) == 5


def test_a_paper_over_its_length_is_refused_and_never_cut() -> None:
    box = open_box()
    cast(box, TWELVE[0], b"x" * 100)
    before = papers_of(box)
    with pytest.raises(Refusal, match="1 letter too long"):
        cast(box, TWELVE[0], b"x" * 101)
    with pytest.raises(Refusal, match="900 letters too long"):
        cast(box, TWELVE[0], b"x" * 1_000)
    assert papers_of(box) == before


def test_somebody_without_a_seat_puts_nothing_in() -> None:
    box = open_box()
    with pytest.raises(Refusal, match="not among them"):
        cast(box, uuid4(), b"yes")
    assert box.envelopes.count() == 12


def test_nothing_goes_in_before_it_is_open_or_after_it_closed() -> None:
    box = new_box()
    with pytest.raises(Refusal, match="being made ready"):
        cast(box, TWELVE[0], b"yes")
    work()
    cast_all(box, FIVE)
    actions.close_box(box=again(box), by=AMINA, at=NOON)
    with pytest.raises(Refusal, match="closed"):
        cast(box, TWELVE[0], b"no")
    work()
    with pytest.raises(Refusal, match="closed"):
        cast(box, TWELVE[0], b"no")
    assert reading.results(again(box))["question 1"].count(b"yes") == 3


def test_the_longest_paper_of_all_goes_in_on_both_databases() -> None:
    box = open_box(longest=LONGEST)
    papers = [bytes([65 + n]) * LONGEST for n in range(6)]
    cast_all(box, papers)
    assert reading.results(close(box)) == {"question 1": papers}


@pytest.mark.postgresql
def test_on_postgresql_every_row_of_a_tray_is_of_one_age_and_no_second_table_tells() -> None:
    for longest in (100, 1_024, LONGEST):
        box = open_box(longest=longest)
        for elector in TWELVE[:3]:
            cast(box, elector, b"yes")
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT DISTINCT xmin FROM sealed_envelope WHERE box_id = %s", [box.id]
                )
                assert len(cursor.fetchall()) == 1
                cursor.execute(
                    "SELECT pg_relation_size(reltoastrelid) FROM pg_class"
                    " WHERE relname = 'sealed_envelope' AND reltoastrelid <> 0"
                )
                assert all(size == 0 for (size,) in cursor.fetchall())


@pytest.mark.sqlite
def test_on_sqlite_a_new_paper_lies_where_the_old_one_lay() -> None:
    """So a copy of the file (without its log) does not tell which paper is new."""
    for longest in (100, 1_024, LONGEST):
        box = open_box(longest=longest)
        before = places(box)
        cast(box, TWELVE[3], b"yes")
        cast(box, TWELVE[7], b"no")
        assert places(box) == before


def places(box: Box) -> list[int]:
    """Where in the file each envelope's elector stands."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = Path(connection.settings_dict["NAME"]).read_bytes()
    electors = box.envelopes.order_by("id").values_list("elector", flat=True)
    found = [
        [match.start() for match in re.finditer((box.id.hex + elector.hex).encode(), content)]
        for elector in electors
    ]
    assert all(found)
    return [place for places in found for place in places]


def test_there_is_no_field_that_could_tell_who_took_part() -> None:
    held = {field.name for field in Envelope._meta.get_fields()}
    assert held == {"id", "box", "elector", "tray", "paper"}
    box = open_box()
    before = Box.objects.filter(pk=box.pk).values().get()
    cast(box, TWELVE[0], b"yes")
    assert Box.objects.filter(pk=box.pk).values().get() == before


# Slips


def add_slips(box: Box, *slips: bytes) -> None:
    actions.add_slips(box=box, slips=slips, by=AMINA, at=NOON)


def test_slips_are_opened_among_the_other_papers() -> None:
    box = open_box()
    cast_all(box, [b"yes", b"no"])
    add_slips(box, b"yes", b"no", b"perhaps")
    assert box.envelopes.count() == 15
    assert {len(paper) for paper in papers_of(box).values()} == {crypto.sealed_bytes(100)}
    box = close(box)
    assert reading.results(box) == {"question 1": [b"no", b"no", b"perhaps", b"yes", b"yes"]}
    assert box.slips == 3


def test_a_slip_that_is_gone_makes_the_box_void() -> None:
    box = open_box()
    cast_all(box, FIVE)
    add_slips(box, b"yes", b"no")
    with acting("somebody who writes into the database"):
        box.envelopes.exclude(elector__in=TWELVE).first().delete()  # type: ignore[union-attr]
    assert close(box).state == State.VOID


@pytest.mark.parametrize(
    ("slips", "because"),
    [
        ([], "no slips"),
        ([b"yes"] * 13, "more than there are people"),
        ([b"yes", b""], "is empty"),
        ([b"yes", b"x" * 101], "1 letter too long"),
    ],
)
def test_slips_that_cannot_be_right_are_refused(slips: list[bytes], because: str) -> None:
    box = open_box()
    with pytest.raises(Refusal, match=because):
        add_slips(box, *slips)
    assert box.envelopes.count() == 12


def test_slips_go_in_once_and_before_the_box_closes() -> None:
    box = open_box()
    add_slips(box, *FIVE)
    with pytest.raises(Refusal, match="all together"):
        add_slips(box, b"yes")
    close(box)
    with pytest.raises(Refusal, match="closed"):
        add_slips(box, b"yes")
    assert len(reading.results(again(box))["question 1"]) == 5


# Closing


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


# A reader, a full disk, a room that fails


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


# States


def test_states_lead_where_they_should_and_nothing_leads_out_of_the_end() -> None:
    assert set(TRANSITIONS) == set(State)
    assert set(OVER) == {State.CLOSED, State.VOID, State.DESTROYED}


@pytest.mark.parametrize(
    "wrong",
    [
        {"seats": 4},
        {"fewest": 4},
        {"longest": LONGEST + 1},
        {"state": State.OPEN, "ending": State.CLOSED},
        {"state": State.CLOSED, "ending": ""},
        {"state": State.CLOSED, "ending": State.VOID},
        {"state": State.CLOSING, "ending": State.OPEN},
    ],
)
def test_the_database_itself_refuses_an_impossible_box(wrong: dict[str, Any]) -> None:
    box = open_box()
    with acting("a test that breaks"), pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.filter(pk=box.pk).update(**wrong)
