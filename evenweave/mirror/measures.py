"""Measures of sharing: pure arithmetic on counts. Each says its range, its meaning and its source.

What cannot be said is None and never a made-up number: the share of nothing, evenness among nobody.
They say how something is shared out and nothing of who did it well. Equal shares are a matter of
fairness; nothing here says that they make a team work better.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import log, sqrt
from statistics import median


def share(part: int, total: int) -> Fraction | None:
    """`part` of `total`, from 0 to 1; None of nothing. ValueError unless 0 ≤ part ≤ total."""
    if not 0 <= part <= total:
        raise ValueError("A part lies between nought and its whole.")
    return Fraction(part, total) if total else None


def parity(held: Fraction | None, seats: Fraction | None) -> Fraction | None:
    """A group's share of something beside its share of the seats: from 0; 1 is just as the seats.

    2 is twice as much as its seats. None where it has no seats, or there is nothing to share.
    A ratio of two proportions, as studies of guideline panels tell it: three of twenty people who
    began 53 % of all exchanges stand at 3.53.
    """
    return None if held is None or not seats else held / seats


def gini(amounts: Sequence[int]) -> float | None:
    """How unequal amounts are: from 0, all hold the same, to 1, one holds all.

    Σᵢ Σⱼ |xᵢ − xⱼ| / (2 n² mean), times n / (n − 1), because among few people the plain form
    cannot reach 1 (Y. R. Tausczik and J. W. Pennebaker, CHI 2013). None for fewer than two people,
    or where there is nothing. ValueError if an amount is below 0.
    """
    total = checked(amounts)
    people = len(amounts)
    if people < 2 or not total:
        return None
    # Sorted, the sum over all pairs needs each amount once: the place says how often it counts.
    weighted = sum((2 * place - people - 1) * each for place, each in enumerate(sorted(amounts), 1))
    return float(Fraction(weighted, total * (people - 1)))


def evenness(amounts: Sequence[int]) -> float | None:
    """How evenly something is spread: from 0, one holds all, to 1, all hold the same.

    −Σ p ln p / ln n (E. C. Pielou, Journal of Theoretical Biology 13, 1966). None for fewer than
    two people, or where there is nothing. ValueError if an amount is below 0.
    """
    total = checked(amounts)
    if len(amounts) < 2 or not total:
        return None
    parts = [each / total for each in amounts if each]
    # The last places are the machine's: all alike is 1, and not a little less.
    return abs(round(sum(part * log(part) for part in parts) / log(len(amounts)), 12))


def equity(amounts: Sequence[int]) -> float | None:
    """How near amounts are to all the same: from 1/√n, one holds all, to 1, all hold the same.

    Σ xᵢ / (√n ‖x‖), the cosine between what is and an even share (L. Archibeque, 2018). None for
    nobody, or where there is nothing. ValueError if an amount is below 0.
    """
    total = checked(amounts)
    if not total:
        return None
    return total / (sqrt(len(amounts)) * sqrt(sum(each * each for each in amounts)))


def turn_taking(talks: Iterable[Sequence[Hashable]]) -> Fraction | None:
    """How often the word goes to another: from 0, to nobody else, to 1, each time.

    (turns − 1) / (messages − 1), where messages by one person in a row are one turn (A. Almaatouq
    and others, 2023); over several talks, the sum of the first by the sum of the second. Each talk
    says who, message by message. None where no talk has two messages.
    """
    pairs = [one != another for talk in talks for one, another in pairwise(talk)]
    return Fraction(sum(pairs), len(pairs)) if pairs else None


def adoption(taken_up: int, decided: int, others: Fraction | None) -> Fraction | None:
    """A group's rate of adoption beside that of all others: from 0; 1 is as often as others' is.

    (taken up, wholly or partly) / decided, divided by `others`, the same rate of everybody else.
    None where nothing was decided, or nothing of the others' was ever taken up.
    """
    return parity(share(taken_up, decided), others)


def middle(days: Sequence[int]) -> float | None:
    """The median in days: half took so long or less. None of none; ValueError if one is below 0."""
    checked(days)
    return float(median(days)) if days else None


def checked(amounts: Sequence[int]) -> int:
    """The sum of amounts, none of them below nought, or ValueError."""
    if any(each < 0 for each in amounts):
        raise ValueError("An amount is nought or more.")
    return sum(amounts)
