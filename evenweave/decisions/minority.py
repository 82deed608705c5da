"""When a majority could outvote those with lived experience: said before a vote opens.

Under majority rule a minority's voice shrinks, and under unanimity it need not (Karpowitz,
Mendelberg and Shaker 2012, American Political Science Review 106).
"""

from __future__ import annotations

from dataclasses import dataclass

from evenweave.decisions.ways import Way
from evenweave.projects.models import Circle
from evenweave.projects.team import makeup_of

# The dye of the first kind of expertise, whatever the team calls it.
LIVED_EXPERIENCE = "madder"


@dataclass(frozen=True, slots=True)
class Minority:
    """Those with lived experience hold so many of the seats that this circle shows."""

    called: str
    seats: int
    shown: int


def minority_of(circle: Circle, way: Way) -> Minority | None:
    """Whether a majority could outvote them, from the seats that may be told; else nothing.

    It speaks only where the page “Who is here” tells the same numbers.
    """
    if not way.is_by_majority:
        return None
    makeup = makeup_of(circle.project)
    kinds = [each for each in makeup.kinds.values() if each.dye == LIVED_EXPERIENCE]
    groups = [makeup.whole] if circle.is_everybody else list(makeup.circles)
    group = next((each for each in groups if circle.is_everybody or each.name == circle.name), None)
    if not kinds or group is None or not makeup.bundles:
        return None
    (kind,) = kinds[:1]
    if not any(bundle.kinds == (kind.id,) for bundle in makeup.bundles):
        return None
    held, shown = group.shown.get(kind.id, 0), sum(group.shown.values())
    return Minority(kind.name, held, shown) if shown and 2 * held < shown else None
