"""A copy as a page that anybody can read, for years, without a program: one file, no script.

It is made of the rows that were written into the copy, and of what the project’s own pages tell to
every member without names. So it cannot tell more than the copy does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from evenweave.agreements.models import Clause, Version
from evenweave.archive import tables
from evenweave.archive.shapes import shapes_of
from evenweave.decisions import secretly, showing
from evenweave.decisions.models import (
    Decision,
    Dissent,
    LoneDissent,
    NextStep,
    Option,
    Outcome,
    State,
)
from evenweave.ideas.models import Answer, Idea, IdeaFile
from evenweave.meetings.models import Correction, Item, Meeting, Minutes, Notes, Task
from evenweave.people.models import Person
from evenweave.projects import team
from evenweave.projects.models import (
    Capability,
    Circle,
    CircleMember,
    Expertise,
    Limit,
    Member,
    Phase,
    Project,
)
from evenweave.record import sentences
from evenweave.record.models import Entry, Stream, Words

SHOWN = (
    *(Project, Phase, Expertise, Circle, CircleMember, Member, Capability, Limit, Person),
    *(Idea, Answer, IdeaFile, Decision, Option, Outcome, Dissent, LoneDissent, NextStep),
    *(Clause, Version, Meeting, Item, Minutes, Notes, Task),
)
# Whose rows the page is made of; of the others nothing is kept in memory.
NEEDED = frozenset(model._meta.label_lower for model in SHOWN)
# A page of a million lines helps nobody. All of them are in record.jsonl.
MOST_LINES = 5_000
AT_ONCE = 500


def page(project: Project, kept: Mapping[str, list[dict[str, Any]]], at: datetime) -> str:
    """The page."""
    things = Things(kept)
    stream = Stream.objects.get(pk=project.pk)
    return render_to_string(
        "archive/copy.html",
        {
            "at": at,
            "project": things.all(Project)[0],
            "phases": sorted(things.all(Phase), key=lambda each: each.position),
            "people": sorted(people(things), key=lambda each: each.name.casefold()),
            "kinds": kinds(project),
            "hopes": project.members.hopes(),
            "circles": list(circles(things)),
            "clauses": list(clauses(things)),
            "limits": sorted(things.all(Limit), key=lambda each: each.said_at),
            "meetings": list(meetings(things, otherwise(project))),
            "decisions": list(decisions(things)),
            "ideas": list(ideas(things)),
            "stream": stream,
            "lines": lines(stream, things),
            "most_lines": MOST_LINES if stream.length > MOST_LINES else 0,
        },
    )


class Things:
    """The rows of a copy as the program’s own things, which nobody saves."""

    def __init__(self, kept: Mapping[str, list[dict[str, Any]]]) -> None:
        self.found = {name: made(name, rows) for name, rows in kept.items()}
        self.called = {each.pk: each.name for each in self.all(Person)}
        self.people = {each.pk: each.person_id for each in self.all(Member)}

    def all(self, model: type[models.Model]) -> list[Any]:
        """All of a kind."""
        return self.found.get(model._meta.label_lower, [])

    def by(self, model: type[models.Model], name: str) -> Mapping[Any, list[Any]]:
        """All of a kind, by what they belong to."""
        found: defaultdict[Any, list[Any]] = defaultdict(list)
        for each in self.all(model):
            found[getattr(each, name)].append(each)
        return found

    def person(self, person_id: UUID | None) -> str:
        """What somebody is called."""
        return self.called.get(person_id) or _("a former member")

    def member(self, member_id: UUID | None) -> str:
        """What a member is called."""
        return self.person(self.people.get(member_id)) if member_id else ""


def made(name: str, rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Rows as things. They are our own, so nothing is refused: a copy can always be made."""
    table = tables.copied()[name]
    known = shapes_of(table)
    fields = [field for field in table.model._meta.concrete_fields if field.name in known]
    return [
        table.model(**{field.attname: field.to_python(row[field.name]) for field in fields})
        for row in rows
    ]


@dataclass(frozen=True)
class Somebody:
    """A person in the project, as their team sees them."""

    name: str
    pronouns: str
    member: Any
    seat: str
    trusted: list[Any]

    @property
    def facts(self) -> Iterator[str]:
        """What else there is to say, in short pieces."""
        if self.seat:
            yield _("sits here with {seat}").format(seat=self.seat)
        yield from (str(each.get_kind_display()) for each in self.trusted)
        since = date_format(localtime(self.member.joined_at), "F Y")
        if self.member.left_at is None:
            yield _("since {month}").format(month=since)
        else:
            until = date_format(localtime(self.member.left_at), "F Y")
            yield _("{since} to {until}").format(since=since, until=until)


def people(things: Things) -> Iterator[Somebody]:
    """Who is here, and who was."""
    known = {each.pk: each for each in things.all(Person)}
    seats = {each.pk: each.name for each in things.all(Expertise)}
    trusted = things.by(Capability, "member_id")
    for member in things.all(Member):
        person = known.get(member.person_id)
        yield Somebody(
            things.person(member.person_id),
            person.pronouns if person else "",
            member,
            seats.get(member.seat_id, ""),
            [each for each in trusted[member.pk] if each.ended_at is None],
        )


def kinds(project: Project) -> list[tuple[str, int]]:
    """How many sit here with each kind of expertise, as far as the team’s own page tells it."""
    makeup = team.makeup_of(project)
    return [(makeup.called(bundle), bundle.people) for bundle in makeup.bundles]


def circles(things: Things) -> Iterator[dict[str, Any]]:
    """Each circle with who is in it; everybody needs no list."""
    inside = things.by(CircleMember, "circle_id")
    for circle in sorted(
        things.all(Circle), key=lambda each: (not each.is_everybody, each.made_at)
    ):
        here = [each.member_id for each in inside[circle.pk] if each.until is None]
        yield {"circle": circle, "people": sorted(things.member(each) for each in here)}


def clauses(things: Things) -> Iterator[dict[str, Any]]:
    """What the team agreed on, as it stands."""
    standing = {each.clause_id: each for each in things.all(Version) if each.until is None}
    for clause in sorted(things.all(Clause), key=lambda each: each.position):
        if clause.removed_at is None and clause.pk in standing:
            yield {"clause": clause, "version": standing[clause.pk]}


def otherwise(project: Project) -> Mapping[UUID, list[Correction]]:
    """How somebody remembers a meeting, beside its minutes, which do not tell who."""
    found: defaultdict[UUID, list[Correction]] = defaultdict(list)
    waiting = Correction.objects.waiting().filter(meeting__project=project, is_covered=False)
    for each in waiting.select_related("item").order_by("suggested_at", "id"):
        found[each.meeting_id].append(each)
    return found


def meetings(
    things: Things, remembered: Mapping[UUID, list[Correction]]
) -> Iterator[dict[str, Any]]:
    """Each meeting with its minutes, in the order of their times."""
    called = {each.pk: each.name for each in things.all(Circle)}
    agreed = {each.meeting_id: each for each in things.all(Minutes)}
    items, notes = things.by(Item, "meeting_id"), things.by(Notes, "meeting_id")
    tasks = things.by(Task, "meeting_id")
    timed = sorted(things.all(Meeting), key=lambda each: (each.starts_at or each.made_at, each.pk))
    for meeting in timed:
        minutes = agreed.get(meeting.pk)
        yield {
            "meeting": meeting,
            "circle": called.get(meeting.circle_id, ""),
            "minutes": minutes,
            "otherwise": remembered.get(meeting.pk, []),
            "said": said(minutes, items[meeting.pk], notes[meeting.pk]),
            "decided": (minutes.agreed or {}).get("decided", []) if minutes else [],
            "tasks": [
                {"task": each, "who": things.member(each.member_id)}
                for each in tasks[meeting.pk]
                if each.dropped_at is None
            ],
        }


def said(minutes: Any, items: list[Any], notes: list[Any]) -> list[dict[str, str]]:
    """What was said to each item: as it was agreed, else as it stands in the notes."""
    if minutes is not None and minutes.agreed:
        return list(minutes.agreed.get("said", []))
    words = {each.item_id: each.words for each in notes}
    whole = [{"title": "", "words": words[None]}] if words.get(None) else []
    kept = [each for each in items if each.purpose != Item.Purpose.BREAK]
    in_order = sorted(kept, key=lambda each: each.position)
    return whole + [{"title": each.title, "words": words.get(each.pk, "")} for each in in_order]


def decisions(things: Things) -> Iterator[dict[str, Any]]:
    """Each decision with what came of it, and what stays said against it."""
    options, outcomes = things.by(Option, "decision_id"), things.by(Outcome, "decision_id")
    steps, dissents = things.by(NextStep, "decision_id"), things.by(Dissent, "outcome_id")
    alone = things.by(LoneDissent, "outcome_id")
    shown = [each for each in things.all(Decision) if each.state != State.TAKEN_BACK]
    for decision in sorted(shown, key=lambda each: (each.made_at, each.pk)):
        found = options[decision.pk]
        yield {
            "decision": decision,
            "options": sorted(found, key=lambda each: each.position),
            "outcomes": [
                outcome_told(things, each, found, [*dissents[each.pk], *alone[each.pk]])
                for each in outcomes[decision.pk]
            ],
            "steps": [
                {"step": each, "who": things.member(each.member_id)}
                for each in steps[decision.pk]
                if each.taken_back_at is None
            ],
        }


def outcome_told(
    things: Things, outcome: Any, options: list[Any], dissents: list[Any]
) -> dict[str, Any]:
    """What a decision came to, and how it was counted where that may be told."""
    return {
        "outcome": outcome,
        "sentence": showing.sentence_of(outcome, options),
        "count": showing.count_of(outcome, options) or secretly.shown_secret(outcome, options, []),
        "decided_by": things.person(outcome.decided_by) if outcome.decided_by else "",
        "dissents": [
            {"words": each.words, "who": things.member(getattr(each, "member_id", None))}
            for each in dissents
            if each.words
        ],
    }


def ideas(things: Things) -> Iterator[dict[str, Any]]:
    """Each idea with what became of it."""
    answers = things.by(Answer, "idea_id")
    files = {each.idea_id: each for each in things.all(IdeaFile)}
    table = tables.copied()[IdeaFile._meta.label_lower]
    shown = [each for each in things.all(Idea) if each.words]
    for idea in sorted(shown, key=lambda each: (each.raised_at, each.pk)):
        file = files.get(idea.pk)
        yield {
            "idea": idea,
            "who": things.person(idea.made_by) if idea.made_by else "",
            "answers": sorted(answers[idea.pk], key=lambda each: each.said_at),
            "file": file,
            "path": tables.path_of(table, file) if file else "",
        }


@dataclass(frozen=True)
class Line:
    """A line of the record as it reads on the day of the copy."""

    sequence: int
    at: datetime
    sentence: SafeString


def lines(stream: Stream, things: Things) -> Iterator[Line]:
    """The record as sentences, the last first."""
    found = stream.entries.filter(sequence__lte=stream.length).order_by("-sequence")[:MOST_LINES]
    words: defaultdict[int, dict[str, str]] = defaultdict(dict)
    first = stream.length - MOST_LINES
    said_since = Words.objects.filter(entry__stream=stream, entry__sequence__gt=first)
    rows = said_since.values_list("entry_id", "field", "value")
    for entry_id, name, value in rows.iterator(AT_ONCE):
        words[entry_id][name] = value
    for entry in found.iterator(AT_ONCE):
        yield told(entry, things, words[entry.pk])


def told(entry: Entry, things: Things, words: Mapping[str, str]) -> Line:
    """One line."""
    return Line(entry.sequence, entry.at, sentences.sentence(entry, things.called, words))
