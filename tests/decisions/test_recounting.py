"""A copy of a record holds its votes, without names, and anybody can count them again."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenweave.config import cli
from evenweave.decisions import archive
from evenweave.decisions.recounting import (
    FILE,
    Recounted,
    check_vote,
    counted,
    lot_of,
    recount,
)
from evenweave.decisions.tallies.explaining import explained
from evenweave.decisions.ways import Ballot, Tie
from evenweave.record import checking, exporting
from evenweave.record.checking import BrokenRecordError
from evenweave.record.models import Stream
from tests.decisions.stories import WEEK, Story, opened, voting
from tests.forging import files_in, packed_again
from tests.make import NOON
from tests.projects.teams import Team, team

pytestmark = pytest.mark.django_db


def copied(ours: Team, folder: Path) -> Path:
    """A copy of a team's record."""
    stream = Stream.objects.get(pk=ours.project.stream_id)
    target = folder / "copy.zip"
    with exporting.packed(stream, target, at=NOON, beside=archive.beside(stream)) as file:
        file.rename(target)
    return target


def voted(ours: Team, way: Any = None, papers: str = "ABAA") -> Story:
    """A vote of four people between A and B, closed."""
    story = opened(way or voting(), ours=ours, options=["A", "B"])
    ids = {option.words: str(option.id) for option in story.decision.options.all()}
    for name, words in zip(["Amina", "Ben", "Carys", "Dev"], papers, strict=True):
        if way is None:
            story.vote(name, words)
        else:
            story.cast(name, {"ranking": [[ids[words]]]})
    story.passes(WEEK)
    return story


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A record with two votes: a simple one, and one that was level and went to the lot."""
    ours = team()
    voted(ours)
    voted(ours, voting(Ballot.IRV, tie=Tie.LOT), "ABAB")
    return copied(ours, tmp_path)


def lines(copy: Path, name: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(copy) as packed:
        return [json.loads(line) for line in packed.read(name).decode().splitlines()]


def changed(copy: Path, change: Callable[[list[dict[str, Any]]], None]) -> Path:
    """The copy with other papers beside its record."""
    target = copy.with_name("changed.zip")
    counts = lines(copy, FILE)
    change(counts)
    return packed_again({**files_in(copy), FILE: as_lines(counts).encode()}, target)


def as_lines(counts: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(each) + "\n" for each in counts)


def test_every_vote_is_counted_again_and_comes_to_the_same(copy: Path) -> None:
    assert recount(copy) == Recounted(votes=2, unshown=0)
    checking.check(copy)


def test_the_papers_bear_no_names_and_no_order_of_time(copy: Path) -> None:
    first = lines(copy, FILE)[0]["count"]
    assert [paper["count"] for paper in first["papers"]] in ([3, 1], [1, 3])
    assert set(first["papers"][0]) == {"choice", "count"}


def add_one(counts: list[dict[str, Any]]) -> None:
    counts[0]["count"]["papers"][0]["count"] += 1


def turn_round(counts: list[dict[str, Any]]) -> None:
    one, other = counts[0]["count"]["papers"]
    one["count"], other["count"] = other["count"], one["count"]


def another_rule(counts: list[dict[str, Any]]) -> None:
    counts[0]["count"]["threshold"] = "most"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (add_one, "are not those that were counted"),
        (turn_round, "are not those that were counted"),
        (another_rule, "are not those that were counted"),
        (lambda counts: counts.pop(), "are missing"),
        (lambda counts: counts[0]["count"].update(papers="many"), "are not those"),
        (lambda counts: counts[0]["count"].pop("ballot"), "are not those"),
        (lambda counts: counts.append({"sequence": 1, "count": {}}), "counts no vote"),
        (lambda counts: counts.append({"line": 1}), "cannot be read"),
    ],
)
def test_papers_that_were_tampered_with_are_found(
    copy: Path, change: Callable[[list[dict[str, Any]]], None], sentence: str
) -> None:
    with pytest.raises(BrokenRecordError, match=sentence):
        recount(changed(copy, change))


def test_a_lot_that_was_drawn_otherwise_is_found(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evenweave.decisions import recounting

    real = recounting.come_to

    def swapped(kept: Any, told: Any) -> Any:
        winners, tie = real(kept, told)
        return ([each for each in tie if each not in winners] if tie else winners), tie

    monkeypatch.setattr(recounting, "come_to", swapped)
    with pytest.raises(BrokenRecordError, match="comes to something else"):
        recount(copy)


@pytest.mark.parametrize(("fact", "value"), [("nonce", "00" * 32), ("seed", "ab" * 32)])
def test_a_lot_that_was_not_told_beforehand_is_found(fact: str, value: str, copy: Path) -> None:
    told = next(each for each in lines(copy, "record.jsonl") if each["kind"] == "decisions.opened")
    (last,) = (each for each in lines(copy, "record.jsonl") if lot_in(each))
    count = last["facts"]["count"]
    (kept,) = (each for each in lines(copy, FILE) if each["sequence"] == last["sequence"])
    with pytest.raises(BrokenRecordError, match="told beforehand"):
        check_vote(1, {**count, fact: value}, kept["count"], lot_of(count["nonce"]))
    with pytest.raises(BrokenRecordError, match="told beforehand"):
        check_vote(1, count, kept["count"], told["facts"]["lot"])


def lot_in(line: dict[str, Any]) -> Any:
    count = line["facts"].get("count")
    return count and count["nonce"]


def test_the_command_says_so(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(copy)]) == 0
    assert "2 votes: counted again, each comes to the same." in capsys.readouterr().out


def test_a_record_without_votes_says_nothing_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify", str(copied(team(), tmp_path))]) == 0
    assert "vote" not in capsys.readouterr().out


@pytest.mark.parametrize(("ballot", "seats"), [("irv", 1), ("stv", 3)])
def test_what_branches_more_ways_than_anybody_can_follow_is_level_and_can_be_told(
    ballot: str, seats: int
) -> None:
    shuffling = random.Random(7)
    options = [f"option {number}" for number in range(40)]
    orders = [shuffling.sample(options, k=len(options)) for _paper in range(25)]
    papers = [{"ranking": [[each] for each in order], "count": 1} for order in orders]
    rule = {"ballot": ballot, "threshold": "half", "seats": seats, "dots": 5, "seed": ""}
    result = counted({**rule, "options": options, "papers": papers})
    assert result.tie == result.winners == tuple(options)
    assert not result.is_settled
    ((told, *_more),) = explained(result)
    assert told.startswith("It is a tie")
