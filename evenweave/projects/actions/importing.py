"""A list of people is brought in, they are asked in, and lists are taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.projects import codes, kinds
from evenweave.projects.importing.plan import Plan
from evenweave.projects.importing.rows import Fate, Judged, Said
from evenweave.projects.importing.tables import plain
from evenweave.projects.importing.team import mark
from evenweave.projects.models import Invitation, Place, Project
from evenweave.projects.rules import importing as rules

# An invitation of a list opens nothing until its person is asked in.
SHUT = timedelta(microseconds=1)
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Imported:
    """How many people came new with a list, and to how many something was added."""

    people: int
    more: int


@dataclass(frozen=True, slots=True)
class Places:
    """Places that are made and not kept yet."""

    new: list[Place]


def places_for(project: Project, plan: Plan, by: Actor, at: datetime) -> Places:
    """A place and a shut invitation for each new person, made before any lock is taken."""
    return Places([place_for(project, row.said, by, at) for row in plan.of(Fate.NEW)])


@action(records=kinds.PEOPLE_IMPORTED)
def import_people(
    *, project: Project, plan: Plan, places: Places, state: str, by: Actor, at: datetime
) -> Imported:
    """All of the plan, or nothing: its `places` (places_for) are kept, and what is missing added.

    Nobody is written to, and nobody is made a member. So nobody is brought into a project unasked,
    and a list never tells whether an address is known on this server. `state` is the team's as it
    was when the plan was shown (team.state_of).
    """
    refuse_if(rules.why_not_import_people(by, project, plan, state))
    invitations = [place.invitation for place in places.new]
    Invitation.objects.bulk_create(invitations, batch_size=BATCH)
    Place.objects.bulk_create(places.new, batch_size=BATCH)
    more = plan.of(Fate.MORE)
    add_missing(more)
    return Imported(len(places.new), len(more))


def place_for(project: Project, said: Said, by: Actor, at: datetime) -> Place:
    """What a list says of somebody new."""
    return Place(
        project=project,
        invitation=shut_invitation(project, said, by, at),
        phone=said.phone,
        joined_on=said.joined_on,
        supposed=supposed(said),
        email_mark=mark(project.id, said.email) if said.email else "",
        name_mark=mark(project.id, plain(said.name)),
    )


def shut_invitation(project: Project, said: Said, by: Actor, at: datetime) -> Invitation:
    """An invitation that opens nothing yet."""
    invitation_id = uuid4()
    return Invitation(
        id=invitation_id,
        project=project,
        kind=Invitation.Kind.EMAIL if said.email else Invitation.Kind.CARD,
        token_hash=codes.hashed(codes.code_of(invitation_id)),
        name=said.name,
        email=said.email,
        made_by=by.somebody,
        made_at=at,
        expires_at=at + SHUT,
        most_uses=1,
    )


def supposed(said: Said) -> dict[str, Any]:
    """What a list supposes of somebody, as a place keeps it."""
    return {"sites": list(said.sites), "kinds": list(said.kinds), "words": list(said.words)}


def add_missing(rows: Sequence[Judged]) -> None:
    """What places that nobody has taken yet still lack."""
    told = {row.known.id: row for row in rows if row.known is not None}
    places = list(Place.objects.filter(pk__in=told).select_related("invitation"))
    for place in places:
        row = told[place.pk]
        known, said = row.known, row.said
        if known is not None and said.email and not known.email and not known.is_asked:
            place.invitation.kind = Invitation.Kind.EMAIL
            place.invitation.email = said.email
            place.email_mark = mark(place.project_id, said.email)
        new = supposed(said)
        for name, old in place.supposed.items():
            is_settled = name == "sites" and old
            place.supposed[name] = old if is_settled else list(dict.fromkeys([*old, *new[name]]))
    Invitation.objects.bulk_update(
        [place.invitation for place in places], ["kind", "email"], batch_size=BATCH // 10
    )
    Place.objects.bulk_update(places, ["supposed", "email_mark"], batch_size=BATCH // 10)


@action(records=kinds.ASKED_IN)
def ask_in(
    *,
    project: Project,
    invitations: Sequence[Invitation],
    kind: str,
    until: datetime,
    by: Actor,
    at: datetime,
) -> int:
    """Open invitations of people of a list; the caller sends letters or prints cards after it."""
    refuse_if(rules.why_not_ask_in(by, project, invitations, until, at))
    for invitation in invitations:
        invitation.kind = kind
        invitation.email = invitation.email if kind == Invitation.Kind.EMAIL else ""
        invitation.made_by, invitation.made_at, invitation.expires_at = by.somebody, at, until
    Invitation.objects.bulk_update(
        invitations, ["kind", "email", "made_by", "made_at", "expires_at"], batch_size=BATCH // 10
    )
    return len(invitations)


@action(quiet="A letter that did not go asked nobody.")
def shut_again(*, invitations: Sequence[Invitation], by: Actor, at: datetime) -> None:
    """Letters that did not go: their invitations wait, as before."""
    refuse_if(rules.why_not_shut_again(by, invitations))
    for invitation in invitations:
        invitation.expires_at = invitation.made_at + SHUT
    Invitation.objects.bulk_update(invitations, ["expires_at"], batch_size=BATCH // 10)


@action(records=kinds.PEOPLE_EXPORTED)
def export_people(*, project: Project, by: Actor, at: datetime) -> None:
    """Say on the record that a list of the people was taken away."""
    refuse_if(rules.why_not_export_people(by, project))
