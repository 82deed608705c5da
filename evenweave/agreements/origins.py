"""Where words came from that a team took over from another: its name, for as long as it lends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from evenweave.agreements.models import Carried, Change, Clause


@dataclass(frozen=True, slots=True)
class Origin:
    """Another team’s words. `called` is empty once it lends them no longer.

    It is looked up each time and kept nowhere, so that a name goes when consent does.
    """

    called: str


def origin(carried: Carried) -> Origin:
    """Where this came from."""
    lending = carried.lending
    return Origin(lending.project.name if lending.is_present else "")


def origins_of(changes: Iterable[UUID | str]) -> dict[str, Origin]:
    """Where these changes came from, by their ids; those of one’s own words are left out."""
    found = Carried.objects.filter(change__in=list(changes))
    known = found.select_related("lending__project", "lending__decision")
    return {str(each.change_id): origin(each) for each in known}


def origin_of(clause: Clause) -> Origin | None:
    """Where a clause began, if that was in another team’s agreement."""
    found = Carried.objects.filter(change__clause=clause, change__state=Change.State.ADOPTED)
    if not found.exists():  # nearly always, so that is asked for alone
        return None
    return origin(found.select_related("lending__project", "lending__decision")[0])
