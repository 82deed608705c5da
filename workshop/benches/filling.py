"""Long records, made quickly but as they would be made: real lines, real seals, real words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from evenweave.common import actors
from evenweave.demo.cast import BY_ID
from evenweave.record import chain
from evenweave.record.actions import open_stream
from evenweave.record.models import Entry, Stream, Words

START = datetime(2016, 1, 4, 10, 0, tzinfo=UTC)
BATCH = 5_000
PEOPLE = list(BY_ID)
SAID = "We meet in the hall at ten, and the tea is on us. Line {number}."


def fill(slug: str, length: int) -> Stream:
    """A record of this length; every line but the first has a person's words beside it."""
    opener = actors.person(PEOPLE[0])
    stream = open_stream(slug=slug, title=slug.title(), is_example=True, by=opener, at=START)
    stream.refresh_from_db()
    for first in range(2, length + 1, BATCH):
        add(stream, first, min(first + BATCH, length + 1))
    return stream


def add(stream: Stream, first: int, end: int) -> None:
    """Lines `first` to `end - 1`, in one transaction."""
    entries, words = [], []
    for number in range(first, end):
        by = actors.person(PEOPLE[number % len(PEOPLE)])
        salted = chain.SaltedWords.fresh(SAID.format(number=number))
        at = START + timedelta(minutes=5 * number)
        line = chain.line_of(
            stream_id=stream.id,
            sequence=number,
            kind="demo.agreed",
            by=by.as_fact(),
            at=at,
            facts={},
            words={"what": salted.hash},
        )
        stream.head = chain.entry_hash(stream.head, line)
        stream.length = number
        entry = Entry(
            stream=stream,
            sequence=number,
            kind="demo.agreed",
            at=at,
            line=line.decode(),
            hash=stream.head,
        )
        entries.append(entry)
        words.append(
            Words(
                entry=entry,
                field="what",
                person_id=by.person,
                value=salted.words,
                salt=salted.salt,
            )
        )
    with transaction.atomic():
        Entry.objects.bulk_create(entries)
        Words.objects.bulk_create(words)
        stream.save()
