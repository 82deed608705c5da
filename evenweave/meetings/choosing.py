"""What is offered, what a member said to it, and what suits most, as a page shows it.

How many said what, and who, no page tells: only which of them suits most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evenweave.meetings.counting import best
from evenweave.meetings.models import Meeting, Offer, Suits
from evenweave.meetings.rules.choosing import times_of, venues_of
from evenweave.projects.models import Member


@dataclass(frozen=True, slots=True)
class Offered:
    """A time or place: what one says oneself, and whether no other suits more."""

    it: Offer
    own: str
    is_best: bool


def told_of(meeting: Meeting, member: Member, at: datetime) -> dict[str, Any]:
    """Times and places, and whether every time has gone by."""
    times = offered(times_of(meeting), meeting, member)
    places = offered(venues_of(meeting), meeting, member)
    return {
        "times": times,
        "are_over": have_gone_by(times, at),
        "venues": places,
        "best_times": [each for each in times if each.is_best],
        "best_places": [each for each in places if each.is_best],
        "choices": Suits.choices,
    }


def have_gone_by(times: list[Offered], at: datetime) -> bool:
    """Whether there were times, and none of them is still to come."""
    return bool(times) and all(each.it.starts_at and each.it.starts_at <= at for each in times)


def offered(offers: Iterable[Offer], meeting: Meeting, member: Member) -> list[Offered]:
    """Each of some offers."""
    known = list(offers)
    top = best(known)
    return [shown(each, member, each in top) for each in known]


def shown(offer: Offer, member: Member, is_best: bool) -> Offered:
    """One of them."""
    own = next((each.says for each in offer.suits.all() if each.member_id == member.pk), "")
    return Offered(offer, own, is_best)
