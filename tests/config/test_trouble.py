"""Whatever stands in the way is told in one plain sentence that says what to do."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError

from evenweave.config import databases, folders, secrets
from evenweave.config.trouble import FULL, PLAIN, Trouble, guarded
from tests.config.running import (
    SECONDS,
    assert_plain,
    environment,
    evenweave,
    everything_in,
    serving,
)

pytestmark = [pytest.mark.sqlite]

NOBODY = 65_534


@pytest.fixture
def not_root() -> Iterator[Path]:
    """An empty folder that anybody may look into; root becomes somebody who may not write there."""
    with tempfile.TemporaryDirectory(prefix="evenweave-tests-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        am_root = os.geteuid() == 0
        if am_root:
            os.seteuid(NOBODY)
        else:
            folder.chmod(0o555)
        try:
            yield folder
        finally:
            if am_root:
                os.seteuid(0)
            else:
                folder.chmod(0o755)


def test_a_folder_that_cannot_be_made_is_named(not_root: Path) -> None:
    with pytest.raises(Trouble, match="cannot be made .* --data DIR"):
        folders.make(not_root / "data")


def test_a_folder_that_cannot_be_written_is_named(not_root: Path) -> None:
    with pytest.raises(Trouble, match="cannot be written to .* --data DIR"):
        folders.make(not_root)


def test_a_folder_that_may_not_even_be_looked_into_is_named(not_root: Path) -> None:
    hidden = Path("/root/evenweave-data") if os.geteuid() else not_root / "data"
    with pytest.raises(Trouble, match="cannot be made .* --data DIR"):
        folders.make(hidden)


def test_a_file_in_place_of_the_data_folder_is_named(tmp_path: Path) -> None:
    file = tmp_path / "thesis.txt"
    file.write_text("mine")
    words = assert_plain(evenweave("serve", "--port", "0", "--data", str(file)))
    assert str(file) in words
    assert "--data DIR" in words
    assert file.read_text() == "mine"
    below = assert_plain(evenweave("serve", "--port", "0", "--data", str(file / "data")))
    assert "cannot be made" in below


def test_a_busy_port_is_named_with_another_to_try_and_nothing_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        data = tmp_path / "data"
        words = assert_plain(evenweave("serve", "--port", str(port), "--data", str(data)))
    assert f"Port {port} is busy" in words
    assert f"serve --port {port + 1}" in words
    assert not data.exists()


@pytest.mark.parametrize("port", ["eight", "-1", "65536", "80 80", ""])
def test_a_port_that_is_none_is_told_as_a_slip(port: str) -> None:
    words = assert_plain(evenweave("serve", f"--port={port}"), code=2)
    assert "a number up to 65535" in words


@pytest.mark.parametrize("host", ["no-such-name.invalid", "192.0.2.7", "::ffff:0:0:0:1"])
def test_an_address_that_is_not_here_is_told(host: str, tmp_path: Path) -> None:
    words = assert_plain(
        evenweave("serve", "--empty", "--port", "0", "--host", host, "--data", str(tmp_path / "d"))
    )
    assert "--host" in words
    assert not (tmp_path / "d").exists()


@pytest.mark.slow
def test_a_folder_from_a_newer_version_is_left_as_it_is(begun: Path) -> None:
    with sqlite3.connect(begun / "evenweave.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('record', '0999_from_tomorrow', '2036-01-01')"
        )
    database.close()
    before = everything_in(begun)
    for command in (["serve", "--port", "0"], ["export", "hounslow", str(begun / "copy.zip")]):
        words = assert_plain(evenweave(*command, "--data", str(begun)))
        assert "newer Evenweave" in words
        assert "record.0999_from_tomorrow" in words
    after = everything_in(begun)
    assert after["evenweave.sqlite3"] == before["evenweave.sqlite3"]
    assert after["secret-key"] == before["secret-key"]
    assert "copy.zip" not in after


def test_a_database_that_is_none_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "evenweave.sqlite3"
    file.write_text("Dear diary, " * 1000)
    words = assert_plain(evenweave("serve", "--port", "0", "--data", str(tmp_path)))
    assert "damaged" in words
    assert file.read_text() == "Dear diary, " * 1000


def test_a_database_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "evenweave.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE stamps_i_collect (country)")
    database.close()
    words = assert_plain(evenweave("serve", "--port", "0", "--data", str(tmp_path)))
    assert "stamps_i_collect" in words
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [
            ("stamps_i_collect",)
        ]


def test_a_command_before_the_first_start_says_so(tmp_path: Path) -> None:
    words = assert_plain(evenweave("export", "x", "y.zip", "--data", str(tmp_path / "data")))
    assert "serve" in words
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "url",
    [
        "mysql://amina:s3cret@server/evenweave",
        "postgresql://amina:s3cret@server",
        "postgresql://amina:s3cret@server:port/evenweave",
        "postgresql://amina:s3cret@[server/evenweave",
        "amina:s3cret",
        "postgresql://amina:s3cret@server/one/two",
    ],
)
def test_a_database_address_that_is_none_is_told_without_its_password(
    url: str, tmp_path: Path
) -> None:
    words = assert_plain(
        evenweave("serve", "--port", "0", "--data", str(tmp_path / "d"), DATABASE_URL=url)
    )
    assert "DATABASE_URL" in words
    assert "s3cret" not in words
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("end", ["", "?no_such_option=1", "?sslmode=perhaps"])
def test_a_database_server_that_does_not_answer_is_told_without_its_password(
    end: str, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    url = f"postgresql://amina:s3cret@127.0.0.1:{port}/evenweave{end}"
    words = assert_plain(
        evenweave("serve", "--port", "0", "--data", str(tmp_path / "d"), DATABASE_URL=url)
    )
    assert "PostgreSQL did not let us in" in words
    assert "s3cret" not in words
    assert not (tmp_path / "d").exists()


def test_the_password_is_taken_out_of_whatever_the_driver_says() -> None:
    said = databases.what_it_said(ValueError("first\nbad s3cret in line"), "s3cret")
    assert said == "bad (password) in line"


# The database may grow to this many pages only: SQLite then says what it says on a full disk.
SMALL_DISK = (
    "import sys; from evenweave.config import cli, databases;"
    "databases.SQLITE_START += 'PRAGMA max_page_count={pages};'; sys.exit(cli.main())"
)


@pytest.mark.slow
@pytest.mark.parametrize("pages", [1, 5, 15])
def test_a_disk_that_fills_up_on_the_first_start_leaves_nothing_half_made(
    pages: int, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", SMALL_DISK.format(pages=pages)]
    ended = subprocess.run(
        [*command, "serve", "--port", "0", "--data", str(tmp_path)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr == f"{FULL}\n"
    assert not list(tmp_path.glob("evenweave.sqlite3*"))
    with serving("--empty", "--data", str(tmp_path)) as served:
        assert served.get("/")[0] == 200


def test_a_disk_that_fills_up_leaves_no_half_of_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def make() -> int:
        secrets.make_secret_key(tmp_path)
        return 0

    monkeypatch.setattr(os, "fsync", full)
    assert guarded(make) == 1
    assert capsys.readouterr().err == f"{FULL}\n"
    assert everything_in(tmp_path) == {}


def test_an_empty_key_left_by_a_crash_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("")
    assert len(secrets.secret_key(tmp_path)) >= 50
    secrets.make_secret_key(tmp_path)
    assert len((tmp_path / "secret-key").read_text()) >= 50


@pytest.mark.parametrize("words", sorted(PLAIN))
def test_what_sqlite_says_of_a_broken_disk_or_file_is_told_plainly(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> int:
        try:
            raise sqlite3.OperationalError(words)
        except sqlite3.OperationalError as problem:
            raise OperationalError(words) from problem

    assert guarded(work) == 1
    assert capsys.readouterr().err == f"{PLAIN[words]}\n"


def test_another_fault_of_a_database_is_not_explained_away() -> None:
    def work() -> int:
        raise OperationalError("no such table: record_stream")

    with pytest.raises(OperationalError):
        guarded(work)


def test_a_real_fault_of_the_program_keeps_its_traceback() -> None:
    code = "from evenweave.config.trouble import guarded; guarded(lambda: 1 // 0)"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr
    assert "ZeroDivisionError" in ended.stderr


def test_a_reader_who_stops_early_is_no_fault() -> None:
    ended = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m evenweave --help | true"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""


def test_an_unknown_word_is_answered_with_those_that_are_known() -> None:
    words = assert_plain(evenweave("sreve"), code=2)
    assert "“sreve”" in words
    assert "serve" in words


def test_an_unknown_option_is_told_as_a_slip() -> None:
    words = assert_plain(evenweave("serve", "--prot", "8001"), code=2)
    assert "--prot" in words
    assert "--help" in words


def test_verify_needs_no_django_and_no_database(tmp_path: Path) -> None:
    code = (
        "import sys; from evenweave.config import cli;"
        f"code = cli.main(['verify', {str(tmp_path / 'none.zip')!r}]);"
        "print(code, 'django' in sys.modules, 'psycopg' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False
    )
    assert ended.stdout.split() == ["1", "False", "False"]
    assert "none.zip" in ended.stderr
