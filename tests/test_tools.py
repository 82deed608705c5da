"""The tools are set as we mean them: each ban and each layer is broken here on purpose."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT
from workshop import check

BIN = Path(sys.executable).parent


def ruff(file: str, text: str) -> str:
    """What ruff says about a file of this name."""
    command = [str(BIN / "ruff"), "check", "--quiet", "--output-format=concise"]
    done = subprocess.run(
        [*command, "--stdin-filename", file, "-"],
        input=text,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("evenweave/home/rules.py", "from django.http import Http404\n", "TID251"),
        ("evenweave/home/actions.py", "from django.shortcuts import redirect\n", "TID251"),
        ("evenweave/home/models.py", "from django.db.models.signals import post_save\n", "TID251"),
        ("evenweave/home/next.py", "from django.utils.timezone import now\n\nnow()\n", "TID251"),
        ("evenweave/home/next.py", "import datetime\n\ndatetime.datetime.now()\n", "DTZ005"),
        ("evenweave/home/next.py", "from . import rules\n", "TID252"),
        ("evenweave/home/next.py", 'print("hello")\n', "T201"),
        ("evenweave/home/next.py", "# TODO: later\n", "FIX002"),
        ("evenweave/home/next.py", "def tell() -> None:\n    pass\n", "D103"),
    ],
)
def test_a_ban_holds(file: str, text: str, rule: str) -> None:
    assert rule in ruff(file, text)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("evenweave/home/views.py", "from django.http import Http404\n\nraise Http404\n"),
        ("evenweave/common/middleware.py", "from django.http import Http404\n\nraise Http404\n"),
        ("evenweave/common/clock.py", "from django.utils import timezone\n\ntimezone.now()\n"),
        ("evenweave/config/commands/verify.py", 'print("whole")\n'),
    ],
)
def test_a_ban_is_lifted_where_it_should_be(file: str, text: str) -> None:
    assert ruff(file, text) == ""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of our source, to break."""
    shutil.copytree(PACKAGE, tmp_path / "evenweave", ignore=shutil.ignore_patterns("static_built"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_layers(copied: Path) -> list[str]:
    """The contracts of import-linter that do not hold."""
    done = subprocess.run(
        [str(BIN / "lint-imports"), "--no-cache", "--no-logo"],
        cwd=copied,
        env={"PYTHONPATH": str(copied), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return [line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if "BROKEN" in line]


def test_the_layers_hold(copied: Path) -> None:
    assert broken_layers(copied) == []


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("common/clock.py", "import evenweave.record.chain", "Lower rooms know nothing of upper"),
        ("record/rules.py", "import evenweave.record.actions", "Inside a room"),
        ("record/chain.py", "import django.conf", "Checking a copy needs no Django"),
        ("demo/actions.py", "import evenweave.record.writing", "Only a declared kind writes"),
        ("attic/__init__.py", "", "Lower rooms know nothing of upper"),
    ],
)
def test_a_broken_layer_is_found(copied: Path, file: str, line: str, contract: str) -> None:
    path = copied / "evenweave" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    (found,) = broken_layers(copied)
    assert found.startswith(contract)


def test_a_check_that_fails_is_shown_and_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    says = (
        "import os, sys; print('one', os.environ.get('DATABASE_URL')); sys.exit(int(sys.argv[1]))"
    )
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody")
    monkeypatch.setattr(
        check, "CHECKS", {f"c{code}": [sys.executable, "-c", says, code] for code in "012"}
    )
    assert check.main([]) == 2
    told = capsys.readouterr().out
    assert "c0          good" in told
    assert "c1          FAILED" in told
    assert told.count("    one None\n") == 2
    assert told.endswith("2 of 3 failed.\n")


def test_a_check_can_be_run_alone_and_an_unknown_one_is_an_error() -> None:
    assert check.main(["licences"]) == 0
    assert check.main(["manners"]) == 1
