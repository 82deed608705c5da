"""Counts that add up once: plurality, majority, approval, score and dots."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from evenweave.decisions.tallies.papers import Approved, Number, Ranked, Scored
from evenweave.decisions.tallies.results import Result, Round, What, tiers


class Threshold(StrEnum):
    """How much a majority is, of the papers that choose one option."""

    HALF = "half"  # more than half
    TWO_THIRDS = "two-thirds"  # two thirds or more
    MOST = "most"  # more than any other

    def needed(self, papers: int) -> int | None:
        """The fewest papers that are enough; None when it depends on the others."""
        if self is Threshold.HALF:
            return papers // 2 + 1
        return -(-2 * papers // 3) if self is Threshold.TWO_THIRDS else None


def plurality(profile: Ranked | Approved, method: str = "plurality") -> Result:
    """Whoever is chosen most often. A paper that puts several first is set aside."""
    counts, papers, aside = choices(profile)
    return most(profile.options, method, counts, papers, aside)


def majority(profile: Ranked | Approved, threshold: Threshold) -> Result:
    """Whoever reaches the threshold among the papers that choose one option; perhaps nobody."""
    counts, papers, aside = choices(profile)
    needed = threshold.needed(papers)
    if needed is None or not papers:
        return plurality(profile, "majority")
    # Two thirds or more than half: two options cannot both have that.
    winners = tuple(name for name, count in counts.items() if count >= needed)
    what = What.MAJORITY if winners else What.SHORT
    who = winners or tiers(counts)[0]
    round_ = Round(what, who, counts, papers=papers + aside, idle=aside, needed=needed)
    return Result("majority", profile.options, 1, winners, tiers(counts), (round_,))


def approval(profile: Approved) -> Result:
    """Whoever most papers say yes to (Brams and Fishburn 1978)."""
    counts: dict[str, Number] = dict.fromkeys(profile.options, 0)
    for chosen, count in profile.papers.items():
        for place, name in enumerate(profile.options):
            if chosen >> place & 1:
                counts[name] += count
    papers = sum(count for chosen, count in profile.papers.items() if chosen)
    return most(profile.options, "approval", counts, papers, 0)


def score(profile: Scored, method: str = "score") -> Result:
    """Whoever has the highest sum. An option that a paper does not score gets nothing from it."""
    counts: dict[str, Number] = dict.fromkeys(profile.options, 0)
    for scores, count in profile.papers.items():
        for name, given in zip(profile.options, scores, strict=True):
            if given is not None:
                counts[name] += given * count
    filled = (count for scores, count in profile.papers.items() if any_given(scores))
    return most(profile.options, method, counts, sum(filled), 0)


def any_given(scores: tuple[Number | None, ...]) -> bool:
    """Whether a paper scores anything."""
    return any(given is not None for given in scores)


def choices(profile: Ranked | Approved) -> tuple[dict[str, Number], int, int]:
    """How often each option is chosen alone; papers that choose one; papers that choose several."""
    counts: dict[str, Number] = dict.fromkeys(profile.options, 0)
    firsts: dict[int, int] = {}
    for paper, count in profile.papers.items():
        first = paper if isinstance(paper, int) else next(iter(paper), 0)
        firsts[first] = firsts.get(first, 0) + count
    papers = 0
    for place, name in enumerate(profile.options):
        counts[name] = chosen = firsts.pop(1 << place, 0)
        papers += chosen
    firsts.pop(0, None)
    return counts, papers, sum(firsts.values())


def most(
    options: tuple[str, ...], method: str, counts: Mapping[str, Number], papers: int, aside: int
) -> Result:
    """The result when the highest number wins; a tie when several have it."""
    if not papers:
        nobody = Round(What.NOBODY, (), counts, papers=aside, idle=aside)
        return Result(method, options, 1, (), (options,), (nobody,))
    order = tiers(counts)
    tie = order[0] if len(order[0]) > 1 else ()
    round_ = Round(What.MOST, order[0], counts, papers=papers + aside, idle=aside)
    return Result(method, options, 1, order[0], order, (round_,), tie)
