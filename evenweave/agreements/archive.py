"""What of agreements, matters, hand-overs and priorities is in a copy."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db.models import Q

from evenweave.agreements import models
from evenweave.agreements.rules.steps import unless_link
from evenweave.common.copies import (
    VERSION,
    Copied,
    Left,
    LeftOut,
    at_import,
    only_that,
    unless_covered,
)
from evenweave.decisions.models import State

ALONE = "It is for the person alone."
NOT_WHEN = "Nobody sees when."
ARRIVING = "Nobody else sees how somebody arrives."


def another_team(lending: models.Lending) -> UUID | None:
    """That it is lent to one team, not to which: that one is on another server."""
    return uuid5(lending.id, "another team") if lending.to_project else None


def known_link(link: str) -> None:
    """Raise ValueError for an address that no form would have taken."""
    if unless_link(link):
        raise ValueError(link)


COPIED = (
    Copied(models.Clause, "project"),
    Copied(models.Version, "clause__project"),
    Copied(models.Change, "project", leaves_out={"version": VERSION}, may_be_empty=("title",)),
    Copied(models.Edition, "project", key=("project_id", "number")),
    Copied(models.Matter, "project", leaves_out={"version": VERSION}),
    Copied(
        models.MatterReader,
        "matter__project",
        where=Q(until=None, member__left_at=None),
        leaves_out={
            "since": Left("Since when somebody reads it is theirs.", at_import),
            "until": "Who read it before is theirs.",
        },
        key=("matter_id", "member_id"),
    ),
    Copied(
        models.ReaderProposed,
        "matter__project",
        where=~Q(decision__state=State.DRAFT),
        key=("decision_id", "matter_id", "member_id"),
    ),
    Copied(
        models.Note,
        "matter__project",
        where=Q(matter__opened_to_all_at__isnull=False),
        reads={"words": unless_covered("words")},
    ),
    Copied(
        models.Question,
        "project",
        reads={"words": unless_covered("words"), "taken_back_at": only_that("taken_back_at")},
    ),
    Copied(
        models.Answer,
        "question__project",
        reads={"words": unless_covered("words"), "taken_back_at": only_that("taken_back_at")},
    ),
    Copied(models.Reminder, "project", key=("project_id", "at")),
    Copied(
        models.ArrivalStep,
        "project",
        leaves_out={"version": VERSION},
        parses={"link": known_link},
    ),
    Copied(models.Followed, "project", key=("project_id",)),
    Copied(
        models.Hopes,
        "member__project",
        where=Q(is_shared=True),
        leaves_out={"version": VERSION},
        reads={name: unless_covered(name) for name in ("hopes", "fears", "expects")},
    ),
    Copied(models.Willing, "member__project", key=("member_id",)),
    Copied(
        models.Lending,
        "project",
        reads={"to_project": another_team, "lessons": unless_covered("lessons")},
    ),
    Copied(models.HandOver, "project"),
    Copied(models.HandOverPart, "hand_over__project"),
    Copied(models.PartHolding, "part__hand_over__project", key=("part_id", "member_id", "since")),
    Copied(
        models.Parting,
        "member__project",
        where=Q(told_at__isnull=False) | Q(member__left_at__isnull=False),
        key=("member_id",),
    ),
    Copied(
        models.Thanks,
        "to__project",
        where=Q(is_shown=True, taken_back_at=None, is_covered=False),
        leaves_out={
            "taken_back_at": "What was taken back is not copied.",
            "is_covered": "Nobody sees whose covered thanks are.",
        },
    ),
    Copied(
        models.Priority,
        "project",
        where=Q(is_signed=True),
        leaves_out={
            "column": "Signed words follow the seat that their author shows.",
            "written_at": Left(NOT_WHEN, at_import),
            "version": VERSION,
        },
        reads={
            "words": unless_covered("words"),
            "taken_back_at": only_that("taken_back_at"),
        },
    ),
    Copied(
        models.Clash,
        "project",
        reads={"words": unless_covered("words")},
    ),
    Copied(
        models.ClashSide,
        "clash__project",
        where=Q(priority__is_signed=True),
        key=("clash_id", "priority_id"),
    ),
    Copied(models.Settling, "clash__project", reads={"words": unless_covered("words")}),
)

LEFT_OUT: LeftOut = {
    models.Agreed: ALONE,
    models.Arrival: ARRIVING,
    models.ArrivalMark: ARRIVING,
    models.ArrivalCause: ARRIVING,
    models.Buddy: "It is between the two.",
    models.Carried: "It leads to words of another team.",
    models.Portfolio: ALONE,
    models.GoalRoot: "Who found what a goal grew from is for that person alone.",
}
