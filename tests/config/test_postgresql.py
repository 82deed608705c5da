"""Starting on PostgreSQL: any number of servers, one database."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from evenweave.config import databases
from evenweave.config.trouble import Trouble
from tests import databases as test_databases
from tests.config.running import assert_plain, evenweave, serving
from tests.forging import files_in

pytestmark = [pytest.mark.postgresql]


@pytest.fixture
def url() -> Iterator[str]:
    """The address of an empty database of this test's own."""
    server = test_databases.server_url()
    name = f"start_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    before, mark, options = server.partition("?")
    yield f"{before.rpartition('/')[0]}/{name}{mark}{options}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_two_servers_started_at_once_share_one_whole_database(url: str, tmp_path: Path) -> None:
    with (
        serving("--data", str(tmp_path / "one"), DATABASE_URL=url) as one,
        serving("--data", str(tmp_path / "two"), DATABASE_URL=url) as two,
        serving("--data", str(tmp_path / "two"), DATABASE_URL=url) as three,
    ):
        assert [served.get("/")[0] for served in (one, two, three)] == [200, 200, 200]
        assert one.stop() == (0, "")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT slug FROM record_stream").fetchall() == [("hounslow",)]
        assert not connection.execute(
            "SELECT 1 FROM django_migrations WHERE app = 'evenweave'"
        ).fetchall()
    assert not (tmp_path / "one" / "evenweave.sqlite3").exists()


def test_a_first_start_that_was_cut_off_is_told_not_guessed_at(url: str, tmp_path: Path) -> None:
    with serving("--empty", "--data", str(tmp_path), DATABASE_URL=url):
        pass
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('evenweave', 'first_start', now())"
        )
    words = assert_plain(
        evenweave("serve", "--port", "0", "--data", str(tmp_path), DATABASE_URL=url)
    )
    assert "interrupted" in words


def test_a_database_that_is_not_there_is_named(url: str, tmp_path: Path) -> None:
    elsewhere = url.replace("/start_", "/gone_")
    words = assert_plain(
        evenweave("serve", "--port", "0", "--data", str(tmp_path / "d"), DATABASE_URL=elsewhere)
    )
    assert "does not exist" in words
    assert not (tmp_path / "d").exists()


def test_a_server_that_is_too_old_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = databases.postgresql(url)
    databases.check(settings)
    monkeypatch.setattr(databases, "OLDEST_POSTGRESQL", 99)
    with pytest.raises(Trouble, match="needs 99 or newer"):
        databases.check(settings)


def test_a_question_asked_again_is_planned_once_unless_a_pooler_cannot_do_that() -> None:
    url = "postgresql://amina@db/evenweave"
    assert databases.postgresql(url)["OPTIONS"]["prepare_threshold"] == 5
    options = databases.postgresql(f"{url}?prepare=off&sslmode=require")["OPTIONS"]
    assert "prepare_threshold" not in options
    assert "prepare" not in options
    assert options["sslmode"] == "require"


def test_a_project_moves_from_one_database_to_the_other_and_back(url: str, tmp_path: Path) -> None:
    """SQLite, PostgreSQL, SQLite: what everybody reads is the same, byte for byte, in each."""
    copies = [tmp_path / f"{number}.zip" for number in range(3)]
    places: list[tuple[str, dict[str, Any]]]
    places = [("first", {}), ("second", {"DATABASE_URL": url}), ("third", {})]
    for (name, changed), copy in zip(places, copies, strict=True):
        words = ["--data", str(tmp_path / name)]
        with serving(*words, *([] if name == "first" else ["--empty"]), **changed):
            pass
        if name != "first":
            before = str(copies[copies.index(copy) - 1])
            assert_well(evenweave("import", before, *words, **changed))
        assert_well(evenweave("export", "hounslow", str(copy), *words, **changed))
    first, second, third = (files_in(copy) for copy in copies)
    for file in first:
        if file.startswith(("tables/", "files/", "schemas/")) or file == "counts.jsonl":
            assert first[file] == second[file] == third[file], file


def assert_well(ended: subprocess.CompletedProcess[str]) -> None:
    """A command did what it was asked to."""
    assert ended.returncode == 0, ended.stderr
