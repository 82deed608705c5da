"""What each part of an example is told with: its diary, its cast, and its circle."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from evenweave.common import actors
from evenweave.common.clock import SimulatedClock
from evenweave.demo.cast import BY_SLUG
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.projects.models import Member

if TYPE_CHECKING:
    from evenweave.demo.hounslow import Story

Happens = Callable[[], object]


class Diary:
    """What happens when. Of two things at one moment, that comes first which was put in first."""

    def __init__(self, clock: SimulatedClock) -> None:
        self.clock = clock
        self.pages: list[tuple[datetime, int, Happens]] = []
        self.number = 0

    def put(self, moment: datetime, happens: Happens) -> None:
        """This happens then."""
        self.number += 1
        heapq.heappush(self.pages, (moment, self.number, happens))

    def play(self) -> None:
        """Day after day, until nothing is left. What waits for others comes a little later."""
        while self.pages:
            moment, _number, happens = heapq.heappop(self.pages)
            self.clock.pass_time(max(moment - self.clock.now(), timedelta()))
            happens()


class Chapter:
    """A part of the story: it puts into the diary what happens, and then the diary is played."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.project = story.project
        self.group = story.group

    def plan(self) -> None:
        """Put everything into the diary that belongs to this part."""
        raise NotImplementedError

    def by(self, slug: str, *, helper: str = "") -> actors.Actor:
        """One of the cast, acting; perhaps with somebody who helps them."""
        if helper:
            return actors.helper(BY_SLUG[helper].id, for_person=BY_SLUG[slug].id)
        return actors.person(BY_SLUG[slug].id)

    def on(self, month: int, day: int, happens: Happens, hour: int = 10) -> None:
        """This happens on a day of that year, at an hour by UTC."""
        self.story.diary.put(datetime(2015, month, day, hour, 0, tzinfo=UTC), happens)

    def now(self) -> datetime:
        """A few minutes later."""
        return self.story.now()

    def a_turn(self) -> Turn:
        """What a job of the worker is told, whatever it is about."""
        return Turn(NOTHING, self.now())

    def member(self, slug: str) -> Member:
        """One of the cast, in the project."""
        return self.story.member(BY_SLUG[slug])

    def members(self, *slugs: str) -> list[Member]:
        """Some of the cast, in the project."""
        return [self.member(slug) for slug in slugs]
