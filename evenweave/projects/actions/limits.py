"""What this team cannot change: it is said, asked about, answered, and one day ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.outbox.actions import send
from evenweave.projects import kinds, messages
from evenweave.projects.models import Capability, Limit, LimitQuestion, Member, Project
from evenweave.projects.rules import limits as rules


@action(records=kinds.LIMIT_SAID)
def say_limit(
    *,
    project: Project,
    words: str,
    holder: str,
    by: Actor,
    at: datetime,
    holder_member: Member | None = None,
    since: date | None = None,
) -> Limit:
    """Write a limit down. `holder_member` is its holder, if they are in the team."""
    refuse_if(rules.why_not_say_limit(by, project, words, holder, holder_member))
    return Limit.objects.create(
        project=project,
        words=words,
        holder=holder,
        holder_member=holder_member,
        since=since,
        said_by=by.somebody,
        said_at=at,
    )


@action(records=kinds.LIMIT_ENDED)
def end_limit(*, limit: Limit, by: Actor, at: datetime) -> None:
    """It can change now. What was asked and answered stays."""
    limit.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_end_limit(by, limit))
    limit.ended_by, limit.ended_at = by.somebody, at
    limit.save(update_fields=["ended_by", "ended_at"])


@action(records=kinds.LIMIT_ASKED)
def ask_holder(*, limit: Limit, words: str, by: Actor, at: datetime) -> LimitQuestion:
    """Ask whoever holds it; for a holder outside the team, the coordinators hear of it."""
    limit.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_ask_holder(by, limit, words))
    asker = Member.objects.who_acts(by, limit.project)
    question = LimitQuestion.objects.create(limit=limit, asked_by=asker, words=words, asked_at=at)
    for person in whom_to_ask(limit):
        if person != by.person:
            send(
                to=person,
                sender=by.somebody,
                kind=messages.LIMIT_ASKED.name,
                subject=_("A question about a limit in “{project}”").format(
                    project=limit.project.name
                ),
                text=asking(limit, words),
                stream_id=limit.project_id,
                by=by,
                at=at,
            )
    return question


def whom_to_ask(limit: Limit) -> list[UUID]:
    """The holder, if in the team; else the coordinators, who can reach the holder."""
    holder = limit.holder_member
    if holder is not None and holder.is_present and holder.person_id is not None:
        return [holder.person_id]
    coordinators = Capability.objects.present().filter(
        kind=Capability.Kind.COORDINATOR, member__project=limit.project_id
    )
    return list(coordinators.values_list("member__person_id", flat=True))


def asking(limit: Limit, words: str) -> str:
    """The question, as a letter. The limit’s own words may be another’s, so they stay here."""
    if limit.holder_member is not None and limit.holder_member.is_present:
        told = _(
            "Somebody asks about a limit that you hold.\n\nThe question: {question}\n\n"
            "You can read the limit, and answer, on the project’s page “What we cannot change”."
        )
    else:
        told = _(
            "Somebody asks about a limit whose holder is not in the team.\n\n"
            "The question: {question}\n\nPlease pass it on. Who holds the limit stands on the "
            "project’s page “What we cannot change”. Anybody in the team can write the answer "
            "down there."
        )
    return told.format(question=words)


@action(records=kinds.LIMIT_ANSWERED)
def reply_to_question(*, question: LimitQuestion, reply: str, by: Actor, at: datetime) -> None:
    """The answer stands beside the question, and the asker is told."""
    question.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_reply_to_question(by, question, reply))
    question.reply, question.replied_by, question.replied_at = reply, by.somebody, at
    if tell_asker(question, by=by, at=at):
        question.told_at = at
    question.save(update_fields=["reply", "replied_by", "replied_at", "told_at"])


def tell_asker(question: LimitQuestion, *, by: Actor, at: datetime) -> bool:
    """Tell the asker what became of their question, unless they wrote it down themself."""
    asker = question.asked_by
    if asker.person_id is None or asker.person_id == by.person:
        return asker.person_id is not None
    if not asker.is_present and not asker.wants_news:
        return False
    text = _(
        "You asked: {question}\n\nThe answer: {reply}\n\n"
        "Both stand beside the limit, on the project’s page “What we cannot change”."
    )
    send(
        to=asker.person_id,
        sender=by.somebody,
        kind=messages.LIMIT_ANSWERED.name,
        subject=_("An answer to your question in “{project}”").format(
            project=question.limit.project.name
        ),
        text=text.format(question=question.words, reply=question.reply),
        stream_id=question.limit.project_id,
        by=by,
        at=at,
    )
    return True
