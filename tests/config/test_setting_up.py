"""Setting up: from nothing, cut off halfway, twice at once; and the shell script that begins it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from evenweave.config.trouble import FULL, Trouble
from tests.config.running import environment
from workshop import setting_up, testing

pytestmark = [pytest.mark.sqlite]

ROOT = Path(__file__).resolve().parent.parent.parent
# All that `run` itself may count on.
TOOLS = ["sh", "dirname", "env"]


@pytest.fixture
def run_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty `.run` of this test's own."""
    folder = tmp_path / ".run"
    folder.mkdir()
    monkeypatch.setattr(setting_up, "RUN", folder)
    return folder


class Made:
    """A step that counts how often it is made."""

    def __init__(self, folder: Path) -> None:
        self.times = 0
        self.source = folder / "source"
        self.target = folder / "target"
        self.source.write_text("one")
        self.fails = False

    def do(self) -> None:
        """Make the target, or fail halfway."""
        self.times += 1
        self.target.write_text("half")
        if self.fails:
            raise Trouble("It stopped.")
        self.target.write_text("whole")

    def step(self) -> setting_up.Step:
        """The step as `everything` sees it."""
        return setting_up.Step("made", "a thing", self.target, self.do, (self.source,))

    def ensure(self) -> None:
        """As `everything` does."""
        if not self.step().is_done():
            self.step().make()


def test_a_step_is_made_once_and_again_when_what_it_is_made_from_changes(
    run_folder: Path, tmp_path: Path
) -> None:
    made = Made(tmp_path)
    made.ensure()
    made.ensure()
    assert made.times == 1
    made.source.write_text("two")
    made.ensure()
    assert made.times == 2
    made.target.unlink()
    made.ensure()
    assert made.times == 3


def test_a_step_that_was_cut_off_is_made_again(run_folder: Path, tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.ensure()
    made.source.write_text("two")
    made.fails = True
    with pytest.raises(Trouble):
        made.ensure()
    made.source.write_text("one")  # what the last good end was made from
    made.fails = False
    made.ensure()
    assert made.times == 3
    assert made.target.read_text() == "whole"


def test_a_half_made_folder_is_thrown_away_before_it_is_made_again(
    run_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "packages"
    folder.mkdir()
    (folder / "kept").write_text("")
    setting_up.fresh_unless_whole(folder)  # whole so far: brought up to date where it is
    assert (folder / "kept").exists()
    setting_up.fresh_unless_whole(folder)  # that never ended
    assert not folder.exists()


def test_two_set_ups_take_turns(run_folder: Path) -> None:
    inside, most = 0, 0
    turns = threading.Lock()

    def one() -> None:
        nonlocal inside, most
        with setting_up.alone():
            with turns:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.05)
            with turns:
                inside -= 1

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


@pytest.mark.slow
def test_a_killed_set_up_keeps_its_turn_until_what_it_started_has_ended(run_folder: Path) -> None:
    code = (
        "import sys, subprocess, os; from pathlib import Path; from workshop import setting_up;"
        f"setting_up.RUN = Path({str(run_folder)!r});\n"
        "with setting_up.alone():\n"
        "    child = subprocess.Popen(['sleep', '1'], close_fds=False)\n"
        "    os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    with (run_folder / "lock").open("a") as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with setting_up.alone():
        pass


def test_a_full_disk_is_told_plainly(run_folder: Path) -> None:
    words = "error: failed to write: No space left on device (os error 28)"
    with pytest.raises(Trouble, match="disk is full"):
        setting_up.quietly("step", ["sh", "-c", f"echo '{words}'; exit 2"], os.environ)
    assert setting_up.why_failed("npm error code ENOSPC", run_folder) == FULL


def test_a_disk_too_small_is_told_before_anything_is_fetched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setting_up, "NEEDED", shutil.disk_usage(ROOT).total + 1)
    monkeypatch.setattr(setting_up, "VENV", tmp_path / "none")
    with pytest.raises(Trouble, match="Make some room"):
        setting_up.check_room()


def test_a_step_that_fails_shows_its_last_words_and_where_the_rest_is(run_folder: Path) -> None:
    with pytest.raises(Trouble) as failed:
        setting_up.quietly("step", ["sh", "-c", "seq 1 40; echo ENOTFOUND; exit 1"], os.environ)
    told = failed.value.sentence
    assert "    40\n" in told
    assert "    2\n" not in told
    assert str(run_folder / "step.log") in told
    assert "Check the connection" in told


@pytest.mark.parametrize("home", ["", None, "unwritable"])
def test_without_a_home_of_its_own_caches_stay_in_the_folder(
    home: str | None, run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("UV_CACHE_DIR", "npm_config_cache", "PIP_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("PIP_INDEX_URL", "kept as it is")
    changed = setting_up.environment()
    for name in ("UV_CACHE_DIR", "npm_config_cache", "PIP_CACHE_DIR", "XDG_CACHE_HOME"):
        assert changed[name].startswith(str(run_folder))
    assert changed["HOME"] == (home or str(run_folder / "home"))
    assert changed["PIP_INDEX_URL"] == "kept as it is"


def test_a_home_that_can_be_written_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert setting_up.environment() == dict(os.environ)


# ── the shell script ─────────────────────────────────────────────────────────────────────────────


def copy_of_run(tmp_path: Path) -> Path:
    """`run` alone, with a workshop that only says what it was asked."""
    (tmp_path / "workshop").mkdir()
    said = "import sys; print(sys.version_info >= (3, 11), *sys.argv[1:])"
    (tmp_path / "workshop" / "start.py").write_text(said)
    return Path(shutil.copy(ROOT / "run", tmp_path / "run"))


def with_only(tmp_path: Path, **programs: str) -> dict[str, str]:
    """An environment that has these programs, and what every system has."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for tool in TOOLS:
        (bin_folder / tool).symlink_to(shutil.which(tool) or tool)
    for name, script in programs.items():
        program = bin_folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    return {"PATH": str(bin_folder), "LANG": "C.UTF-8"}


def start(run: Path, env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run([run, *words], env=env, capture_output=True, text=True, check=False)


OLD = 'case "$1" in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac'
THIS = f'exec "{sys.executable}" "$@"'


def test_run_is_plain_shell() -> None:
    shell = shutil.which("dash") or "sh"
    assert subprocess.run([shell, "-n", ROOT / "run"], check=False).returncode == 0
    assert os.access(ROOT / "run", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_a_python_that_is_too_old_is_named_with_what_to_do(tmp_path: Path) -> None:
    ended = start(copy_of_run(tmp_path), with_only(tmp_path, python3=OLD), "serve")
    assert ended.returncode == 1
    assert "This machine has Python 3.9.2." in ended.stderr
    assert "sudo apt install" in ended.stderr


def test_a_machine_without_python_is_told_what_to_do(tmp_path: Path) -> None:
    ended = start(copy_of_run(tmp_path), with_only(tmp_path), "serve")
    assert ended.returncode == 1
    assert "This machine has no Python." in ended.stderr


def test_a_newer_python_beside_an_old_one_is_found(tmp_path: Path) -> None:
    env = with_only(tmp_path, python3=OLD, **{"python3.11": THIS})
    ended = start(copy_of_run(tmp_path), env, "serve", "--data", "a b")
    assert ended.stdout == "True serve --data a b\n"


def test_uv_alone_is_enough(tmp_path: Path) -> None:
    uv = f'test "$1 $2" = "python find" && echo "{sys.executable}"'
    env = with_only(tmp_path, python3=OLD, uv=uv)
    assert start(copy_of_run(tmp_path), env, "setup").stdout == "True setup\n"


def test_a_python_that_is_gone_since_last_time_is_looked_for_again(tmp_path: Path) -> None:
    run = copy_of_run(tmp_path)
    (tmp_path / ".run").mkdir()
    (tmp_path / ".run" / "python").write_text("/gone/python3\n")
    env = with_only(tmp_path, python3=THIS)
    assert start(run, env, "setup").stdout == "True setup\n"


@pytest.mark.parametrize(("words", "code"), [([], 2), (["--help"], 0), (["sreve"], 2)])
def test_run_says_what_it_can_do(words: list[str], code: int) -> None:
    ended = start(ROOT / "run", environment(), *words)
    assert ended.returncode == code
    assert "./run serve" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


# ── the parts of a test run ──────────────────────────────────────────────────────────────────────


def test_a_run_of_everything_is_held_to_the_lists_and_a_chosen_one_is_not() -> None:
    every = testing.parts([], quick=False)
    assert [part.options for part in every] == [
        ("--must-run=sqlite",),
        ("--must-run=postgresql",),
        ("--must-run=browser",),
    ]
    assert [part.database for part in every] == ["sqlite", "postgresql", "sqlite"]
    chosen = testing.parts(["-k", "port"], quick=False)
    assert all(part.options[-2:] == ("-k", "port") for part in chosen)
    assert not any("must-run" in option for part in chosen for option in part.options)


@pytest.mark.parametrize(
    ("codes", "code"),
    [([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([5, 0], 0), ([5, 5], 5), ([0, -9], 9)],
)
def test_one_part_that_fails_fails_the_run(
    codes: list[int], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [testing.Part(str(number), ()) for number in range(len(codes))]
    ends = {part: testing.Ended(part, end, 0, "") for part, end in zip(parts, codes, strict=True)}
    monkeypatch.setattr(testing, "parts", lambda *_: parts)
    monkeypatch.setattr(testing, "run_part", lambda part, *_: ends[part])
    assert testing.run([], quick=False, environment={}) == code


def test_the_databases_are_tested_side_by_side_and_told_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    parts = [testing.Part(name, ()) for name in ("one", "other", "browser")]
    both_run = threading.Barrier(2, timeout=20)

    def run_part(part: testing.Part, environment: Any, out: Any = None) -> testing.Ended:
        if part.title != "browser":
            both_run.wait()
        (out or sys.stdout.buffer).write(f"{part.title} ran. ".encode())
        return testing.Ended(part, 0, 0, "")

    monkeypatch.setattr(testing, "parts", lambda *_: parts)
    monkeypatch.setattr(testing, "run_part", run_part)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert testing.run([], quick=False, environment={}) == 0
    sys.stdout.flush()
    assert b"one ran. other ran. browser ran." in capfdbinary.readouterr().out
