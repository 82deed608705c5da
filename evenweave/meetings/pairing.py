"""The cheapest way to pair rows with columns, exactly: the assignment problem, in whole numbers.

Rows are added one by one, each by the cheapest path of exchanges (Kuhn 1955; Jonker and Volgenant,
Computing 38, 1987). Time grows with rows² × columns.
"""

from __future__ import annotations

from collections.abc import Sequence


def cheapest(costs: Sequence[Sequence[int]], without: int) -> list[int | None]:
    """For each row a column that no other row has, or None, so that the sum is least.

    `costs` has a line for each row and a whole number for each column, of any size; `without` is
    what None costs. There may be fewer columns than rows, or none.
    """
    columns = len(costs[0]) if costs else 0
    # Each row could take a column of its own that stands for None.
    pairing = Pairing([[*row, *[without] * len(costs)] for row in costs], columns + len(costs))
    for row in range(len(costs)):
        pairing.add(row)
    return [None if column >= columns else column for column in pairing.columns]


class Pairing:
    """Rows paired with columns so far, and prices by which no other pairing of them is cheaper.

    No cost is below the price of its row and its column together, and those of a pair are equal.
    """

    def __init__(self, costs: Sequence[Sequence[int]], width: int) -> None:
        self.costs = costs
        self.columns = [-1] * len(costs)  # of each row
        self.rows = [-1] * width  # of each column; -1 where it is free
        self.row_prices = [0] * len(costs)
        self.column_prices = [0] * width

    def add(self, row: int) -> None:
        """Pair one more row. Others may have to change their column for it."""
        found, came_from, column = self.search(row)
        self.reprice(row, found, found[column])
        while True:
            owner = came_from[column]
            self.rows[column] = owner
            self.columns[owner], column = column, self.columns[owner]
            if owner == row:
                return

    def search(self, row: int) -> tuple[dict[int, int], dict[int, int], int]:
        """The nearest free column: distances of columns passed, the row before each, the column."""
        near: dict[int, int] = {}
        came_from: dict[int, int] = {}
        passed: dict[int, int] = {}
        left, distance = set(range(len(self.rows))), 0
        while True:
            above, costs = distance - self.row_prices[row], self.costs[row]
            for column in left:
                far = above + costs[column] - self.column_prices[column]
                if column not in near or far < near[column]:
                    near[column], came_from[column] = far, row
            nearest = min(left, key=near.__getitem__)
            left.remove(nearest)
            distance = passed[nearest] = near[nearest]
            if self.rows[nearest] < 0:
                return passed, came_from, nearest
            row = self.rows[nearest]

    def reprice(self, row: int, passed: dict[int, int], distance: int) -> None:
        """Keep the prices right for the path that was found, of this length."""
        self.row_prices[row] += distance
        for column, near in passed.items():
            self.column_prices[column] -= distance - near
            if (owner := self.rows[column]) >= 0:
                self.row_prices[owner] += distance - near
