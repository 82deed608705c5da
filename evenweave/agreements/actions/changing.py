"""Changes to the agreement are proposed, agreed to in the room, and reworded until they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evenweave.agreements.actions.settling import settle_changes
from evenweave.agreements.drafting import Draft, question_of, sentence_of
from evenweave.agreements.models import Change
from evenweave.agreements.rules import changing as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import Changed, refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.decisions.actions.room import agree_in_room
from evenweave.decisions.actions.rounds import amend_proposal
from evenweave.decisions.actions.shaping import begin_proposal, shape_proposal
from evenweave.decisions.models import Decision
from evenweave.projects.models import Circle, Member

ABOUT = "agreements.change"


@action(quiet="A draft is its authors’ own; the record tells what comes of it.")
def propose_changes(
    *,
    circle: Circle,
    drafts: Sequence[Draft],
    plain_summary: str,
    by: Actor,
    at: datetime,
    instead_of: Change | None = None,
) -> Decision:
    """Begin a proposal: the circle is asked for a yes or no to all of these together.

    `instead_of` is a change that was agreed to and met another, which these put together.
    """
    refuse_if(rules.why_not_propose_changes(by, circle, drafts))
    refuse_if_moved_on(drafts)
    question = question_of(drafts)
    decision = begin_proposal(circle=circle, question=question, about=ABOUT, by=by, at=at)
    shape_proposal(
        decision=decision,
        version=decision.version,
        question=question,
        plain_summary=plain_summary,
        by=by,
        at=at,
    )
    keep(decision, drafts, by=by, at=at)
    put_together(instead_of, at)
    return decision


@action(quiet="Its parts record themselves: what was agreed, and each clause that changed.")
def agree_changes(
    *,
    circle: Circle,
    drafts: Sequence[Draft],
    people: Sequence[Member],
    by: Actor,
    at: datetime,
    instead_of: Change | None = None,
) -> Decision:
    """We agreed in the room: it stands now, and for 14 days anybody in the circle may doubt it."""
    refuse_if(rules.why_not_agree_changes(by, circle, drafts, people))
    refuse_if_moved_on(drafts)
    decision = agree_in_room(
        circle=circle, words=sentence_of(drafts), people=people, about=ABOUT, by=by, at=at
    )
    keep(decision, drafts, by=by, at=at)
    put_together(instead_of, at)
    settle_changes(decision=decision, is_agreed=True, by=by, at=at)
    return decision


def refuse_if_moved_on(drafts: Sequence[Draft]) -> None:
    """Somebody else was quicker: under the lock, a clause reads otherwise than its author saw."""
    for each in drafts:
        if each.clause is not None and each.base != each.clause.current:
            raise Changed


def keep(decision: Decision, drafts: Sequence[Draft], *, by: Actor, at: datetime) -> None:
    """Keep what is proposed, in its order."""
    Change.objects.bulk_create(
        Change(
            project_id=decision.project_id,
            decision=decision,
            what=each.what,
            sort=each.sort,
            topic=each.topic,
            clause=each.clause,
            base=each.base,
            title=each.title,
            words=each.words,
            why=each.why,
            position=place,
            made_by=by.somebody,
            made_at=at,
        )
        for place, each in enumerate(drafts)
    )


def put_together(change: Change | None, at: datetime) -> None:
    """A change that had met another waits no longer: people made one of the two."""
    if change is not None:
        waits = Change.objects.filter(pk=change.pk, state=Change.State.WAITS)
        waits.update(state=Change.State.TOGETHER, settled_at=at)


@action(quiet="A draft is its authors’ own; the record tells what comes of it.")
def reword_change(
    *,
    change: Change,
    version: int,
    title: str,
    words: str,
    why: str,
    by: Actor,
    at: datetime,
) -> None:
    """Other words for what is proposed, until it opens; begun from what stands now."""
    change.refresh_from_db()  # under the lock
    refuse_if_changed(change, version=version)
    refuse_if(rules.why_not_reword_change(by, change, title, words, why))
    keep_words(change, title, words, why)


@action(quiet="Its part records itself: that what is proposed was changed.")
def ask_again(
    *,
    change: Change,
    version: int,
    title: str,
    words: str,
    why: str,
    what_changed: str,
    by: Actor,
    at: datetime,
) -> None:
    """Other words after what people said: a new round; the old one keeps the old words."""
    change.refresh_from_db()  # under the lock
    refuse_if_changed(change, version=version)
    refuse_if(rules.why_not_ask_again(by, change, title, words, why))
    keep_words(change, title, words, why)
    decision = change.decision
    amend_proposal(
        decision=decision,
        version=decision.version,
        question=decision.question,
        plain_summary=decision.plain_summary,
        background=decision.background,
        options=[],
        put_forward="",
        what_changed=what_changed,
        by=by,
        at=at,
    )


def keep_words(change: Change, title: str, words: str, why: str) -> None:
    """Its author has seen what stands now, so the change is to that."""
    change.title, change.words, change.why = title, words, why
    change.base = change.stands or change.base
    change.version += 1
    change.save(update_fields=["title", "words", "why", "base", "version"])


@action(quiet="A draft is its authors’ own; the record tells what comes of it.")
def leave_out_change(*, change: Change, by: Actor, at: datetime) -> None:
    """One of several is not proposed after all."""
    refuse_if(rules.why_not_leave_out_change(by, change))
    change.delete()
