"""What is on now, as it stands on every phone and on the wall: the same for all."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evenweave.common import clock
from evenweave.live.shared import drawn
from evenweave.meetings import brought, recap
from evenweave.meetings.hopes import hopes_for
from evenweave.meetings.models import Item, Meeting


def on_now(meeting: Meeting, after: int, *, is_in: bool) -> SafeString:
    """What everybody sees alike, drawn once for each change; `after` is the one it shows at least.

    Whoever is not in the circle can see it, and says nobody heard.
    """
    kind = "in" if is_in else ""
    part = "meetings/parts/on_now.html"
    return drawn(
        meeting.id, after, kind, lambda: render_to_string(part, told_of(meeting, is_in=is_in))
    )


def told_of(meeting: Meeting, *, is_in: bool) -> dict[str, Any]:
    """What it says. Nothing in it is about whoever looks."""
    running = meeting.running
    items = brought.read(meeting.items.select_related("lead__person"))
    current = next((each for each in items if each.pk == running.item_id), None)
    following = items[items.index(current) + 1 :] if current else items
    since = running.item_since
    gone = (clock.now() - since).total_seconds() if since else 0
    return {
        "project": meeting.project,
        "meeting": meeting,
        "running": running,
        "current": current,
        "next_item": following[0] if following else None,
        "minutes_gone": int(gone) // 60,
        "hands": list(hands_of(current)) if current else [],
        "may_say_heard": is_in,
        "words": [each.word for each in meeting.check_ins.all() if each.word],
        "needs": list(meeting.needs.all()),
        "recap": recap.recap_for(meeting) if current is None else None,
        "hopes": hopes_for(meeting) if current is None else [],
    }


def hands_of(item: Item) -> Any:
    """Those that are up: who has not spoken to this first, then in the order in which they rose."""
    return item.hands.filter(heard_at=None).select_related("member__person")
