"""How long a rota takes: 100 people, 52 meetings of eight roles, with wishes and months away.

    python -m workshop.benches.rota

Prints one line of JSON: the median seconds of planning it all, from nothing.
"""

from __future__ import annotations

import json
import random
from uuid import UUID

from evenweave.meetings.rota import Meeting, Person, Will, plan
from workshop.benches.tallies import median

PEOPLE, MEETINGS, ROLES, KINDS = 100, 52, 8, 3
# How many of the roles somebody is willing for, and of the meetings they are away at.
WILLING, AWAY = 0.7, 0.1


def team() -> tuple[list[Person], list[Meeting]]:
    """The same people and meetings each time."""
    chance = random.Random(1)  # noqa: S311 - it decides nothing
    roles = tuple(f"role {number}" for number in range(ROLES))
    people = []
    for number in range(PEOPLE):
        willing = [role for role in roles if chance.random() < WILLING]
        kind = UUID(int=number % KINDS)
        people.append(Person(UUID(int=number), kind, dict.fromkeys(willing, Will.WILLING)))
    meetings = []
    for number in range(MEETINGS):
        away = frozenset(person.id for person in people if chance.random() < AWAY)
        meetings.append(Meeting(UUID(int=number), roles, away))
    return people, meetings


if __name__ == "__main__":
    people, meetings = team()
    print(json.dumps({"plan": median(lambda: plan(people, [], meetings, seed="bench"))}))
