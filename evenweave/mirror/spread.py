"""How things are spread among people, in numbers that name nobody: for the annex alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from evenweave.disclosure.limits import LIMITS
from evenweave.mirror.looking import SHARED, Measure, Mirror
from evenweave.mirror.measures import equity, evenness, gini, turn_taking
from evenweave.mirror.reading import talks


@dataclass(frozen=True, slots=True)
class Spread:
    """How one thing is spread among all who ever sat here, those with none of it among them."""

    measure: Measure
    gini: float | None
    evenness: float | None
    equity: float | None


def spreads(mirror: Mirror) -> list[Spread]:
    """A line for each thing of which there is any; none among fewer than five people."""
    people = {member: stay.person for member, stay in mirror.groups.stays.items()}
    if len(set(people.values())) < LIMITS.fewest_papers:
        return []
    found = []
    for measure in SHARED:
        held = Counter(dict.fromkeys(people.values(), 0))
        held.update(people[each.member] for each in mirror.acts(measure) if each.member in people)
        amounts = list(held.values())
        if any(amounts):
            found.append(Spread(measure, gini(amounts), evenness(amounts), equity(amounts)))
    return found


def turns_taken(mirror: Mirror) -> Fraction | None:
    """In what is written on decisions: how often the word went to another, from 0 to 1.

    None where fewer than five people wrote, or nothing was answered.
    """
    found = talks(mirror.happened.written)
    stays = mirror.groups.stays
    writers = {stays[member].person for talk in found for member in talk if member in stays}
    return turn_taking(found) if len(writers) >= LIMITS.fewest_papers else None
