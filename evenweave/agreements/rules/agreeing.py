"""Why somebody may not agree, ask, answer, settle, take back or remind."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import Answer, Clause, Edition, Matter, Question, Reminder
from evenweave.agreements.models.agreeing import REMINDED_EVERY
from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Member, Project
from evenweave.projects.rules.standing import unless_member, unless_oneself

LONGEST = 4_000
NOTHING = _("Nothing is written here yet. Write a few words, then send them again.")
TOO_LONG = _("This is too long. Please shorten it to 4,000 signs.")


def why_not_agree(by: Actor, member: Member, edition: int) -> Promise | None:
    """Each member for themself, to the agreement as it stands and as they have read it."""
    if reason := unless_oneself(by, member):
        return reason
    stands = Edition.objects.filter(project=member.project_id).first()
    if stands is None:
        return _("Nothing is agreed yet, so there is nothing to agree to.")
    if stands.number != edition:
        return _("The agreement changed while you were reading. Please look at it again.")
    return None


def why_not_agree_no_more(by: Actor, member: Member) -> Promise | None:
    """Each member for themself, at any time and without a reason."""
    return unless_oneself(by, member)


def why_not_ask(
    by: Actor,
    project: Project,
    words: str,
    clause: Clause | None,
    matter: Matter | None = None,
) -> Promise | None:
    """Every member may ask, about the whole, a part of it, or a closed matter."""
    if reason := unless_member(by, project) or unless_words(words):
        return reason
    if clause is not None and clause.project_id != project.id:
        return _("This is not in the agreement of this project.")
    if matter is not None and matter.project_id != project.id:
        return _("This is not in this project.")
    return None


def unless_words(words: str) -> Promise | None:
    """There are some, and not too many."""
    if text.is_blank(words):
        return NOTHING
    return TOO_LONG if len(words) > LONGEST else None


def why_not_answer_question(by: Actor, question: Question, words: str) -> Promise | None:
    """Every member may answer, until the question is taken back."""
    if reason := unless_member(by, question.project) or unless_words(words):
        return reason
    if question.taken_back_at is not None:
        return _("This question was taken back, so nobody waits for an answer.")
    return None


def why_not_settle_question(by: Actor, question: Question) -> Promise | None:
    """Only whoever asked says that it is answered."""
    if question.member.person_id is None or by.person != question.member.person_id:
        return _("Only the person who asked can say that it is answered.")
    if question.settled_at is not None or question.taken_back_at is not None:
        return _("This question is not open any more.")
    return None


def why_not_take_back_question(by: Actor, question: Question) -> Promise | None:
    """Only whoever asked, without a reason."""
    return unless_own(by, question)


def why_not_take_back_answer(by: Actor, answer: Answer) -> Promise | None:
    """Only whoever answered, without a reason."""
    return unless_own(by, answer)


def unless_own(by: Actor, said: Question | Answer) -> Promise | None:
    """Words of one's own that are still there."""
    if said.member.person_id is None or by.person != said.member.person_id:
        return _("Only the person who wrote it can take it back.")
    return None if said.words else _("It was taken back already.")


def why_not_remind(by: Actor, project: Project, at: datetime) -> Promise | None:
    """Any member, at most once in 14 days; everybody is reminded alike."""
    if reason := unless_member(by, project):
        return reason
    if not Edition.objects.filter(project=project).exists():
        return _("Nothing is agreed yet, so there is nothing to remind of.")
    last = Reminder.objects.filter(project=project).first()
    if last is not None and at - last.at < REMINDED_EVERY:
        return _("Everybody was reminded less than 14 days ago. That is often enough.")
    return None
