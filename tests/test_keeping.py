"""What is put back is what was made: row by row, and good to go on with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from evenweave.record.models import Entry, Stream
from tests.databases import put_back
from tests.keeping import keeper, standing
from tests.projects.teams import Team, added, team

pytestmark = pytest.mark.django_db

NAMES = ["Amina", "Ben", "Dev"]


def made(key: str) -> Team:
    """A team, made by its actions if it is not known by this key."""
    make: Callable[[list[str]], Team] = team.__wrapped__  # type: ignore[attr-defined]
    return keeper.made(key, lambda: make(NAMES))


def rows() -> dict[str, list[str]]:
    """All that stands, whatever the order in which the database tells it."""
    return {table.name: sorted(map(repr, table.rows)) for table in standing()}


def test_every_row_is_put_back_as_it_was() -> None:
    found = []
    for _time in range(2):
        with put_back():
            made("every row")
            found.append(rows())
    first, again = found
    assert len(first) > 10
    assert first == again


def test_one_goes_on_with_it_as_with_any_team() -> None:
    for _time in range(2):
        with put_back():
            ours = made("going on")
            ours.add("Esther", "P")
            lines = Entry.objects.filter(stream=ours.project.stream_id).order_by("sequence")
            places = [line.sequence for line in lines]
            assert places == list(range(1, len(places) + 1))
            assert lines[len(lines) - 1].hash == Stream.objects.get().head
            assert ours.member("Esther").seat == ours.kinds["P"]


def test_what_one_test_does_to_it_another_does_not_see() -> None:
    for _time in range(2):
        with put_back():
            ours = made("done to it")
            assert [person.name for person in ours.people.values()] == NAMES
            ours.people["Ben"].name = "Benjamin"
            del ours.people["Dev"]


def test_where_somebody_is_already_all_is_made_anew() -> None:
    with put_back():
        added("Finn")
        made("beside Finn")
        assert len(rows()["people_person"]) == len(NAMES) + 1
    assert "beside Finn" not in keeper.kept
    with put_back():
        alone = made("alone")
    with put_back():
        added("Finn")
        assert made("alone").project.id != alone.project.id
        assert len(rows()["people_person"]) == len(NAMES) + 1
