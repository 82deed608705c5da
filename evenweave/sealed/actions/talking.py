"""Talking with whoever said words without a name: answers are signed, and are their signers’."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.sealed import rules
from evenweave.sealed.actions.batches import add_line
from evenweave.sealed.actions.lone import empty
from evenweave.sealed.models import Line, Talk


@action(quiet="An answer is between those who talk. What it is about is on the record.")
def answer_lone(*, talk: Talk, words: str, by: Actor, at: datetime) -> Line:
    """Say something to whoever said words without a name, under one’s own."""
    talk.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_answer_lone(by, talk, words))
    return add_line(talk, words, person=by.somebody, on=localdate(at))


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_line(*, line: Line, by: Actor, at: datetime) -> None:
    """The words of an answer go for good. That there was one stays."""
    line.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_line(by, line))
    empty(Line.objects.filter(pk=line.pk), at)
    database.overwrite_at_commit()


@action(quiet="Each record that knew the person tells it itself.")
def forget_lines(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """What somebody answered under their name goes. What they said without it, nobody can find."""
    refuse_if(rules.why_not_forget_lines(by, person_id))
    empty(Line.objects.filter(person=person_id), at)
    database.overwrite_at_commit()
