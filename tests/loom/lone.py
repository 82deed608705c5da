from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from evenweave.common import actors
from evenweave.record.models import Stream
from evenweave.sealed.lone import LoneKind, Released, Story, Told
from tests.loom.actions import change_note, write_note
from tests.loom.models import Note


def note_of(talk_id: UUID) -> Note:
    """The note that a batch brought."""
    return Note.objects.get(words__startswith=str(talk_id))


def release(stream_id: UUID, words: Sequence[Released], at: datetime) -> None:
    """A note on the project's record for each."""
    stream = Stream.objects.get(pk=stream_id)
    for word in words:
        write_note(
            stream=stream, words=f"{word.id} {word.words}", by=actors.job("loom.lone"), at=at
        )


def story(talk_id: UUID) -> Story:
    """The note, and who looked."""
    words = note_of(talk_id).words.partition(" ")[2]
    return Story(
        words, "On the loom", "Every weaver can read it.", [Told(date(2026, 3, 2), "It hangs.")]
    )


def take_back(talk_id: UUID, at: datetime) -> None:
    """The note says nothing any more."""
    note = note_of(talk_id)
    words = f"{talk_id} gone"
    change_note(note=note, version=note.version, words=words, by=actors.job("loom.lone"), at=at)


def called(people: Collection[UUID]) -> dict[UUID, str]:
    """Everybody is a weaver."""
    return dict.fromkeys(people, "A weaver")


def address(talk_id: UUID) -> str:
    """Where it hangs."""
    return f"/loom/{note_of(talk_id).pk}/"


NOTE = LoneKind(
    "loom.note", release=release, story=story, take_back=take_back, called=called, address=address
)
