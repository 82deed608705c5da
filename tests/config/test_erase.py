"""`evenweave erase`, as whoever runs the machine types it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.config.running import assert_plain, evenweave

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def house(first_start: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the example in it."""
    return shutil.copytree(first_start, tmp_path_factory.mktemp("house") / "data")


def names(house: Path) -> set[str]:
    """Who is here."""
    with sqlite3.connect(house / "evenweave.sqlite3") as database:
        return {name for (name,) in database.execute("SELECT name FROM people_person")}


def test_first_it_says_what_would_go_and_does_nothing(house: Path) -> None:
    told = evenweave("erase", "omar@people.example", "--data", str(house))
    assert_plain(told)
    told = evenweave("erase", "ben@people.example", "--data", str(house))
    assert told.returncode == 2
    assert "This is Ben, known on 1 record." in told.stdout
    assert "Nothing was done." in told.stdout
    assert "Ben" in names(house)


def test_then_it_does_it_and_the_copy_still_verifies(house: Path, tmp_path: Path) -> None:
    told = evenweave("erase", "BEN@people.example", "--yes", "--data", str(house))
    assert told.returncode == 0, told.stderr
    assert "Ben is erased." in told.stdout
    assert "Ben" not in names(house)
    for file in house.rglob("*"):
        assert b"ben@people.example" not in file.read_bytes() if file.is_file() else True
    copy = tmp_path / "copy.zip"
    assert evenweave("export", "hounslow", str(copy), "--data", str(house)).returncode == 0
    assert "This record is whole." in evenweave("verify", str(copy)).stdout


def test_the_last_coordinator_can_be_erased_and_it_says_who_is_asked(house: Path) -> None:
    evenweave("erase", "ruth@people.example", "--yes", "--data", str(house))
    warned = evenweave("erase", "amina@people.example", "--data", str(house))
    assert "They alone coordinate “Hounslow Wellbeing Network”." in warned.stdout
    told = evenweave("erase", "amina@people.example", "--yes", "--data", str(house))
    assert "Its members are asked to." in told.stdout


@pytest.mark.parametrize("whom", ["nobody@people.example", "00000000-0000-4000-8000-000000000000"])
def test_somebody_who_is_not_here_is_told_plainly(house: Path, whom: str) -> None:
    told = evenweave("erase", whom, "--yes", "--data", str(house))
    assert f"There is nobody here with the address or id “{whom}”." in assert_plain(told)
