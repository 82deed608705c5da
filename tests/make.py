"""Things that tests need, made by walking the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.people.actions import accept_helping, add_person, ask_helper
from evenweave.people.models import Helper, Person
from evenweave.projects.actions.capabilities import give_capability
from evenweave.projects.actions.circles import add_circle
from evenweave.projects.actions.expertise import rename_expertise, say_expertise
from evenweave.projects.actions.founding import found_project
from evenweave.projects.actions.inviting import invite
from evenweave.projects.actions.joining import (
    finish_arriving,
    join_as_newcomer,
    join_project,
)
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.models import (
    Capability,
    Circle,
    ExpertiseSuggestion,
    Invitation,
    Member,
    Project,
)
from evenweave.record.actions import open_stream
from evenweave.record.models import Stream
from tests.keeping import once

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

AMINA = actors.person(UUID("00000000-0000-4000-8000-0000000a3124"))
BEN = actors.person(UUID("00000000-0000-4000-8000-000000000be2"))
FINN = actors.person(UUID("00000000-0000-4000-8000-00000000f177"))


def stream(*, by: Actor = AMINA, is_example: bool = False, stream_id: UUID | None = None) -> Stream:
    """A record that was just opened."""
    made = open_stream(
        slug=f"project-{uuid4().hex[:8]}",
        title="A project",
        stream_id=stream_id,
        is_example=is_example,
        by=by,
        at=NOON,
    )
    made.refresh_from_db()
    return made


def named(actor: Actor, name: str) -> None:
    """Let the records know an actor by this name."""
    add_person(name=name, person_id=person_id(actor), by=actors.operator(), at=NOON)


def person_id(actor: Actor) -> UUID:
    """The id of an actor who is a person."""
    assert actor.person is not None
    return actor.person


# The cast, and a project with them.

CARYS = actors.person(UUID("00000000-0000-4000-8000-00000000ca25"))
DEV = actors.person(UUID("00000000-0000-4000-8000-000000000de7"))
ESTHER = actors.person(UUID("00000000-0000-4000-8000-00000000e574"))

NAMES = {AMINA: "Amina", BEN: "Ben", CARYS: "Carys", DEV: "Dev", ESTHER: "Esther", FINN: "Finn"}


def somebody(actor: Actor) -> Person:
    """One of the cast, as a person; made the first time."""
    found = Person.objects.filter(pk=person_id(actor)).first()
    if found is not None:
        return found
    return add_person(name=NAMES[actor], person_id=person_id(actor), by=actors.operator(), at=NOON)


def amina() -> Person:
    """Lived experience, coordinator."""
    return somebody(AMINA)


def ben() -> Person:
    """Lived experience."""
    return somebody(BEN)


def carys() -> Person:
    """Practitioner."""
    return somebody(CARYS)


def dev() -> Person:
    """Researcher, study lead."""
    return somebody(DEV)


def esther() -> Person:
    """Finance, payer."""
    return somebody(ESTHER)


def finn() -> Person:
    """Belongs to another project, and must see nothing."""
    return somebody(FINN)


def project(*, by: Actor = AMINA, name: str = "Tea and talk", is_light: bool = False) -> Project:
    """A project that somebody has just begun."""
    somebody(by)
    return found_project(name=name, purpose="To talk, with tea.", is_light=is_light, by=by, at=NOON)


def link(project: Project, *, by: Actor = AMINA, most_uses: int | None = None) -> Invitation:
    """An open link into a project."""
    return invite(
        project=project,
        kind=Invitation.Kind.LINK,
        most_uses=most_uses,
        expires_at=NOON + timedelta(days=28),
        by=by,
        at=NOON,
    )


def joined(project: Project, who: Actor, *, by: Actor = AMINA) -> Member:
    """Somebody who has come into a project, by a link of a coordinator's."""
    somebody(who)
    return join_project(invitation=link(project, by=by), by=who, at=NOON)


def says(member: Member, *kinds: str, is_shown: bool = True) -> None:
    """A member says what they bring, and sits with the first of it."""
    member.refresh_from_db()
    brings = [member.project.expertises.present().get(name=name) for name in kinds]
    say_expertise(
        member=member,
        version=member.version,
        brings=brings,
        seat=brings[0] if brings else None,
        is_shown=is_shown,
        role_title="",
        by=actors.person(member.person_id) if member.person_id else AMINA,
        at=NOON,
    )


@dataclass(frozen=True)
class Team:
    """A project with the cast in it, each with a seat; Finn has another project of his own."""

    project: Project
    amina: Member
    ben: Member
    carys: Member
    dev: Member
    esther: Member


@once
def team() -> Team:
    """Amina’s project: she coordinates it, and Esther pays."""
    its = project()
    members = {who: joined(its, who) for who in (BEN, CARYS, DEV, ESTHER)}
    amina_there = its.members.get(person_id=person_id(AMINA))
    for member in (amina_there, members[BEN]):
        says(member, "Lived experience")
    says(members[CARYS], "Practice")
    says(members[DEV], "Research")
    says(members[ESTHER])
    give_capability(member=members[ESTHER], kind=Capability.Kind.PAYER, by=AMINA, at=NOON)
    return Team(its, amina_there, *members.values())


def leave(member: Member) -> None:
    """A member goes; nobody else has to take anything on."""
    by = actors.person(member.person_id) if member.person_id else AMINA
    leave_project(member=member, hand_over={}, wants_news=False, by=by, at=NOON)


def circle(project: Project, name: str, *, by: Actor = AMINA) -> Circle:
    """A circle that somebody has just made."""
    return add_circle(project=project, name=name, word="", by=by, at=NOON)


def guess(project: Project, who: Actor) -> ExpertiseSuggestion:
    """Something that a coordinator supposed of somebody, who has come since under this card."""
    leave(project.members.present().get(person=somebody(who)))
    card = invite(
        project=project,
        kind=Invitation.Kind.CARD,
        expertise=project.expertises.get(name="Practice"),
        expires_at=NOON + timedelta(days=28),
        by=AMINA,
        at=NOON,
    )
    join_project(invitation=card, by=who, at=NOON)
    return ExpertiseSuggestion.objects.get(project=project, person=somebody(who))


def helper(who: Actor, *, of: Actor) -> Helper:
    """Somebody whom a member of the same team asked to act for them, and who said yes."""
    asked = ask_helper(person=somebody(of), helper=somebody(who), by=of, at=NOON)
    accept_helping(helping=asked, helper=somebody(who), by=who, at=NOON)
    return asked


def newcomer(project: Project, name: str) -> Member:
    """Somebody outside the cast, who came in by a link."""
    return comes(link(project), name)


def comes(invitation: Invitation, name: str) -> Member:
    """Somebody outside the cast comes in."""
    who = actors.person(uuid4())
    return join_as_newcomer(invitation=invitation, called=name, email="", by=who, at=NOON)


def arrived(member: Member) -> None:
    """A member has been shown round."""
    by = actors.person(member.person_id) if member.person_id else AMINA
    finish_arriving(member=member, worth_it="", by=by, at=NOON)


def renamed(project: Project, old: str, new: str) -> None:
    """A day later a kind of expertise is called something else."""
    kind = project.expertises.present().get(name=old)
    rename_expertise(expertise=kind, name=new, by=AMINA, at=NOON + timedelta(days=1))
