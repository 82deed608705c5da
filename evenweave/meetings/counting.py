"""What suits how many: which of the times or places offered are best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from evenweave.meetings.models import Offer, Suits


def rank(offer: Offer) -> tuple[int, int]:
    """Larger is better: first that few cannot come, then that it suits many well.

    One who cannot come weighs more than one who would rather come at another time.
    """
    said = Counter(suit.says for suit in offer.suits.all())
    return -said[Suits.NO], said[Suits.YES]


def best(offers: Iterable[Offer]) -> list[Offer]:
    """Those that no other beats. None, while nobody has said anything."""
    known = [each for each in offers if each.suits.all()]
    top = max(map(rank, known), default=None)
    return [each for each in known if rank(each) == top]
