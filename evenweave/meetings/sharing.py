"""What the rota is told of a circle, and what it says of its next meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
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
from evenweave.projects.models import Circle, Member

# So many meetings are shared out ahead: half a year, twice a month.
AHEAD = 12
# Fairness looks so far back. What was before that, nobody owes.
BACK = 60


Wills = dict[UUID, dict[str, rota.Will]]


def shared_out(circle: Circle, at: datetime) -> list[rota.Turn]:
    """Whose turn it is at the next meetings. Turns that stand already stay, where they can."""
    roles = tuple(Role.objects.present().filter(circle=circle).values_list("pk", flat=True))
    past, ahead = meetings_of(circle, at)
    turns = turns_in([*past, *ahead])
    wills, willing_since = wills_of(roles)
    away = away_from(circle, [*past, *ahead])
    members = list(circle.people.select_related("person"))
    resting = {each.pk for each in members if each.person and each.person.is_resting}
    for each in ahead:
        away[each.pk] |= resting
    people = [rota.Person(each.pk, each.seat_id, wills[each.pk]) for each in members]
    here = {each.pk for each in members}
    was = [
        met(each, turns[each.pk], away[each.pk] | not_yet(each, members, willing_since))
        for each in past
    ]
    will_be = [
        rota.Meeting(
            each.pk,
            tuple(str(role) for role in roles),
            frozenset(away[each.pk]),
            standing(each, turns[each.pk], here - away[each.pk], wills),
        )
        for each in ahead
    ]
    return rota.plan(people, was, will_be, seed=str(circle.pk))


def met(meeting: Meeting, turns: list[Turn], away: set[UUID]) -> rota.Meeting:
    """A meeting that was, with who had what."""
    given = tuple(
        rota.Given(str(each.role_id), each.member_id, each.learner_id)
        for each in turns
        if each.member_id
    )
    roles = tuple(each.role for each in given)
    return rota.Meeting(meeting.pk, roles, frozenset(away), given)


def not_yet(
    meeting: Meeting, members: Iterable[Member], willing_since: dict[UUID, datetime]
) -> set[UUID]:
    """Who had not come by then, or was not willing for anything: nobody could ask them."""
    then = meeting.starts_at
    if then is None:
        return set()
    return {
        each.pk
        for each in members
        if each.joined_at > then or willing_since.get(each.pk, each.joined_at) > then
    }


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


def wills_of(roles: tuple[UUID, ...]) -> tuple[Wills, dict[UUID, datetime]]:
    """What each member is willing to do, and since when they are willing for anything."""
    found: Wills = defaultdict(dict)
    since: dict[UUID, datetime] = {}
    for each in RoleWill.objects.filter(role__in=roles):
        found[each.member_id][str(each.role_id)] = rota.Will(each.will)
        since[each.member_id] = min(each.since, since.get(each.member_id, each.since))
    return found, since


def away_from(circle: Circle, meetings: list[Meeting]) -> dict[UUID, set[UUID]]:
    """Who has no turn at which meeting: not that month, or they passed it on."""
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


def standing(
    meeting: Meeting, turns: list[Turn], there: set[UUID], wills: Wills
) -> tuple[rota.Given, ...]:
    """The turns that stay: what people agreed on, and what an agenda told, where it can be.

    Others fall anew each time somebody says what they are willing to do; else whoever spoke first
    would have them all.
    """
    is_told = meeting.agenda_sent_at is not None
    found = []
    for each in turns:
        member, role = each.member_id, str(each.role_id)
        if member is None or member not in there:
            continue
        is_willing = wills[member].get(role) == rota.Will.WILLING
        if each.is_agreed or (is_told and is_willing):
            learner = each.learner_id if each.learner_id in there else None
            found.append(rota.Given(role, member, learner))
    return tuple(found)
