"""`evenweave import people`: it says first what it would do, and does it only with --yes."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from evenweave.config.commands import import_
from evenweave.config.trouble import Trouble
from evenweave.projects.models import Place, Project
from evenweave.record.models import Entry
from tests.projects import lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return lists.project()


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    import_.add_arguments(parser)
    return import_.run(parser.parse_args(["people", *words]))


def people(project: Project, name: str = "messy.xlsx", *more: str) -> int:
    return run(str(lists.FOLDER / name), "--project", project.slug, *more)


def test_it_is_looked_at_first_and_done_with_a_yes(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert people(project) == 0
    said = capsys.readouterr().out
    for words in [
        "8 rows were read.",
        "D   Lived exp? → Yes or no: Lived experience",
        "Checked 8 of 8.",
        "New here: 7",
        "Stands twice, counts once: 1",
        "Row 12: The name looks like a formula.",
        "Nothing was changed yet. To bring them in, add --yes.",
    ]:
        assert words in said
    assert not Place.objects.exists()
    assert people(project, "messy.xlsx", "--yes") == 0
    assert Place.objects.count() == 7
    assert people(project, "messy.xlsx", "--yes") == 0
    assert "Nothing was changed." in capsys.readouterr().out
    entry = Entry.objects.filter(stream_id=project.id).latest("sequence")
    assert entry.by.kind == "import"
    assert entry.by.person is not None


def test_slips_are_told_and_nothing_is_done(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Trouble, match="Nothing was brought in"):
        people(project, "wrong.xlsx", "--yes")
    assert "Row 2: Joined (C2): “31/02/2024”." in capsys.readouterr().out
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--project", "nowhere"], "There is no project called “nowhere”"),
        (["--sheet", "Other"], "There is no sheet “Other”. There are: “People 2026”, “Notes”."),
        (["--column", "Nothing=name"], "“Nothing=name” is not understood"),
        (["--column", "Preferred name="], ""),
        (["--by", "nobody@example.org"], "No coordinator of this project has that address."),
    ],
)
def test_what_is_not_understood_is_told(project: Project, words: list[str], said: str) -> None:
    if not said:
        assert people(project, "messy.xlsx", *words) == 0
        return
    with pytest.raises(Trouble, match=said.replace("(", r"\(")):
        people(project, "messy.xlsx", *words)


def test_a_large_file_is_not_even_opened(project: Project, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(40_000_000)
    with pytest.raises(Trouble, match="This file has 40 MB, and there is room for 10 MB."):
        run(str(large), "--project", project.slug)
    with pytest.raises(Trouble, match="cannot be read"):
        run(str(tmp_path / "missing.csv"), "--project", project.slug)
