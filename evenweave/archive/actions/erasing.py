"""Erasing a person."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from evenweave.archive import kinds, reading, rules
from evenweave.archive.erased import note
from evenweave.archive.rooms import rooms
from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people.models import Person
from evenweave.record.models import Stream


@action(quiet="Each record that knew the person tells it itself.")
def erase_person(*, person: Person, streams: Sequence[Stream], by: Actor, at: datetime) -> None:
    """Erase all that is kept of a person. `streams` are all records that it touches.

    Every room erases its own, from above to below. What they did stays on the records, done by “a
    former member”.
    """
    refuse_if(rules.why_not_erase_person(by, person, streams))
    # First, since what waits for the commit is done in order: an older backup that is put back
    # must not bring them back, whatever else goes wrong.
    transaction.on_commit(partial(note, person.id, at.date()))
    for room in rooms().values():
        room.erase(person_id=person.id, by=by, at=at)
    for stream in streams:
        note_erasure(stream=stream, person_id=person.id, by=by, at=at)
    database.overwrite_at_commit()


@action(quiet="Its parts record themselves: each erasure.")
def erase_again(*, erased: Set[UUID], streams: Sequence[Stream], by: Actor, at: datetime) -> int:
    """Erase those whom a backup or a copy has brought back. How many there were.

    `streams` are all records that any of them touches, so that they are locked in their order.
    """
    people = list(Person.objects.filter(id__in=erased).order_by("id"))
    for person in people:
        known = reading.streams_of(person.id)
        theirs = [stream for stream in streams if stream in known]
        erase_person(person=person, streams=theirs, by=by, at=at)
    return len(people)


@action(records=kinds.ERASED)
def note_erasure(*, stream: Stream, person_id: UUID, by: Actor, at: datetime) -> None:
    """Say on a record that somebody in it was erased."""
