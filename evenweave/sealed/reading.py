"""What may be known of a box, and of words without a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from evenweave.sealed.lone import Story, declared
from evenweave.sealed.models import Box, Line, Opened, State, Talk, Waiting
from evenweave.sealed.receipts import Receipt


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


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind a receipt: a talk, once the words came out, and how much still waits.

    What waits nobody can read, not even its author. `is_late` says that its batch came, and that
    it could not be opened.
    """

    receipt: Receipt
    talk: Talk | None
    waiting: int
    is_late: bool


def behind(receipt: Receipt, today: date) -> Behind | None:
    """What lies behind a receipt; None for one that was never given."""
    talk = Talk.objects.filter(receipt=receipt.talk).first()
    waiting = Waiting.objects.filter(place__in=receipt.places)
    closed = list(waiting.values_list("seal__closed_on", flat=True))
    if talk is None and not closed:
        return None
    return Behind(receipt, talk, len(closed), any(day and day < today for day in closed))


@dataclass(frozen=True, slots=True)
class Said:
    """Something in a talk, as its author reads it: by whom, unless by the author themself."""

    on: date
    words: str
    name: str | None
    is_own: bool = False


def talked(talk: Talk) -> tuple[Story, list[Said]]:
    """What became of the words behind a receipt, and what was said to and fro, in its order."""
    kind = declared[talk.kind]
    story, lines = kind.story(talk.id), list(talk.lines.all())
    people = {each.person for each in story.told} | {each.person for each in lines}
    names = kind.called([each for each in people if each is not None])
    told = [
        Said(each.on, each.words, names.get(each.person) if each.person else None)
        for each in story.told
    ]
    return story, sorted([*told, *said_in(lines, names)], key=lambda said: said.on)


def said_in(lines: Sequence[Line], names: Mapping[UUID, str]) -> Iterator[Said]:
    """The lines of a talk; one that was taken back or covered has no words."""
    for line in lines:
        is_own = line.person is None
        words = "" if line.is_covered and not is_own else line.words
        yield Said(line.said_on, words, names.get(line.person) if line.person else None, is_own)
