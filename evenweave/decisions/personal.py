"""What decisions keep of a person: all of it to take away, and their words to erase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from evenweave.decisions import recounting
from evenweave.decisions.actions.erasing import forget_in_decisions as erase
from evenweave.decisions.models import (
    Comment,
    Decision,
    Dissent,
    Doubt,
    EarlierTelling,
    Elector,
    NextStep,
    Outcome,
    Position,
    Present,
    Proposer,
    ProposerAsked,
    Round,
    StandingRule,
    Vote,
)
from evenweave.ideas.models.ideas import COVERED

__all__ = ["erase", "export"]

PROPOSED = ("question", "plain_summary", "background", "who_it_affects", "content_note")


def export(person_id: UUID) -> dict[str, Any]:
    """Everything they wrote, said, chose or were named for."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    return {
        "proposals": [
            {name: getattr(each, name) for name in PROPOSED} | {"at": each.made_at}
            for each in Decision.objects.filter(made_by=person_id).order_by("made_at")
        ],
        "what_you_changed_in_a_proposal": [
            {"question": each.wording["question"], "words": each.what_changed, "at": each.opened_at}
            for each in Round.objects.filter(changed_by=person_id).order_by("opened_at")
        ],
        "proposed_by_you_too": questions(Proposer.objects.filter(**mine)),
        "asked_to_propose": questions(ProposerAsked.objects.filter(**mine)),
        "yours_to_decide_with_others": questions(Elector.objects.filter(**mine)),
        "you_were_there": questions(Present.objects.filter(**mine)),
        "named_for_a_change_to_the_protocol": [
            each.question for each in Decision.objects.filter(protocol_by__person_id=person_id)
        ],
        "rules_you_wrote_down": [
            {"steps": each.steps, "at": each.set_at, "until": each.ended_at}
            for each in StandingRule.objects.filter(set_by=person_id).order_by("set_at")
        ],
        "what_you_said_came_of_it": [
            {name: getattr(each, name) for name in ("words", "what_changes", "gave_up")}
            | {"at": each.told_at}
            for model in (EarlierTelling, Outcome)
            for each in model.objects.filter(told_by=person_id).order_by("told_at")
        ],
        "positions": [
            {
                "question": each.round.wording["question"],
                "round": each.round.number,
                "stance": each.get_stance_display(),
                "words": each.words,
                "at": each.said_at,
            }
            for each in Position.objects.filter(**mine).select_related("round").order_by("said_at")
        ],
        "votes": [
            {"question": each.decision.question, "vote": in_words(each), "at": each.cast_at}
            for each in Vote.objects.filter(**mine)
            .select_related("decision")
            .prefetch_related("decision__options")
            .order_by("cast_at")
        ],
        "comments": [
            {"question": each.decision.question, "words": each.words, "at": each.said_at}
            for each in Comment.objects.filter(**mine)
            .select_related("decision")
            .order_by("said_at")
        ],
        "dissents": [
            {"question": each.outcome.decision.question, "words": each.words, "at": each.said_at}
            for each in Dissent.objects.filter(**mine)
            .select_related("outcome__decision")
            .order_by("said_at")
        ],
        "doubts": [
            {"question": each.decision.question, "words": each.words, "at": each.said_at}
            for each in Doubt.objects.filter(**mine).select_related("decision").order_by("said_at")
        ],
        "decided_as_you_were_named_to": [
            {"question": each.decision.question, "reason": each.reason, "at": each.decided_at}
            for each in Outcome.objects.filter(decided_by=person_id)
            .select_related("decision")
            .order_by("decided_at")
        ],
        "what_you_wrote_down_or_took_on": [
            {"what": what(each, person_id), "by": each.due_on, "done_at": each.done_at}
            for each in NextStep.objects.filter(Q(**mine) | Q(said_by=person_id)).order_by(
                "said_at"
            )
        ],
    }


def what(step: NextStep, person_id: UUID) -> str:
    """What somebody wrote down or took on; what another wrote and two have covered stays so."""
    return str(COVERED) if step.is_covered and step.said_by != person_id else step.words


def questions(rows: Any) -> list[str]:
    """What the decisions are about that these rows belong to."""
    return [each.decision.question for each in rows.select_related("decision").order_by("pk")]


def in_words(vote: Vote) -> Any:
    """A vote with its options by their words."""
    names = {str(option.id): option.words for option in vote.decision.options.all()}
    return recounting.renamed(vote.paper, names)
