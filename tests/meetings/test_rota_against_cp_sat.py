"""The rota beside the fairest there is, which a constraint solver finds (CP-SAT).

The rota looks at one meeting after the other and knows nothing of what comes. The solver sees all
24 at once. Both keep the same hard rules. The rota's spread, the most turns of somebody less the
fewest, is at most one more.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from typing import Any

import pytest
from ortools.sat.python import cp_model

from evenweave.meetings.rota import Meeting, Person, Will, plan

pytestmark = pytest.mark.slow

ROLES = ("chair", "minutes", "food", "room")
MEETINGS = [Meeting(n, ROLES) for n in range(24)]


def crowd(chance: random.Random, share: float) -> list[Person]:
    """Twelve people of three kinds, each willing to do a share of the roles, and two at least."""
    return [
        Person(n, "LPR"[n % 3], dict.fromkeys(some_roles(chance, share), Will.WILLING))
        for n in range(12)
    ]


def some_roles(chance: random.Random, share: float) -> list[str]:
    """Some roles, two at least, in the order of all."""
    wanted = {role for role in ROLES if chance.random() < share}
    wanted |= set(chance.sample(ROLES, 2)) if len(wanted) < 2 else set()
    return [role for role in ROLES if role in wanted]


def spread(turns: Any) -> int:
    """The most turns of somebody, less the fewest."""
    had = Counter(dict.fromkeys(range(12), 0))
    had.update(turn.person for turn in turns if turn.person is not None)
    return max(had.values()) - min(had.values())


def least_spread(people: list[Person]) -> int:
    """The least spread that there can be, proven: every role filled, and the rota's hard rules."""
    model = cp_model.CpModel()
    has = {
        (meeting.id, role, each.id): model.new_bool_var(f"{meeting.id} {role} {each.id}")
        for meeting in MEETINGS
        for role in ROLES
        for each in people
        if role in each.wills
    }
    for meeting in MEETINGS:
        for role in ROLES:
            model.add_exactly_one(
                has[meeting.id, role, each.id] for each in people if role in each.wills
            )
        for each in people:
            model.add_at_most_one(has[meeting.id, role, each.id] for role in each.wills)
    for one, other in itertools.pairwise(MEETINGS):
        for each in people:
            for role in each.wills:
                model.add_at_most_one(has[one.id, role, each.id], has[other.id, role, each.id])
    most, fewest = model.new_int_var(0, 24, "most"), model.new_int_var(0, 24, "fewest")
    for each in people:
        had = sum(has[meeting.id, role, each.id] for meeting in MEETINGS for role in each.wills)
        model.add(had <= most)
        model.add(had >= fewest)
    model.minimize(most - fewest)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("share", [1.0, 0.7, 0.5])
def test_its_spread_is_within_one_of_the_least_there_can_be(seed: int, share: float) -> None:
    people = crowd(random.Random(seed), share)
    turns = plan(people, [], MEETINGS, seed=str(seed))
    assert all(turn.person is not None for turn in turns)
    assert spread(turns) <= least_spread(people) + 1
