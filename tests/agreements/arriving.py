"""People who come in, choose a buddy and say what they hope for; and what they are told is next."""

from __future__ import annotations

from typing import Any

from evenweave.agreements import jobs
from evenweave.agreements import next as waiting
from evenweave.agreements.actions import arrivals as actions
from evenweave.agreements.actions import buddies
from evenweave.agreements.models import Buddy
from evenweave.agreements.path import path_of
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.projects.actions.circles import add_circle, join_circle
from evenweave.projects.models import Member
from tests import make
from tests.make import NOON
from tests.projects.teams import LATER, Team

USUAL = ["story", "agreement", "buddy", "called", "helps", "hopes", "meeting"]


def arrived(ours: Team, name: str) -> Member:
    """Somebody who was shown round."""
    member = ours.member(name)
    make.arrived(member)
    return ours.member(name)


def kinds_of(member: Member) -> list[str]:
    """The kinds of the steps on somebody's path."""
    return [step.kind for step in path_of(member).steps]


def next_of(ours: Team, name: str) -> list[str]:
    """What agreements tell somebody is next."""
    return [str(each.title) for each in waiting.next_for(ours.people[name].id, LATER)]


def turn(at: Any = LATER) -> None:
    """The worker's job, once."""
    jobs.arrivals(Turn(NOTHING, at))


def keep(
    member: Member, by: Any, *, version: int = 0, is_shared: bool = False, **said: str
) -> None:
    """Somebody writes what they hope for, fear or expect."""
    words = {"hopes": "", "fears": "", "expects": ""} | said
    actions.keep_hopes(
        member=member, **words, is_shared=is_shared, version=version, by=by, at=LATER
    )


def willing(ours: Team, *names: str) -> None:
    """These are willing to be a buddy."""
    for name in names:
        buddies.be_willing(member=ours.member(name), by=ours.actor(name), at=LATER)


def asked(ours: Team, newcomer: str, buddy: str) -> Buddy:
    """A newcomer chooses a buddy."""
    return buddies.choose_buddy(
        newcomer=ours.member(newcomer), buddy=ours.member(buddy), by=ours.actor(newcomer), at=LATER
    )


def settled(ours: Team) -> None:
    """Everybody has been in for long."""
    for name in ours.people:
        actions.say_enough(member=arrived(ours, name), by=ours.actor(name), at=NOON)


def comes_into(ours: Team, name: str, circle: str = "Panel") -> None:
    """Somebody comes into a circle that Dev made."""
    found = ours.project.circles.filter(name=circle).first() or add_circle(
        project=ours.project, name=circle, word="", by=ours.actor("Dev"), at=LATER
    )
    join_circle(circle=found, member=ours.member(name), by=ours.actor(name), at=LATER)
