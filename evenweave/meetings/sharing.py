"""What the rota is told of a circle, and what it says of its next meetings."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from evenweave.meetings import rota
from evenweave.meetings.models import (
    AwayMonth,
    Kind,
    Meeting,
    PassedOn,
    Role,
    RoleWill,
    State,
    Turn,
)
from evenweave.projects.models import Circle

# So many meetings are shared out ahead: half a year, twice a month.
AHEAD = 12
# So long before, people count on their turns.
TOLD = timedelta(days=3)
# Fairness looks so far back. What was before that, nobody owes.
BACK = 60


Wills = dict[UUID, dict[str, rota.Will]]
Absent = set[Any]


def shared_out(circle: Circle, at: datetime) -> list[rota.Turn]:
    """Whose turn it is at the next meetings. Turns that stand already stay, where they can."""
    roles = tuple(Role.objects.present().filter(circle=circle).values_list("pk", flat=True))
    past, ahead = meetings_of(circle, at)
    turns = turns_in([*past, *ahead])
    wills = wills_of(roles)
    away = away_from(circle, ahead)
    people = [
        rota.Person(member.pk, member.seat_id, wills[member.pk], since(member.joined_at, past))
        for member in circle.people
    ]
    gone = {turn.member_id for each in turns.values() for turn in each} - {p.id for p in people}
    was = [rota.Meeting(each.pk, (), stands=held(turns[each.pk])) for each in past]
    will_be = [
        rota.Meeting(
            each.pk,
            tuple(str(role) for role in roles),
            frozenset(away[each.pk]),
            standing(each, turns[each.pk], away[each.pk] | gone, wills, at),
        )
        for each in ahead
    ]
    return rota.plan(people, was, will_be, seed=str(circle.pk))


def meetings_of(circle: Circle, at: datetime) -> tuple[list[Meeting], list[Meeting]]:
    """Those that were and those that are planned, in the order of time."""
    ours = Meeting.objects.filter(circle=circle, kind=Kind.MEETING)
    past = ours.filter(state__in=[State.OVER, State.RUNNING]).order_by("-starts_at")[:BACK]
    ahead = ours.filter(state=State.PLANNED, starts_at__gt=at).order_by("starts_at", "id")[:AHEAD]
    return list(past)[::-1], list(ahead)


def turns_in(meetings: list[Meeting]) -> dict[UUID, list[Turn]]:
    """The turns of these meetings, by meeting."""
    found: dict[UUID, list[Turn]] = defaultdict(list)
    for turn in Turn.objects.filter(meeting__in=meetings):
        found[turn.meeting_id].append(turn)
    return found


def wills_of(roles: tuple[UUID, ...]) -> Wills:
    """What each member is willing to do."""
    found: Wills = defaultdict(dict)
    for each in RoleWill.objects.filter(role__in=roles):
        found[each.member_id][str(each.role_id)] = rota.Will(each.will)
    return found


def away_from(circle: Circle, meetings: list[Meeting]) -> dict[UUID, set[UUID]]:
    """Who has no turn at which meeting: not that month, passed it on, or resting."""
    months: dict[Any, set[UUID]] = defaultdict(set)
    for each in AwayMonth.objects.filter(circle=circle):
        months[each.month].add(each.member_id)
    passed: dict[UUID, set[UUID]] = defaultdict(set)
    for one in PassedOn.objects.filter(meeting__in=meetings):
        passed[one.meeting_id].add(one.member_id)
    return {
        each.pk: passed[each.pk] | months[localdate(each.starts_at).replace(day=1)]
        for each in meetings
    }


def since(joined_at: datetime, past: list[Meeting]) -> int:
    """How many meetings had been before somebody came."""
    return sum(each.starts_at is not None and each.starts_at < joined_at for each in past)


def held(turns: list[Turn]) -> dict[str, UUID]:
    """Who had which role."""
    return {str(each.role_id): each.member_id for each in turns if each.member_id}


def standing(
    meeting: Meeting, turns: list[Turn], absent: Absent, wills: Wills, at: datetime
) -> dict[str, UUID]:
    """The turns that stay: what people agreed on, and what they were told, where it can be.

    Others fall anew each time somebody says what they are willing to do; else whoever spoke first
    would have them all.
    """
    is_told = meeting.starts_at is not None and meeting.starts_at <= at + TOLD
    found = {}
    for each in turns:
        member, role = each.member_id, str(each.role_id)
        if member is None or member in absent:
            continue
        is_willing = wills[member].get(role) == rota.Will.WILLING
        if each.is_agreed or (is_told and is_willing):
            found[role] = member
    return found
