"""What the records hold of a person: their words, each with the line it stands in."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from evenweave.common.actors import Actor
from evenweave.record.actions import erase_words
from evenweave.record.models import Stream, Words
from evenweave.record.rules import Place


def export(person_id: UUID) -> dict[str, Any]:
    """Every word of this person on any record."""
    found = Words.objects.filter(person_id=person_id).order_by("entry__stream__title", "entry_id")
    rows = found.values_list(
        "entry__stream__title", "entry__sequence", "entry__at", "field", "value"
    )
    return {
        "my words on the records": [
            {"record": title, "line": line, "at": at, "what": field, "words": words}
            for title, line, at, field, words in rows
        ]
    }


def erase(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Erase them all, on every record. The caller's action holds the locks of these streams."""
    places: defaultdict[UUID, list[Place]] = defaultdict(list)
    rows = Words.objects.filter(person_id=person_id).values_list(
        "entry__stream_id", "entry__sequence", "field"
    )
    for stream_id, sequence, field in rows.order_by("entry_id", "field"):
        places[stream_id].append((sequence, field))
    for stream in Stream.objects.filter(id__in=places):
        erase_words(stream=stream, places=places[stream.id], by=by, at=at)
