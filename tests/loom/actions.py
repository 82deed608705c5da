from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.record.models import Stream
from tests.loom import kinds, rules
from tests.loom.models import Note


@action(records=kinds.WRITTEN)
def write_note(*, stream: Stream, words: str, by: Actor, at: datetime) -> Note:
    refuse_if(rules.why_not_write_note(words))
    return Note.objects.create(stream=stream, words=words)


@action(records=kinds.CHANGED)
def change_note(*, note: Note, version: int, words: str, by: Actor, at: datetime) -> None:
    refuse_if(rules.why_not_change_note(words))
    note.refresh_from_db()  # under the lock
    refuse_if_changed(note, version=version)
    note.words, note.version = words, version + 1
    note.save(update_fields=["words", "version"])


@action(quiet="A private note is nobody else’s business.")
def write_quietly(*, stream: Stream, words: str, by: Actor, at: datetime) -> Note:
    return Note.objects.create(stream=stream, words=words)


@action(quiet="Its parts record themselves.")
def write_both(*, first: Stream, second: Stream, words: str, by: Actor, at: datetime) -> None:
    """Writes to two streams; given both, it locks both in order, whichever is written first."""
    write_note(stream=first, words=words, by=by, at=at)
    write_note(stream=second, words=words, by=by, at=at)


@action(quiet="Wrong on purpose: it does not name the second stream.")
def write_both_blindly(
    *, first: Stream, second_id: str, words: str, by: Actor, at: datetime
) -> None:
    """Writes to a second stream that the outer action did not name."""
    write_note(stream=first, words=words, by=by, at=at)
    write_note(stream=Stream.objects.get(pk=second_id), words=words, by=by, at=at)
