"""What each part of the example is told with: its cast, its circle, and days that come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from evenweave.common import actors
from evenweave.demo.cast import BY_SLUG

if TYPE_CHECKING:
    from evenweave.demo.hounslow import Story


class Chapter:
    """A part of the story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.group = story.group

    def by(self, slug: str) -> actors.Actor:
        """One of the cast, acting."""
        return actors.person(BY_SLUG[slug].id)

    def on(self, month: int, day: int, hour: int = 10) -> datetime:
        """A day of that year comes, with all the meetings before it, and what came of them."""
        moment = datetime(2015, month, day, hour, 0, tzinfo=UTC)
        self.story.meetings.until(moment)
        return self.story.clock.pass_time(max(moment - self.story.clock.now(), timedelta()))

    def now(self) -> datetime:
        """A few minutes later."""
        return self.story.now()

    def members(self, *slugs: str) -> list[Any]:
        """Some of the cast, in the project."""
        return [self.story.member(BY_SLUG[slug]) for slug in slugs]
