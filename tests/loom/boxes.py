from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evenweave.common import actors
from evenweave.record.models import Stream
from evenweave.sealed.models import Box
from evenweave.sealed.vocabulary import News, Opening
from tests.loom.actions import write_note


def read(box: Box, papers: Sequence[bytes]) -> dict[str, list[bytes]]:
    """A paper is answers with a stroke between: each question by itself."""
    parts: dict[str, list[bytes]] = {}
    for paper in papers:
        for number, answer in enumerate(paper.split(b"|"), 1):
            parts.setdefault(f"question {number}", []).append(answer)
    return parts


def told(box: Box, news: News, at: datetime) -> None:
    """A note on the project's record for all that is told."""
    stream = Stream.objects.get(pk=box.stream_id)
    write_note(stream=stream, words=f"{box.id} {news}", by=actors.job("loom.told"), at=at)


VOTE = Opening("loom.vote", read=read, told=told)
