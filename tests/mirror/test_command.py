"""`evenweave mirror`: the same numbers at a terminal, in words and for programs."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pytest

from evenweave.config.commands import mirror as command
from evenweave.config.trouble import Trouble
from tests import make
from tests.mirror.schemas import fits
from tests.mirror.stories import even, uneven
from tests.projects.teams import Team

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def run(*words: str) -> int:
    """The command, as the command line calls it."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def told(capsys: pytest.CaptureFixture[str], ours: Team, *words: str) -> dict[str, Any]:
    """What it prints for programs."""
    assert run(str(ours.project.id), "--json", "--as-of", "2026-11-01", *words) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    fits(found)
    return found


def measured(found: dict[str, Any], name: str) -> list[float]:
    """How much each kind has of something, for the project so far."""
    return [
        each["count"]
        for each in found["measures"]
        if each["measure"] == name and each["expertise"] and each["phase"] is None
    ]


def test_a_team_that_does_not_share_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, uneven())
    assert measured(found, "chairing") == [0, 0, 6]
    assert measured(found, "ideas_answered") == [0, 0, 5]
    assert found["as_of"] == "2026-11-01"


def test_a_team_that_shares_is_not_accused(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, even())
    assert measured(found, "chairing") == [2, 2, 2]
    assert measured(found, "ideas_answered") == [2, 2, 2]


def test_the_other_reading_is_one_word_away(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, even(), "--by", "all")
    assert measured(found, "chairing") == [2, 2, 2]


def test_in_words_it_is_read_aloud(capsys: pytest.CaptureFixture[str]) -> None:
    ours = uneven()
    assert run(ours.project.slug) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "So far, 15 people had a seat."
    assert all(line.endswith(".") for line in said)
    assert len(set(said)) == len(said)


def test_a_project_that_is_not_here_and_a_day_that_is_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ours = even()
    with pytest.raises(Trouble, match="There is no project called “nowhere” here"):
        run("nowhere", "--json")
    with pytest.raises(argparse.ArgumentError, match="such as 2026-03-31"):
        run(ours.project.slug, "--as-of", "31/3/26")
    with pytest.raises(Trouble, match="9999-12-31 is still to come. Name a day until 20"):
        run(ours.project.slug, "--as-of", "9999-12-31")


def test_a_project_that_only_asks_how_it_goes_has_no_mirror() -> None:
    light = make.project(name="Light", is_light=True)
    with pytest.raises(Trouble, match="“Light” only asks how it goes, so it has no mirror."):
        run(light.slug)
