"""Hounslow: no e-mail goes out there, so messages reach people by Amina's and Ruth's hands."""

from __future__ import annotations

from datetime import date, timedelta

from evenweave.demo.cast import BY_SLUG
from evenweave.demo.chapters import Chapter
from evenweave.outbox import hands
from evenweave.outbox.actions import hand_over_together, read_here

# Each Friday, one of the two in turn. What came after the last one still waits.
FIRST, WEEKS = date(2015, 6, 5), 24
AN_HOUR = 15
TURNS = ("amina", "ruth")


class HandingOver(Chapter):
    """Once a week, one of the two who coordinate rings round and prints; both read their own."""

    def plan(self) -> None:
        """On Fridays."""
        for week in range(WEEKS):
            day, slug = FIRST + timedelta(weeks=week), TURNS[week % len(TURNS)]
            self.on(day.month, day.day, lambda slug=slug: self.ring_round(slug), AN_HOUR)  # type: ignore[misc]

    def ring_round(self, slug: str) -> None:
        """First what came for themselves, then one person after another."""
        for own in TURNS:
            self.read_own(own)
        by, at = self.by(slug), self.now()
        for bundle in hands.bundles(BY_SLUG[slug].id):
            waiting = hands.waiting_for(BY_SLUG[slug].id, bundle.to)
            shown = set(waiting.values_list("id", flat=True))
            hand_over_together(to=bundle.to, shown=shown, by=by, at=at)

    def read_own(self, slug: str) -> None:
        """They are here anyway, so nobody needs to bring them theirs."""
        shown = set(hands.own(BY_SLUG[slug].id).values_list("id", flat=True))
        if shown:
            read_here(shown=shown, by=self.by(slug), at=self.now())
