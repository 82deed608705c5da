"""`evenweave tally`, as a person types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evenweave.config.cli import main

pytestmark = pytest.mark.sqlite

TENNESSEE = {
    "options": ["Memphis", "Nashville", "Chattanooga", "Knoxville"],
    "papers": [
        {"ranking": [["Memphis"], ["Nashville"], ["Chattanooga"], ["Knoxville"]], "count": 42},
        {"ranking": [["Nashville"], ["Chattanooga"], ["Knoxville"], ["Memphis"]], "count": 26},
        {"ranking": [["Chattanooga"], ["Knoxville"], ["Nashville"], ["Memphis"]], "count": 15},
        {"ranking": [["Knoxville"], ["Chattanooga"], ["Nashville"], ["Memphis"]], "count": 17},
    ],
}
LEVEL = {"options": ["Ťeplo", "Čaj"], "papers": [{"approve": ["Ťeplo", "Čaj"], "count": 4}]}
SEATS = '3 2\n4 1 2 0\n1 3 0\n1 2 0\n0\n"A"\n"B"\n"C"\n"Title"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The example that voting is often explained by."""
    return written(tmp_path, json.dumps(TENNESSEE))


def written(folder: Path, text: str, name: str = "papers.json") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def counted(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, object]:
    """The JSON it prints, and nothing on the other side."""
    assert main(["tally", *map(str, words)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    result = json.loads(told.out)
    assert list(result) == ["method", "winners", "order", "rounds", "tie"]
    return dict(result)


def complaint(capsys: pytest.CaptureFixture[str], code: int, *words: str | Path) -> str:
    """What it says on stderr when it counts nothing."""
    assert main(["tally", *map(str, words)]) == code
    told = capsys.readouterr()
    assert told.out == ""
    return told.err


@pytest.mark.parametrize(
    ("method", "winner"), [("plurality", "Memphis"), ("irv", "Knoxville"), ("schulze", "Nashville")]
)
def test_each_method_has_its_winner(
    file: Path, capsys: pytest.CaptureFixture[str], method: str, winner: str
) -> None:
    assert counted(capsys, file, "--method", method)["winners"] == [winner]


def test_without_a_method_papers_are_counted_as_is_usual(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert counted(capsys, file)["method"] == "irv"
    assert counted(capsys, file, "--seats", "2")["method"] == "stv"
    assert counted(capsys, written(tmp_path, SEATS, "a.blt"))["method"] == "stv"
    assert counted(capsys, written(tmp_path, json.dumps(LEVEL)))["method"] == "approval"


def test_the_file_or_the_person_says_how_many_seats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blt = written(tmp_path, SEATS, "a.blt")
    assert counted(capsys, blt)["winners"] == ["A", "B"]
    assert counted(capsys, blt, "--method", "stv", "--seats", "1")["winners"] == ["A"]
    assert counted(capsys, blt, "--method", "irv")["winners"] == ["A"]


def test_a_tie_is_told_and_a_lot_settles_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, json.dumps(LEVEL))
    result = counted(capsys, path)
    assert result["winners"] == result["tie"] == ["Ťeplo", "Čaj"]
    result = counted(capsys, path, "--lot", "Saturday 12 7 3")
    assert result["tie"] == ["Ťeplo", "Čaj"]
    assert len(result["winners"]) == 1  # type: ignore[arg-type]


def test_it_can_be_said_in_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", str(file), "--method", "irv", "--words"]) == 0
    assert capsys.readouterr().out == (
        "Nothing had more than half.\n"
        "“Chattanooga” had the fewest papers (15), so its papers moved on.\n\n"
        "Nothing had more than half.\n"
        "“Nashville” had the fewest papers (26), so its papers moved on.\n\n"
        "“Knoxville” has 58 of 100 papers; 51 are enough.\n\n"
        "So “Knoxville” is chosen.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--method", "approval"], "“approval” counts papers that approve options"),
        (["--method", "score"], "“score” counts papers that give scores"),
        (["--method", "dots"], "“dots” counts papers that give scores"),
        (["--method", "irv", "--seats", "2"], "Only “stv” fills several seats"),
        (["--seats", "5"], "There are 5 seats and only 4 options"),
        (["--seats", "0"], "The number of seats must be"),
        (["--seats", "-1"], "The number of seats must be"),
        (["--lot", ""], "A lot needs a seed"),
    ],
)
def test_what_cannot_be_counted_so(
    file: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert sentence in complaint(capsys, 1, file, *words)


def test_a_slip_of_the_keyboard_is_told_with_exit_code_2(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "schulze" in complaint(capsys, 2, file, "--method", "coin")
    assert "--help" in complaint(capsys, 2, file, "--seats", "two")
    assert "required" in complaint(capsys, 2)


def test_a_file_that_is_amiss_is_told_with_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = written(tmp_path, '{"options": ["A"],\n "papers": [{"ranking": [["B"]]}]}')
    assert complaint(capsys, 1, broken) == (
        "papers.json: Paper 1: “B” is not among the options. Correct the name, or add the option.\n"
    )
    assert "There is no file" in complaint(capsys, 1, tmp_path / "none.json")


def test_tally_needs_no_django_and_no_database(file: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from evenweave.config.cli import main; code = main(sys.argv[1:]);"
        "assert not {'django', 'sqlite3', 'psycopg', 'numpy'} & set(sys.modules); sys.exit(code)"
    )
    told = subprocess.run(
        [sys.executable, "-P", "-c", code, "tally", str(file), "--method", "schulze"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path / "nowhere")},
    )
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["winners"] == ["Nashville"]
