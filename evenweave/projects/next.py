"""What is next for a person in their projects: being shown round, and what they are asked there."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common.next import Next
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
    mine = waiting().filter(person_id=person_id)
    return [thing for member in mine for thing in things(member)]


@cache
def waiting() -> Any:
    """All memberships, each with what waits in it. It is put together once, for home asks often."""
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
        Member.objects.filter(left_at=None)
        .select_related("project")
        .annotate(
            has_stale=Exists(said.filter(changed)),
            has_suggestion=Exists(suggested),
            has_question=Exists(asked),
            has_act=Exists(done),
            has_coordinator=Exists(coordinators),
        )
        .order_by("-joined_at", "id")
    )


def things(member: Any) -> list[Next]:
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


def address(name: str, member: Member) -> str:
    """A page of the member's project."""
    return reverse(f"projects:{name}", args=[member.project_id])


def look_round(member: Member) -> Next:
    """Somebody came in and has not been shown round."""
    return Next(
        verb=_("Look round"),
        title=_("You are new here"),
        why=_("Four short pages: you, what is good to know, what you bring, and your time."),
        minutes=5,
        address=address("arrive-little", member),
        project=member.project.name,
    )


def say_what_you_bring(member: Any) -> Next:
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
        project=member.project.name,
    )


def answer_about_a_limit(member: Member) -> Next:
    """Somebody asked about a limit that this member holds."""
    return Next(
        verb=_("Answer"),
        title=_("A question about a limit that you hold"),
        why=_("Whoever asked will be told what you say."),
        minutes=5,
        address=address("limits", member),
        project=member.project.name,
    )


def choose_a_coordinator(member: Member) -> Next:
    """The last coordinator is gone, so it is everybody's to see to."""
    return Next(
        verb=_("Choose"),
        title=_("Who coordinates now?"),
        why=_("Nobody does just now. Anybody here can take it on, or ask somebody else."),
        minutes=2,
        address=address("trust", member),
        project=member.project.name,
    )


def look_at_acts(member: Member) -> Next:
    """A helper did something for this member."""
    return Next(
        verb=_("Look at"),
        title=_("What was done for you"),
        why=_("Somebody did something in your name. Is it what you meant?"),
        minutes=2,
        address=address("behalf", member),
        project=member.project.name,
    )
