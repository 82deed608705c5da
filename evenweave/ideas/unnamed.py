"""A talk with somebody who said words without a name, as the page of a project shows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from evenweave.people.names import Directory
from evenweave.projects.models import Member
from evenweave.sealed.models import Line, Talk


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a talk, as a member reads it. Without `name` it is the author’s of the talk, or of
    somebody who has left."""

    id: UUID
    words: str
    name: str
    on: date
    is_author: bool
    is_own: bool
    is_covered: bool
    may_be_covered: bool


@dataclass(frozen=True, slots=True)
class ShownTalk:
    """A talk, with its lines."""

    id: UUID
    is_over: bool
    lines: list[Shown]


def talks_of(talk_ids: Collection[UUID], member: Member) -> dict[UUID, ShownTalk]:
    """The talks of these ids, in at most three questions to the database."""
    talks = list(Talk.objects.filter(pk__in=talk_ids).prefetch_related("lines"))
    lines = [line for talk in talks for line in talk.lines.all()]
    people = {line.person for line in lines if line.person}
    names = Directory().called(people) if people else {}
    return {
        talk.id: ShownTalk(
            talk.id,
            talk.taken_back_on is not None,
            [shown(line, member, names) for line in talk.lines.all()],
        )
        for talk in talks
    }


def talk_of(talk_id: UUID, member: Member) -> ShownTalk | None:
    """One talk."""
    return talks_of([talk_id], member).get(talk_id)


def shown(line: Line, member: Member, names: Mapping[UUID, str]) -> Shown:
    """A line; covered, its words are for who wrote it alone."""
    is_own = line.person is not None and line.person == member.person_id
    is_hidden = line.is_covered and not is_own
    return Shown(
        id=line.id,
        words="" if is_hidden else line.words,
        name=names.get(line.person, "") if line.person else "",
        on=line.said_on,
        is_author=line.person is None,
        is_own=is_own,
        is_covered=line.is_covered,
        may_be_covered=bool(line.words) and not (is_own or line.is_covered),
    )
