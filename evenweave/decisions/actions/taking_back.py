"""Somebody takes back what they wrote: in a round, in a doubt, or of what follows."""

from __future__ import annotations

from datetime import datetime

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import covered
from evenweave.decisions.models import Doubt, NextStep, Position
from evenweave.decisions.rules import taking_back as rules
from evenweave.ideas.actions.coverings import end_coverings


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_position(*, position: Position, by: Actor, at: datetime) -> None:
    """The words go for good. Where the person stands stays, for it was counted."""
    position.refresh_from_db()  # under the lock: the round may just have closed
    refuse_if(rules.why_not_take_back_position(by, position))
    end_coverings(covered.POSITION.name, [position.id], at=at)
    position.words, position.taken_back_at = "", at
    position.save(update_fields=["words", "taken_back_at"])
    database.overwrite_at_commit()


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_doubt(*, doubt: Doubt, by: Actor, at: datetime) -> None:
    """The words go for good. That somebody was not sure stays: others went on from there."""
    doubt.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_doubt(by, doubt))
    end_coverings(covered.DOUBT.name, [doubt.id], at=at)
    doubt.words, doubt.taken_back_at = "", at
    doubt.save(update_fields=["words", "taken_back_at"])
    database.overwrite_at_commit()


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_next_step(*, step: NextStep, by: Actor, at: datetime) -> None:
    """It goes for good. Where another took it on, or it is done, only the words do."""
    step.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_next_step(by, step))
    end_coverings(covered.NEXT_STEP.name, [step.id], at=at)
    is_anothers = step.member is not None and step.member.person_id != step.said_by
    if is_anothers or step.done_at is not None:
        step.words, step.taken_back_at = "", at
        step.save(update_fields=["words", "taken_back_at"])
    else:
        step.delete()
    database.overwrite_at_commit()
