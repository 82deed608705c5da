"""A team of any size and make-up, by walking the real actions; Amina begins it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.people.actions import add_person
from evenweave.people.models import Person
from evenweave.projects.actions.expertise import say_expertise
from evenweave.projects.actions.founding import found_project, tell_more
from evenweave.projects.actions.inviting import invite
from evenweave.projects.actions.joining import join_project
from evenweave.projects.models import Expertise, Invitation, Member, Project
from evenweave.record.models import Entry
from tests.keeping import once
from tests.make import NOON

LATER = NOON + timedelta(days=7)
SEATS = {"Amina": "L", "Ben": "L", "Carys": "P", "Dev": "R", "Esther": "P"}


@dataclass
class Team:
    """A project and its people, by name."""

    project: Project
    kinds: dict[str, Expertise]
    invitation: Invitation
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Somebody of the team, acting."""
        return actors.person(self.people[name].id)

    def member(self, name: str) -> Member:
        """Their present membership, as it stands now."""
        return Member.objects.select_related("project", "person").get(
            project=self.project, person=self.people[name], left_at=None
        )

    def add(self, name: str, seat: str = "", *, is_shown: bool = True) -> Member:
        """One more comes in, and says a seat if one is given (L, P or R)."""
        person = self.people.setdefault(name, added(name))
        member = join_project(invitation=self.invitation, by=actors.person(person.id), at=NOON)
        if seat:
            self.sit(name, seat, is_shown=is_shown)
        return member

    def sit(self, name: str, seat: str, *, is_shown: bool = True) -> None:
        """Somebody says anew with what they sit here, or says nothing any more."""
        member = self.member(name)
        kind = self.kinds.get(seat)
        say_expertise(
            member=member,
            version=member.version,
            brings=[kind] if kind else [],
            seat=kind,
            is_shown=is_shown,
            role_title=member.role_title,
            by=self.actor(name),
            at=NOON,
        )

    def tell(self, *, sites: Sequence[str] = (), **changed: Any) -> None:
        """The project says where it happens, or something else of itself."""
        same = ["name", "purpose", "funder", "question_set_by", "pay_words"]
        same += ["first_meeting_words", "first_meeting_on", "starts_on", "ends_on", "is_light"]
        self.project.refresh_from_db()
        tell_more(
            project=self.project,
            version=self.project.version,
            organisation="",
            sites=list(sites),
            by=self.actor("Amina"),
            at=NOON,
            **{name: getattr(self.project, name) for name in same} | changed,
        )

    @property
    def told(self) -> list[str]:
        """The kinds of entry on the project's record, in their order."""
        entries = Entry.objects.filter(stream=self.project.stream_id).order_by("sequence")
        return list(entries.values_list("kind", flat=True))


def added(name: str) -> Person:
    """Somebody new here."""
    return add_person(name=name, by=actors.operator(), at=NOON)


def founded(by: Person, name: str = "A project") -> Project:
    """A project that somebody began."""
    return found_project(name=name, purpose="So that we learn.", by=actors.person(by.id), at=NOON)


@once
def team(names: Sequence[str] = tuple(SEATS), *, seats: bool = True) -> Team:
    """Amina begins it and coordinates; the others come in by one link."""
    amina = added("Amina")
    project = founded(amina)
    by = actors.person(amina.id)
    link = invite(
        project=project,
        kind=Invitation.Kind.LINK,
        expires_at=NOON + timedelta(days=60),
        most_uses=None,
        by=by,
        at=NOON,
    )
    kinds = dict(zip("LPR", project.expertises.present(), strict=True))
    made = Team(project, kinds, link, {"Amina": amina})
    for name in names:
        if name != "Amina":
            made.add(name)
        if seats:
            made.sit(name, SEATS.get(name, ""))
    return made


def helper_for(team: Team, name: str, helper: str) -> Actor:
    """Somebody acting for a member who asked them to."""
    return actors.helper(team.people[helper].id, for_person=team.people[name].id)


def enter(team: Team, name: str) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(team.people[name])
    return client
