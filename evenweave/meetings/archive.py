"""What of meetings is in a copy: what anybody in the project can read of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from evenweave.common.copies import (
    VERSION,
    Copied,
    Left,
    LeftOut,
    at_import,
    nobody,
    only_that,
)
from evenweave.common.shaped import demand
from evenweave.meetings import models
from evenweave.meetings.models.roles import REASONS

WHO = Left("No page tells who.", nobody)
WHEN = Left("No page tells when.", at_import)
FOR_A_WHILE = "It goes with the meeting."
ALONE = "It is for the person alone."
BETWEEN = "It is between the two."
# What agreed minutes hold (`written.Written`).
PARTS = ("said", "decided", "tasks")
LINE = {"of": str, "title": str, "words": str}


def added_at(item: models.Item) -> datetime:
    """Whether it was added after the agenda went out, and no more of when."""
    meeting = item.meeting
    if item.came_late and meeting.agenda_sent_at is not None:
        return meeting.agenda_sent_at + timedelta(seconds=1)
    return meeting.made_at


def known_reason(why: Any) -> None:
    """Raise ValueError for a reason that the rota does not have."""
    if why not in REASONS:
        raise ValueError(why)


def known_minutes(told: Any) -> None:
    """Raise an error for minutes that nobody could have agreed to."""
    demand({"title": str, "began_at": str, **{part: [LINE] for part in PARTS}}, told)


COPIED = (
    Copied(
        models.Venue,
        "project",
        leaves_out={"made_by": WHO, "made_at": WHEN, "version": VERSION},
    ),
    Copied(models.Meeting, "project", leaves_out={"version": VERSION}),
    Copied(
        models.Item,
        "meeting__project",
        leaves_out={"added_by": "No page tells who.", "version": VERSION},
        reads={"added_at": added_at},
        follows=("meeting",),
    ),
    Copied(models.Offer, "meeting__project", leaves_out={"offered_by": WHO, "offered_at": WHEN}),
    Copied(models.WhenProposed, "meeting__project", key=("decision_id",)),
    Copied(models.CameOf, "meeting__project"),
    Copied(
        models.Minutes,
        "meeting__project",
        key=("meeting_id",),
        parses={"agreed": known_minutes},
    ),
    Copied(
        models.Thanks,
        "meeting__project",
        where=Q(to=None, taken_back_at=None, is_covered=False),
        leaves_out={
            "to": "What is to one person is between the two.",
            "said_at": WHEN,
            "taken_back_at": "What was taken back is not copied.",
            "is_covered": "Nobody sees whose covered thanks are.",
        },
    ),
    Copied(models.Role, "circle__project", leaves_out={"made_by": WHO, "made_at": WHEN}),
    Copied(models.Turn, "meeting__project", leaves_out={"at": WHEN}, parses={"why": known_reason}),
    Copied(models.Running, "meeting__project", key=("meeting_id",)),
    Copied(
        models.Notes,
        "meeting__project",
        leaves_out={"written_by": WHO, "written_at": WHEN, "version": VERSION},
    ),
    Copied(
        models.Task,
        "meeting__project",
        leaves_out={"made_by": WHO, "made_at": WHEN},
        reads={"done_at": only_that("done_at")},
    ),
)

LEFT_OUT: LeftOut = {
    models.Afterwards: BETWEEN,
    models.Suit: "What most can do is told, and not of whom.",
    models.Feed: ALONE,
    models.Correction: "Whose words these are, the minutes do not tell.",
    models.CaughtUp: ALONE,
    models.MixWill: FOR_A_WHILE,
    models.LeftOut: ALONE,
    models.Mix: FOR_A_WHILE,
    models.MixPlace: FOR_A_WHILE,
    models.RoleWill: ALONE,
    models.AwayMonth: ALONE,
    models.PassedOn: ALONE,
    models.Hand: FOR_A_WHILE,
    models.CheckIn: FOR_A_WHILE,
    models.Need: FOR_A_WHILE,
    models.Attendance: "That somebody took part is theirs, as they are paid by it.",
}
