"""Random papers, the same on every machine, with as many ties as can be had."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from evenweave.decisions.tallies.papers import (
    Approved,
    Places,
    Ranked,
    Scored,
    approved,
    ranked,
    scored,
)

# Not in the order of the alphabet, so that nothing can hang on that.
NAMES = ("Quince", "Apple", "Pear", "Medlar", "Cherry", "Damson")


def some_ranking(
    random: Random, options: list[str], *, level: bool, short: bool
) -> list[list[str]]:
    """One ranking; options may stand level, and it may stop early."""
    left = random.sample(options, len(options))
    if short:
        left = left[: random.randint(1, len(left))]
    places: list[list[str]] = []
    for name in left:
        if level and places and random.random() < 0.35:
            places[-1].append(name)
        else:
            places.append([name])
    return places


def rankings(
    number: int, *, level: bool = False, short: bool = False, options: int = 5
) -> Iterator[Ranked]:
    """Many small profiles. Few papers make many ties."""
    random = Random(f"{number} {level} {short} {options}")
    for _turn in range(number):
        names = list(NAMES[: random.randint(2, options)])
        papers = [
            (some_ranking(random, names, level=level, short=short), random.randint(1, 3))
            for _paper in range(random.randint(1, 9))
        ]
        yield ranked(names, papers)


def approvals(number: int) -> Iterator[Approved]:
    """Many small profiles of approvals, of which each approves something."""
    random = Random(number)
    for _turn in range(number):
        names = list(NAMES[: random.randint(2, 6)])
        papers = [
            (random.sample(names, random.randint(1, len(names))), random.randint(1, 3))
            for _paper in range(random.randint(1, 8))
        ]
        yield approved(names, papers)


def scores(number: int, budget: int | None = None) -> Iterator[Scored]:
    """Many small profiles of scores, or of dots, in which every option is scored."""
    random = Random(f"{number} {budget}")
    for _turn in range(number):
        names = list(NAMES[: random.randint(2, 6)])
        most = 10 if budget is None else budget // len(names)
        papers = [
            ({name: random.randint(0, most) for name in names}, random.randint(1, 3))
            for _paper in range(random.randint(1, 8))
        ]
        yield scored(names, papers, budget=budget)


def is_strict(profile: Ranked) -> bool:
    """Whether every paper ranks every option without ties."""
    return all(is_whole(places, len(profile.options)) for places in profile.papers)


def is_whole(places: Places, options: int) -> bool:
    """Whether this paper ranks every option without ties."""
    return len(places) == options
