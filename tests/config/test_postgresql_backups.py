"""Backups between the two databases, both ways, while somebody writes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from evenweave.demo.cast import BY_SLUG
from tests import databases
from tests.config.houses import House, comparable
from tests.config.running import assert_plain, environment

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]
# What fails once those who were erased since are erased again.
FAILS_LAST = """
import sys
from evenweave.config import cli
from evenweave.config.backups import restoring

was = restoring.erase_again

def fail(*told):
    raise AssertionError(f"{was(*told)} was erased again.")

restoring.erase_again = fail
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def addresses() -> Iterator[list[str]]:
    """Empty databases; they go at the end."""
    names = [f"backup_{uuid4().hex}" for _each in range(3)]
    yield [databases.new_database(name) for name in names]
    for name in names:
        databases.drop(name)


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The example and more, on SQLite."""
    made = House(tmp_path_factory.mktemp("sqlite"))
    with made.served():
        pass
    made.plays("fill")
    return made


@pytest.fixture(scope="module")
def postgresql(
    sqlite: House, addresses: list[str], tmp_path_factory: pytest.TempPathFactory
) -> House:
    """The same, moved to PostgreSQL."""
    file = tmp_path_factory.mktemp("backups") / "backup.zip"
    sqlite.well("backup", str(file))
    made = House(tmp_path_factory.mktemp("postgresql"), addresses[0])
    made.well("restore", str(file))
    return made


def test_a_team_moves_from_sqlite_to_postgresql(sqlite: House, postgresql: House) -> None:
    assert comparable(postgresql.plays("rows")) == comparable(sqlite.plays("rows"))
    told = assert_plain(postgresql.run("restore", str(postgresql.place / "none.zip")))
    assert "There is no file" in told


def test_numbers_go_on_where_they_were_and_triggers_stand(postgresql: House) -> None:
    with psycopg.connect(postgresql.url, autocommit=True) as connection:
        for table in ("record_entry", "record_words", "django_migrations"):
            most = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
            following = connection.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table]
            ).fetchone()
            assert most
            assert following
            assert following[0] > most[0]
        with pytest.raises(psycopg.Error, match="never deleted"):
            connection.execute("TRUNCATE record_entry CASCADE")
        with pytest.raises(psycopg.Error, match="never changed"):
            connection.execute("UPDATE record_entry SET line = ''")


def test_written_to_meanwhile_it_goes_to_another_and_back_to_sqlite(
    postgresql: House, addresses: list[str], tmp_path: Path
) -> None:
    file, again = tmp_path / "backup.zip", tmp_path / "again.zip"
    with postgresql.being_written_to() as told:
        postgresql.well("backup", str(file))
    assert told["slowest_ms"] < 2_000
    other, back = House(tmp_path / "other", addresses[1]), House(tmp_path / "back")
    assert re.search(r"\d+ people, 2 projects", other.well("restore", str(file)))
    back.well("restore", str(file))
    rows = other.plays("rows")
    assert comparable(back.plays("rows")) == comparable(rows)
    limits = [json.loads(row)["words"] for row in rows["projects_limit"]]
    numbers = sorted(int(words) for words in limits if words.isdecimal())
    assert numbers == list(range(len(numbers)))
    assert 0 < len(numbers) <= told["written"]
    for house in (other, back):
        copy = house.place / "copy.zip"
        house.well("export", "hounslow", str(copy))
        house.well("verify", str(copy))
    other.well("erase", "ben@people.example", "--yes")
    other.well("backup", str(again))
    told_so = assert_plain(other.run("restore", str(again)))
    assert "There is something in this database already" in told_so


def test_what_goes_wrong_leaves_the_database_empty(
    postgresql: House, addresses: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    postgresql.well("backup", str(file))
    with psycopg.connect(postgresql.url, autocommit=True) as connection:
        connection.execute("ALTER TABLE record_entry DISABLE TRIGGER USER")
        connection.execute("UPDATE record_entry SET hash = line WHERE length(line) < 64")
        connection.execute("UPDATE record_entry SET hash = reverse(hash) WHERE sequence = 3")
        connection.execute("ALTER TABLE record_entry ENABLE TRIGGER USER")
    postgresql.well("backup", str(file), "--replace")
    other = House(tmp_path / "other", addresses[2])
    assert "is not whole: Line 3" in assert_plain(other.run("restore", str(file)))
    assert tables_in(other) == 0
    gone = tmp_path / "erased"
    gone.write_text(f"2026-11-26 {BY_SLUG['ben'].id}\n")
    words = ("restore", str(file), "--anyway", "--erased", str(gone))
    failed = subprocess.run(
        [sys.executable, "-P", "-c", FAILS_LAST, *words],
        env=environment(**other.surroundings),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 was erased again" in failed.stderr
    assert tables_in(other) == 0
    assert "1 person had been erased since. That was done again." in other.well(*words)


def tables_in(house: House) -> int:
    """How many tables its database has."""
    with psycopg.connect(house.url) as connection:
        tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        (count,) = connection.execute(tables).fetchone() or (0,)
    return int(count)
