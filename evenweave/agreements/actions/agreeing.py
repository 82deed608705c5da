"""Agreeing to the agreement as it stands, asking about it, and reminding everybody alike."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.agreements import covered, messages
from evenweave.agreements.actions.priorities import TAKEN_BACK, take_back
from evenweave.agreements.models import Agreed, Answer, Clause, Matter, Question, Reminder
from evenweave.agreements.rules import agreeing as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.projects.models import Member, Project


@action(quiet="Whether somebody agrees is theirs to know; nobody else is shown it.")
def agree(*, member: Member, edition: int, by: Actor, at: datetime) -> None:
    """I agree to this version."""
    refuse_if(rules.why_not_agree(by, member, edition))
    Agreed.objects.update_or_create(member=member, defaults={"edition": edition, "at": at})


@action(quiet="Whether somebody agrees is theirs to know; nobody else is shown it.")
def agree_no_more(*, member: Member, by: Actor, at: datetime) -> None:
    """Not any more, or not yet."""
    refuse_if(rules.why_not_agree_no_more(by, member))
    Agreed.objects.filter(member=member).delete()


@action(quiet="What somebody asks is theirs; they can take it back.")
def ask(
    *,
    project: Project,
    words: str,
    by: Actor,
    at: datetime,
    clause: Clause | None = None,
    matter: Matter | None = None,
) -> Question:
    """I have a question."""
    refuse_if(rules.why_not_ask(by, project, words, clause, matter))
    member = Member.objects.who_acts(by, project)
    return Question.objects.create(
        project=project, clause=clause, matter=matter, member=member, words=words, asked_at=at
    )


@action(quiet="What somebody answers is theirs; they can take it back.")
def answer_question(*, question: Question, words: str, by: Actor, at: datetime) -> Answer:
    """Answer; whoever asked is told that there is an answer."""
    question.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_answer_question(by, question, words))
    member = Member.objects.who_acts(by, question.project)
    asker = question.member
    if asker.is_present and asker.person_id is not None and asker.person_id != by.person:
        page = whole(covered.page_of(question))
        told = _("Somebody answered what you asked. Read it here: {page}")
        send(
            to=asker.person_id,
            sender=None,
            kind=messages.ANSWERED.name,
            subject=_("An answer, in “{project}”").format(project=question.project.name),
            text=told.format(page=page),
            stream_id=question.project_id,
            by=by,
            at=at,
        )
    return Answer.objects.create(question=question, member=member, words=words, said_at=at)


@action(quiet="Whether a question is answered, whoever asked it says.")
def settle_question(*, question: Question, by: Actor, at: datetime) -> None:
    """It is answered."""
    question.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_settle_question(by, question))
    question.settled_at = at
    question.save(update_fields=["settled_at"])


@action(quiet=TAKEN_BACK)
def take_back_question(*, question: Question, by: Actor, at: datetime) -> None:
    """The words go for good; what others answered stays."""
    question.refresh_from_db()
    refuse_if(rules.why_not_take_back_question(by, question))
    take_back(question, covered.QUESTION.name, at)


@action(quiet=TAKEN_BACK)
def take_back_answer(*, answer: Answer, by: Actor, at: datetime) -> None:
    """The words go for good. That there was an answer stays."""
    answer.refresh_from_db()
    refuse_if(rules.why_not_take_back_answer(by, answer))
    take_back(answer, covered.ANSWER.name, at)


@action(quiet="Everybody gets the same letter, and nobody is named in it.")
def remind(*, project: Project, by: Actor, at: datetime) -> None:
    """Everybody is asked to read it, whoever has agreed already: so it tells nothing of anybody."""
    refuse_if(rules.why_not_remind(by, project, at))
    Reminder.objects.create(project=project, at=at)
    page = whole(reverse("agreements:agreement", args=[project.id]))
    told = _(
        "This goes to everybody, whoever has agreed already. Our agreement can be read here. "
        "You can agree to it, ask about it, or propose to change it: {page}"
    )
    people = project.members.present().values_list("person_id", flat=True)
    for person in people:
        send(
            to=person,
            sender=None,
            kind=messages.REMINDED.name,
            subject=_("Our agreement, in “{project}”").format(project=project.name),
            text=told.format(page=page),
            stream_id=project.id,
            by=by,
            at=at,
        )
