"""What the page of a decision shows: gathered with few questions to the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, When, Window
from django.db.models.functions import RowNumber

from evenweave.common import clock
from evenweave.common.prepared import Prepared
from evenweave.decisions import (
    about,
    byexpertise,
    reading,
    secretly,
    showing,
    spoken,
    unnamed,
)
from evenweave.decisions.forms.outcomes import DissentForm, NextStepForm
from evenweave.decisions.forms.taking_part import CommentForm, PositionForm
from evenweave.decisions.models import (
    Comment,
    Decision,
    DecisionIdea,
    DecisionLimit,
    Dissent,
    EarlierTelling,
    Elector,
    Kind,
    Outcome,
    Position,
    Proposer,
    ProposerAsked,
    Round,
    State,
    Vote,
)
from evenweave.decisions.models.decisions import DOUBTED_WITHIN
from evenweave.decisions.reading import COMMENTS
from evenweave.decisions.ways import Ballot, StepKind
from evenweave.people.names import Directory
from evenweave.projects.models import Member
from evenweave.sealed.reading import progress

WORDS_SHOWN = 4
# Votes that can be told as so many for each option.
TABLES = {Ballot.SIMPLE, Ballot.APPROVAL}
# What people are called now; nothing, for whoever was erased.
CALLED = "member__person__name"


def told(decision: Decision, member: Member, place: int = 0) -> dict[str, Any]:
    """Everything on the page; what a decision does not have is not asked for.

    `place` is which page of comments is asked for, from 0.
    """
    (has,) = PARTS.of(decision.pk, member.pk)
    options = list(decision.options.all())
    proposers = PROPOSING.of(decision.pk)
    is_mine = any(each["member_id"] == member.id for each in proposers)
    is_everybodys = decision.is_from_circle or all(each["left_at"] for each in proposers)
    context: dict[str, Any] = {
        "project": decision.project,
        "decision": decision,
        "member": member,
        "options": options,
        "proposers": proposers,
        "is_mine": is_mine,
        "is_elector": has["is_elector"],
        "may_shape": is_mine or (is_everybodys and is_decided_by(decision, member, has)),
        "is_asked": has["is_asked"],
        "comment_form": CommentForm(),
        "ideas": linked(DecisionIdea, "idea", decision) if has["has_ideas"] else [],
        "limits": linked(DecisionLimit, "limit", decision) if has["has_limits"] else [],
    }
    context |= about.shown(decision)
    if decision.steps:
        names = showing.Names.of([decision.way]).known
        context["steps"] = showing.steps_of(decision.way, decision, names)
    context |= comments_told(decision, place, member)
    if has["has_rounds"]:
        context |= rounds_told(decision, member)
    if decision.state == State.DRAFT and context["may_shape"]:
        context["has_others"] = decision.has_others(member)
    if decision.state == State.OPEN:
        context |= open_told(decision, member)
    if has["has_outcome"]:
        context |= outcome_told(decision, member, options)
    return context | {"to_cover": spoken.to_cover(context)}


def is_decided_by(decision: Decision, member: Member, has: Mapping[str, bool]) -> bool:
    """Whether this member decides it, asking nothing that is known already."""
    return has["is_elector"] if decision.opened_at else decision.is_decided_by(member)


def parts(decision_id: UUID, member_id: UUID) -> Any:
    """What there is of a decision, for a member."""
    here = {"decision": OuterRef("pk")}
    return Decision.objects.filter(pk=decision_id).values(
        has_ideas=Exists(DecisionIdea.objects.filter(**here)),
        has_limits=Exists(DecisionLimit.objects.filter(**here)),
        has_rounds=Exists(Round.objects.filter(**here)),
        has_outcome=Exists(Outcome.objects.filter(**here)),
        is_elector=Exists(Elector.objects.filter(**here, member=member_id)),
        is_asked=Exists(ProposerAsked.objects.filter(**here, member=member_id)),
    )


def places(round_id: UUID, member_id: UUID) -> Any:
    """Where people stand in a round: a member, and the first of each, those with words before.

    `here` is how many stand in that place, and `rank` is each one's number among them, from 1.
    """
    has_words = Case(When(Q(words="") | Q(is_covered=True), then=1), default=0)
    first = [has_words.asc(), F("said_at").asc(), F("id").asc()]
    found = Position.objects.filter(round=round_id).annotate(
        here=Window(Count("id"), partition_by=F("stance")),
        rank=Window(RowNumber(), partition_by=F("stance"), order_by=first),
        called=F(CALLED),
    )
    shown = Q(rank__lte=WORDS_SHOWN) | Q(member=member_id)
    return found.filter(shown).order_by("rank").values(*SHOWN, "here", "rank")


def comments(decision_id: UUID) -> Any:
    """What people said to a decision, newest first."""
    found = Comment.objects.filter(decision=decision_id).order_by("-said_at", "-id")
    return found.values(
        *("id", "words", "said_at", "taken_back_at", "helper_id", "member_id", "answers_id"),
        "is_covered",
        called=F(CALLED),
    )


def answered_by(page: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, each with the words that it answers to and whose they are; asked only if any do."""
    ids = {each["answers_id"] for each in page} - {None}
    said = Comment.objects.filter(pk__in=ids)
    found = said.values("id", "words", "is_covered", called=F(CALLED)) if ids else ()
    known = {each["id"]: each for each in found}
    for each in page:
        to = known.get(each["answers_id"], {"words": "", "called": "", "is_covered": False})
        each |= {f"to_{name}": to[name] for name in ("words", "called", "is_covered")}
    return page


def proposing(decision_id: UUID) -> Any:
    """Who proposes it."""
    found = Proposer.objects.filter(decision=decision_id).order_by("pk")
    return found.values("member_id", left_at=F("member__left_at"), called=F(CALLED))


SHOWN = (
    *("id", "stance", "words", "member_id", "answered_at", "helper_id"),
    *("taken_back_at", "is_covered", "called"),
)
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
        "comments": spoken.comments(answered_by(page[:COMMENTS]), member),
        "newer": f"?said={place - 1}" if place else "",
        "older": f"?said={place + 1}" if len(page) > COMMENTS else "",
    }


def rounds_told(decision: Decision, member: Member) -> dict[str, Any]:
    """The rounds, and where people stand in the newest."""
    rounds = list(decision.rounds.all())
    newest = rounds[-1]
    found = spoken.positions(PLACES.of(newest.pk, member.pk), decision, newest, member)
    mine = next((each for each in found if each["member_id"] == member.id), None)
    begun = {name: mine[name] for name in ("stance", "words")} if mine else None
    return {
        "rounds": rounds,
        "round": newest,
        "heaps": showing.heaps([each for each in found if each["rank"] <= WORDS_SHOWN]),
        "mine": mine,
        "position_form": PositionForm(initial=begun),
    }


def round_told(decision: Decision, round_: Round, member: Member) -> dict[str, Any]:
    """One round whole: how it read, and where everybody stood."""
    found = Position.objects.filter(round=round_).order_by("said_at", "id")
    rows = list(found.annotate(called=F(CALLED)).values(*SHOWN))
    heaps = showing.heaps(spoken.positions(rows, decision, round_, member))
    told = {"decision": decision, "round": round_, "member": member, "heaps": heaps}
    told |= about.shown(decision, round_.wording.get("about", []))
    return told | {"to_cover": spoken.of_heaps(heaps)}


def open_told(decision: Decision, member: Member) -> dict[str, Any]:
    """What can be done at the step at which it stands."""
    told: dict[str, Any] = {"at": "waits" if decision.waits_for else str(decision.here.kind)}  # type: ignore[union-attr]
    told |= box_told(decision, member)
    if decision.is_at(StepKind.VOTE) and not decision.here.is_secret:  # type: ignore[union-attr]
        told["my_vote"] = Vote.objects.filter(decision=decision, member=member).first()
    if decision.waits_for == Decision.Waits.DECIDER:
        told["is_decider"] = member.id in decision.way.deciders
    return told


def box_told(decision: Decision, member: Member) -> dict[str, Any]:
    """How it stands with the sealed box of a secret vote, where there is one now."""
    here = decision.here
    if here is None or here.kind is not StepKind.VOTE or not here.is_secret:
        return {}
    told: dict[str, Any] = {"is_secret": True, "keeps_card": member.id in here.holders}
    if decision.waits_for == Decision.Waits.BOX:
        # None where the box came to its end since the decision was read: its papers are opened.
        box = reading.live_box_of(decision)
        told["box"] = box
        told["done"] = int(100 * progress(box)) if box else 0
    return told


def doubts_of(decision: Decision) -> Any:
    """Who was not sure that it was agreed, and how they remember it."""
    return decision.doubts.select_related("member__person").order_by("said_at", "id")


@dataclass(frozen=True, slots=True)
class Earlier:
    """How an outcome was told before, and by whom."""

    telling: EarlierTelling
    called: str


def tellings_told(outcome: Any) -> dict[str, Any]:
    """Who decided, who put it in words, and what others had said before."""
    earlier = list(outcome.earlier_tellings.all()) if outcome.was_told_before else []
    people = {outcome.decided_by, outcome.told_by, *(each.told_by for each in earlier)} - {None}
    names = Directory().called(people)
    return {
        "decided_by": names.get(outcome.decided_by, ""),
        "told_by": names.get(outcome.told_by, ""),
        "earlier_tellings": [Earlier(each, names.get(each.told_by, "")) for each in earlier],
    }


def outcome_told(decision: Decision, member: Member, options: list[Any]) -> dict[str, Any]:
    """What came of it, how it was counted, what stands beside it, and what follows."""
    was_told_before = Exists(EarlierTelling.objects.filter(outcome=OuterRef("pk")))
    known = decision.outcomes.annotate(was_told_before=was_told_before)
    dissents = Prefetch("dissents", Dissent.objects.select_related("member__person"))
    outcomes = list(known.prefetch_related(dissents))
    outcome = next((each for each in outcomes if each.ended_at is None), None)
    ended = [each for each in outcomes if each.ended_at]
    for each in outcomes:
        spoken.things(each.dissents.all(), member)
    unnamed.beside(outcomes, member)
    told: dict[str, Any] = {
        "ended": [
            (each, showing.sentence_of(each, options), showing.chosen_in_words(each, options))
            for each in ended
        ],
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
        "dissent_form": DissentForm(),
        "next_step_form": NextStepForm(),
    }
    told |= tellings_told(outcome)
    if outcome.count and outcome.count.get("is_secret"):
        kinds = byexpertise.kinds_of_split(decision) if outcome.count.get("groups") else []
        told["secret"] = secretly.shown_secret(outcome, options, kinds)
    return told


def votes_told(decision: Decision) -> dict[str, Any]:
    """Who voted how, once a signed vote is over; and by expertise, where options add up."""
    options, votes = list(decision.options.all()), byexpertise.votes_of(decision)
    vote = decision.way.step(StepKind.VOTE)
    has_table = vote is not None and vote.ballot in TABLES
    return {
        "project": decision.project,
        "decision": decision,
        "votes": byexpertise.by_name(votes, options),
        "table": byexpertise.table_of(decision, votes, options) if has_table else None,
    }
