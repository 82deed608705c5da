"""Who works with whom, for tests of a room that is below projects."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from evenweave.people.teams import Team

TEAMS: list[Team] = []


class Company:
    """A directory of teams (people.teams) that a test fills."""

    def of(self, person_id: UUID) -> Sequence[Team]:
        """The teams that this person belongs to."""
        return [team for team in TEAMS if person_id in team.people]
