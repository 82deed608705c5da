"""What of decisions is in a copy; and beside its record, the papers of each vote.

A decision that is open is copied without the votes that people gave so far. Whoever brings it in
votes anew. A box does not come along either, so its decision waits for a new one.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from evenweave.common.copies import (
    NOBODY,
    VERSION,
    Copied,
    Left,
    LeftOut,
    at_import,
    only_that,
    only_whether,
    unless_covered,
)
from evenweave.common.shaped import NotShapedError, demand
from evenweave.decisions import about, models, recounting, shapes
from evenweave.decisions.models import Decision
from evenweave.decisions.models.decisions import State
from evenweave.decisions.ways import StepKind, Tie
from evenweave.record.models import Stream

KINDS = ("decisions.closed", "decisions.moved_on")


def has_box(decision: Decision) -> bool:
    """Whether it stands at a secret vote, whose box stays where it is."""
    here = decision.here
    return here is not None and here.kind is StepKind.VOTE and here.is_secret


def waits_for(decision: Decision) -> str:
    """For what it waits: where it has a box, for a new one."""
    return Decision.Waits.VOID if has_box(decision) else decision.waits_for


def closes_at(decision: Decision) -> datetime | None:
    """When its step ends: where it waits for a new box, only people bring it on."""
    return None if has_box(decision) else decision.closes_at


def new_lot(decision: Decision, _at: datetime) -> str:
    """A new number for the lot of an open vote, since nobody may be told the old one."""
    vote = decision.way.step(StepKind.VOTE) if decision.state == State.OPEN else None
    return secrets.token_hex(32) if vote and vote.tie is Tie.LOT else ""


def seat_then(elector: models.Elector) -> UUID | None:
    """The seat that somebody showed when it opened, if they show one today."""
    return elector.seat_id if elector.member.is_shown else None


def what_stands(comment: models.Comment) -> UUID | None:
    """What a comment answers to, unless its author took it back: that one is not copied."""
    answers = comment.answers
    return None if answers is None or answers.taken_back_at else answers.pk


def author_of(step: models.NextStep) -> UUID:
    """Who wrote down what follows, unless they took it back: then the page names nobody."""
    return NOBODY if step.taken_back_at else step.said_by


SPOKEN: Mapping[str, Callable[[Any], Any]] = {
    "words": unless_covered("words"),
    "taken_back_at": only_that("taken_back_at"),
}
COPIED = (
    Copied(models.StandingRule, "project", parses={"steps": shapes.known_way}),
    Copied(
        Decision,
        "project",
        leaves_out={
            "lot_nonce": Left("Nobody is told it before the vote is over.", new_lot),
            "version": VERSION,
        },
        reads={"waits_for": waits_for, "closes_at": closes_at},
        parses={"steps": shapes.known_way, "count": shapes.known_count},
    ),
    Copied(models.Proposer, "decision__project", key=("decision_id", "member_id")),
    Copied(models.Option, "decision__project"),
    Copied(models.DecisionIdea, "decision__project", key=("decision_id", "idea_id")),
    Copied(models.DecisionLimit, "decision__project", key=("decision_id", "limit_id")),
    Copied(
        models.Elector,
        "decision__project",
        key=("decision_id", "member_id"),
        reads={"seat": seat_then},
        follows=("member",),
    ),
    Copied(
        models.Vote,
        "decision__project",
        where=Q(decision__state__in=[State.DECIDED, State.UNDECIDED]),
        leaves_out={
            "cast_at": Left("When somebody voted is theirs.", at_import),
            "helper_id": "Who helped somebody to vote is theirs.",
        },
        parses={"paper": shapes.known_paper},
    ),
    Copied(
        models.Outcome,
        "decision__project",
        parses={"chosen": shapes.known_choice, "count": shapes.known_count},
    ),
    Copied(
        models.EarlierTelling,
        "outcome__decision__project",
        key=("outcome_id", "told_at", "told_by"),
    ),
    Copied(models.Dissent, "outcome__decision__project", reads=SPOKEN),
    Copied(
        models.LoneDissent,
        "outcome__decision__project",
        reads={
            "words": unless_covered("words"),
            "taken_back_on": lambda row: row.said_on if row.taken_back_on else None,
        },
    ),
    Copied(models.NextStep, "decision__project", reads={**SPOKEN, "said_by": author_of}),
    Copied(models.Present, "decision__project", key=("decision_id", "member_id")),
    Copied(models.Doubt, "decision__project", reads=SPOKEN),
    Copied(
        models.Round,
        "decision__project",
        leaves_out={"changed_by": "No page tells it."},
        parses={"wording": shapes.known_wording},
    ),
    Copied(
        models.Position,
        "round__decision__project",
        reads={**SPOKEN, "helper_id": only_whether("helper_id")},
    ),
    Copied(
        models.Comment,
        "decision__project",
        where=Q(taken_back_at=None),
        leaves_out={"taken_back_at": "What was taken back is not copied."},
        reads={
            "words": unless_covered("words"),
            "answers": what_stands,
            "helper_id": only_whether("helper_id"),
        },
        follows=("answers",),
    ),
)

LEFT_OUT: LeftOut = {
    models.ProposerAsked: "It is between the person and those who propose.",
    models.SlipVoter: "Who votes on paper is theirs.",
    models.SlipCount: "Nobody sees it before a second person has counted the same.",
}


def fit(rows: Mapping[str, list[Mapping[str, Any]]]) -> None:
    """Raise an error where a decision stands at no step, or a round was about something else."""
    decided = {each["id"]: each for each in rows["decisions.decision"]}
    for each in decided.values():
        if each["state"] == State.OPEN and each["step"] >= len((each["steps"] or {})["steps"]):
            raise NotShapedError("a step")
    for each in rows["decisions.round"]:
        found = about.declared.get(decided[each["decision_id"]]["about"])
        if found is not None:
            demand([found.kept_as], each["wording"].get("about", []))


def beside(stream: Stream, _at: datetime | None = None) -> dict[str, Iterator[str]]:
    """The files of this room, by name, a line each."""
    return {recounting.FILE: counts(stream)}


def counts(stream: Stream) -> Iterator[str]:
    """For each line of the record that counts a vote, its papers: no names, in no order of time."""
    found = stream.entries.filter(kind__in=KINDS, sequence__lte=stream.length)
    for entry in found.order_by("sequence").iterator(chunk_size=500):
        told = entry.content["facts"]
        if told.get("count") and told["count"]["papers"]:
            count = papers_of(UUID(told["decision"]))
            told_again = {"sequence": entry.sequence, "count": count}
            yield json.dumps(told_again, ensure_ascii=False, sort_keys=True)


def papers_of(decision_id: UUID) -> dict[str, Any]:
    """What was counted in a decision's vote."""
    count = Decision.objects.get(pk=decision_id).count or {}
    return {name: count[name] for name in recounting.COUNTED}
