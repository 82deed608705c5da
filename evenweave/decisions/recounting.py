"""Counting the papers of a decision from what was written down of them: no database, no Django.

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
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import rfc8785

from evenweave.decisions.tallies.counting import Method, tally
from evenweave.decisions.tallies.papers import Profile, approved, ranked, scored
from evenweave.decisions.tallies.results import Result
from evenweave.decisions.tallies.simple import Threshold

YES_NO = ("yes", "no")
APPROVED, SCORED = {"simple", "approval"}, {"score", "dots"}


def gathered(papers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Alike papers together, in the order of their own words: nothing tells who came first."""
    found = Counter(json.dumps(paper, sort_keys=True) for paper in papers)
    return [json.loads(paper) | {"count": count} for paper, count in sorted(found.items())]


def digest(count: Mapping[str, Any]) -> str:
    """The SHA-256 of a count, as canonical JSON (RFC 8785), without its seed.

    The seed of a lot comes later: it is the seal of the record's last line before the closing.
    """
    return hashlib.sha256(rfc8785.dumps({**count, "seed": ""})).hexdigest()


def counted(count: Mapping[str, Any]) -> Result:
    """Count it. Raises TallyRefusedError, with a plain sentence, for what cannot be counted."""
    method = Method.MAJORITY if count["ballot"] == "simple" else Method(count["ballot"])
    threshold = Threshold(count["threshold"])
    profile = profile_of(count)
    seed = count["seed"] or None
    return tally(profile, method, seats=count["seats"], threshold=threshold, seed=seed)


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
    """A result, or a part of one, with its options called otherwise."""
    if isinstance(thing, str):
        return names.get(thing, thing)
    if isinstance(thing, tuple):
        return tuple(renamed(each, names) for each in thing)
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
