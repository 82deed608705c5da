"""Words that harm somebody, or expose a third person, are covered by two; and uncovered again."""

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
from evenweave.ideas import kinds, messages
from evenweave.ideas.coverable import declared, found
from evenweave.ideas.models.coverings import Covering, CoverState
from evenweave.ideas.rules import coverings as rules
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.projects.models import Member, Project


def acting(by: Actor, project: Project) -> Member:
    """The present membership of whoever acts, where a rule let only members pass."""
    return project.members.get(person_id=by.somebody, left_at=None)


@action(quiet="It does nothing until a second person agrees; that stands on the record.")
def ask_to_cover(
    *, project: Project, kind: str, thing_id: UUID, reason: str, by: Actor, at: datetime
) -> Covering:
    """Ask that words be covered. `kind` and `thing_id` say which (ideas.coverable)."""
    said = found(project.id, kind, thing_id)
    standing = Covering.objects.of(kind, thing_id)
    is_asked = standing is not None and standing.is_live(at)
    refuse_if(rules.why_not_ask_to_cover(by, project, said, reason, is_asked=is_asked))
    if standing is not None:  # nobody agreed in time
        end(standing, at=at)
    return Covering.objects.create(
        project=project,
        kind=kind,
        thing_id=thing_id,
        author=said.author if said else None,
        reason=reason,
        asked_by=acting(by, project),
        asked_helper=by.helper,
        asked_at=at,
    )


@action(quiet="It was only an asking, and nothing came of it.")
def take_back_asking(*, covering: Covering, by: Actor, at: datetime) -> None:
    """Whoever asked thinks otherwise."""
    covering.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_asking(by, covering))
    covering.reason = _("(taken back)")
    covering.save(update_fields=["reason"])
    end(covering, at=at)
    database.overwrite_at_commit()


@action(records=kinds.COVERED)
def agree_to_cover(*, covering: Covering, by: Actor, at: datetime) -> None:
    """A second person agrees: the words are covered, and whoever wrote them is told."""
    covering.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_agree_to_cover(by, covering, at))
    covering.become(CoverState.COVERED)
    covering.agreed_by, covering.agreed_at = acting(by, covering.project), at
    covering.save(update_fields=["state", "agreed_by", "agreed_at"])
    declared[covering.kind].put(covering.thing_id, True)
    tell_author(
        covering,
        subject=_("Words of yours in “{project}” are covered"),
        text=_(
            "Two people of your team covered words of yours. They are not gone: you can read "
            "them, and they can be uncovered.\n\nWhy: {reason}\n\n"
            "If you see it otherwise, you can say so here: {page}"
        ),
        words=covering.reason,
        sender=covering.asked_by.person_id,
        by=by,
        at=at,
    )


@action(records=kinds.COVER_APPEALED)
def appeal_covering(*, covering: Covering, words: str, by: Actor, at: datetime) -> None:
    """Somebody sees it otherwise: the two who covered it hear that, and two others may look."""
    covering.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_appeal_covering(by, covering, words))
    covering.become(CoverState.APPEALED)
    covering.appeal, covering.appealed_at = words, at
    covering.appealed_by = acting(by, covering.project)
    covering.save(update_fields=["state", "appeal", "appealed_by", "appealed_at"])
    for member in (covering.asked_by, covering.agreed_by):
        if member is None or not member.is_present or member.person_id is None:
            continue
        send(
            to=member.person_id,
            sender=by.somebody,
            kind=messages.COVER_APPEALED.name,
            subject=_("Somebody sees a covering in “{project}” otherwise").format(
                project=covering.project.name
            ),
            text=_(
                "You covered words with somebody else. This is how another person sees it:\n\n"
                "{words}\n\nYou can uncover them, or leave it: {page}"
            ).format(words=words, page=page_of(covering)),
            stream_id=covering.project_id,
            by=by,
            at=at,
        )


@action(quiet="It does nothing until a second person agrees; that stands on the record.")
def ask_to_uncover(*, covering: Covering, by: Actor, at: datetime) -> None:
    """The first of two others who looked at it would uncover it."""
    covering.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_ask_to_uncover(by, covering))
    covering.lift_by, covering.lift_at = acting(by, covering.project), at
    covering.lift_helper = by.helper
    covering.save(update_fields=["lift_by", "lift_at", "lift_helper"])


@action(records=kinds.UNCOVERED)
def uncover(*, covering: Covering, reason: str, by: Actor, at: datetime) -> None:
    """The words can be read again, and whoever wrote them is told."""
    covering.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_uncover(by, covering, reason))
    covering.ended_by, covering.ended_reason = acting(by, covering.project), reason
    covering.save(update_fields=["ended_by", "ended_reason"])
    end(covering, at=at)
    tell_author(
        covering,
        subject=_("Words of yours in “{project}” can be read again"),
        text=_("Words of yours were covered, and can be read again.\n\nWhy: {reason}\n\n{page}"),
        words=reason,
        sender=by.somebody,
        by=by,
        at=at,
    )


def end(covering: Covering, *, at: datetime) -> None:
    """The words are not covered any more, or nobody asks for it."""
    if covering.is_covered:
        declared[covering.kind].put(covering.thing_id, False)
    covering.become(CoverState.ENDED)
    covering.ended_at = at
    covering.save(update_fields=["state", "ended_at"])


def end_coverings(kind: str, things: Iterable[UUID], *, at: datetime) -> None:
    """Words that are gone need no covering: for actions that take them back or erase them."""
    for covering in Covering.objects.present().filter(kind=kind, thing_id__in=list(things)):
        end(covering, at=at)


def page_of(covering: Covering) -> str:
    """The whole address of its page."""
    return whole(reverse("ideas:covering", args=[covering.project_id, covering.id]))


def tell_author(
    covering: Covering,
    *,
    subject: str,
    text: str,
    words: str,
    sender: UUID | None,
    by: Actor,
    at: datetime,
) -> None:
    """Whoever wrote the words hears of it. The letter does not hold the words themselves."""
    if covering.author is None:
        return
    is_here = covering.project.members.filter(person_id=covering.author, left_at=None).exists()
    told = text.format(reason=words, page=page_of(covering))
    if not is_here:  # the page is not there for them any more
        told = told.rpartition("\n\n")[0]
    send(
        to=covering.author,
        sender=sender,
        kind=messages.COVERED.name,
        subject=subject.format(project=covering.project.name),
        text=told,
        stream_id=covering.project_id,
        by=by,
        at=at,
    )
