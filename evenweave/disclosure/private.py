"""Private facts in sums: what people were paid, hours they gave, wishes they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenweave.disclosure.limits import LIMITS, Limits
from evenweave.disclosure.results import TOO_PRIVATE, K, Sums


def private_sums(cells: Mapping[K, Sequence[int]], *, limits: Limits = LIMITS) -> Sums[K]:
    """The sum of each cell, or nothing at all: cell → one amount ≥ 0 a person, in one unit.

    Each cell needs five people who hold something of it; none holds more than half; and what the
    two largest leave is at least a tenth of the largest, so that the second cannot take away
    their own and know the first's. If one cell fails none is told, or it could be solved from the
    others and the total. So whatever is left beside a cell keeps the same rules: it is made of
    cells that keep them. How many people there are is not told.

    Sources: the dominance rule and the p % rule, A. Hundepool and others, “Statistical Disclosure
    Control” (2012), 4.2. ValueError if an amount is below 0.
    """
    if any(amount < 0 for amounts in cells.values() for amount in amounts):
        raise ValueError("An amount is nought or more.")
    if not cells or not all(hides_each(amounts, limits) for amounts in cells.values()):
        return Sums(why=TOO_PRIVATE)
    return Sums(tuple((cell, sum(amounts)) for cell, amounts in cells.items()))


def hides_each(amounts: Sequence[int], limits: Limits) -> bool:
    """Whether the sum of these tells nobody's amount, not even to another of them."""
    held = sorted((amount for amount in amounts if amount), reverse=True)
    if len(held) < limits.fewest_papers:
        return False
    largest, _second, *others = held
    if largest > limits.largest_share * sum(held):
        return False
    return sum(others) >= limits.left_over * largest
