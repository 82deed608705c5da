"""A team and its meetings, by walking the real actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from evenweave.meetings.actions.choosing import offer, say_suits
from evenweave.meetings.actions.meetings import plan_meeting
from evenweave.meetings.actions.venues import say_venue
from evenweave.meetings.models import Meeting, Offer, Venue
from evenweave.projects.models import Circle
from tests.make import NOON
from tests.projects.teams import Team

LONDON = "Europe/London"
DAY, WEEK = timedelta(days=1), timedelta(days=7)
SOON = NOON + WEEK


def everybody(ours: Team) -> Circle:
    """The circle of everybody."""
    return ours.project.circles.get(is_everybody=True)


def planned(
    ours: Team, *, by: str = "Amina", starts_at: datetime | None = SOON, **more: Any
) -> Meeting:
    """Somebody calls the others together."""
    told: dict[str, Any] = {"title": "Second meeting", "minutes": 90, "zone": LONDON, **more}
    told.setdefault("circle", everybody(ours))
    told.setdefault("at", NOON)
    return plan_meeting(starts_at=starts_at, by=ours.actor(by), **told)


def hall(ours: Team, name: str = "The hall of the library", **facts: str) -> Venue:
    """A place to meet."""
    told = {"name": name, **facts}
    return say_venue(project=ours.project, told=told, by=ours.actor("Ben"), at=NOON)


def choosing(ours: Team, *days: int) -> tuple[Meeting, list[Offer]]:
    """A meeting for which times are offered, so many days from now."""
    meeting = planned(ours, starts_at=None)
    return meeting, [time(ours, meeting, NOON + day * DAY) for day in days]


def time(ours: Team, meeting: Meeting, starts_at: datetime, by: str = "Amina") -> Offer:
    """Somebody offers a time."""
    by_, at = ours.actor(by), NOON
    return offer(meeting=meeting, starts_at=starts_at, venue=None, by=by_, at=at)


def says(ours: Team, who: str, said: dict[Offer, str]) -> None:
    """Somebody says what suits them."""
    meeting = next(iter(said)).meeting
    say_suits(
        meeting=meeting,
        member=ours.member(who),
        said={each.pk: words for each, words in said.items()},
        by=ours.actor(who),
        at=NOON,
    )
