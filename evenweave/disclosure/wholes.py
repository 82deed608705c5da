"""Results of a whole group: which answers are told alone, which together, and which in bands.

Whoever reads a result is taken to know the program, the answers that could be given, and exactly
how many papers there were: the electorate is no secret, and people talk. So hiding the total is
never what protects a count; each table is safe beside its exact total.

A count of nobody, of one, of all or of all but one is an *end*. No end may come out. If no answer
is at an end, the counts are told. If some are, they are told together with the smallest answer
beside them, and so nobody can say which of them got how much: any two answers that are told
together can be exchanged and the same is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor, sqrt

from evenweave.disclosure.limits import END, FEWEST_TOGETHER, LIMITS, Limits
from evenweave.disclosure.results import (
    NOTHING_MORE,
    TOO_FEW_PAPERS,
    Band,
    Choices,
    Interval,
    K,
    Part,
    Scale,
    Whole,
    size_of,
)

Z = 1.959963984540054  # the normal deviate of 95 %
HALF = Fraction(1, 2)
HIGHEST_BAR = Fraction(2, 3)  # the strictest rule by which a sealed vote decides


def whole(counts: Mapping[K, int], *, limits: Limits = LIMITS) -> Whole[K]:
    """A sealed result where each paper gave one answer: answer → papers, all answers named.

    “Skipped” is an answer like others. At least two answers, counts ≥ 0, or ValueError.
    """
    papers = checked(counts)
    if papers < limits.fewest_papers:
        return Whole(why=TOO_FEW_PAPERS)
    others = [answer for answer in counts if counts[answer] > END]
    if len(others) == len(counts):
        return Whole(alone(counts, others), papers)
    if len(others) == 1 and is_out_of_reach(papers, len(counts)):
        return Whole(nearly_all(counts, others[0]), size=size_of(papers))
    together = told_together(counts)
    if len(together) == len(counts):
        return Whole(size=size_of(papers), why=NOTHING_MORE)
    parts = alone(counts, [answer for answer in counts if answer not in together])
    return Whole((*parts, Part(together, sum(counts[each] for each in together))), papers)


def signed(counts: Mapping[K, int]) -> Whole[K]:
    """Acts with names to them (signed votes, who chaired): told as they are, inside the team only.

    For anything that leaves the team, `whole`. At least two answers, counts ≥ 0, or ValueError.
    """
    return Whole(alone(counts, list(counts)), checked(counts), is_sealed=False)


def checked(counts: Mapping[K, int]) -> int:
    """How many papers there are. ValueError unless there are two answers, and counts from 0."""
    if len(counts) < 2 or min(counts.values()) < 0:
        raise ValueError("A result has two answers or more, and no count below nought.")
    return sum(counts.values())


def alone(counts: Mapping[K, int], answers: list[K]) -> tuple[Part[K], ...]:
    """Each of these answers with its exact count."""
    return tuple(Part((answer,), counts[answer]) for answer in answers)


def is_out_of_reach(papers: int, answers: int) -> bool:
    """Whether one paper for each other answer could never bring the largest under the bar.

    If it could, “not reached” beside “all or nearly all” would tell that each got exactly one.
    """
    return papers - END * (answers - 1) >= HIGHEST_BAR * papers


def nearly_all(counts: Mapping[K, int], largest: K) -> tuple[Part[K], ...]:
    """One answer got all, or all but at most one paper for each other answer: bands.

    “All or all but one” covers {n−1, n} of two answers; with more answers it must cover more,
    or n−2 beside two answers of “none or one” would tell that each of them got one.
    """
    top = {2: Band.ALL_BUT_ONE, 3: Band.ALL_BUT_TWO}.get(len(counts), Band.NEARLY_ALL)
    return tuple(
        Part((answer,), band=top if answer == largest else Band.NONE_OR_ONE) for answer in counts
    )


def told_together(counts: Mapping[K, int]) -> tuple[K, ...]:
    """The answers at the low end with the smallest beside them, equal ones all, in their order.

    Further ones join while they hold fewer than three papers. It asks for the counts only and
    never for the order of the answers, so exchanging two of them changes nothing that is told.
    """
    highest = END
    for count in sorted({count for count in counts.values() if count > END}):
        highest = count
        if sum(each for each in counts.values() if each <= highest) >= FEWEST_TOGETHER:
            break
    return tuple(answer for answer, count in counts.items() if count <= highest)


def choices(counts: Mapping[K, int], papers: int, *, limits: Limits = LIMITS) -> Choices[K]:
    """A sealed result where a paper may choose several answers (approval): answer → papers.

    The bands are one wider here, {0, 1, 2} and {n−2, n−1, n}: of two answers at the top, the one
    that wins would otherwise have all, and the other all but one. How many chose nothing is not
    told, and neither is the order of those who did not win. ValueError if a count is not among
    0 … papers.
    """
    if any(not 0 <= count <= papers for count in counts.values()):
        raise ValueError("A count lies between nought and the number of papers.")
    if papers < limits.fewest_papers:
        return Choices(why=TOO_FEW_PAPERS)
    parts = tuple(choice(answer, count, papers) for answer, count in counts.items())
    if any(part.is_banded for part in parts):
        return Choices(parts, size=size_of(papers))
    return Choices(parts, papers)


def choice(answer: K, count: int, papers: int) -> Part[K]:
    """One answer of several that a paper could choose."""
    if count <= END + 1:
        return Part((answer,), band=Band.UP_TO_TWO)
    if count >= papers - END - 1:
        return Part((answer,), band=Band.ALL_BUT_TWO)
    return Part((answer,), count)


def scale(points: Mapping[int, int], *, limits: Limits = LIMITS) -> Scale:
    """The mean of a sealed scale, to the nearest half: point → papers, every point named.

    The lowest band reaches so far that one paper may lie at the other end of the scale, and the
    highest likewise, so that neither says that everybody agrees. Who skipped is not among them.
    Never beside the counts of the points. At least three points, counts ≥ 0, or ValueError.
    """
    papers = checked(points)
    if len(points) < 3:
        raise ValueError("A scale has three points or more.")
    if papers < limits.fewest_papers:
        return Scale(why=TOO_FEW_PAPERS)
    low, high = min(points), max(points)
    step = Fraction(high - low, papers)
    lowest, highest = to_half(low + step), to_half(high - step)
    if lowest >= highest:
        return Scale(why=NOTHING_MORE)
    mean = to_half(Fraction(sum(point * count for point, count in points.items()), papers))
    mean = min(max(mean, lowest), highest)
    return Scale(mean, is_lowest=mean == lowest, is_highest=mean == highest)


def to_half(number: Fraction) -> Fraction:
    """The nearest half; of two equally near, the one that is an even number of halves."""
    return round(number / HALF) * HALF


def interval(found: Whole[K], part: Part[K], *, limits: Limits = LIMITS) -> Interval:
    """Between which shares of a larger group a part may lie (95 %, Wilson), in whole per cents.

    Rounded outwards. Nothing for a part that is not exact, and nothing sealed under 30 papers:
    of 5 to 20 papers, a rounded interval tells the count in nearly every case.
    """
    if not found.papers or part.papers is None:
        return Interval()
    if found.is_sealed and found.papers < limits.fewest_for_intervals:
        return Interval()
    low, high = wilson(part.papers, found.papers)
    return Interval(floor(100 * low), ceil(100 * high))


def wilson(count: int, papers: int) -> tuple[float, float]:
    """The score interval of a share, each end from 0 to 1; papers ≥ 1, count from 0 to papers.

    E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, JASA 22
    (1927); compared with others by R. G. Newcombe, Statistics in Medicine 17 (1998), method 3.
    """
    share = count / papers
    middle = share + Z * Z / (2 * papers)
    reach = Z * sqrt(share * (1 - share) / papers + Z * Z / (4 * papers * papers))
    both = 1 + Z * Z / papers
    # At nought and at all the ends are exact; only the arithmetic of the machine is not.
    low, high = (middle - reach) / both, (middle + reach) / both
    return max(0.0, min(share, low)), min(1.0, max(share, high))
