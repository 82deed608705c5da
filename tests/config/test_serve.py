"""Starting: the first time, again, twice at once, and the end."""

from __future__ import annotations

import re
import signal
import sqlite3
import stat
import time
from pathlib import Path

import pytest

from tests.config.running import assert_plain, evenweave, serving

pytestmark = [pytest.mark.sqlite]

HOUNSLOW = "hounslow"


def streams(data: Path) -> list[str]:
    """The records in a data folder."""
    with sqlite3.connect(data / "evenweave.sqlite3") as database:
        return [slug for (slug,) in database.execute("SELECT slug FROM record_stream")]


def test_the_first_start_makes_everything_and_shows_a_styled_page_of_the_example(
    tmp_path: Path,
) -> None:
    data = tmp_path / "a" / "new folder"
    with serving("--data", str(data)) as served:
        assert served.address.startswith("http://localhost:")
        status, page = served.get("/")
        assert status == 200
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style
        assert served.get(style[1])[0] == 200
    assert streams(data) == [HOUNSLOW]


def test_what_is_written_is_for_its_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving("--empty", "--data", str(data)):
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.iterdir()}
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        assert modes["secret-key"] == 0o600
        assert modes["evenweave.sqlite3"] == 0o600
        assert not any(mode & 0o077 for mode in modes.values())


@pytest.mark.slow
def test_an_empty_start_has_no_example_and_stays_empty(tmp_path: Path) -> None:
    for words in (["--empty"], []):
        with serving("--data", str(tmp_path / "data"), *words) as served:
            assert served.get("/")[0] == 200
        assert streams(tmp_path / "data") == []


@pytest.mark.slow
def test_a_second_start_keeps_the_key_and_the_data_and_says_nothing_of_setting_up(
    begun: Path,
) -> None:
    key = (begun / "secret-key").read_text()
    with serving(EVENWEAVE_DATA=str(begun)) as served:
        assert served.said[0].startswith("Evenweave is open")
    assert (begun / "secret-key").read_text() == key
    assert streams(begun) == [HOUNSLOW]


def test_ctrl_c_ends_quietly_within_a_second(begun: Path) -> None:
    with serving("--data", str(begun)) as served:
        served.get("/")
        began = time.monotonic()
        code, said = served.stop()
        assert time.monotonic() - began < 1
    assert (code, said) == (0, "")


@pytest.mark.slow
def test_a_server_that_is_killed_leaves_a_folder_that_starts(begun: Path) -> None:
    with serving("--data", str(begun)) as served:
        served.process.send_signal(signal.SIGKILL)
        served.process.wait()
    with serving("--data", str(begun)) as served:
        assert served.get("/")[0] == 200


@pytest.mark.slow
def test_a_first_start_that_was_cut_off_is_made_anew(begun: Path) -> None:
    with sqlite3.connect(begun / "evenweave.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('evenweave', 'first_start', '2026-01-01')"
        )
        database.execute("CREATE TABLE left_over (x)")
    with serving("--data", str(begun)):
        pass
    with sqlite3.connect(begun / "evenweave.sqlite3") as database:
        assert not database.execute("SELECT 1 FROM sqlite_master WHERE name='left_over'").fetchall()
        assert not database.execute(
            "SELECT 1 FROM django_migrations WHERE app = 'evenweave'"
        ).fetchall()
    assert streams(begun) == [HOUNSLOW]


def test_a_second_server_on_the_same_folder_is_sent_to_the_first(begun: Path) -> None:
    with serving("--data", str(begun)) as served:
        words = assert_plain(evenweave("serve", "--port", "0", "--data", str(begun)))
        assert served.address in words
        assert "--data DIR --port 8001" in words
        assert served.get("/")[0] == 200


def test_the_server_writes_no_visitors_address_anywhere(begun: Path) -> None:
    with serving("--data", str(begun)) as served:
        served.get("/")
        served.get("/no-such-page/?who=amina")
        served.get("/", Host="elsewhere.example")
        _, said = served.stop()
    assert "127.0.0.1" not in said
    assert "::1" not in said
    assert "amina" not in said


def test_without_a_home_the_data_folder_is_never_at_the_top_of_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from evenweave.config import folders

    monkeypatch.delenv("EVENWEAVE_DATA", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    assert len(folders.data_folder().parts) > 3


@pytest.mark.slow
def test_only_this_machine_may_see_the_example(begun: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    outside = ["serve", "--port", "0", "--host", "0.0.0.0", "--data"]
    words = assert_plain(evenweave(*outside, str(data), EVENWEAVE_HOSTS="weave.example.org"))
    assert "example people" in words
    assert not (data / "evenweave.sqlite3").exists()

    words = assert_plain(evenweave(*outside, str(begun), EVENWEAVE_HOSTS="weave.example.org"))
    assert "example people" in words
    assert "--empty" in words


def test_a_server_for_others_must_know_its_name(tmp_path: Path) -> None:
    words = assert_plain(
        evenweave("serve", "--empty", "--host", "0.0.0.0", "--data", str(tmp_path / "data")), code=2
    )
    assert "EVENWEAVE_HOSTS" in words
    assert not (tmp_path / "data").exists()


@pytest.mark.slow
def test_without_the_example_others_may_reach_it_by_its_name_only(tmp_path: Path) -> None:
    chosen = ["--empty", "--host", "0.0.0.0", "--data", str(tmp_path)]
    with serving(*chosen, EVENWEAVE_HOSTS="weave.example.org") as served:
        assert served.address.startswith("http://weave.example.org:")
        assert "nothing is encrypted" in "\n".join(served.said)
        served.address = served.address.replace("weave.example.org", "localhost")
        assert served.get("/", Host="weave.example.org")[0] == 200
        assert served.get("/", Host="other.example.org")[0] == 400


@pytest.mark.slow
def test_an_empty_start_is_refused_where_the_example_is(begun: Path) -> None:
    words = assert_plain(evenweave("serve", "--empty", "--port", "0", "--data", str(begun)))
    assert "already in" in words
