"""What became of an idea: it is counted, whoever holds it is told, and they answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.ideas import covered, kinds, messages
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.ideas.models import Answer, Holder, Idea, State, Telling
from evenweave.ideas.rules import answers as rules
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole


@action(records=kinds.COUNTED)
def count_idea(
    *,
    idea: Idea,
    how: str,
    reason: str,
    by: Actor,
    at: datetime,
    decision_id: UUID | None = None,
) -> Answer:
    """What became of it, and why. Everybody who holds it is told."""
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_count_idea(by, idea, how, reason, decision_id))
    answer = Answer.objects.create(
        idea=idea,
        how=how,
        reason=reason,
        decision_id=decision_id,
        said_by=by.somebody,
        said_at=at,
    )
    idea.become(State.COUNTED)
    idea.save(update_fields=["state"])
    idea.holders.update(is_it=None)  # asked anew; what they said to earlier answers stays
    tell_holders(idea, answer, idea.holders.select_related("member"), by=by, at=at)
    return answer


def tell_holders(
    idea: Idea, answer: Answer, holders: Iterable[Holder], *, by: Actor, at: datetime
) -> None:
    """Those who hold it hear what became of it; who left, if they wish to hear."""
    page = whole(reverse("ideas:idea", args=[idea.project_id, idea.id]))
    told = _("An idea that you hold was answered: {how}.").format(how=answer.get_how_display())
    if answer.reason and not answer.is_covered:
        told += "\n\n" + _("Why: {reason}").format(reason=answer.reason)
    here = _("Is it what you meant? You can say so here: {page}")
    for holder in holders:
        member = holder.member
        if member.person_id is None or not (member.is_present or member.wants_news):
            continue
        send(
            to=member.person_id,
            sender=answer.said_by,
            kind=messages.ANSWERED.name,
            subject=_("What became of your idea in “{project}”").format(project=idea.project.name),
            # Whoever has left cannot open the page any more.
            text=f"{told}\n\n{here.format(page=page)}" if member.is_present else told,
            stream_id=idea.project_id,
            by=by,
            at=at,
        )


@action(quiet="Its part records itself: that it is open again. A yes is between the two.")
def answer_telling(*, idea: Idea, is_it: bool, by: Actor, at: datetime, words: str = "") -> Telling:
    """Yes, that is it; or that is not what I meant, and then it is open again."""
    idea.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_answer_telling(by, idea, is_it, words))
    holder = idea.holders.get(member__person_id=by.somebody, member__left_at=None)
    holder.is_it = is_it
    holder.save(update_fields=["is_it"])
    said = Telling.objects.create(
        answer=idea.answers.latest("said_at", "id"),
        member_id=holder.member_id,
        is_it=is_it,
        words=words,
        said_at=at,
    )
    if not is_it:
        reopen_idea(idea=idea, by=by, at=at)
    elif idea.state == State.COUNTED and not still_asked(idea):
        idea.become(State.TOLD)
        idea.save(update_fields=["state"])
    return said


def still_asked(idea: Idea) -> bool:
    """Whether somebody who is here has not said yes to the answer."""
    return idea.holders.filter(member__left_at=None).exclude(is_it=True).exists()


@action(records=kinds.REOPENED)
def reopen_idea(*, idea: Idea, by: Actor, at: datetime) -> None:
    """It was meant otherwise, so it waits for an answer again."""
    refuse_if(rules.why_not_reopen_idea(by, idea))
    idea.become(State.HEARD)
    idea.save(update_fields=["state"])


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_telling(*, telling: Telling, by: Actor, at: datetime) -> None:
    """The words go for good. That the answer was not what was meant stays."""
    telling.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_telling(by, telling))
    end_coverings(covered.TELLING.name, [telling.id], at=at)
    telling.words, telling.taken_back_at, telling.is_covered = "", at, False
    telling.save(update_fields=["words", "taken_back_at", "is_covered"])
    database.overwrite_at_commit()
