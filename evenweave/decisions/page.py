"""What the page of a decision shows: gathered with few questions to the database."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, When, Window
from django.db.models.functions import RowNumber

from evenweave.common import clock
from evenweave.common.prepared import Prepared
from evenweave.decisions import byexpertise, showing, spoken
from evenweave.decisions.forms.outcomes import DissentForm, NextStepForm
from evenweave.decisions.forms.taking_part import CommentForm, PositionForm
from evenweave.decisions.models import (
    Comment,
    Decision,
    DecisionIdea,
    DecisionLimit,
    Dissent,
    Elector,
    Kind,
    Outcome,
    Position,
    Proposer,
    Round,
    State,
    Vote,
)
from evenweave.decisions.models.decisions import DOUBTED_WITHIN
from evenweave.decisions.reading import COMMENTS
from evenweave.decisions.ways import Ballot, StepKind
from evenweave.people.names import Directory
from evenweave.projects.models import Member

WORDS_SHOWN = 4
# Votes that can be told as so many for each option.
TABLES = {Ballot.SIMPLE, Ballot.APPROVAL}


def told(decision: Decision, member: Member, place: int = 0) -> dict[str, Any]:
    """Everything on the page; what a decision does not have is not asked for.

    `place` is which page of comments is asked for, from 0.
    """
    (has,) = PARTS.of(decision.pk, member.pk)
    options = list(decision.options.all())
    proposers = PROPOSING.of(decision.pk)
    is_mine = any(each["member_id"] == member.id for each in proposers)
    context: dict[str, Any] = {
        "project": decision.project,
        "decision": decision,
        "member": member,
        "options": options,
        "proposers": proposers,
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
    context |= comments_told(decision, place, member)
    if has["has_rounds"]:
        context |= rounds_told(decision, member)
    if decision.state == State.OPEN:
        context |= open_told(decision, member)
    if has["has_outcome"]:
        context |= outcome_told(decision, member, options)
    return context | {"to_cover": spoken.to_cover(context)}


def is_shaped_by_all(decision: Decision, member: Member) -> bool:
    """Whether the whole circle proposes it, and this member is in the circle."""
    return decision.is_from_circle and decision.circle.people.filter(pk=member.pk).exists()


def parts(decision_id: UUID, member_id: UUID) -> Any:
    """What there is of a decision, for a member."""
    here = {"decision": OuterRef("pk")}
    return Decision.objects.filter(pk=decision_id).values(
        has_ideas=Exists(DecisionIdea.objects.filter(**here)),
        has_limits=Exists(DecisionLimit.objects.filter(**here)),
        has_rounds=Exists(Round.objects.filter(**here)),
        has_outcome=Exists(Outcome.objects.filter(**here)),
        is_elector=Exists(Elector.objects.filter(**here, member=member_id)),
    )


def places(round_id: UUID) -> Any:
    """Where people stand in a round, those with words first; `here` is how many stand there."""
    has_words = Case(When(Q(words="") | Q(is_covered=True), then=1), default=0)
    first = [has_words.asc(), F("said_at").asc(), F("id").asc()]
    found = Position.objects.filter(round=round_id).annotate(
        here=Window(Count("id"), partition_by=F("stance")),
        rank=Window(RowNumber(), partition_by=F("stance"), order_by=first),
        called=F("member__person__name"),
    )
    return found.filter(rank__lte=WORDS_SHOWN).order_by("rank").values(*SHOWN)


def comments(decision_id: UUID) -> Any:
    """What people said to a decision, newest first."""
    found = Comment.objects.filter(decision=decision_id).order_by("-said_at", "-id")
    return found.values(
        *("id", "words", "said_at", "taken_back_at", "helper_id", "member_id", "answers_id"),
        "is_covered",
        called=F("member__person__name"),
        to_called=F("answers__member__person__name"),
        to_words=F("answers__words"),
        is_to_covered=F("answers__is_covered"),
    )


def proposing(decision_id: UUID) -> Any:
    """Who proposes it."""
    found = Proposer.objects.filter(decision=decision_id).order_by("pk")
    return found.values("member_id", called=F("member__person__name"))


SAID = (
    *("id", "stance", "words", "member_id", "answered_at", "helper_id"),
    *("taken_back_at", "is_covered"),
)
SHOWN = (*SAID, "here", "called")
PARTS, PLACES, PROPOSING = Prepared(parts), Prepared(places), Prepared(proposing)
FIRST_COMMENTS = Prepared(lambda decision_id: comments(decision_id)[: COMMENTS + 1])


def linked(model: Any, name: str, decision: Decision) -> list[Any]:
    """The ideas, or the limits, that a decision names."""
    links = model.objects.filter(decision=decision).select_related(name)
    return [getattr(each, name) for each in links]


def comments_told(decision: Decision, place: int, member: Member) -> dict[str, Any]:
    """What people said, the newest page first; each with what it answers to."""
    if place:
        page = list(comments(decision.pk)[place * COMMENTS : (place + 1) * COMMENTS + 1])
    else:
        page = FIRST_COMMENTS.of(decision.pk)
    return {
        "comments": spoken.comments(page[:COMMENTS], member),
        "newer": f"?said={place - 1}" if place else "",
        "older": f"?said={place + 1}" if len(page) > COMMENTS else "",
    }


def rounds_told(decision: Decision, member: Member) -> dict[str, Any]:
    """The rounds, and where people stand in the newest."""
    rounds = list(decision.rounds.all())
    newest = rounds[-1]
    mine = Position.objects.filter(round=newest, member=member).first()
    begun = {"stance": mine.stance, "words": mine.words} if mine else None
    return {
        "rounds": rounds,
        "round": newest,
        "heaps": showing.heaps(spoken.positions(PLACES.of(newest.pk), decision, newest, member)),
        "mine": mine,
        "position_form": PositionForm(initial=begun),
    }


def round_told(decision: Decision, round_: Round, member: Member) -> dict[str, Any]:
    """One round whole: how it read, and where everybody stood."""
    found = Position.objects.filter(round=round_).order_by("said_at", "id")
    rows = list(found.values(*SAID, called=F("member__person__name")))
    heaps = showing.heaps(spoken.positions(rows, decision, round_, member))
    told = {"decision": decision, "round": round_, "member": member, "heaps": heaps}
    return told | {"to_cover": spoken.of_heaps(heaps)}


def open_told(decision: Decision, member: Member) -> dict[str, Any]:
    """What can be done at the step at which it stands."""
    told: dict[str, Any] = {"at": "waits" if decision.waits_for else str(decision.here.kind)}  # type: ignore[union-attr]
    if decision.is_at(StepKind.VOTE):
        told["my_vote"] = Vote.objects.filter(decision=decision, member=member).first()
    if decision.waits_for == Decision.Waits.DECIDER:
        told["is_decider"] = member.id in decision.way.deciders
    return told


def doubts_of(decision: Decision) -> Any:
    """Who was not sure that it was agreed, and how they remember it."""
    return decision.doubts.select_related("member__person").order_by("said_at", "id")


def outcome_told(decision: Decision, member: Member, options: list[Any]) -> dict[str, Any]:
    """What came of it, how it was counted, what stands beside it, and what follows."""
    dissents = Prefetch("dissents", Dissent.objects.select_related("member__person"))
    outcomes = list(decision.outcomes.prefetch_related(dissents))
    outcome = next((each for each in outcomes if each.ended_at is None), None)
    ended = [each for each in outcomes if each.ended_at]
    for each in outcomes:
        spoken.things(each.dissents.all(), member)
    told: dict[str, Any] = {
        "ended": [(each, showing.sentence_of(each, options)) for each in ended],
        "doubts": spoken.things(doubts_of(decision), member) if ended else [],
    }
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
        "next_steps": spoken.things(decision.next_steps.select_related("member__person"), member),
        "decided_by": Directory().called([by]).get(by, "") if (by := outcome.decided_by) else "",
        "dissent_form": DissentForm(),
        "next_step_form": NextStepForm(),
    }
    if count is not None:
        votes = byexpertise.votes_of(decision)
        told["votes"] = byexpertise.by_name(votes, options)
        if decision.way.step(StepKind.VOTE).ballot in TABLES:  # type: ignore[union-attr]
            told["table"] = byexpertise.table_of(decision, votes, options)
    return told
