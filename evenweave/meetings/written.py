"""What the minutes of a meeting say: drawn from its notes, or as they were agreed.

They name nobody and say nobody's absence: what was said, what was agreed, and what is to be done.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from evenweave.meetings.models import Item, Meeting, Minutes
from evenweave.meetings.recap import decided_from
from evenweave.record import chain


@dataclass(frozen=True, slots=True)
class Line:
    """Something that stands in minutes. `of` is the id of the item, decision or task."""

    of: str
    title: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The minutes: `said` to each item (to the whole first, without an id), `decided`, `tasks`."""

    title: str
    began_at: str  # in UTC, as the record writes it
    said: list[Line]
    decided: list[Line]
    tasks: list[Line]

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote anything down."""
        return not (self.decided or self.tasks or any(each.words for each in self.said))

    @property
    def text(self) -> str:
        """All of it as plain text, the same in every language: what the fingerprint is of."""
        said = [block for each in self.said for block in (each.title, each.words) if block]
        decided = [f"= {each.title}" for each in self.decided]
        tasks = [f"- {each.title}" for each in self.tasks]
        return "\n\n".join([self.title, self.began_at, *said, *decided, *tasks]) + "\n"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the text in UTF-8, as 64 signs."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def of(meeting: Meeting) -> Written:
    """The minutes as they were agreed; before that, as they stand now."""
    found = state_of(meeting)
    return from_json(found.agreed) if found and found.agreed else drawn(meeting)


def state_of(meeting: Meeting) -> Minutes | None:
    """How far they are; None before they went to everybody."""
    return Minutes.objects.filter(meeting=meeting).select_related("agreed_in").first()


def from_json(kept: dict[str, Any]) -> Written:
    """What `as_json` wrote down."""
    parts = {name: [Line(**each) for each in kept[name]] for name in ("said", "decided", "tasks")}
    return Written(title=kept["title"], began_at=kept["began_at"], **parts)


def drawn(meeting: Meeting) -> Written:
    """From what the team wrote down, as it stands now."""
    notes = {each.item_id: each.words for each in meeting.notes.all()}
    items = meeting.items.exclude(purpose=Item.Purpose.BREAK)
    whole = [Line("", "", notes[None])] if notes.get(None) else []
    began_at = meeting.began_at or meeting.starts_at
    return Written(
        title=meeting.title,
        began_at=chain.moment(began_at) if began_at else "",
        said=whole + [Line(str(each.pk), each.title, notes.get(each.pk, "")) for each in items],
        decided=[Line(str(each.pk), each.question) for each in decided_in(meeting)],
        tasks=[Line(str(each.pk), each.words) for each in meeting.tasks.filter(dropped_at=None)],
    )


def decided_in(meeting: Meeting) -> Any:
    """What its circle decided while it went on."""
    found = decided_from(meeting)
    return found.filter(closed_at__lte=meeting.ended_at) if meeting.ended_at else found


def without(kept: dict[str, Any], ids: set[str], instead: str) -> dict[str, Any]:
    """What is kept, with other words for the titles of these; for whom is erased."""
    lines = [each | {"title": instead} if each["of"] in ids else each for each in kept["said"]]
    return kept | {"said": lines}
