"""What is next in agreements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.agreements.models import (
    Arrival,
    ArrivalMark,
    ArrivalStep,
    Buddy,
    HandOverPart,
)
from evenweave.agreements.models.arrivals import DEFAULTS
from evenweave.common.next import Next
from evenweave.common.prepared import Prepared
from evenweave.projects.models import Member

# After a season nobody is new, and a list that still says so would only nag. The page stays.
NEW_FOR = timedelta(days=92)


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Everything in agreements that waits for this person."""
    return [*coming_and_going(person_id, at)]


# Coming and going: one question for all of it


def coming_and_going(person_id: UUID, at: datetime) -> Iterator[Next]:
    """Their way in, what is asked of them as a buddy, and work that is offered to them."""
    today = localdate(at)
    for row in ARRIVING.of(person_id):
        if row["is_asked"]:
            yield be_a_buddy(row)
        if row["has_part_for_good"] or (row["part_until"] and row["part_until"] >= today):
            yield take_on(row)
        if row["has_again"]:
            yield what_changed(row)
        elif is_new_here(row, at) and left_of(row) > 0:
            yield way_in(row, left_of(row))


def arriving(person_id: UUID) -> Any:
    """Their memberships of full projects, once they were shown round, with what waits in each."""
    me = OuterRef("pk")
    mine = Arrival.objects.filter(member=me)
    steps = ArrivalStep.objects.filter(project=OuterRef("project"))
    offered = HandOverPart.objects.filter(offered_to=me, taken_at=None, dropped_at=None)
    return (
        Member.objects.filter(
            person_id=person_id, left_at=None, arrived_at__isnull=False, project__is_light=False
        )
        .annotate(
            title=F("project__name"),
            is_new=Q(invitation__isnull=False),
            has_enough=Exists(mine.filter(is_again=False, enough_at__isnull=False)),
            has_again=Exists(mine.filter(is_again=True, enough_at=None)),
            is_asked=Exists(
                Buddy.objects.filter(
                    buddy=me, accepted_at=None, ended_at=None, newcomer__left_at=None
                )
            ),
            has_part_for_good=Exists(offered.filter(hand_over__until_on=None)),
            part_until=Subquery(
                offered.order_by("-hand_over__until_on").values("hand_over__until_on")[:1]
            ),
            written=number_of(steps, "project"),
            standing=number_of(steps.filter(taken_out_at=None), "project"),
            marked=number_of(
                ArrivalMark.objects.filter(arrival__member=me, arrival__is_again=False),
                "arrival__member",
            ),
        )
        .order_by("-joined_at", "id")
        .values(
            "project_id",
            "title",
            "joined_at",
            "is_new",
            "has_enough",
            "has_again",
            "is_asked",
            "has_part_for_good",
            "part_until",
            "written",
            "standing",
            "marked",
        )
    )


def number_of(rows: Any, of: str) -> Any:
    """How many rows there are, as a part of a larger question."""
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


ARRIVING = Prepared(arriving)


def is_new_here(row: dict[str, Any], at: datetime) -> bool:
    """Whether their way in is still worth a word: it goes on, and they are not here for long."""
    return row["is_new"] and not row["has_enough"] and at - row["joined_at"] < NEW_FOR


def left_of(row: dict[str, Any]) -> int:
    """How many steps of the way in they neither did nor skipped."""
    steps = row["standing"] if row["written"] else len(DEFAULTS)
    return int(steps - row["marked"])


def address(name: str, row: dict[str, Any]) -> str:
    """A page of the project."""
    return reverse(f"agreements:{name}", args=[row["project_id"]])


def way_in(row: dict[str, Any], left: int) -> Next:
    """Their way in, said once and calmly, until they say that it is enough."""
    title = ngettext("Your way in: {number} thing", "Your way in: {number} things", left)
    return Next(
        verb=_("Come in"),
        title=title.format(number=left),
        why=_("Look at what helps you, and skip the rest. “That is enough” ends it."),
        minutes=2 * left,
        address=address("arrival", row),
        project=row["title"],
    )


def what_changed(row: dict[str, Any]) -> Next:
    """A short path began again."""
    return Next(
        verb=_("Look"),
        title=_("Something changed for you"),
        why=_("What it is, and steps that may help. “That is enough” ends it."),
        minutes=0,  # its page says how long, of the steps that are left
        address=address("arrival", row),
        project=row["title"],
    )


def be_a_buddy(row: dict[str, Any]) -> Next:
    """Somebody new would like them as a buddy."""
    return Next(
        verb=_("Say yes or no"),
        title=_("Somebody new would like you as their buddy"),
        why=_("It stays between you two, and a no needs no reason."),
        minutes=1,
        address=address("buddy", row),
        project=row["title"],
    )


def take_on(row: dict[str, Any]) -> Next:
    """Work is offered to them."""
    return Next(
        verb=_("Say yes or no"),
        title=_("Somebody asks you to take something on"),
        why=_("Each part by itself. A no needs no reason."),
        minutes=2,
        address=address("hand-overs", row),
        project=row["title"],
    )
