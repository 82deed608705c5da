"""Opening a box: who gets a seat, what every envelope holds at first, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.jobs.models import Job
from evenweave.sealed import actions, crypto, reading
from evenweave.sealed.models import LONGEST, OVER, TRANSITIONS, TRAY, Box, State
from evenweave.sealed.vocabulary import Opening, declared
from tests.make import AMINA, NOON
from tests.sealed.story import (
    TWELVE,
    again,
    cast,
    close,
    new_box,
    news,
    open_box,
    papers_of,
    work,
)

pytestmark = pytest.mark.usefixtures("own_database")


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
