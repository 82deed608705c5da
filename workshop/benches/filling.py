"""Long records, made quickly but as they would be made: real lines, real seals, real words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from evenweave.common import actors
from evenweave.demo.cast import BY_ID
from evenweave.people.actions import add_person
from evenweave.people.models import Person
from evenweave.projects.actions.founding import found_project
from evenweave.projects.kinds import LIMIT_ASKED
from evenweave.projects.models import Member, Project
from evenweave.record import chain
from evenweave.record.models import Entry, Stream, Words

START = datetime(2016, 1, 4, 10, 0, tzinfo=UTC)
BATCH = 5_000
PEOPLE = list(BY_ID)
SAID = "We meet in the hall at ten, and the tea is on us. Line {number}."


def fill(slug: str, length: int) -> Stream:
    """A project with a record of this length; nearly every line has words beside it."""
    for role in BY_ID.values():
        if not Person.objects.filter(id=role.id).exists():
            add_person(name=role.name, person_id=role.id, by=actors.operator(), at=START)
    project = found_project(
        name=slug.title(),
        purpose="To be measured.",
        slug=slug,
        is_example=True,
        by=actors.person(PEOPLE[0]),
        at=START,
    )
    stream = Stream.objects.get(pk=project.stream_id)
    for first in range(stream.length + 1, length + 1, BATCH):
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
            kind=LIMIT_ASKED.name,
            by=by.as_fact(),
            at=at,
            facts={},
            words={"question": salted.hash},
        )
        stream.head = chain.entry_hash(stream.head, line)
        stream.length = number
        entry = Entry(
            stream=stream,
            sequence=number,
            kind=LIMIT_ASKED.name,
            at=at,
            line=line.decode(),
            hash=stream.head,
        )
        entries.append(entry)
        words.append(
            Words(
                entry=entry,
                field="question",
                person_id=by.person,
                value=salted.words,
                salt=salted.salt,
            )
        )
    with transaction.atomic():
        Entry.objects.bulk_create(entries)
        Words.objects.bulk_create(words)
        stream.save()


def team(members: int, projects: int) -> Person:
    """Somebody with so many projects, in one of which there are so many people."""
    person = add_person(name=f"In {projects} projects", by=actors.operator(), at=START)
    for number in range(projects):
        project = found_project(
            name=f"Project {number}",
            purpose="To be measured.",
            by=actors.person(person.id),
            at=START,
        )
    crowd(project, members - 1)
    return person


def crowd(project: Project, number: int) -> None:
    """So many more members, as they would be after they arrived."""
    with transaction.atomic():
        people = Person.objects.bulk_create(
            Person(name=f"Guest {each}", joined_at=START) for each in range(number)
        )
        Member.objects.bulk_create(
            Member(project=project, person=person, joined_at=START, arrived_at=START)
            for person in people
        )
