"""What decisions put beside a copy of a record: the papers of each vote, to count them again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from evenweave.decisions import recounting
from evenweave.decisions.models import Decision
from evenweave.record.models import Stream

KINDS = ("decisions.closed", "decisions.moved_on")


def beside(stream: Stream) -> dict[str, Iterator[str]]:
    """The files of this room, by name, a line each."""
    return {recounting.FILE: counts(stream)}


def counts(stream: Stream) -> Iterator[str]:
    """For each line of the record that counts a vote, its papers: no names, in no order of time."""
    found = stream.entries.filter(kind__in=KINDS, sequence__lte=stream.length)
    for entry in found.order_by("sequence").iterator(chunk_size=500):
        told = entry.content["facts"]
        if told.get("count") and told["count"]["papers"]:
            count = papers_of(UUID(told["decision"]))
            yield json.dumps({"sequence": entry.sequence, "count": count}, ensure_ascii=False)


def papers_of(decision_id: UUID) -> dict[str, Any]:
    """What was counted in a decision's vote."""
    count = Decision.objects.get(pk=decision_id).count or {}
    return {name: count[name] for name in recounting.COUNTED}
