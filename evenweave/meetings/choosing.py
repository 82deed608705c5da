"""What is offered, what a member said to it, and what suits most, as a page shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from evenweave.meetings.counting import best
from evenweave.meetings.models import Meeting, Offer, Suits
from evenweave.meetings.rules.choosing import times_of, venues_of
from evenweave.projects.models import Member


@dataclass(frozen=True, slots=True)
class Offered:
    """A time or place: what one says oneself, and how many say what."""

    it: Offer
    own: str
    yes: int
    if_need_be: int
    no: int
    is_best: bool
    wall: datetime | None


def told_of(meeting: Meeting, member: Member) -> dict[str, Any]:
    """Times and places."""
    times, venues = times_of(meeting), venues_of(meeting)
    return {
        "times": offered(times, meeting, member),
        "venues": offered(venues, meeting, member),
        "choices": Suits.choices,
    }


def offered(offers: Iterable[Offer], meeting: Meeting, member: Member) -> list[Offered]:
    """Each of some offers."""
    known = list(offers)
    top = best(known)
    zone = ZoneInfo(meeting.zone)
    return [shown(each, member, each in top, zone) for each in known]


def shown(offer: Offer, member: Member, is_best: bool, zone: ZoneInfo) -> Offered:
    """One of them."""
    suits = list(offer.suits.all())
    said = Counter(each.says for each in suits)
    own = next((each.says for each in suits if each.member_id == member.pk), "")
    wall = offer.starts_at.astimezone(zone) if offer.starts_at else None
    numbers = (said[Suits.YES], said[Suits.IF_NEED_BE], said[Suits.NO])
    return Offered(offer, own, *numbers, is_best, wall)
