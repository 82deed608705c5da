"""A proposal is begun, shaped, opened, said something to, and perhaps taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.decisions import about as abouts
from evenweave.decisions import covered, kinds, messages
from evenweave.decisions.actions.options import keep_options
from evenweave.decisions.actions.steps import enter_step
from evenweave.decisions.actions.telling import people_of, tell, tell_circle
from evenweave.decisions.models import (
    Comment,
    Decision,
    DecisionIdea,
    DecisionLimit,
    Elector,
    Kind,
    Proposer,
    Protocol,
    StandingRule,
    State,
)
from evenweave.decisions.rules import shaping as rules
from evenweave.decisions.ways import StepKind, Tie, Way
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.ideas.models import Idea
from evenweave.projects.models import Circle, Limit, Member


@action(quiet="A draft is its authors’ own; the record tells when it opens.")
def begin_proposal(
    *,
    circle: Circle,
    question: str,
    by: Actor,
    at: datetime,
    ideas: Sequence[Idea] = (),
    reviewed: Decision | None = None,
    about: str = "",
) -> Decision:
    """Begin to shape a proposal, perhaps from ideas, or to look at an earlier decision again.

    It starts with the rule that the circle told beforehand, if it has one.
    """
    refuse_if(rules.why_not_begin_proposal(by, circle, question, reviewed))
    standing = StandingRule.objects.of(circle)
    decision = Decision.objects.create(
        project=circle.project,
        circle=circle,
        kind=Kind.PROPOSAL,
        state=State.DRAFT,
        question=question,
        steps=standing.steps if standing else None,
        reviews=reviewed,
        about=about,
        made_by=by.somebody,
        made_at=at,
    )
    member = Member.objects.who_acts(by, circle.project)
    Proposer.objects.create(decision=decision, member=member)
    DecisionIdea.objects.bulk_create(DecisionIdea(decision=decision, idea=each) for each in ideas)
    return decision


@action(quiet="A draft is its authors’ own; the record tells when it opens.")
def shape_proposal(
    *,
    decision: Decision,
    version: int,
    question: str,
    plain_summary: str,
    by: Actor,
    at: datetime,
    background: str = "",
    who_it_affects: str = "",
    content_note: str = "",
    options: Sequence[str] = (),
    put_forward: str = "",
    ideas: Sequence[Idea] = (),
    limits: Sequence[Limit] = (),
    is_from_circle: bool = False,
    review_on: date | None = None,
    protocol: str = Protocol.NONE,
    i_apply: bool = False,
) -> None:
    """What is proposed, in all its parts. `put_forward` is one of the options, by its words."""
    decision.refresh_from_db()  # under the lock
    refuse_if_changed(decision, version=version)
    refuse_if(
        rules.why_not_shape_proposal(
            by,
            decision,
            question=question,
            options=options,
            ideas=ideas,
            limits=limits,
        )
    )
    decision.question, decision.plain_summary, decision.background = (
        question,
        plain_summary,
        background,
    )
    decision.who_it_affects, decision.content_note = who_it_affects, content_note
    decision.is_from_circle, decision.review_on = is_from_circle, review_on
    decision.protocol, decision.protocol_by = protocol, who_applies(decision, i_apply, by)
    decision.version = version + 1
    keep_options(decision, options, put_forward)
    decision.save()
    decision.from_ideas.exclude(idea__in=ideas).delete()
    known = set(decision.from_ideas.values_list("idea_id", flat=True))
    DecisionIdea.objects.bulk_create(
        DecisionIdea(decision=decision, idea=each) for each in ideas if each.pk not in known
    )
    decision.touches.all().delete()
    DecisionLimit.objects.bulk_create(
        DecisionLimit(decision=decision, limit=each) for each in limits
    )


@action(quiet="A draft is its authors’ own; the record tells the rule when it opens.")
def choose_way(*, decision: Decision, way: Way, by: Actor, at: datetime) -> None:
    """How it will be decided, told before anybody takes part."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_choose_way(by, decision, way))
    decision.steps = way.as_json()
    decision.save(update_fields=["steps"])


def who_applies(decision: Decision, i_apply: bool, by: Actor) -> Member | None:
    """Whoever says that they apply for a change to the protocol; nobody is named by others."""
    member = Member.objects.who_acts(by, decision.project)
    if i_apply:
        return member
    return None if decision.protocol_by_id == member.pk else decision.protocol_by


@action(records=kinds.OPENED)
def open_decision(
    *, decision: Decision, closes_at: datetime | None, by: Actor, at: datetime
) -> Way:
    """From here on nobody changes the rule. Who is in the circle now decides; all are told.

    `closes_at` is when the first step ends; none, where those who were named decide at once.
    """
    decision.refresh_from_db()  # under the lock
    way = Way.from_json(decision.steps) if decision.steps else None
    refuse_if(rules.why_not_open_decision(by, decision, way, closes_at, at))
    if way is None:
        raise AssertionError("A rule says so first.")
    vote = way.step(StepKind.VOTE)
    if vote is not None and vote.tie is Tie.LOT:
        decision.lot_nonce = secrets.token_hex(32)  # nobody is told before the vote is over
    decision.state, decision.opened_at = State.OPEN, at
    decision.save(update_fields=["state", "opened_at", "lot_nonce"])
    decision.asked.all().delete()
    people = list(decision.circle.people.select_related("seat"))
    decision.electors.all().delete()
    electors = [
        Elector(decision=decision, member=member, seat=member.seat if member.is_shown else None)
        for member in people
    ]
    Elector.objects.bulk_create(electors, batch_size=database.ROWS_AT_ONCE)
    enter_step(decision, 0, closes_at=closes_at, by=by, at=at)
    tell(
        people_of(people),
        decision,
        messages.OPENED,
        _("Something to decide in “{project}”").format(project=decision.project.name),
        what_opens(decision),
        by=by,
        at=at,
    )
    return way


def what_opens(decision: Decision) -> str:
    """What the circle is told when something opens."""
    if decision.waits_for == Decision.Waits.BOX:
        return _("There is something to decide, by a secret vote. It begins in a minute or two.")
    if decision.closes_at is None:
        return _("There is something to decide. The people who were named decide it.")
    day = date_format(localtime(decision.closes_at), _("l j F"))
    return _("There is something to decide. The first step goes on until {day}.").format(day=day)


@action(quiet="A draft that was never opened leaves nothing behind.")
def throw_away_draft(*, decision: Decision, by: Actor, at: datetime) -> None:
    """A draft goes for good, unless others have said something to it."""
    decision.refresh_from_db()
    refuse_if(rules.why_not_throw_away_draft(by, decision))
    end_coverings(covered.COMMENT.name, decision.comments.values_list("pk", flat=True), at=at)
    decision.delete()
    database.overwrite_at_commit()


@action(quiet="A draft is its authors’ own. Its part records itself, once it had been opened.")
def take_back_proposal(*, decision: Decision, by: Actor, at: datetime) -> None:
    """It is not decided any more. What others said stays readable."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_proposal(by, decision, at))
    if decision.state == State.OPEN:
        withdraw_proposal(decision=decision, by=by, at=at)
    else:
        end_unanswered(decision, by=by, at=at)


@action(records=kinds.TAKEN_BACK)
def withdraw_proposal(*, decision: Decision, by: Actor, at: datetime) -> None:
    """What had been opened is not decided any more, and the circle hears it."""
    refuse_if(rules.why_not_withdraw_proposal(by, decision, at))
    end_unanswered(decision, by=by, at=at)
    tell_circle(
        decision,
        messages.CHANGED,
        _("A proposal was taken back in “{project}”").format(project=decision.project.name),
        _("The people who proposed it took it back. You need not do anything."),
        by=by,
        at=at,
    )


def end_unanswered(decision: Decision, *, by: Actor, at: datetime) -> None:
    """It is over without an outcome."""
    decision.state, decision.closed_at = State.TAKEN_BACK, at
    decision.waits_for, decision.closes_at = Decision.Waits.NOTHING, None
    decision.save(update_fields=["state", "closed_at", "waits_for", "closes_at"])
    decision.rounds.filter(closed_at=None).update(closed_at=at)
    decision.asked.all().delete()
    abouts.settled(decision, is_agreed=False, by=by, at=at)


@action(quiet="What somebody says to a proposal is theirs; they can take it back.")
def say_comment(
    *,
    decision: Decision,
    words: str,
    by: Actor,
    at: datetime,
    answers: Comment | None = None,
) -> Comment:
    """Say what one thinks of it, perhaps to what somebody else said."""
    decision.refresh_from_db(fields=["state"])  # under the lock
    refuse_if(rules.why_not_say_comment(by, decision, words, answers))
    member = Member.objects.who_acts(by, decision.project)
    return Comment.objects.create(
        decision=decision,
        member=member,
        answers=answers,
        words=words,
        said_at=at,
        helper_id=by.helper,
    )


@action(quiet="What somebody says to a proposal is theirs; they can take it back.")
def take_back_comment(*, comment: Comment, by: Actor, at: datetime) -> None:
    """The words go for good. Where others answered, “taken back by its author” stays."""
    comment.refresh_from_db()
    refuse_if(rules.why_not_take_back_comment(by, comment))
    end_coverings(covered.COMMENT.name, [comment.id], at=at)
    if comment.answered_by.exists():
        comment.words, comment.taken_back_at = "", at
        comment.save(update_fields=["words", "taken_back_at"])
    else:
        comment.delete()
    database.overwrite_at_commit()
