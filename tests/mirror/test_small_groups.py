"""Nobody is given away: an attacker has everything that is published, and the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from evenweave.common.kit.weave import DYES
from evenweave.mirror.groups import Group, Groups, Reading, Stay
from evenweave.mirror.looking import look
from evenweave.mirror.periods import Period
from evenweave.mirror.reading import Asked
from evenweave.mirror.shares import Parted
from evenweave.mirror.telling import as_csv, as_text
from evenweave.projects.actions.expertise import say_expertise
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.mirror.stories import (
    LIVED,
    PRACTICE,
    RESEARCH,
    TODAY,
    chair,
    held,
    idea,
    mirror,
    phase,
    seated,
)
from tests.projects.teams import Team

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def published(ours: Team) -> Iterator[bytes]:
    """Everything that leaves the mirror as a file, in both readings."""
    for by in Reading:
        seen = look(ours.project, TODAY, by)
        yield as_text(seen).encode()
        yield as_csv(seen)


def worked() -> Team:
    """A team of five each, with one who shows no seat, and a phase that is over."""
    ours = seated()
    ours.add("Zoe", "P", is_shown=False)
    roles = [chair(ours), chair(ours, "Minutes")]
    everybody = [*LIVED, *PRACTICE, *RESEARCH, "Zoe"]
    for week, who in enumerate(["Zoe", "Amina", "Pat"], 1):
        held(ours, week, {roles[0]: who, roles[1]: "Uma"}, leads=["Zoe"], there=everybody)
    for who in ("Zoe", "Amina", "Uma"):
        idea(ours, who, answered=1)
    phase(ours, "Design", date(2026, 3, 1), date(2026, 4, 1))
    return ours


@pytest.mark.parametrize("seat", ["L", "P", "R", ""])
def test_whatever_somebody_who_shows_no_seat_says_the_same_is_published(seat: str) -> None:
    ours = worked()
    before = list(published(ours))
    ours.sit("Zoe", seat, is_shown=False)
    assert list(published(ours)) == before


def test_what_somebody_brings_besides_and_does_not_show_changes_nothing() -> None:
    ours = worked()
    before = list(published(ours))
    member = ours.member("Zoe")
    told: dict[str, Any] = {"brings": list(ours.kinds.values()), "seat": ours.kinds["R"]}
    say_expertise(
        member=member,
        version=member.version,
        is_shown=False,
        role_title="",
        by=ours.actor("Zoe"),
        at=NOON,
        **told,
    )
    assert list(published(ours)) == before


def test_a_kind_of_two_people_stands_nowhere_by_itself() -> None:
    ours = seated()
    for name in PRACTICE[2:]:
        ours.sit(name, "R")
    held(ours, 1, {chair(ours): "Pat"}, leads=["Quin"])
    phase(ours, "Design", date(2026, 3, 1), date(2026, 4, 1))
    for file in published(ours):
        assert "ractice" in file.decode()
        assert '"expertise": "Practice"' not in file.decode()
        assert ",Practice," not in file.decode()


def test_the_answer_to_who_was_there_stands_beside_no_name_and_no_month() -> None:
    ours = worked()
    for name in ours.people:
        assert all(name not in file.decode() for file in published(ours))


FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
MET = [date(2026, 3, day) for day in (3, 10, 17)]
SITTING = {UUID(int=number): number // 5 for number in range(15)}
# Of the two other groups the attacker knows everything.
KNOWN = (1, 2, 3, 3, 2, 2, 3, 1, 2, 2)


def told_of(came: tuple[int, ...]) -> Any:
    """What is told of three meetings, to which five came so often and ten others as is known."""
    groups = Groups(
        Reading.SEAT,
        [Group(name, DYES[at], ()) for at, name in enumerate("LPR")],
        {who: Stay(who, FIRST, None, (at,), arrived_on=None) for who, at in SITTING.items()},
    )
    attended = {who: (times,) for who, times in zip(SITTING, (*came, *KNOWN), strict=True)}
    asked = [Asked(who, MET, FIRST, None) for who in SITTING]
    period = Period("March", FIRST, LAST, LAST)
    return Parted(attended, asked, groups, [period]).so_far.percent


def test_how_often_somebody_was_there_can_be_solved_from_nothing_that_is_told() -> None:
    worlds: dict[Any, set[tuple[int, ...]]] = defaultdict(set)
    for came in product(range(4), repeat=5):
        worlds[told_of(came)].add(came)
    del worlds[None]
    assert len(worlds) > 3
    for could_be in worlds.values():
        assert all(len({world[who] for world in could_be}) > 1 for who in range(5))


def test_what_is_told_of_all_of_it_is_made_of_the_quarters_that_may_be_told() -> None:
    ours = seated()
    role = chair(ours)
    everybody = [*LIVED, *PRACTICE, *RESEARCH]
    for week in (1, 2, 3):
        held(ours, week, {role: "Uma"}, there=everybody[week % 2 :: 2])
    before = mirror(ours, today=date(2026, 4, 30)).attendance.so_far.percent
    assert before
    held(ours, 5, {role: "Uma"}, there=[*LIVED, *RESEARCH])
    assert mirror(ours).attendance.so_far.percent == before


def test_whoever_left_and_came_back_is_one_person() -> None:
    ours = seated(3)
    ours.sit("Rose", "R")
    leave_project(
        member=ours.member("Pat"), hand_over={}, wants_news=False, by=ours.actor("Pat"), at=NOON
    )
    ours.add("Pat", "P")
    assert "Practice" not in [group.name for group in mirror(ours).groups.told]
