"""Teams that share, and teams that do not, by walking the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from evenweave.ideas import actions as ideas
from evenweave.ideas.models import Idea
from evenweave.meetings.actions import running
from evenweave.meetings.actions.agenda import add_item
from evenweave.meetings.actions.roles import add_role, take_turn
from evenweave.meetings.models import Attendance, Meeting, Role, Turn
from evenweave.mirror.groups import Reading
from evenweave.mirror.looking import Mirror, look
from evenweave.projects.actions.phases import add_phase, change_phase
from tests.keeping import once
from tests.make import NOON
from tests.meetings.stories import WEEK, everybody, planned
from tests.projects.teams import Team, team

TODAY = date(2026, 12, 1)
LIVED = ["Amina", "Ben", "Cleo", "Dina", "Ed"]
PRACTICE = ["Pat", "Quin", "Rose", "Sam", "Tia"]
RESEARCH = ["Uma", "Vic", "Wes", "Xenia", "Yusuf"]
SEATED = {"L": LIVED, "P": PRACTICE, "R": RESEARCH}


@once
def seated(people: int = 5) -> Team:
    """So many with each kind of expertise; Amina began it."""
    ours = team(["Amina"], seats=False)
    ours.sit("Amina", "L")
    for seat, names in SEATED.items():
        for name in names[:people]:
            if name != "Amina":
                ours.add(name, seat)
    return ours


def chair(ours: Team, name: str = "Chair") -> Role:
    """A role that goes round."""
    circle, by = everybody(ours), ours.actor("Amina")
    return add_role(circle=circle, name=name, what="", by=by, at=NOON)


def held(
    ours: Team,
    week: int,
    turns: dict[Role, str],
    *,
    leads: Sequence[str] = (),
    there: Sequence[str] = (),
) -> Meeting:
    """A meeting, so many weeks on, with whoever had which role, led something, and was there."""
    starts_at = NOON + week * WEEK
    meeting = planned(ours, starts_at=starts_at, title=f"Meeting {week}")
    for role, who in turns.items():
        turn = Turn.objects.select_related("meeting__project", "role").get(
            meeting=meeting, role=role
        )
        take_turn(turn=turn, by=ours.actor(who), at=NOON)
    for who in leads:
        item(ours, meeting, who)
    opens = next(iter(turns.values()), "Amina")
    running.begin(meeting=meeting, by=ours.actor(opens), at=starts_at)
    meeting = Meeting.objects.select_related("circle", "project").get(pk=meeting.pk)
    running.end(meeting=meeting, by=ours.actor(opens), at=starts_at + timedelta(hours=1))
    for who in there:
        came(ours, meeting, who)
    return meeting


def item(ours: Team, meeting: Meeting, who: str) -> None:
    """Something that somebody leads."""
    told: dict[str, Any] = {"purpose": "talk", "title": f"What {who} brings", "minutes": 10}
    add_item(meeting=meeting, lead=ours.member(who), by=ours.actor(who), at=NOON, **told)


def came(ours: Team, meeting: Meeting, who: str) -> None:
    """Somebody says that they took part."""
    member, by = ours.member(who), ours.actor(who)
    at = meeting.ended_at or NOON
    how = Attendance.How.ROOM
    running.say_attended(meeting=meeting, member=member, how=how, by=by, at=at)


def idea(
    ours: Team, who: str, *, week: int = 0, answered: int | None = None, how: str = "taken-up"
) -> Idea:
    """Somebody raises an idea, and so many weeks later it is answered or not."""
    at = NOON + week * WEEK
    circle = everybody(ours)
    raised = ideas.raise_idea(circle=circle, words="Tea first.", by=ours.actor(who), at=at)
    if answered is not None:
        ideas.count_idea(
            idea=raised,
            how=how,
            reason="It is a good one.",
            by=ours.actor("Uma" if "Uma" in ours.people else "Amina"),
            at=at + answered * WEEK,
        )
    return raised


def phase(ours: Team, name: str, first: date | None, last: date | None) -> None:
    """A stretch of the project; one of this name that is there already gets these days."""
    told: dict[str, Any] = {"name": name, "starts_on": first, "ends_on": last}
    told |= {"by": ours.actor("Amina"), "at": NOON}
    if known := ours.project.phases.filter(name=name).first():
        change_phase(phase=known, **told)
    else:
        add_phase(project=ours.project, **told)


@once
def uneven() -> Team:
    """Researchers chair everything, and ideas of those with lived experience wait."""
    ours = seated()
    roles = [chair(ours), chair(ours, "Minutes")]
    for week, who in zip(range(1, 7), cycle(RESEARCH), strict=False):
        held(ours, week, {roles[0]: who, roles[1]: "Vic"}, leads=["Uma", "Wes"])
    for who in LIVED:
        idea(ours, who)
    for who in RESEARCH:
        idea(ours, who, answered=1)
    return ours


@once
def even() -> Team:
    """Everybody in turn: roles, agendas, ideas, answers."""
    ours = seated()
    roles = [chair(ours), chair(ours, "Minutes")]
    kinds = cycle(zip(LIVED, PRACTICE, RESEARCH, strict=True))
    turns = [who for trio in (next(kinds) for _each in range(4)) for who in trio]
    for week, who in enumerate(turns[:6], 1):
        trio = next(kinds)
        held(ours, week, {roles[0]: who, roles[1]: turns[-week]}, leads=trio)
    for who in [*LIVED[:2], *PRACTICE[:2], *RESEARCH[:2]]:
        idea(ours, who, answered=1)
    return ours


def mirror(ours: Team, today: date = TODAY, by: Reading = Reading.SEAT) -> Mirror:
    """The team in the mirror."""
    ours.project.refresh_from_db()
    return look(ours.project, today, by)


def at(week: int) -> datetime:
    """So many weeks on."""
    return NOON + week * WEEK
