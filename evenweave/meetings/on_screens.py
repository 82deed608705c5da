"""What is on now, as it stands on every phone and on the wall: the same for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evenweave.common import clock
from evenweave.live.shared import drawn
from evenweave.meetings import brought, mixes, recap
from evenweave.meetings.hopes import hopes_for
from evenweave.meetings.models import Item, Meeting, Picture, Running

# So many who would like to speak are named. Nobody needs to see how many come after them.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Screen:
    """What is on it, above and below one’s own.

    `is_mixed` says whether people are in pairs or at tables: then each phone says with whom it is.
    """

    html: SafeString
    below: SafeString
    is_mixed: bool


def on_now(meeting: Meeting, after: int, *, is_in: bool) -> Screen:
    """What everybody sees alike, drawn once for each change; `after` is the one it shows at least.

    Whoever is not in the circle can see it, and has nothing to press.
    """

    def draw() -> Screen:
        told = told_of(meeting) | {"is_in": is_in}
        return Screen(
            html=render_to_string("meetings/parts/on_now.html", told),
            below=render_to_string("meetings/parts/on_next.html", told),
            is_mixed=bool(told["mixes"]),
        )

    return drawn(meeting.id, after, "in" if is_in else "", draw)


def on_wall(meeting: Meeting, after: int) -> SafeString:
    """The same in few words, for a wall."""

    def draw() -> SafeString:
        return render_to_string("meetings/parts/on_wall.html", told_of(meeting))

    return drawn(meeting.id, after, "wall", draw)


def told_of(meeting: Meeting) -> dict[str, Any]:
    """What it says. Nothing in it is about whoever looks."""
    running = Running.objects.get(meeting=meeting)  # now, not when the page was looked up
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
        "mixes": mixes.drawn(meeting),
        **said_to_begin(meeting),
        "needs": list(meeting.needs.all()),
        "recap": recap.recap_for(meeting) if current is None else None,
        "hopes": hopes_for(meeting) if current is None else [],
    }


def said_to_begin(meeting: Meeting) -> dict[str, Any]:
    """What people said to begin with, by what it is: their order must not tell whose it is."""
    said = list(meeting.check_ins.all())
    pictures = {each.picture for each in said}
    return {
        "pictures": [each for each in Picture if each in pictures],
        "words": sorted({each.word for each in said if each.word}, key=str.casefold),
    }


def mark(member_id: UUID) -> str:
    """By what somebody's own page finds their hand among those that are up."""
    return f"h{member_id.hex[:8]}"


def hands_of(item: Item) -> Any:
    """Those that are up: who has not spoken to this first, then in the order in which they rose."""
    return item.hands.filter(heard_at=None).select_related("member__person")
