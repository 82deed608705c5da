"""An attacker who knows the program, the number of papers, and every table that could be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, NamedTuple

Table = tuple[int, ...]
Publisher = Callable[[Table], Any]


class Solved(NamedTuple):
    """What was told, and the count that it gives away: of which cell, and what it must be."""

    told: Hashable
    cell: int
    value: int


def tables(papers: int, answers: int) -> Iterator[Table]:
    """Every way in which so many papers can give one answer each."""
    if answers == 1:
        yield (papers,)
        return
    for first in range(papers + 1):
        for others in tables(papers - first, answers - 1):
            yield (first, *others)


def worlds_by(
    worlds: Iterable[Table], publish: Publisher, known: Publisher = lambda _table: None
) -> dict[Hashable, list[Table]]:
    """The tables that cannot be told from each other: the same is told, and the same is known."""
    found: dict[Hashable, list[Table]] = defaultdict(list)
    for world in worlds:
        found[publish(world), known(world)].append(world)
    return found


def is_end(count: int, papers: int) -> bool:
    """Nobody, one, all or all but one."""
    return count <= 1 or count >= papers - 1


def solved(
    worlds: Iterable[Table],
    publish: Publisher,
    known: Publisher = lambda _table: None,
    sizes: Callable[[Table], Table] = lambda table: (sum(table),) * len(table),
) -> list[Solved]:
    """Each count at an end that could be one thing only; `sizes`: among how many papers it is."""
    found = []
    for told, could_be in worlds_by(worlds, publish, known).items():
        for cell, papers in enumerate(sizes(could_be[0])):
            counts = {world[cell] for world in could_be}
            if len(counts) == 1 and is_end(count := counts.pop(), papers):
                found.append(Solved(told, cell, count))
    return found


def solved_by_one_of_them(
    worlds: Iterable[Table], publish: Publisher, known: Publisher = lambda _table: None
) -> list[tuple[Solved, int]]:
    """The same for one who knows their own paper: what it tells of all others, and their answer."""
    found = []
    for told, could_be in worlds_by(worlds, publish, known).items():
        for own in range(len(could_be[0])):
            others = [
                tuple(count - (cell == own) for cell, count in enumerate(world))
                for world in could_be
                if world[own]
            ]
            if others:
                # What was told is one thing here; only the others' papers are many.
                found += [(each._replace(told=told), own) for each in solved(others, lambda _: 0)]
    return found
