"""Appending to a chain: the only code that writes an entry, called only by `@action`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from evenweave.common.actors import Actor
from evenweave.record import chain
from evenweave.record.models import Entry, Stream, Words

if TYPE_CHECKING:
    from evenweave.record.vocabulary import Kind


def append(
    *,
    stream_id: UUID,
    kind: Kind,
    by: Actor,
    at: datetime,
    facts: Mapping[str, Any],
    words: Mapping[str, str],
    whose: Mapping[str, UUID | None],
) -> Entry:
    """Add one entry to the end of a stream. The caller's action holds the stream's lock.

    `whose` says for each of the words which person's they are, so that they go when it is erased.
    Without the lock two entries could want the same place: the database refuses the second.
    """
    stream = Stream.objects.get(pk=stream_id)
    salted = {name: chain.SaltedWords.fresh(value) for name, value in words.items()}
    line = chain.line_of(
        stream_id=stream_id,
        sequence=stream.length + 1,
        kind=kind.name,
        by=by.as_fact(),
        at=at,
        facts=facts,
        words={name: value.hash for name, value in salted.items()},
    )
    entry = Entry.objects.create(
        stream=stream,
        sequence=stream.length + 1,
        kind=kind.name,
        at=at,
        line=line.decode(),
        hash=chain.entry_hash(stream.head, line),
        helped=by.person if by.helper else None,
    )
    keep_words(entry, salted, whose)
    Stream.objects.filter(pk=stream_id).update(length=entry.sequence, head=entry.hash)
    return entry


def keep_words(
    entry: Entry, salted: Mapping[str, chain.SaltedWords], whose: Mapping[str, UUID | None]
) -> None:
    """Keep what was said beside its entry."""
    Words.objects.bulk_create(
        Words(entry=entry, field=name, person_id=whose[name], value=value.words, salt=value.salt)
        for name, value in salted.items()
    )
