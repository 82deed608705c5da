"""Everything on the page of an idea."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenweave.common.actors import Actor
from evenweave.ideas import covered, reading, unnamed
from evenweave.ideas.forms.ideas import AnswerForm, HeardForm, MeantForm
from evenweave.ideas.models import Answer, Idea, State, Telling
from evenweave.ideas.rules.standing import is_of_circle
from evenweave.ideas.way import Way, on
from evenweave.people.names import Directory
from evenweave.projects.models import Member


@dataclass
class Answered:
    """An answer, who wrote it down, and what was said to it."""

    answer: Answer
    name: str | None
    said: list[Telling] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ToCover:
    """Words on the page that could be covered, and what they are."""

    kind: str
    thing_id: UUID
    words: str


def to_cover(idea: Idea, answered: list[Answered], by: Actor) -> Iterator[ToCover]:
    """The words of others that are not covered, in the order of the page."""
    if idea.words and not idea.is_covered and idea.made_by != by.person:
        yield ToCover(covered.IDEA.name, idea.id, _("The idea"))
    for each in answered:
        day = on(each.answer.said_at)
        answer = each.answer
        if answer.reason and not answer.is_covered and answer.said_by != by.person:
            yield ToCover(
                covered.ANSWER.name, each.answer.id, _("The answer of {day}").format(day=day)
            )
        for said in each.said:
            if said.words and not said.is_covered and said.member.person_id != by.person:
                words = _("What was said to the answer of {day}").format(day=day)
                yield ToCover(covered.TELLING.name, said.id, words)


def lines_to_cover(talk: unnamed.ShownTalk | None) -> Iterator[ToCover]:
    """What was said since to and by whoever said it without a name."""
    for line in talk.lines if talk else []:
        if line.may_be_covered:
            words = _("What was said on {day}").format(day=date_format(line.on, _("j F Y")))
            yield ToCover(covered.LINE.name, line.id, words)


def told(idea: Idea, member: Member, by: Actor) -> dict[str, Any]:
    """What the page shows, in at most nine questions to the database."""
    holders = list(idea.holders.select_related("member__person"))
    hearings, answers = list(idea.hearings.all()), list(idea.answers.all())
    writers = [each.said_by for each in hearings] + [each.said_by for each in answers]
    names = Directory().called(set(writers))
    mine = next((each for each in holders if each.member_id == member.id), None)
    stands = idea.state not in {State.GATHERED, State.TAKEN_BACK}
    talk = unnamed.talk_of(idea.id, member) if idea.is_unnamed else None
    may_read = reading.may_read(idea, by)
    answered = [Answered(each, names.get(each.said_by)) for each in answers]
    for telling in tellings(idea) if answers else []:
        next(each for each in answered if each.answer.id == telling.answer_id).said.append(telling)
    return {
        "project": idea.project,
        "idea": idea,
        "member": member,
        "stands": stands,
        "steps": Way(idea, holders, hearings, answers, names).steps if stands else [],
        "holders": holders,
        "others_hold": [each for each in holders if not each.is_author],
        "mine": mine,
        "is_author": idea.made_by == by.person,
        "is_asked": idea.state == State.COUNTED and mine is not None and mine.is_it is None,
        "may_say_no": idea.is_answered and mine is not None and mine.is_it,
        "may_read": may_read,
        "own_hearings": [each for each in hearings if each.where and each.said_by == by.person],
        "file": reading.file_of(idea) if may_read else None,
        "answered": answered[::-1],
        "to_cover": [*to_cover(idea, answered, by), *lines_to_cover(talk)],
        "gathered": list(idea.gathered.all()) if stands else [],
        "talk": talk,
        "person": by.person,
        "is_of_circle": is_of_circle(by, idea.circle),
        "heard_form": HeardForm(),
        "answer_form": AnswerForm(),
        "meant_form": MeantForm(),
    }


def tellings(idea: Idea) -> Any:
    """What was said to its answers: words, and that there were some."""
    found = Telling.objects.filter(answer__idea=idea, is_it=False)
    return found.select_related("member__person")
