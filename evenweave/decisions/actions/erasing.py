"""Erasing a person's words from decisions. What was decided stays, and how it was counted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import covered
from evenweave.decisions.actions.outcomes import stand_before
from evenweave.decisions.models import (
    Comment,
    Decision,
    Dissent,
    Doubt,
    EarlierTelling,
    How,
    NextStep,
    Outcome,
    Position,
    ProposerAsked,
    Round,
    State,
)
from evenweave.decisions.rules import erasing as rules
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.projects.models import Member


@action(quiet="Each record that knew the person tells it itself.")
def forget_in_decisions(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Their words go. A vote and a position stay, without a name, or a count would not hold.

    A proposal that others took part in keeps its question if others propose it too; else that goes
    as well. What a circle chose among stays, for it is the circle's.
    """
    refuse_if(rules.why_not_forget_in_decisions(by, person_id))
    taken_out = _("(words taken out)")
    mine = {"member__person_id": person_id}
    ProposerAsked.objects.filter(**mine).delete()
    Position.objects.filter(**mine).update(words="")
    Comment.objects.filter(**mine).update(words="", taken_back_at=at)
    Dissent.objects.filter(**mine).update(words="", taken_back_at=at)
    Doubt.objects.filter(**mine).update(words="")
    NextStep.objects.filter(said_by=person_id).exclude(words="").update(words=taken_out)
    Outcome.objects.filter(decided_by=person_id).update(reason=taken_out)
    Round.objects.filter(changed_by=person_id).update(what_changed="")
    EarlierTelling.objects.filter(told_by=person_id).delete()
    for outcome in Outcome.objects.filter(told_by=person_id):
        forget_telling(outcome, taken_out)
    for decision in Decision.objects.filter(made_by=person_id):
        forget_proposal(decision, person_id, taken_out, at)


def of(decision: Decision, person_id: UUID) -> Member | None:
    """The membership by which they took part in it, if they had one."""
    return decision.project.members.filter(person_id=person_id).order_by("-joined_at").first()


def forget_telling(outcome: Outcome, taken_out: str) -> None:
    """What they said of an outcome goes. Where the words were all there was, that is said."""
    if outcome.how not in {How.ROOM, How.URGENT}:
        stand_before(outcome)
        return
    outcome.words, outcome.told_by = taken_out, None
    outcome.save(update_fields=["words", "told_by"])


def forget_proposal(decision: Decision, person_id: UUID, taken_out: str, at: datetime) -> None:
    """The words of a proposal that was this person's alone."""
    if decision.proposers.exclude(member__person_id=person_id).exists():
        return
    if decision.state == State.DRAFT and not decision.has_others(of(decision, person_id)):
        said = decision.comments.values_list("pk", flat=True)
        end_coverings(covered.COMMENT.name, said, at=at)
        decision.delete()
        return
    decision.question, decision.plain_summary = taken_out, ""
    decision.background, decision.who_it_affects, decision.content_note = "", "", ""
    decision.save()
    for round_ in Round.objects.filter(decision=decision):
        round_.wording = {**round_.wording, "question": taken_out, "plain_summary": ""}
        round_.wording["background"] = ""
        round_.save(update_fields=["wording"])
