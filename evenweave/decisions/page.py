"""What the page of a decision shows: gathered with few questions to the database."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from evenweave.common import clock
from evenweave.decisions import byexpertise, showing
from evenweave.decisions.forms.outcomes import DissentForm, NextStepForm
from evenweave.decisions.forms.taking_part import CommentForm, PositionForm
from evenweave.decisions.models import (
    Decision,
    DecisionIdea,
    DecisionLimit,
    Elector,
    Kind,
    Outcome,
    Position,
    Round,
    State,
    Vote,
)
from evenweave.decisions.models.decisions import DOUBTED_WITHIN
from evenweave.decisions.ways import Ballot, StepKind
from evenweave.projects.models import Member

COMMENTS = 20
NAMES_SHOWN = 12
# Votes that can be told as so many for each option.
TABLES = {Ballot.SIMPLE, Ballot.APPROVAL}


def told(decision: Decision, member: Member, said: str = "") -> dict[str, Any]:
    """Everything on the page; what a decision does not have is not asked for.

    `said` is which page of comments is asked for, from 0.
    """
    has = what_it_has(decision, member)
    options = list(decision.options.all())
    proposers = list(decision.proposers.select_related("member__person"))
    is_mine = any(each.member_id == member.id for each in proposers)
    context: dict[str, Any] = {
        "project": decision.project,
        "decision": decision,
        "member": member,
        "options": options,
        "proposers": [each.member for each in proposers],
        "is_mine": is_mine,
        "is_elector": has["is_elector"],
        "may_shape": is_mine or is_shaped_by_all(decision, member),
        "comment_form": CommentForm(),
        "ideas": linked(DecisionIdea, "idea", decision) if has["has_ideas"] else [],
        "limits": linked(DecisionLimit, "limit", decision) if has["has_limits"] else [],
    }
    if decision.steps:
        names = showing.Names.of([decision.way]).known
        context["steps"] = showing.steps_of(decision.way, decision, names)
    context |= comments_told(decision, said)
    if has["has_rounds"]:
        context |= rounds_told(decision, member)
    if decision.state == State.OPEN:
        context |= open_told(decision, member)
    if has["has_outcome"]:
        context |= outcome_told(decision, member, options)
    return context


def is_shaped_by_all(decision: Decision, member: Member) -> bool:
    """Whether the whole circle proposes it, and this member is in the circle."""
    return decision.is_from_circle and decision.circle.people.filter(pk=member.pk).exists()


def what_it_has(decision: Decision, member: Member) -> dict[str, bool]:
    """What there is of it, in one question."""
    here = {"decision": OuterRef("pk")}
    found = Decision.objects.filter(pk=decision.pk).values_list(
        Exists(DecisionIdea.objects.filter(**here)),
        Exists(DecisionLimit.objects.filter(**here)),
        Exists(Round.objects.filter(**here)),
        Exists(Outcome.objects.filter(**here)),
        Exists(Elector.objects.filter(**here, member=member)),
    )
    names = ["has_ideas", "has_limits", "has_rounds", "has_outcome", "is_elector"]
    return dict(zip(names, found[0], strict=True))


def linked(model: Any, name: str, decision: Decision) -> list[Any]:
    """The ideas, or the limits, that a decision names."""
    links = model.objects.filter(decision=decision).select_related(name)
    return [getattr(each, name) for each in links]


def comments_told(decision: Decision, asked: str) -> dict[str, Any]:
    """What people said, the newest page first; each with what it answers to."""
    place = min(int(asked), 10_000) if asked.isascii() and asked.isdigit() else 0
    found = decision.comments.select_related("member__person", "answers__member__person")
    page = list(found.order_by("-said_at", "-id")[place * COMMENTS : (place + 1) * COMMENTS + 1])
    return {
        "comments": page[:COMMENTS],
        "newer": f"?said={place - 1}" if place else "",
        "older": f"?said={place + 1}" if len(page) > COMMENTS else "",
    }


def rounds_told(decision: Decision, member: Member) -> dict[str, Any]:
    """The rounds, and where people stand in the newest."""
    rounds = list(decision.rounds.all())
    newest = rounds[-1]
    positions = positions_of(newest)
    mine = next((each for each in positions if each.member_id == member.id), None)
    begun = {"stance": mine.stance, "words": mine.words} if mine else None
    return {
        "rounds": rounds,
        "round": newest,
        "heaps": showing.heaps(positions),
        "mine": mine,
        "position_form": PositionForm(initial=begun),
        "names_shown": NAMES_SHOWN,
    }


def positions_of(round_: Round) -> list[Position]:
    """Where people stand in a round, those who spoke first in front."""
    found = Position.objects.filter(round=round_).select_related("member__person")
    return list(found.order_by("said_at", "id"))


def round_told(decision: Decision, round_: Round) -> dict[str, Any]:
    """An earlier round: how it read, and where people stood."""
    positions = positions_of(round_)
    return {"decision": decision, "round": round_, "heaps": showing.heaps(positions)}


def open_told(decision: Decision, member: Member) -> dict[str, Any]:
    """What can be done at the step at which it stands."""
    told: dict[str, Any] = {"at": "waits" if decision.waits_for else str(decision.here.kind)}  # type: ignore[union-attr]
    if decision.is_at(StepKind.VOTE):
        told["my_vote"] = Vote.objects.filter(decision=decision, member=member).first()
    if decision.waits_for == Decision.Waits.DECIDER:
        told["is_decider"] = member.id in decision.way.deciders
    return told


def outcome_told(decision: Decision, member: Member, options: list[Any]) -> dict[str, Any]:
    """What came of it, how it was counted, what stands beside it, and what follows."""
    outcomes = list(decision.outcomes.prefetch_related("dissents__member__person"))
    outcome = next((each for each in outcomes if each.ended_at is None), None)
    told: dict[str, Any] = {"ended": [each for each in outcomes if each.ended_at]}
    if decision.closed_at is not None and decision.kind == Kind.ROOM:
        told["may_doubt"] = clock.now() - decision.closed_at <= DOUBTED_WITHIN
        told["presents"] = [
            each.member for each in decision.presents.select_related("member__person")
        ]
    if outcome is None:
        return told
    count = showing.count_of(outcome, options)
    told |= {
        "outcome": outcome,
        "came_of_it": showing.sentence_of(outcome, options),
        "chosen": showing.chosen_in_words(outcome, options),
        "count": count,
        "next_steps": list(decision.next_steps.select_related("member__person")),
        "dissent_form": DissentForm(),
        "next_step_form": NextStepForm(),
    }
    if count is not None:
        votes = byexpertise.votes_of(decision)
        told["votes"] = byexpertise.by_name(votes, options)
        if decision.way.step(StepKind.VOTE).ballot in TABLES:  # type: ignore[union-attr]
            told["table"] = byexpertise.table_of(decision, votes, options)
    return told
