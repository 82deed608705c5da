"""Somebody takes back what they wrote about an idea: where it was heard, or why it was answered."""

from __future__ import annotations

from datetime import datetime

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.ideas import covered, kinds
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.ideas.models import Answer, Hearing
from evenweave.ideas.rules import taking_back as rules
from evenweave.record.actions import erase_words
from evenweave.record.models import Stream, Words
from evenweave.record.rules import Place


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_hearing(*, hearing: Hearing, by: Actor, at: datetime) -> None:
    """The words go for good, from the record too. That the idea was heard stays."""
    hearing.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_hearing(by, hearing))
    if places := on_the_record(hearing):
        stream = Stream.objects.get(pk=hearing.stream_id)
        erase_words(stream=stream, places=places, by=by, at=at)
    hearing.where, hearing.taken_back_at = "", at
    hearing.save(update_fields=["where", "taken_back_at"])
    database.overwrite_at_commit()


def on_the_record(hearing: Hearing) -> list[Place]:
    """Where its words stand on the record: its line was written with it."""
    found = Words.objects.filter(
        entry__stream=hearing.stream_id,
        entry__kind=kinds.HEARD.name,
        entry__at=hearing.heard_at,
        person_id=hearing.said_by,
        value=hearing.where,
    ).select_related("entry")
    idea = str(hearing.idea_id)
    return [
        (words.entry.sequence, words.field)
        for words in found
        if words.entry.content["facts"]["idea"] == idea
    ]


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_answer(*, answer: Answer, by: Actor, at: datetime) -> None:
    """The reason goes for good. How the idea was answered stays, for others went on from there."""
    answer.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_answer(by, answer))
    end_coverings(covered.ANSWER.name, [answer.id], at=at)
    answer.reason, answer.taken_back_at, answer.is_covered = "", at, False
    answer.save(update_fields=["reason", "taken_back_at", "is_covered"])
    database.overwrite_at_commit()
