"""Who has something to share at a meeting, in an order in which kinds of expertise alternate."""

from __future__ import annotations

from collections.abc import Sequence

from evenweave.meetings.mixes import shown
from evenweave.meetings.mixing import alternating
from evenweave.meetings.models import Item


def alternated(items: Sequence[Item]) -> list[Item]:
    """The agenda, with those who share something in each other’s places, and all else where it is.

    A kind that somebody would rather not show counts as unsaid, so the order tells nothing of it.
    """
    places = [place for place, item in enumerate(items) if is_presented(item)]
    people = shown(lead for place in places if (lead := items[place].lead))
    order = list(items)
    for place, other in zip(places, alternating([each.kind for each in people]), strict=True):
        order[place] = items[places[other]]
    return order


def is_presented(item: Item) -> bool:
    """Whether somebody shares something there."""
    return item.purpose == Item.Purpose.SHARE and item.lead is not None


def offered(items: Sequence[Item]) -> list[Item]:
    """Those who share, in the order that can be had; nothing, where they alternate already."""
    order = alternated(items)
    return [] if order == list(items) else [each for each in order if is_presented(each)]
