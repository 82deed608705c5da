"""What is next for a person in their projects: being shown round, and what they are asked there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common.next import Next
from evenweave.common.prepared import Prepared
from evenweave.projects import helped
from evenweave.projects.models import (
    Capability,
    ExpertiseSuggestion,
    LimitQuestion,
    Member,
    MemberExpertise,
)


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Their projects, the newest first, with all that waits in each: one query."""
    return [thing for row in WAITING.of(person_id) for thing in things(Waiting(**row))]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A membership, and what waits in it."""

    project_id: UUID
    project_name: str
    arrived_at: datetime | None
    has_stale: bool
    has_suggestion: bool
    has_question: bool
    has_act: bool
    has_coordinator: bool


def waiting(person_id: UUID) -> Any:
    """Their memberships, each with what waits in it."""
    said = MemberExpertise.objects.filter(member=OuterRef("pk"))
    changed = Q(expertise__renamed_at__gt=F("said_at")) | Q(expertise__ended_at__gt=F("said_at"))
    suggested = ExpertiseSuggestion.objects.filter(
        project=OuterRef("project"), person=OuterRef("person")
    )
    asked = LimitQuestion.objects.filter(
        limit__holder_member=OuterRef("pk"), limit__ended_at=None, replied_at=None
    )
    coordinators = Capability.objects.present().filter(
        kind=Capability.Kind.COORDINATOR, member__project=OuterRef("project")
    )
    done = helped.unanswered(OuterRef("person")).filter(stream=OuterRef("project"))
    return (
        Member.objects.filter(person_id=person_id, left_at=None)
        .annotate(
            project_name=F("project__name"),
            has_stale=Exists(said.filter(changed)),
            has_suggestion=Exists(suggested),
            has_question=Exists(asked),
            has_act=Exists(done),
            has_coordinator=Exists(coordinators),
        )
        .order_by("-joined_at", "id")
        .values(*(each.name for each in fields(Waiting)))
    )


WAITING = Prepared(waiting)


def things(member: Waiting) -> list[Next]:
    """What waits for somebody in one project."""
    found = []
    if member.arrived_at is None:
        found.append(look_round(member))
    elif member.has_suggestion or member.has_stale:
        found.append(say_what_you_bring(member))
    if member.has_question:
        found.append(answer_about_a_limit(member))
    if member.has_act:
        found.append(look_at_acts(member))
    if not member.has_coordinator:
        found.append(choose_a_coordinator(member))
    return found


def address(name: str, member: Waiting) -> str:
    """A page of the member's project."""
    return reverse(f"projects:{name}", args=[member.project_id])


def look_round(member: Waiting) -> Next:
    """Somebody came in and has not been shown round."""
    return Next(
        verb=_("Look round"),
        title=_("You are new here"),
        why=_("Four short pages: you, what is good to know, what you bring, and your time."),
        minutes=5,
        address=address("arrive-little", member),
        project=member.project_name,
    )


def say_what_you_bring(member: Waiting) -> Next:
    """Somebody supposed something, or a name was changed: only the person can say what is so."""
    why = (
        _("The team changed the name of something you said you bring. Does it still fit?")
        if member.has_stale
        else _("Somebody made a guess about you. Only you can see it, and only you can say.")
    )
    return Next(
        verb=_("Say"),
        title=_("What do you bring?"),
        why=why,
        minutes=2,
        address=address("count", member),
        project=member.project_name,
    )


def answer_about_a_limit(member: Waiting) -> Next:
    """Somebody asked about a limit that this member holds."""
    return Next(
        verb=_("Answer"),
        title=_("A question about a limit that you hold"),
        why=_("Whoever asked will be told what you say."),
        minutes=5,
        address=address("limits", member),
        project=member.project_name,
    )


def choose_a_coordinator(member: Waiting) -> Next:
    """The last coordinator is gone, so it is everybody's to see to."""
    return Next(
        verb=_("Choose"),
        title=_("Who coordinates now?"),
        why=_("Nobody does just now. Anybody here can take it on, or ask somebody else."),
        minutes=2,
        address=address("trust", member),
        project=member.project_name,
    )


def look_at_acts(member: Waiting) -> Next:
    """A helper did something for this member."""
    return Next(
        verb=_("Look at"),
        title=_("What was done for you"),
        why=_("Somebody did something in your name. Is it what you meant?"),
        minutes=2,
        address=address("behalf", member),
        project=member.project_name,
    )
