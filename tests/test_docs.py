"""What the documents say is so: links lead somewhere, commands exist, and the shown code works."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from evenweave.config.cli import COMMANDS
from evenweave.record import exporting
from tests import make
from tests.house.pages import documented, unequal
from tests.house.source import PACKAGE, ROOT
from workshop.start import STARTED

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")
SETTING = re.compile(r'"(EVENWEAVE_[A-Z_]+|DATABASE_URL)"')
# The front script tells the program what the person typed, and `serve` tells the settings where it
# listens; nobody sets them.
NOT_FOR_PEOPLE = {"EVENWEAVE_CALLED", "EVENWEAVE_FOR_THIS_MACHINE", "EVENWEAVE_LAN_MARK"}


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def dead_links(page: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(text) if not (page.parent / link).exists()]


def test_every_link_leads_somewhere() -> None:
    dead = {
        str(page.relative_to(ROOT)): found
        for page in documents()
        if (found := dead_links(page, page.read_text(encoding="utf-8")))
    }
    assert not dead


def test_a_link_that_leads_nowhere_is_found() -> None:
    text = "[a](README.md) [b](https://example.org/b) ![c](docs/gone.png) [d](docs/words.md#now)"
    assert dead_links(ROOT / "page.md", text) == ["docs/gone.png"]


def test_the_docs_name_every_setting() -> None:
    files = PACKAGE.rglob("*.py")
    used = {name for file in files for name in SETTING.findall(file.read_text(encoding="utf-8"))}
    listed = {row[0] for row in documented("operations.md", "Settings")}
    assert unequal(used - NOT_FOR_PEOPLE, listed, "docs/operations.md") == []


def unknown_commands(text: str) -> set[str]:
    """Commands that stand in the code of a page, and that neither program knows."""
    code = code_in(text)
    words = set(re.findall(r"\./run ([a-z]+)", code)) - set(STARTED)
    return words | set(re.findall(r"\bevenweave ([a-z]+)\b(?=[ `\n])", code)) - set(COMMANDS)


def test_the_docs_name_only_commands_that_exist() -> None:
    unknown = {
        str(page.relative_to(ROOT)): found
        for page in documents()
        if (found := unknown_commands(page.read_text(encoding="utf-8")))
    }
    assert not unknown


def test_a_command_that_does_not_exist_is_found() -> None:
    text = "`evenweave serve`, `./run evenweave dance`, evenweave prose, `./run away`"
    assert unknown_commands(text) == {"dance", "away"}


def code_in(text: str) -> str:
    """What stands in code: between fences, and between backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


@pytest.fixture
def copy(tmp_path: Path, db: None) -> Path:
    stream = make.stream()
    target = tmp_path / "copy.zip"
    with exporting.packed(stream, target, at=make.NOON) as file:
        file.rename(target)
    return target


def by_hand(copy: Path) -> subprocess.CompletedProcess[str]:
    """Run the lines of Python in docs/record.md, with nothing but Python."""
    shown = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    code = shown.partition("```python\n")[2].partition("```")[0]
    command = [sys.executable, "-I", "-S", "-c", code, str(copy)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_copy_can_be_checked_by_hand(copy: Path) -> None:
    done = by_hand(copy)
    assert (done.returncode, done.stdout[:7]) == (0, "1 lines"), done.stderr


def test_a_changed_copy_is_found_by_hand(copy: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(copy) as good, zipfile.ZipFile(changed, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b"record.opened", b"record.closed"))
    done = by_hand(changed)
    assert done.returncode != 0
    assert "AssertionError" in done.stderr
