"""Places where a team could meet are written down, put right, and taken off the list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.meetings.models import FACTS, Venue
from evenweave.meetings.rules import meetings as rules
from evenweave.projects.models import Project

QUIET = "What a place is like, anybody can say who knows it; it binds nobody."
WORDS = ("name", "address", "travel", "more", "link")


@action(quiet=QUIET)
def say_venue(*, project: Project, told: Mapping[str, str], by: Actor, at: datetime) -> Venue:
    """Write down a place. `told` has its words and facts, by the names of the fields."""
    refuse_if(rules.why_not_say_venue(by, project, told["name"], None))
    return Venue.objects.create(project=project, made_by=by.somebody, made_at=at, **known(told))


@action(quiet=QUIET)
def change_venue(
    *, venue: Venue, version: int, told: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """Put right what is told of it."""
    venue.refresh_from_db()  # under the lock
    refuse_if_changed(venue, version=version)
    refuse_if(rules.why_not_change_venue(by, venue, told["name"]))
    for name, value in known(told).items():
        setattr(venue, name, value)
    venue.version += 1
    venue.save()


@action(quiet=QUIET)
def end_venue(*, venue: Venue, by: Actor, at: datetime) -> None:
    """It cannot be offered any more."""
    venue.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_end_venue(by, venue))
    venue.ended_at = at
    venue.save(update_fields=["ended_at"])


def known(told: Mapping[str, str]) -> dict[str, str]:
    """What a place keeps, and nothing else."""
    return {name: told.get(name, "") for name in (*WORDS, *FACTS)}
