"""Work that was handed on, as its page tells it on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evenweave.agreements.models import HandOver, HandOverPart, PartHolding
from evenweave.agreements.models.handovers import Standing
from evenweave.projects.models import Member


@dataclass(frozen=True, slots=True)
class Part:
    """A part: where it stands, with whom, and what this member can do about it."""

    it: HandOverPart
    standing: Standing
    name: str
    is_mine: bool
    may_drop: bool
    before: Sequence[PartHolding]


@dataclass(frozen=True, slots=True)
class Told:
    """A hand-over with its parts."""

    it: HandOver
    parts: list[Part]
    is_past: bool
    may_ask_again: bool


def told(hand_over: HandOver, member: Member, today: date) -> Told:
    """A hand-over as this member meets it."""
    is_past = hand_over.is_past(today)
    is_giver = hand_over.giver_id == member.id
    gives = is_giver or not hand_over.giver.is_present
    parts = [part_of(each, hand_over, member, today, gives=gives) for each in hand_over.parts.all()]
    is_wanted = any(part.standing is not Standing.DROPPED for part in parts)
    return Told(hand_over, parts, is_past, is_past and gives and is_wanted)


def part_of(
    part: HandOverPart, hand_over: HandOver, member: Member, today: date, *, gives: bool
) -> Part:
    """One part of it."""
    part.hand_over = hand_over
    standing = part.standing(today)
    whom = hand_over.giver if standing is Standing.BACK else part.offered_to
    return Part(
        it=part,
        standing=standing,
        name=whom.called if whom and standing is not Standing.NEEDS else "",
        is_mine=part.offered_to_id == member.id,
        may_drop=gives and standing in {Standing.OFFERED, Standing.NEEDS, Standing.BACK},
        before=[each for each in part.holdings.all() if each.until is not None],
    )
