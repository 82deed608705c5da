"""A box, the people who have a seat, and the worker: what these tests are played with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from evenweave.common import actors
from evenweave.jobs.worker import Worker
from evenweave.sealed import actions
from evenweave.sealed.models import Box, State
from tests import make
from tests.loom.models import Note
from tests.make import AMINA, NOON

TWELVE = [UUID(int=0xE1EC_0000_0000_4000_8000_0000_0000_0000 + n) for n in range(12)]
HOLDERS = TWELVE[:3]
FIVE = [b"yes", b"no", b"yes", b"yes", b"no"]


def new_box(
    electors: Sequence[UUID] = TWELVE, *, longest: int = 100, holders: Sequence[UUID] = ()
) -> Box:
    """A box whose electorate is frozen; the worker has not been there yet."""
    return actions.open_box(
        kind="loom.vote",
        about=uuid4(),
        stream_id=make.stream().id,
        electors=electors,
        longest=longest,
        holders=holders,
        by=AMINA,
        at=NOON,
    )


def work(at: datetime = NOON) -> None:
    """Let a worker do all that is due."""
    Worker(now=lambda: at).work()


def later(**step: int) -> datetime:
    """Some time after noon."""
    return NOON + timedelta(**step)


def open_box(
    electors: Sequence[UUID] = TWELVE, *, longest: int = 100, holders: Sequence[UUID] = ()
) -> Box:
    """A box into which papers can go."""
    box = new_box(electors, longest=longest, holders=holders)
    work()
    return again(box)


def again(box: Box) -> Box:
    """The box as it is now."""
    return Box.objects.get(pk=box.pk)


def cast(box: Box, elector: UUID, paper: bytes) -> None:
    """Somebody puts a paper in."""
    actions.cast(box_id=box.id, elector=elector, paper=paper, by=actors.person(elector), at=NOON)


def cast_all(box: Box, papers: Sequence[bytes]) -> None:
    """The first so many people each put a paper in."""
    for elector, paper in zip(TWELVE, papers, strict=False):
        cast(box, elector, paper)


def close(box: Box, at: datetime = NOON) -> Box:
    """The box closes, and the worker opens it."""
    actions.close_box(box=again(box), by=AMINA, at=at)
    work(at)
    return again(box)


def news(box: Box) -> list[str]:
    """What its room was told, in order."""
    notes = Note.objects.filter(stream=box.stream_id).order_by("id")
    return [note.words.partition(" ")[2] for note in notes if note.words.startswith(str(box.id))]


def is_open(box: Box) -> bool:
    """Whether papers can go in."""
    return again(box).state == State.OPEN


def papers_of(box: Box) -> dict[UUID, bytes]:
    """What lies in each envelope, sealed."""
    return {each.elector: bytes(each.paper) for each in box.envelopes.all()}
