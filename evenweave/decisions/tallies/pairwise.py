"""Schulze's way: compare each two options, then the strongest chains of such comparisons.

Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011), 267-303. The strength of a
link is its margin: papers for it, less papers against it. Where every paper ranks every option,
winning votes (which he prefers) give the same. Where papers leave options level, a margin treats
the paper as half a paper for each order, as our count of several winners does (`transferable`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenweave.decisions.tallies.papers import Places, Ranked
from evenweave.decisions.tallies.results import Result, Round, Table, Tiers, What

Matrix = list[list[int]]


def schulze(profile: Ranked) -> Result:
    """The options that no other beats by a stronger chain. Several are a tie."""
    options = profile.options
    papers = sum(count for places, count in profile.papers.items() if places)
    if not papers:
        return Result("schulze", options, 1, (), (options,), (Round(What.NOBODY, ()),))
    pairs = preferences(profile)
    paths = strongest_paths(pairs)
    order = layers(options, paths)
    tie = order[0] if len(order[0]) > 1 else ()
    tables = table(options, pairs), table(options, paths)
    round_ = Round(What.PAIRS, order[0], papers=papers, pairs=tables[0], paths=tables[1])
    return Result("schulze", options, 1, order[0], order, (round_,), tie)


def preferences(profile: Ranked) -> Matrix:
    """For each two options, how many papers rank the first above the second.

    A hundred thousand different rankings of ten options hold 4.5 million comparisons. We halve
    each ranking instead: "all of these above all of those" is one step for the whole paper, and
    the halves of different papers are often alike, so that little is left to halve again. Where
    they are not, whole rows of the table are added at once.
    """
    options = len(profile.options)
    above, unlike = sets_above(profile.papers, (1 << options) - 1)
    matrix = rows_of(unlike, options)
    for (upper, lower), count in above.items():
        lower_places = positions(lower)
        for place in positions(upper):
            row = matrix[place]
            for other in lower_places:
                row[other] += count
    return matrix


def sets_above(
    papers: Mapping[Places, int], everything: int
) -> tuple[dict[tuple[int, int], int], dict[Places, int]]:
    """How many papers put all of one set above all of another, each comparison in one pair only.

    Beside it stand rankings, or parts of rankings, that are too unlike for that.
    """
    above: dict[tuple[int, int], int] = {}
    waiting: dict[Places, int] = {}
    for places, count in papers.items():
        if len(places) > 1:
            waiting[places] = count
        # Places share no option, so their sum is the set of all that are named.
        named = sum(places)
        if 0 < named < everything:
            key = named, everything - named
            above[key] = above.get(key, 0) + count
    while waiting:
        between, halves = halved(waiting)
        if len(halves) > len(waiting):
            break
        for key, count in between.items():
            above[key] = above.get(key, 0) + count
        waiting = halves
    return above, waiting


def halved(rankings: Mapping[Places, int]) -> tuple[dict[tuple[int, int], int], dict[Places, int]]:
    """The comparisons between the two halves of each ranking, and the halves that hold more."""
    between: dict[tuple[int, int], int] = {}
    halves: dict[Places, int] = {}
    for places, count in rankings.items():
        middle = len(places) // 2
        first, second = places[:middle], places[middle:]
        key = sum(first), sum(second)
        between[key] = between.get(key, 0) + count
        if middle > 1:
            halves[first] = halves.get(first, 0) + count
        if len(second) > 1:
            halves[second] = halves.get(second, 0) + count
    return between, halves


def rows_of(rankings: Mapping[Places, int], options: int) -> Matrix:
    """How often each option stands above each other in these rankings, of those that they name.

    A row of the table is one long number, with room for every paper in each of its fields. So
    "above all that follow" is one addition, whatever their number.
    """
    width = sum(rankings.values()).bit_length()
    rows = [0] * options
    fields: dict[int, int] = {}
    for places, count in rankings.items():
        for place in places:
            if place not in fields:
                fields[place] = sum(1 << option * width for option in positions(place))
        following = count * sum([fields[place] for place in places])
        for place in places:
            following -= count * fields[place]
            for option in positions(place) if place & (place - 1) else [place.bit_length() - 1]:
                rows[option] += following
    mask = (1 << width) - 1
    return [[row >> option * width & mask for option in range(options)] for row in rows]


def positions(among: int) -> list[int]:
    """The places of the options in a set."""
    return [place for place in range(among.bit_length()) if among >> place & 1]


def strongest_paths(pairs: Matrix) -> Matrix:
    """The strength of the strongest chain between each two options (Floyd and Warshall).

    A chain is as strong as its weakest link. A link goes from the preferred option to the other.
    """
    places = range(len(pairs))
    paths = [[max(pairs[i][j] - pairs[j][i], 0) for j in places] for i in places]
    for between in places:
        onward = paths[between]
        for start in places:
            reach = paths[start][between]
            if reach and start != between:
                paths[start] = [
                    max(known, min(reach, further))
                    for known, further in zip(paths[start], onward, strict=True)
                ]
    for place in places:
        paths[place][place] = 0
    return paths


def layers(options: Sequence[str], paths: Matrix) -> Tiers:
    """Options in groups: those whom nobody beats; then those whom nobody left beats; and so on."""
    left = list(range(len(options)))
    order = []
    while left:
        best = [i for i in left if all(paths[i][j] >= paths[j][i] for j in left)]
        order.append(tuple(options[i] for i in best))
        left = [i for i in left if i not in best]
    return tuple(order)


def table(options: Sequence[str], matrix: Matrix) -> Table:
    """A matrix by names, without its diagonal."""
    return {
        name: {other: row[j] for j, other in enumerate(options) if i != j}
        for i, (name, row) in enumerate(zip(options, matrix, strict=True))
    }
