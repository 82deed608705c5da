"""What is on now, as it stands on every phone and on the wall: the same for all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evenweave.common import clock
from evenweave.live.shared import drawn
from evenweave.meetings import brought, recap
from evenweave.meetings.hopes import hopes_for
from evenweave.meetings.models import Item, Meeting

# So many who would like to speak are named. Nobody needs to see how many come after them.
SHOWN = 8


def on_now(meeting: Meeting, after: int, *, is_in: bool) -> SafeString:
    """What everybody sees alike, drawn once for each change; `after` is the one it shows at least.

    Whoever is not in the circle can see it, and has nothing to press.
    """

    def draw() -> SafeString:
        told = told_of(meeting) | {"is_in": is_in}
        return render_to_string("meetings/parts/on_now.html", told)

    return drawn(meeting.id, after, "in" if is_in else "", draw)


def on_wall(meeting: Meeting, after: int) -> SafeString:
    """The same in few words, for a wall."""

    def draw() -> SafeString:
        return render_to_string("meetings/parts/on_wall.html", told_of(meeting))

    return drawn(meeting.id, after, "wall", draw)


def told_of(meeting: Meeting) -> dict[str, Any]:
    """What it says. Nothing in it is about whoever looks."""
    running = meeting.running
    items = brought.read(meeting.items.select_related("lead__person"))
    current = next((each for each in items if each.pk == running.item_id), None)
    following = items[items.index(current) + 1 :] if current else items
    hands = list(hands_of(current)) if current else []
    return {
        "project": meeting.project,
        "meeting": meeting,
        "running": running,
        "items": items,
        "current": current,
        "next_item": following[0] if following else None,
        "minutes_gone": running.minutes_gone(clock.now()),
        "hands": hands[:SHOWN],
        "up": " ".join(mark(each.member_id) for each in hands),
        "has_more_hands": len(hands) > SHOWN,
        "words": [each.word for each in meeting.check_ins.all() if each.word],
        "needs": list(meeting.needs.all()),
        "recap": recap.recap_for(meeting) if current is None else None,
        "hopes": hopes_for(meeting) if current is None else [],
    }


def mark(member_id: UUID) -> str:
    """By what somebody's own page finds their hand among those that are up."""
    return f"h{member_id.hex[:8]}"


def hands_of(item: Item) -> Any:
    """Those that are up: who has not spoken to this first, then in the order in which they rose."""
    return item.hands.filter(heard_at=None).select_related("member__person")
