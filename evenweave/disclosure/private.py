"""Private facts in sums: what people were paid, hours they gave, wishes they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenweave.disclosure.limits import END, LIMITS, Limits
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


def bounded_sums(
    cells: Mapping[K, Sequence[int]], most: Mapping[K, int], *, limits: Limits = LIMITS
) -> Sums[K]:
    """The same where it is known how much there could be: cell → the most that its sum can be.

    Where each holds one, or each holds all that they could, the sum tells everybody's amount. So a
    sum that could be so but for one is an end, and one end hides all.
    """
    found = private_sums(cells, limits=limits)
    is_at_an_end = any(
        number <= sum(1 for amount in cells[cell] if amount) + END or number >= most[cell] - END
        for cell, number in found.sums
    )
    return Sums(why=TOO_PRIVATE) if is_at_an_end else found


def hides_each(amounts: Sequence[int], limits: Limits) -> bool:
    """Whether the sum of these tells nobody's amount, not even to another of them."""
    held = sorted((amount for amount in amounts if amount), reverse=True)
    if len(held) < limits.fewest_papers:
        return False
    largest, _second, *others = held
    if largest > limits.largest_share * sum(held):
        return False
    return sum(others) >= limits.left_over * largest
