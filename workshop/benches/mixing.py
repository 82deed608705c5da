"""How long it takes to mix 200 people who were mixed three times before: in pairs, and at tables.

    python -m workshop.benches.mixing

Prints one line of JSON: the median seconds of each.
"""

from __future__ import annotations

import json
from uuid import UUID

from evenweave.meetings.mixing import Group, Person, mixed
from workshop.benches.tallies import median

PEOPLE, KINDS, TIMES = 200, 3, 3
GROUPS = {"pairs": 100, "tables": 25}


def seconds(groups: int) -> float:
    """The fourth time in so many groups."""
    people = [Person(UUID(int=number), UUID(int=number % KINDS)) for number in range(PEOPLE)]
    before: list[list[Group]] = []
    for number in range(TIMES):
        before.insert(0, mixed(people, groups, before, seed=str(number)))
    return median(lambda: mixed(people, groups, before, seed="bench"))


if __name__ == "__main__":
    print(json.dumps({name: seconds(groups) for name, groups in GROUPS.items()}))
