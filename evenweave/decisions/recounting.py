"""Counting the papers of a vote from what was written down of them: no database, no Django.

A *count* is one JSON object. The pages make it from the votes, the record holds its hash, an export
carries it, and `evenweave verify` counts it again:

    {"ballot": "simple", "threshold": "half", "seats": 1, "dots": 5,
     "options": ["yes", "no"], "seed": "", "papers": [{"choice": "yes", "count": 4}, …]}

A paper is {"choice": option}, {"approve": [option, …]}, {"scores": {option: number}} or
{"ranking": [[option, …], …]}, with how often it came; without any of these it is blank.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import rfc8785

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies.counting import Method, tally
from evenweave.decisions.tallies.papers import (
    Profile,
    TallyRefusedError,
    approved,
    ranked,
    scored,
)
from evenweave.decisions.tallies.results import Result
from evenweave.decisions.tallies.runoff import TooManyWaysError
from evenweave.decisions.tallies.simple import Threshold
from evenweave.record import checking
from evenweave.record.checking import BrokenRecordError

YES_NO = ("yes", "no")
# What a count is, and nothing else: it is hashed.
COUNTED = ("ballot", "threshold", "seats", "dots", "options", "seed", "papers")
APPROVED, SCORED = {"simple", "approval"}, {"score", "dots"}


def kept_of(
    step: Any, options: Sequence[str], papers: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """A count before anything is counted: papers, with the rule of a step (`ways.Step`)."""
    return {
        "ballot": str(step.ballot),
        "threshold": str(step.threshold),
        "seats": step.seats,
        "dots": step.dots,
        "options": list(options),
        "seed": "",
        "papers": gathered(papers),
    }


def gathered(papers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Alike papers together, in the order of their own words: nothing tells who came first."""
    found = Counter(json.dumps(paper, sort_keys=True) for paper in papers)
    return [json.loads(paper) | {"count": count} for paper, count in sorted(found.items())]


def digest(count: Mapping[str, Any]) -> str:
    """The SHA-256 of a count, as canonical JSON (RFC 8785), without its seed."""
    return hashlib.sha256(rfc8785.dumps({**count, "seed": ""})).hexdigest()


def lot_of(nonce: str) -> str:
    """What is told of a lot's number (hex) when the vote opens: its SHA-256, in hex."""
    return hashlib.sha256(bytes.fromhex(nonce)).hexdigest()


def basis_of(tie: Iterable[str]) -> str:
    """What stands for the papers in the lot of a secret vote: the hash of what was level."""
    return hashlib.sha256(rfc8785.dumps(sorted(tie))).hexdigest()


def seed_of(nonce: str, papers: str) -> str:
    """The seed of a lot: the SHA-256 of its number and of the digest of all papers, both hex.

    Nobody who votes knows the number, and whoever keeps it cannot change it any more.
    """
    return hashlib.sha256(bytes.fromhex(nonce + papers)).hexdigest()


def counted(count: Mapping[str, Any]) -> Result:
    """Count it. Where it branches more ways than anybody can follow, everything is level.

    Raises TallyRefusedError, with a plain sentence, for what cannot be counted.
    """
    method = Method.MAJORITY if count["ballot"] == "simple" else Method(count["ballot"])
    threshold = Threshold(count["threshold"])
    profile = profile_of(count)
    seed = count["seed"] or None
    try:
        return tally(profile, method, seats=count["seats"], threshold=threshold, seed=seed)
    except TooManyWaysError:
        options = tuple(count["options"])
        level = {"winners": options, "order": (options,), "tie": options}
        return Result(str(method), options, count["seats"], **level, rounds=())


def profile_of(count: Mapping[str, Any]) -> Profile:
    """The papers as they are tallied."""
    options: Sequence[str] = count["options"]
    papers = [(paper, paper["count"]) for paper in count["papers"]]
    if count["ballot"] in APPROVED:
        return approved(options, [(chosen(paper), number) for paper, number in papers])
    if count["ballot"] in SCORED:
        budget = count["dots"] if count["ballot"] == "dots" else None
        scores = [(paper.get("scores", {}), number) for paper, number in papers]
        return scored(options, scores, budget=budget)
    return ranked(options, [(paper.get("ranking", []), number) for paper, number in papers])


def chosen(paper: Mapping[str, Any]) -> list[str]:
    """The options that a paper says yes to."""
    return [paper["choice"]] if "choice" in paper else list(paper.get("approve", []))


def renamed(thing: Any, names: Mapping[str, str]) -> Any:
    """A result or a paper, or a part of one, with its options called otherwise."""
    if isinstance(thing, str):
        return names.get(thing, thing)
    if isinstance(thing, list | tuple):
        return type(thing)(renamed(each, names) for each in thing)
    if isinstance(thing, Mapping):
        return {renamed(key, names): renamed(value, names) for key, value in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {
            each.name: renamed(getattr(thing, each.name), names)
            for each in fields(thing)
            if each.name not in {"what", "method"}
        }
        return replace(thing, **changed)
    return thing


FILE, OPENED = "counts.jsonl", "decisions.opened"
# A project that was brought in draws new numbers for the lots of open votes.
IMPORTED = "archive.imported"


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many votes were counted again, and for how many the papers may not be shown."""

    votes: int
    unshown: int


def recount(path: Path) -> Recounted:
    """Count every vote of a copy again, against what its record says of it.

    Raises BrokenRecordError when papers are missing or were changed, or come to something else.
    Check the record itself first (`record.checking.check`).
    """
    with checking.opened(path) as archive:
        kept = papers_by_line(archive) if FILE in archive.namelist() else {}
        lots: dict[str, str | None] = {}
        votes = unshown = 0
        with archive.open("record.jsonl") as record:
            for content in deciding(record):
                facts = content["facts"]
                if content["kind"] == IMPORTED:
                    lots |= facts["lots"]
                    continue
                if content["kind"] == OPENED:
                    lots[facts["decision"]] = facts["lot"]
                if not (told := facts.get("count")):
                    continue
                line = content["sequence"]
                if told["papers"] is None:
                    unshown += 1
                    check_lot(line, told, lots.get(facts["decision"]))
                    continue
                check_vote(line, told, kept.pop(line, None), lots.get(facts["decision"]))
                votes += 1
    if kept:
        raise BrokenRecordError(
            _("There are papers for line {line}, but that line counts no vote.").format(
                line=min(kept)
            )
        )
    return Recounted(votes, unshown)


def deciding(record: Any) -> Iterator[dict[str, Any]]:
    """What a record says of decisions."""
    for line in checking.lines(record):
        content = json.loads(line)
        if content["kind"].startswith("decisions.") or content["kind"] == IMPORTED:
            yield content


def papers_by_line(archive: zipfile.ZipFile) -> dict[int, Mapping[str, Any]]:
    """The counts that lie beside a record, by the line that tells of them."""
    found: dict[int, Mapping[str, Any]] = {}
    try:
        with archive.open(FILE) as counts:
            for line in checking.lines(counts):
                one = json.loads(line)
                found[int(one["sequence"])] = dict(one["count"])
    except (ValueError, TypeError, KeyError):
        raise BrokenRecordError(
            _("{file} cannot be read, so the votes cannot be counted again.").format(file=FILE)
        ) from None
    return found


def check_vote(
    line: int, told: Mapping[str, Any], kept: Mapping[str, Any] | None, lot: str | None
) -> None:
    """One vote: its papers are those that were counted, and they come to the same again.

    `lot` is what was told when it opened of the number that a lot would need.
    """
    if kept is None:
        raise BrokenRecordError(
            _("The papers of the vote in line {line} are missing.").format(line=line)
        )
    check_lot(line, told, lot)
    try:
        is_same = digest(kept) == told["papers"]
        winners, tie = come_to({**kept, "seed": told["seed"] or ""}, told)
    except (TallyRefusedError, ValueError, TypeError, KeyError):
        is_same, winners, tie = False, [], []
    if not is_same:
        raise BrokenRecordError(
            _("The papers of the vote in line {line} are not those that were counted.").format(
                line=line
            )
        )
    if (winners, tie) != (list(told["winners"]), list(told["tie"])):
        raise BrokenRecordError(
            _("The vote in line {line}, counted again, comes to something else.").format(line=line)
        )


def check_lot(line: int, told: Mapping[str, Any], lot: str | None) -> None:
    """A lot's number is the one of which the hash was told beforehand, and makes this seed."""
    if told["seed"] and not is_lot(told, lot):
        raise BrokenRecordError(
            _("The lot of the vote in line {line} is not the one that was told beforehand.").format(
                line=line
            )
        )


def is_lot(told: Mapping[str, Any], lot: str | None) -> bool:
    """Whether the number fits its hash and, with the papers or what was level, its seed."""
    nonce = told["nonce"]
    try:
        basis = told["papers"] or basis_of(told["tie"])
        return lot_of(nonce) == lot and seed_of(nonce, basis) == told["seed"]
    except (ValueError, TypeError):
        return False


def come_to(kept: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Who wins, and who is level, when the papers are counted again."""
    cast = sum(int(paper["count"]) for paper in kept["papers"])
    if not cast:
        return [], []
    result = counted(kept)
    has_quorum = told["has_quorum"] and cast == told["cast"]
    winners = list(result.winners) if has_quorum and result.is_settled else []
    return winners, list(result.tie)
