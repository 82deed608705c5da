"""Whom a person works with. Projects know; this room is below them, and asks through a setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Team:
    """A team that a person belongs to, and the ids of everybody in it."""

    title: str
    people: frozenset[UUID]


class Teams(Protocol):
    """A directory of teams; the setting PEOPLE_TEAMS says which."""

    def of(self, person_id: UUID) -> Sequence[Team]:
        """The teams that this person belongs to now."""


class NoTeams:
    """Where there are no projects, nobody works with anybody."""

    def of(self, person_id: UUID) -> Sequence[Team]:
        """None."""
        return ()


def directory() -> Teams:
    """The installation's directory of teams."""
    return cast(Teams, import_string(settings.PEOPLE_TEAMS)())


def company(person_id: UUID) -> set[UUID]:
    """Everybody who shares a team with this person, without the person."""
    everybody = {each for team in directory().of(person_id) for each in team.people}
    return everybody - {person_id}
