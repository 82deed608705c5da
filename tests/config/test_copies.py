"""`evenweave export` and `evenweave verify`, as a person types them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from evenweave.demo.cast import BY_SLUG
from tests.config.disks import small_disk
from tests.config.running import assert_plain, evenweave, serving

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def house(first_start: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the example in it."""
    return shutil.copytree(first_start, tmp_path_factory.mktemp("house") / "data")


def test_a_copy_is_made_and_checked(house: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    for file in [first, second]:
        made = evenweave("export", "hounslow", str(file), "--data", str(house))
        assert made.returncode == 0, made.stderr
        assert "Last seal: " in made.stdout
    checked = evenweave("verify", str(second), "--since", str(first))
    assert checked.returncode == 0, checked.stderr
    assert re.search(r"\d+ lines: none missing, doubled or moved", checked.stdout)
    assert "It continues first.zip" in checked.stdout
    assert "of its record says that first.zip was made" in checked.stdout
    assert "every byte as it was when the copy was made" in checked.stdout
    assert "This record is whole." in checked.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"first.zip", "second.zip"}


def test_verify_needs_no_django_and_no_database(house: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    evenweave("export", "hounslow", str(file), "--data", str(house))
    code = (
        "import sys; from evenweave.config.cli import main; code = main(sys.argv[1:]);"
        "assert not {'django', 'sqlite3', 'psycopg'} & set(sys.modules); sys.exit(code)"
    )
    told = subprocess.run(
        [sys.executable, "-P", "-c", code, "verify", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path / "nowhere")},
    )
    assert told.returncode == 0, told.stderr


def test_a_broken_copy_is_told_with_exit_code_1(house: Path, tmp_path: Path) -> None:
    file, broken = tmp_path / "copy.zip", tmp_path / "broken.zip"
    evenweave("export", "hounslow", str(file), "--data", str(house))
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(broken, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b"2015-05-12", b"2015-05-13"))
    told = assert_plain(evenweave("verify", str(broken)))
    assert told == (
        "broken.zip was changed after it was made, or is not all there. Get a new copy.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nothing", "x.zip"], "There is no project called “nothing” here. There are: hounslow"),
        (["hounslow", "/no/such/x.zip"], "There is no folder /no/such. Make it first."),
        (["hounslow", "."], "is a folder. Name a file in it."),
    ],
)
def test_a_copy_that_cannot_be_made_is_told_plainly(
    house: Path, tmp_path: Path, words: list[str], sentence: str
) -> None:
    assert sentence in assert_plain(evenweave("export", *words, "--data", str(house)))


def test_a_file_that_is_there_stays_unless_it_is_said(house: Path, tmp_path: Path) -> None:
    words, file = ("export", "hounslow", "--data", str(house)), tmp_path / "copy.zip"
    file.write_text("mine")
    assert "add --replace" in assert_plain(evenweave(*words, str(file)))
    assert file.read_text() == "mine"
    told = assert_plain(evenweave(*words, str(house / "copy.zip"), "--replace"))
    assert "is one of Evenweave’s own folders" in told
    assert not (house / "copy.zip").exists()
    assert evenweave(*words, str(file), "--replace").returncode == 0
    assert evenweave("verify", str(file)).returncode == 0


def test_a_disk_that_takes_nothing_is_told_plainly(house: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", "4k") as stick:
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
        for words in (["export", "hounslow"], ["backup"]):
            told = evenweave(*words, str(stick / "copy.zip"), "--data", str(house))
            assert f"Nothing can be written in {stick}: Read-only" in assert_plain(told)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for next to nothing."""
    with small_disk(tmp_path / "disk", "4k") as folder:
        (folder / "letter.txt").write_text("The last free page.")
        yield folder


def test_a_full_disk_leaves_no_half_copy(house: Path, tiny_disk: Path) -> None:
    told = evenweave("export", "hounslow", str(tiny_disk / "copy.zip"), "--data", str(house))
    assert "disk is full" in assert_plain(told)
    assert [path.name for path in tiny_disk.iterdir()] == ["letter.txt"]


def test_a_copy_that_failed_does_not_stand_on_the_record(house: Path, tmp_path: Path) -> None:
    evenweave("export", "hounslow", "/no/such/folder/x.zip", "--data", str(house))
    before, after = tmp_path / "before.zip", tmp_path / "after.zip"
    evenweave("export", "hounslow", str(before), "--data", str(house))
    evenweave("export", "hounslow", str(tmp_path), "--data", str(house))
    evenweave("export", "hounslow", str(after), "--data", str(house))
    lengths = []
    for file in [before, after]:
        with zipfile.ZipFile(file) as archive:
            lengths.append(archive.read("record.jsonl").count(b"\n"))
    assert lengths[1] == lengths[0] + 1


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A data folder with nobody in it."""
    folder = tmp_path / "empty"
    with serving("--data", str(folder), "--empty"):
        return folder


def test_a_project_is_taken_along_to_another_server(
    house: Path, empty: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    evenweave("export", "hounslow", str(first), "--data", str(house))
    brought = evenweave("import", str(first), "--data", str(empty))
    assert brought.returncode == 0, brought.stderr
    assert "“Hounslow Wellbeing Network” is here" in brought.stdout
    assert re.search(r"\d{4} \d{4} \d{4} \d{4}  Amina\n", brought.stdout)
    more = evenweave("import", "cards", "--project", "hounslow", "--data", str(empty))
    assert re.search(r"\d{4} \d{4} \d{4} \d{4}  Amina\n", more.stdout)
    evenweave("export", "hounslow", str(second), "--data", str(empty))
    checked = evenweave("verify", str(second), "--since", str(first))
    assert "It continues first.zip" in checked.stdout
    assert "of its record says that first.zip was made, or was brought in" in checked.stdout
    told = assert_plain(evenweave("import", str(second), "--data", str(empty)))
    assert "is here already" in told
    told = assert_plain(evenweave("import", str(tmp_path / "none.zip"), "--data", str(empty)))
    assert told.startswith("There is no file")


def test_whoever_was_erased_is_erased_again_once_a_copy_came_in(
    house: Path, empty: Path, tmp_path: Path
) -> None:
    file, keys = tmp_path / "copy.zip", {"EVENWEAVE_KEYS": str(tmp_path / "keys")}
    evenweave("export", "hounslow", str(file), "--data", str(house))
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "erased").write_text("Ben\n")
    told = evenweave("import", str(file), "--data", str(empty), **keys)
    assert "cannot be read as a list of who was erased" in assert_plain(told)
    (tmp_path / "keys" / "erased").write_text(f"2026-02-03 {BY_SLUG['ben'].id}\n")
    brought = evenweave("import", str(file), "--data", str(empty), **keys)
    assert "1 person had been erased since. That was done again." in brought.stdout
    told = evenweave("erase", str(BY_SLUG["ben"].id), "--data", str(empty), **keys)
    assert "There is nobody here" in assert_plain(told)


def test_an_import_that_is_killed_leaves_nothing(house: Path, empty: Path, tmp_path: Path) -> None:
    """Killed after every row was written, and before the record was: not one row stays."""
    file = tmp_path / "copy.zip"
    evenweave("export", "hounslow", str(file), "--data", str(house))
    code = (
        "import os, signal, sys; from evenweave.archive.actions import bringing;"
        "bringing.bring_in_entries = lambda **told: os.kill(os.getpid(), signal.SIGKILL)"
    )
    start = (
        "import sys; from evenweave.config import cli; was = cli.open_house;"
        f"cli.open_house = lambda **told: (was(**told), exec({code!r}, {{}}));"
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    words = ["import", str(file), "--data", str(empty)]
    killed = subprocess.run([sys.executable, "-P", "-c", start, *words], check=False)
    assert killed.returncode == -signal.SIGKILL
    brought = evenweave(*words)
    assert brought.returncode == 0, brought.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["people"], "Say which list, and for which project"),
        (["copy.zip", "people.csv"], "A copy of a project is brought in by itself"),
        (["cards", "--project", "nothing"], "There is no project called “nothing” here"),
    ],
)
def test_an_import_that_is_not_understood_is_told_plainly(
    house: Path, words: list[str], sentence: str
) -> None:
    told = evenweave("import", *words, "--data", str(house))
    assert "Traceback" not in told.stderr
    assert sentence in told.stderr
    assert told.returncode
