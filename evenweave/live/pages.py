"""What a page needs to be told of changes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from evenweave.live.changes import changes_of
from evenweave.live.tickets import ticket

PREFIX = "/live/"


@dataclass(frozen=True, slots=True)
class Channel:
    """The two attributes of a `<live-part>`: `events`, an address, and `after`, what it shows."""

    events: str
    after: int


def channel(topic: UUID, holder: UUID | str) -> Channel:
    """The stream of a topic, for whoever may see this page: `holder` is a person, or a device.

    Ask for it *before* reading what the page shows. Then a change in between is told once too
    often; asked for afterwards, it would be lost.
    """
    return Channel(f"{PREFIX}{ticket(topic, holder)}", changes_of(topic))
