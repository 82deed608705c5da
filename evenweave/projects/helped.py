"""What helpers did for a person, read from the records, and what the person says to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from evenweave.projects.models import Behalf
from evenweave.record import reading
from evenweave.record.models import Entry
from evenweave.record.reading import Line
from evenweave.record.vocabulary import declared

MOST = 50


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done for a person: how it reads, by whom, and their answer if any.

    `page` is where what was done can be seen, or nothing: the record says that somebody raised an
    idea, and not which.
    """

    line: Line
    helper: UUID | None
    answer: Behalf | None
    page: str


def done_for(person_id: UUID | OuterRef) -> QuerySet[Entry]:
    """The entries of all records that a helper made for this person."""
    return Entry.objects.filter(helped=person_id)


def unanswered(person_id: UUID | OuterRef) -> QuerySet[Entry]:
    """Those to which the person has not said anything yet. They count all the same."""
    answers = Behalf.objects.filter(project=OuterRef("stream"), sequence=OuterRef("sequence"))
    return done_for(person_id).filter(~Exists(answers))


def acts_for(project_id: UUID, person_id: UUID) -> list[Act]:
    """What was done for this person in a project, newest first."""
    entries = done_for(person_id).filter(stream=project_id).order_by("-sequence")[:MOST]
    return with_answers(project_id, list(entries))


def with_answers(project_id: UUID, entries: Iterable[Entry]) -> list[Act]:
    """Each entry as it reads, with what the person said to it."""
    entries = list(entries)
    sequences = [entry.sequence for entry in entries]
    answers = {
        answer.sequence: answer
        for answer in Behalf.objects.filter(project=project_id, sequence__in=sequences)
    }
    return [
        Act(line, entry.by.helper, answers.get(entry.sequence), page_of(entry))
        for line, entry in zip(reading.lines_of(entries), entries, strict=True)
    ]


def page_of(entry: Entry) -> str:
    """The page of what a line is about, if its kind tells where that is."""
    kind = declared.get(entry.kind)
    if kind is None or kind.page is None:
        return ""
    name, fact = kind.page
    return reverse(name, args=[entry.stream_id, entry.content["facts"][fact]])
