"""What is done to a record itself. Its entries come from every other room's actions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.record import kinds, rules
from evenweave.record.checking import WordsBeside
from evenweave.record.models import Entry, Stream, Words
from evenweave.record.rules import Place


@action(records=kinds.OPENED)
def open_stream(
    *,
    slug: str,
    title: str,
    by: Actor,
    at: datetime,
    stream_id: UUID | None = None,
    is_example: bool = False,
) -> Stream:
    """Begin a record. A project gives its own id as `stream_id`."""
    refuse_if(rules.why_not_open_stream(slug))
    return Stream.objects.create(
        id=stream_id or uuid4(), slug=slug, title=title, is_example=is_example, opened_at=at
    )


@action(quiet="A record is called what its project is called, and the project’s own line says so.")
def call_stream(*, stream: Stream, title: str, by: Actor, at: datetime) -> None:
    """What a record is called from now on; its short name stays."""
    refuse_if(rules.why_not_call_stream(title))
    stream.title = title
    stream.save(update_fields=["title"])


@action(quiet="The project’s own line says that all of it was brought in.")
def bring_in_entries(
    *,
    stream: Stream,
    lines: Iterable[tuple[str, str]],
    words: WordsBeside,
    by: Actor,
    at: datetime,
) -> None:
    """Take a whole record over: each line with its seal as they stand, and what people said.

    Both come in the order of the record, from a copy that was checked (`record.checking`).
    """
    refuse_if(rules.why_not_bring_in_entries(stream))
    rest = iter(lines)
    while batch := list(islice(rest, database.ROWS_AT_ONCE)):
        entries = Entry.objects.bulk_create([entry_of(stream, *each) for each in batch])
        Words.objects.bulk_create(
            [words_of(each, row) for each in entries for row in words.of(each.sequence).values()]
        )
        stream.length, stream.head = entries[-1].sequence, entries[-1].hash
    stream.save(update_fields=["length", "head"])


def entry_of(stream: Stream, line: str, seal: str) -> Entry:
    """The entry that a line of a copy was."""
    content = json.loads(line)
    by = Actor.from_fact(content["by"])
    return Entry(
        stream=stream,
        sequence=content["sequence"],
        kind=content["kind"],
        at=datetime.fromisoformat(content["at"]),
        line=line,
        hash=seal,
        helped=by.person if by.helper else None,
    )


def words_of(entry: Entry, told: Mapping[str, Any]) -> Words:
    """Words of an entry, as a copy has them."""
    person = told.get("person")
    return Words(
        entry=entry,
        field=told["field"],
        person_id=UUID(person) if person else None,
        value=told["words"],
        salt=told["salt"],
    )


@action(records=kinds.EXPORTED)
def note_export(
    *, stream: Stream, length: int, head: str, fingerprint: str, by: Actor, at: datetime
) -> None:
    """Say on the record that a copy of its first `length` entries was made.

    `fingerprint` is the SHA-256 of the copy's manifest: so the record knows its copies again.
    """
    refuse_if(rules.why_not_note_export(stream, length, head))


@action(records=kinds.ERASED)
def erase_words(*, stream: Stream, places: Sequence[Place], by: Actor, at: datetime) -> None:
    """Erase words and their salt at these places (sequence, field); the chain stays whole."""
    refuse_if(rules.why_not_erase_words(stream, places))
    here = (Q(entry__sequence=sequence, field=name) for sequence, name in places)
    Words.objects.filter(reduce(or_, here), entry__stream=stream).delete()
    database.overwrite_at_commit()
