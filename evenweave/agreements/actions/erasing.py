"""A person is erased: what they proposed and nobody agreed to goes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.agreements.models import Agreed, Answer, Change, Question
from evenweave.agreements.rules import erasing as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions.models import State


@action(quiet="Each record that knew the person tells it itself.")
def forget_changes(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Words that were agreed to, or are being decided, are the team’s and stay; the others go."""
    refuse_if(rules.why_not_forget_changes(by, person_id))
    theirs = Change.objects.filter(made_by=person_id)
    dropped = theirs.filter(state=Change.State.DROPPED)
    drafts = theirs.filter(state=Change.State.PROPOSED, decision__state=State.DRAFT)
    for found in (dropped, drafts):
        found.update(title="", words="", why="")
    mine = {"member__person_id": person_id}
    Agreed.objects.filter(**mine).delete()
    for model in (Question, Answer):
        model.objects.filter(**mine).exclude(words="").update(words="", taken_back_at=at)
