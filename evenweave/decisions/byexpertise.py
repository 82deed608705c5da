"""Who voted how, once a signed vote has closed: by name, and by the expertise that people show.

Both tell only what each member can see anyway: the votes have names to them, and a seat counts here
only if it was shown beside its name when the vote opened (`disclosure.seats.signed_by_kind`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.decisions import counting, recounting
from evenweave.decisions.models import Decision, Elector, Option, Vote
from evenweave.disclosure.seats import SignedRow, may_be_told, signed_by_kind
from evenweave.projects.team import makeup_of


@dataclass(frozen=True, slots=True)
class ByName:
    """Somebody, and how they voted."""

    called: str
    choice: str


@dataclass(frozen=True, slots=True)
class Table:
    """What was chosen, by the kinds of expertise that may be told apart; empty where none may."""

    kinds: Sequence[str]
    rows: Sequence[tuple[str, SignedRow[str]]]


def votes_of(decision: Decision) -> list[Vote]:
    """The votes that were counted, in the alphabet of names: no order of time."""
    found = Vote.objects.filter(decision=decision).select_related("member__person")
    return sorted(found, key=lambda vote: vote.member.called.casefold())


def by_name(votes: Sequence[Vote], options: Sequence[Option]) -> list[ByName]:
    """Each with what they chose, in words."""
    names = counting.words_of(options)
    return [ByName(vote.member.called, in_words(vote.paper, names)) for vote in votes]


def in_words(paper: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What a vote says."""
    if paper.get("ranking"):
        levels = (" = ".join(names.get(key, "") for key in level) for level in paper["ranking"])
        return ", ".join(levels)
    if paper.get("scores"):
        points = paper["scores"].items()
        return ", ".join(f"{names.get(key, '')}: {number}" for key, number in points)
    return ", ".join(names.get(key, "") for key in recounting.chosen(paper)) or _("None of these")


def table_of(decision: Decision, votes: Sequence[Vote], options: Sequence[Option]) -> Table | None:
    """The choices by expertise, as far as kinds may be told apart at all."""
    bundles = makeup_of(decision.project).bundles
    if not votes or not may_be_told(bundles):
        return None
    seats = seats_of(decision)
    names = counting.words_of(options)
    rows = signed_by_kind(list(acts(votes, seats, names)), bundles)
    kinds = {each.id: each.name for each in decision.project.expertises.all()}
    return Table(
        kinds=[_(" and ").join(kinds.get(kind, "") for kind in each.kinds) for each in bundles],
        rows=[(row.choice, row) for row in rows],
    )


def seats_of(decision: Decision) -> dict[UUID, UUID | None]:
    """The seat that each elector showed when it opened, and shows still."""
    shown = Elector.objects.filter(decision=decision, member__is_shown=True)
    return dict(shown.values_list("member_id", "seat_id"))


def acts(
    votes: Sequence[Vote], seats: Mapping[UUID, UUID | None], names: Mapping[str, str]
) -> Iterator[tuple[str, UUID | None]]:
    """Each thing that somebody chose, with the seat that they showed."""
    for vote in votes:
        for key in recounting.chosen(vote.paper) or [""]:
            yield names.get(key, _("None of these")), seats.get(vote.member_id)
