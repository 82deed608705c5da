"""What may be known of a box."""

from __future__ import annotations

from uuid import UUID

from evenweave.sealed.models import Box, Opened, State


def results(box: Box) -> dict[str, list[bytes]]:
    """What stood on the papers, part by part, each in the order of its own content.

    Nothing until the box is closed: not while results stand there already and the key does too.
    """
    found: dict[str, list[bytes]] = {}
    rows = Opened.objects.filter(box_id=box.id, box__state=State.CLOSED)
    for part, content in rows.order_by("part", "content").values_list("part", "content"):
        found.setdefault(part, []).append(bytes(content))
    return found


def has_seat(box: Box, elector: UUID) -> bool:
    """Whether somebody was in the electorate when it was frozen; nobody is once a box is over."""
    if box.state == State.OPENING:
        return elector in box.electors()
    return box.envelopes.filter(elector=elector).exists()


def progress(box: Box) -> float:
    """How far the worker is with opening or closing, from 0 to 1: of seats, not of papers."""
    return box.done / box.seats
