"""What stands beside outcomes without a name, as a decision's page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from evenweave.decisions import covered
from evenweave.decisions.models import LoneDissent
from evenweave.ideas.covered import LINE
from evenweave.ideas.unnamed import ShownTalk, talks_of
from evenweave.projects.models import Member


@dataclass(frozen=True, slots=True)
class ShownDissent:
    """Dissent without a name, and the talk with whoever said it."""

    dissent: LoneDissent
    words: str
    talk: ShownTalk | None


@dataclass(frozen=True, slots=True)
class ToCover:
    """Words of somebody else on a page that are not covered: what they are, and whose, if known."""

    kind: str
    thing_id: UUID
    called: str
    words: str


def beside(outcomes: Sequence[Any], member: Member) -> None:
    """Give each outcome its `unnamed`; covered words are gone from them."""
    found = list(LoneDissent.objects.filter(outcome__in=outcomes)) if outcomes else []
    talks = talks_of([each.id for each in found], member) if found else {}
    for outcome in outcomes:
        outcome.unnamed = [
            ShownDissent(each, "" if each.is_covered else each.words, talks.get(each.id))
            for each in found
            if each.outcome_id == outcome.id
        ]


def to_cover(outcomes: Sequence[Any]) -> Iterator[ToCover]:
    """Dissent without a name, and what was said to and fro since, that could be covered."""
    for shown in (each for outcome in outcomes for each in outcome.unnamed):
        if shown.words:
            yield ToCover(covered.LONE_DISSENT.name, shown.dissent.id, "", shown.words)
        for line in shown.talk.lines if shown.talk else []:
            if line.may_be_covered:
                yield ToCover(LINE.name, line.id, line.name, line.words)
