"""A secret vote: what stands on a paper, and what may be told of all of them once they are opened.

A paper holds what was chosen, by the places of the options (so that it stays short), the group in
which its voter sat when the decision opened (of the two by which a result may be told, if there are
two), and whether it came by a helper or on a slip. Nothing else is kept of papers than what `told`
makes of them: no counts that may not be shown, and no paper.

Its bar is counted among all who could vote, for “not reached” among those who did would tell how
many did not (docs/disclosure.md).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evenweave.decisions import recounting
from evenweave.decisions.ways import Ballot, Step, Tie
from evenweave.disclosure.groups import breakdown
from evenweave.disclosure.limits import LIMITS
from evenweave.disclosure.results import Part, Whole
from evenweave.disclosure.wholes import choices, whole

# In bytes. Fifty options in order take less than a third of it.
LONGEST = 1_000
SKIPPED = "skipped"
HELPED, SLIP = "helped", "slip"
# How each kind of paper is written down: the key of what was chosen, and of its short form.
SHORT = {"choice": "c", "approve": "a", "scores": "s", "ranking": "r"}


@dataclass(frozen=True, slots=True)
class Paper:
    """What somebody chose (as a vote is kept), 0 or 1 for their group, and how it came."""

    chosen: Mapping[str, Any]
    group: int = 0
    way: str = ""


def packed(paper: Paper, options: Sequence[str]) -> bytes:
    """A paper as it is sealed; of no bytes, when nothing was chosen. It must fit its options."""
    chosen = {kind: value for kind, value in paper.chosen.items() if value}
    if not chosen:
        return b""
    ((kind, value),) = chosen.items()
    place = {key: number for number, key in enumerate(options)}
    told: Any
    match kind:
        case "choice":
            told = place[value]
        case "approve":
            told = sorted(place[each] for each in value)
        case "scores":
            told = sorted([place[each], number] for each, number in value.items())
        case _:
            told = [sorted(place[each] for each in level) for level in value]
    kept = {SHORT[kind]: told, "g": paper.group, "w": paper.way}
    return json.dumps(kept, separators=(",", ":"), sort_keys=True).encode()


def unpacked(sealed: bytes, options: Sequence[str]) -> Paper:
    """The paper that `packed` made."""
    told = json.loads(sealed)
    group, way = told.pop("g"), told.pop("w")
    ((short, value),) = told.items()
    match short:
        case "c":
            chosen: dict[str, Any] = {"choice": options[value]}
        case "a":
            chosen = {"approve": [options[each] for each in value]}
        case "s":
            chosen = {"scores": {options[each]: number for each, number in value}}
        case _:
            chosen = {"ranking": [[options[each] for each in level] for level in value]}
    return Paper(chosen, group, way)


@dataclass(frozen=True, slots=True)
class Came:
    """What a secret vote came to. `nonce` is the number of the lot, if one was drawn."""

    winners: tuple[str, ...]
    tie: tuple[str, ...]
    seed: str = ""
    nonce: str = ""


def come_to(
    step: Step, options: Sequence[str], papers: Sequence[Paper], *, seats: int, nonce: str
) -> Came:
    """Count opened papers by the step's own way; a tie by lot, where the rule says so."""
    needed = step.threshold.needed(seats)
    if step.ballot is Ballot.SIMPLE and needed is not None:
        counts = Counter(paper.chosen["choice"] for paper in papers)
        return Came(tuple(each for each in options if counts[each] >= needed), ())
    kept = recounting.kept_of(step, options, [paper.chosen for paper in papers])
    result = recounting.counted(kept)
    if result.is_settled:
        return Came(tuple(result.winners), tuple(result.tie))
    if step.tie is not Tie.LOT:
        return Came((), tuple(result.tie))
    seed = recounting.seed_of(nonce, recounting.basis_of(result.tie))
    drawn = recounting.counted({**kept, "seed": seed})
    return Came(tuple(drawn.winners), tuple(drawn.tie), seed, nonce)


def told(
    step: Step,
    options: Sequence[str],
    papers: Sequence[Paper],
    *,
    groups: tuple[int, int] | None,
    seats: int,
    nonce: str = "",
) -> dict[str, Any]:
    """All that is kept and told of a secret vote, as JSON, with options by their ids.

    `groups` are the people of the two groups when it opened, or None where there are no two.
    """
    came = come_to(step, options, papers, seats=seats, nonce=nonce)
    kept: dict[str, Any] = {
        "is_secret": True,
        "ballot": str(step.ballot),
        "threshold": str(step.threshold),
        "options": list(options),
        "electors": seats,
        "winners": list(came.winners),
        "tie": list(came.tie),
        "seed": came.seed,
        "nonce": came.nonce,
        "ways": ways_told(papers),
    }
    return kept | parts_told(step, options, papers, groups, seats)


def parts_told(
    step: Step,
    options: Sequence[str],
    papers: Sequence[Paper],
    groups: tuple[int, int] | None,
    seats: int,
) -> dict[str, Any]:
    """What each option got, as far as it may be told; by group, where both are large enough."""
    if step.ballot is Ballot.APPROVAL:
        ticked = Counter(each for paper in papers for each in paper.chosen["approve"])
        return whole_told(choices({each: ticked[each] for each in options}, seats))
    if step.ballot is not Ballot.SIMPLE:
        return {"parts": [], "papers": None}
    if groups is None:
        return whole_told(whole(answers(options, papers, seats)))
    first, second = (
        answers(options, [paper for paper in papers if paper.group == group], people)
        for group, people in enumerate(groups)
    )
    found = breakdown(first, second)
    by_group = [parts_as_json(found.these), parts_as_json(found.others)] if found.these else None
    return whole_told(found.whole) | {"groups": by_group, "why_no_groups": str(found.words)}


def answers(options: Sequence[str], papers: Sequence[Paper], people: int) -> dict[str, int]:
    """How many gave each answer; “skipped” is one like the others."""
    counts = Counter(paper.chosen["choice"] for paper in papers)
    return {**{each: counts[each] for each in options}, SKIPPED: people - len(papers)}


def whole_told(found: Whole[str]) -> dict[str, Any]:
    """A whole result as it is kept."""
    return {"parts": parts_as_json(found.parts), "papers": found.papers}


def parts_as_json(parts: Iterable[Part[str]]) -> list[dict[str, Any]]:
    """What answers got, alone or together: a number, or a band by its name."""
    return [
        {
            "answers": list(part.answers),
            "number": part.papers,
            "band": part.band.name if part.band else None,
        }
        for part in parts
    ]


def ways_told(papers: Iterable[Paper]) -> dict[str, int | None]:
    """How many came by a helper, and on slips; None is “some”, under five."""
    found = Counter(paper.way for paper in papers if paper.way)
    return {
        way: number if number >= LIMITS.fewest_papers else None
        for way, number in sorted(found.items())
    }
