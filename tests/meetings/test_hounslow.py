"""Hounslow's half year: twelve meetings by ordinary actions, with people made up.

Roles go round, the program writes what was last time, and nobody is the one on whom it all hangs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils.timezone import localdate

from evenweave.jobs.vocabulary import NOTHING
from evenweave.jobs.vocabulary import Turn as JobTurn
from evenweave.meetings import jobs
from evenweave.meetings.actions import running
from evenweave.meetings.actions.agenda import add_item
from evenweave.meetings.actions.meetings import plan_series
from evenweave.meetings.actions.roles import add_role, pass_on, say_away, say_wills
from evenweave.meetings.models import Item, Meeting, Role, Turn
from evenweave.meetings.recap import recap_for
from evenweave.meetings.series import OfTheMonth, Series
from evenweave.outbox.models import Message
from tests.make import NOON
from tests.meetings.stories import LONDON, everybody
from tests.projects.teams import Team, team

pytestmark = pytest.mark.django_db

ROLES = ("Chair", "Minutes", "Provisions", "Room")
# What one thing costs whoever does it, generously: to find the page, think, and press.
MINUTES_A_STEP = 5


@dataclass
class HalfYear:
    """The group, and how many steps each of them took for the meetings of all."""

    ours: Team
    steps: Counter[str] = field(default_factory=Counter)

    def by(self, name: str) -> Any:
        """Somebody does something for the others."""
        self.steps[name] += 1
        return self.ours.actor(name)


def group() -> HalfYear:
    """Twelve people of three kinds, who say what they are willing to do."""
    ours = team()
    for number in range(7):
        ours.add(f"Partner {number}", "LPR"[number % 3])
    half = HalfYear(ours)
    circle = everybody(ours)
    series = Series(localdate(NOON) + timedelta(days=2), time(10), LONDON, OfTheMonth((1, 3)), 12)
    told = {"title": "The working group", "series": series, "minutes": 120}
    plan_series(circle=circle, by=half.by("Amina"), at=NOON, **told)  # type: ignore[arg-type]
    for name in ROLES:
        add_role(circle=circle, name=name, what="", by=half.by("Amina"), at=NOON)
    roles = list(Role.objects.all())
    for place, name in enumerate(ours.people):
        # Some would rather not chair, and one is still learning to.
        mine = dict.fromkeys(roles[1:] if place % 4 == 3 else roles, "willing")
        if place == 4:
            mine[roles[0]] = "learning"
        member, by = ours.member(name), ours.actor(name)
        say_wills(circle=circle, member=member, wills=mine, by=by, at=NOON)
    return half


def meet(half: HalfYear, meeting: Meeting, at: datetime) -> None:
    """One of them: whoever chairs opens and closes it, and whoever minutes writes."""
    ours = half.ours
    turns = {turn.role.name: turn.member for turn in meeting.turns.select_related("role", "member")}
    assert all(turns.values())
    chair, minutes = (ours_name(ours, turns[role]) for role in ("Chair", "Minutes"))
    item = Item.objects.filter(meeting=meeting).first()
    running.begin(meeting=meeting, by=half.by(chair), at=at)
    running.go_to(meeting=meeting, item=item, by=half.by(chair), at=at)
    notes: dict[str, Any] = {"item": item, "version": 0, "words": "We liked it."}
    running.write_notes(meeting=meeting, by=half.by(minutes), at=at, **notes)
    running.add_task(
        meeting=meeting,
        item=item,
        words="Bring it again",
        member=None,
        until=None,
        by=half.by(minutes),
        at=at,
    )
    running.end(meeting=meeting, by=half.by(chair), at=at)


def ours_name(ours: Team, member: Any) -> str:
    """By what name the test knows a member."""
    return next(name for name, person in ours.people.items() if person.pk == member.person_id)


def test_twelve_meetings_go_round_and_hang_on_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    half = group()
    ours, circle = half.ours, everybody(half.ours)
    ben: dict[str, Any] = {"circle": circle, "member": ours.member("Ben")}
    away = (localdate(NOON) + timedelta(days=62)).replace(day=1)
    say_away(months=[away], by=ours.actor("Ben"), at=NOON, **ben)
    seen = []
    for number, known in enumerate(Meeting.objects.order_by("starts_at")):
        meeting = Meeting.objects.select_related("circle", "project").get(pk=known.pk)
        at = meeting.starts_at or datetime.now(UTC)
        who = f"Partner {number % 7}"
        told: dict[str, Any] = {"purpose": "talk", "title": f"What {who} brings", "minutes": 20}
        add_item(meeting=meeting, by=half.by(who), at=at - timedelta(days=9), **told)
        jobs.agendas(JobTurn(NOTHING, at - timedelta(days=7)))
        if number == 5:  # one passes a turn on, and gives no reason
            turn = meeting.turns.select_related("member").exclude(member=None)[0]
            name = ours_name(ours, turn.member)
            pass_on(turn=turn, by=ours.actor(name), at=at - timedelta(days=5))
        meet(half, meeting, at)
        last = recap_for(meeting)
        assert (last is None) == (number == 0)
        seen.append([turn.member.called for turn in meeting.turns.all() if turn.member])

    with capsys.disabled():
        print()  # noqa: T201
        for number, row in enumerate(seen, 1):
            print(f"{number:>2}  " + "  ".join(f"{each:<10}" for each in row))  # noqa: T201
    had = Counter(name for row in seen for name in row)
    assert sum(had.values()) == 48
    assert max(had.values()) - min(had.values()) <= 1
    assert len(had) == 12
    assert all(len(set(row)) == 4 for row in seen)
    for one, other in pairwise(seen):
        assert not [place for place in range(4) if one[place] == other[place]]
    months = Turn.objects.filter(member=ours.member("Ben"), meeting__starts_at__month=away.month)
    assert not months.exists()
    assert Message.objects.filter(kind="meetings.agenda").count() == 12 * 12
    # Fewer than one hour of coordinating for each meeting: a few steps, once, for all twelve.
    assert half.steps["Amina"] * MINUTES_A_STEP / 12 < 60
    most = half.steps.most_common(1)[0][1]
    assert most < sum(half.steps.values()) / 4
