"""What a decision comes to in the agreement: adopted, kept waiting, dropped, or undone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from evenweave.agreements import kinds
from evenweave.agreements.models import Change, Clause, Edition, Version
from evenweave.agreements.rules import changing as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions.models import Decision


@action(quiet="Its parts record themselves: each clause that changed.")
def settle_changes(*, decision: Decision, is_agreed: bool, by: Actor, at: datetime) -> None:
    """Agreed to, each change is adopted, or waits where its clause moved on; else it is dropped."""
    refuse_if(rules.why_not_settle_changes(decision))
    for change in proposed_in(decision):
        if not is_agreed:
            settle(change, Change.State.DROPPED, at)
        elif change.has_moved_on:
            settle(change, Change.State.WAITS, at)
        elif change.what == Change.What.REMOVE:
            take_clause_out(change=change, by=by, at=at)
        else:
            adopt_words(change=change, by=by, at=at)
    if Change.objects.filter(decision=decision, state=Change.State.ADOPTED).exists():
        begin_edition(decision, at)


def proposed_in(decision: Decision) -> list[Change]:
    """What a decision is about and is not settled."""
    found = Change.objects.filter(decision=decision, state=Change.State.PROPOSED)
    return list(found.select_related("clause"))


def settle(change: Change, state: Change.State, at: datetime) -> None:
    """It is not proposed any more."""
    change.state, change.settled_at = state, at
    change.save(update_fields=["state", "settled_at", "clause"])


def begin_edition(decision: Decision, at: datetime) -> None:
    """The agreement as a whole reads otherwise from here on."""
    last = Edition.objects.filter(project=decision.project_id).aggregate(last=Max("number"))["last"]
    Edition.objects.create(
        project_id=decision.project_id, number=(last or 0) + 1, decision=decision, at=at
    )


@action(records=kinds.ADOPTED)
def adopt_words(*, change: Change, by: Actor, at: datetime) -> Version:
    """The clause reads so from now on; what it read before stays readable."""
    refuse_if(rules.why_not_adopt_words(change))
    clause = change.clause or new_clause(change)
    if clause.removed_at is not None:
        clause.removed_at = None
        clause.save(update_fields=["removed_at"])
    change.clause = clause
    settle(change, Change.State.ADOPTED, at)
    return begin_version(clause, change, change.decision_id, at)


def new_clause(change: Change) -> Clause:
    """A clause at the end of the agreement."""
    last = Clause.objects.filter(project=change.project_id).aggregate(last=Max("position"))["last"]
    return Clause.objects.create(
        project_id=change.project_id,
        sort=change.sort,
        topic=change.topic,
        position=(last or 0) + 1,
    )


def begin_version(
    clause: Clause, worded: Change | Version, decision_id: UUID, at: datetime
) -> Version:
    """The next version of a clause, with these words; the one before ends."""
    clause.versions.filter(until=None).update(until=at)
    last = clause.versions.aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        clause=clause,
        number=last + 1,
        title=worded.title,
        words=worded.words,
        why=worded.why,
        decision_id=decision_id,
        since=at,
    )


@action(records=kinds.REMOVED)
def take_clause_out(*, change: Change, by: Actor, at: datetime) -> None:
    """It is not in the agreement any more; its versions stay readable."""
    refuse_if(rules.why_not_take_clause_out(change))
    clause = change.clause
    if clause is None:
        raise AssertionError("Only what is there is taken out.")
    end(clause, at)
    settle(change, Change.State.ADOPTED, at)


def end(clause: Clause, at: datetime) -> None:
    """It stands no more."""
    clause.versions.filter(until=None).update(until=at)
    clause.removed_at = at
    clause.save(update_fields=["removed_at"])


@action(quiet="That it is doubted stands on the record already, with who doubts it.")
def reopen_changes(*, decision: Decision, by: Actor, at: datetime) -> None:
    """What was agreed in the room is a proposal again: the agreement reads as it did before.

    Where a clause moved on since, it stays as it is.
    """
    refuse_if(rules.why_not_reopen_changes(decision))
    found = Change.objects.filter(decision=decision).exclude(state=Change.State.TOGETHER)
    undone = [undo(change, at) for change in found.select_related("clause", "base")]
    if any(undone):
        begin_edition(decision, at)


def undo(change: Change, at: datetime) -> bool:
    """The clause stands as it did before this change; whether anything was undone."""
    clause = change.clause
    was_adopted = change.state == Change.State.ADOPTED
    is_last = was_adopted and clause is not None and is_newest(clause, change)
    if clause is not None and is_last and change.what == Change.What.NEW:
        end(clause, at)
    elif clause is not None and is_last and change.base is not None:
        clause.removed_at = None
        clause.save(update_fields=["removed_at"])
        change.base = begin_version(clause, change.base, change.base.decision_id, at)
    change.state, change.settled_at = Change.State.PROPOSED, None
    change.save(update_fields=["state", "settled_at", "base"])
    return is_last


def is_newest(clause: Clause, change: Change) -> bool:
    """Whether nothing has changed in a clause since this change was adopted."""
    if change.what == Change.What.REMOVE:
        return clause.removed_at == change.settled_at
    stands = clause.current
    return stands is not None and stands.decision_id == change.decision_id
