"""Putting papers in: changing them, what is refused, and what does not show."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from evenweave.common.refusals import Refusal
from evenweave.sealed import actions, reading
from evenweave.sealed.models import LONGEST, Box, Envelope
from tests.make import AMINA, NOON
from tests.sealed.story import (
    FIVE,
    TWELVE,
    again,
    cast,
    cast_all,
    close,
    new_box,
    open_box,
    papers_of,
    work,
)

pytestmark = pytest.mark.usefixtures("own_database")


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
