"""Repeated rounds: the same question again and again, so that numbers can be followed over time.

Two exact results, one of twelve people and one of thirteen, *are* the comparison. So a round
tells shares, in steps about three papers wide or wider, and about how many answered; and the
groups wait where only a few people came or went. Each round is asked anew, and nobody knows who
answers as before. Whoever supposes that all others do can still guess at the one who is new.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace
from fractions import Fraction

from evenweave.disclosure.limits import LIMITS, STEPS, Limits
from evenweave.disclosure.results import GROUPS_WAIT, Breakdown, Choices, K, Part, Whole, size_of

Groups = Sequence[Collection[Hashable]]


def in_rounds(found: Whole[K], *, limits: Limits = LIMITS) -> Whole[K]:
    """A whole result as one of several rounds: shares instead of counts, a band for the total.

    TypeError for `Choices`: beside their bands the other counts would stay exact.
    """
    if isinstance(found, Choices):
        raise TypeError("A round tells what each paper answered once.")
    if found.papers is None:
        return found
    parts = shares(found.parts, limits)
    return replace(found, parts=parts, papers=None, size=size_of(found.papers))


def groups_in_rounds(
    found: Breakdown[K], before: Groups | None, now: Groups, *, limits: Limits = LIMITS
) -> Breakdown[K]:
    """A breakdown as one of several rounds, or without its groups where they must wait.

    `before` is who was in each group when groups were last told, `now` who is; None the first
    time. People by any name that stays theirs.
    """
    told = in_rounds(found.whole, limits=limits)
    if before is not None and not all(
        may_follow(*each, limits=limits) for each in zip(before, now, strict=True)
    ):
        return Breakdown(told, why=GROUPS_WAIT)
    these, others = shares(found.these, limits), shares(found.others, limits)
    return Breakdown(told, these, others, found.why)


def may_follow(
    before: Collection[Hashable], now: Collection[Hashable], *, limits: Limits = LIMITS
) -> bool:
    """Whether a result may be told after another: nobody came or went, or five or more did.

    Ask it with the people of both, and never tell one and the same sealed papers twice with a
    few papers more or fewer.
    """
    return not 0 < len(set(before) ^ set(now)) < limits.fewest_changed


def shares(parts: Sequence[Part[K]], limits: Limits) -> tuple[Part[K], ...]:
    """The counts as shares of them all, rounded; bands stay."""
    total = sum(part.papers or 0 for part in parts)
    return tuple(
        Part(part.answers, percent=share(part.papers, total, limits))
        if part.papers is not None
        else part
        for part in parts
    )


def share(papers: int, total: int, limits: Limits) -> int:
    """Per cent to the nearest 10; 25 or 50 where a step would be narrower than three papers."""
    step = next(
        (each for each in STEPS if each >= limits.share_step and each * total >= 300), STEPS[-1]
    )
    return round(Fraction(100 * papers, total * step)) * step
