"""Dissent that somebody says without their name: sent, brought by the batch, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import covered, kinds
from evenweave.decisions.models import LoneDissent, Outcome
from evenweave.decisions.rules import unnamed as rules
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.ideas.actions.unnamed import uncover_lines
from evenweave.projects.models import Project
from evenweave.sealed.actions import send_lone
from evenweave.sealed.lone import Released

KIND = "decisions.dissent"


@action(quiet="Who says something without their name is kept nowhere, nor when.")
def dissent_unnamed(*, outcome: Outcome, words: str, by: Actor, at: datetime) -> str:
    """Have it stand beside the outcome that somebody sees it otherwise; the answer is the receipt.

    It is told this once.
    """
    outcome.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_dissent_unnamed(by, outcome, words))
    stream_id = outcome.decision.project_id
    return send_lone(kind=KIND, about=outcome.id, stream_id=stream_id, words=words, by=by, at=at)


@action(records=kinds.CAME_UNNAMED)
def bring_dissents(*, project: Project, words: Sequence[Released], by: Actor, at: datetime) -> None:
    """They stand beside their outcomes from now on; also beside one that was decided anew since."""
    refuse_if(rules.why_not_bring_dissents(by))
    LoneDissent.objects.bulk_create(
        LoneDissent(id=word.id, outcome_id=word.about, words=word.words, said_on=localdate(at))
        for word in words
    )


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_lone_dissent(*, dissent: LoneDissent, by: Actor, at: datetime) -> None:
    """The words go for good. That somebody dissented stays."""
    refuse_if(rules.why_not_take_back_lone_dissent(dissent))
    end_coverings(covered.LONE_DISSENT.name, [dissent.id], at=at)
    uncover_lines(dissent.id, at)
    dissent.words, dissent.taken_back_on, dissent.is_covered = "", localdate(at), False
    dissent.save(update_fields=["words", "taken_back_on", "is_covered"])
    database.overwrite_at_commit()
