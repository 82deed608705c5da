"""Everything on the page of an idea."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from evenweave.common.actors import Actor
from evenweave.ideas import reading
from evenweave.ideas.forms.ideas import AnswerForm, HeardForm, MeantForm
from evenweave.ideas.models import Answer, Idea, State, Telling
from evenweave.ideas.rules.standing import is_of_circle
from evenweave.ideas.way import Way
from evenweave.people.names import Directory
from evenweave.projects.models import Member


@dataclass
class Answered:
    """An answer, who wrote it down, and what was said to it."""

    answer: Answer
    name: str | None
    said: list[Telling] = field(default_factory=list)


def told(idea: Idea, member: Member, by: Actor) -> dict[str, Any]:
    """What the page shows, in at most nine questions to the database."""
    holders = list(idea.holders.select_related("member__person"))
    hearings, answers = list(idea.hearings.all()), list(idea.answers.all())
    writers = [each.said_by for each in hearings] + [each.said_by for each in answers]
    names = Directory().called(set(writers))
    mine = next((each for each in holders if each.member_id == member.id), None)
    stands = idea.state not in {State.GATHERED, State.TAKEN_BACK}
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
        "file": reading.file_of(idea) if may_read else None,
        "answered": answered[::-1],
        "gathered": list(idea.gathered.all()) if stands else [],
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
