"""A few people of one team, and one who belongs to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.people.actions import add_person
from evenweave.people.models import Person
from evenweave.people.teams import Team
from tests.make import NOON
from tests.people import company

Enters = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    """A key folder of the test's own."""
    settings.KEYS = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.fixture(autouse=True)
def directory(settings: Any) -> Iterator[None]:
    """Teams are those that the test says."""
    settings.PEOPLE_TEAMS = "tests.people.company.Company"
    yield
    company.TEAMS.clear()


@dataclass(frozen=True)
class Cast:
    """Amina, Ben and Carys work together; Finn works elsewhere."""

    amina: Person
    ben: Person
    carys: Person
    finn: Person


def added(name: str, email: str = "") -> Person:
    """Somebody new."""
    email = email or f"{name.lower()}@example.org"
    return add_person(name=name, email=email, by=actors.operator(), at=NOON)


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of these tests."""
    made = Cast(*(added(name) for name in ["Amina", "Ben", "Carys", "Finn"]))
    together(made.amina, made.ben, made.carys)
    return made


def together(*people: Person) -> None:
    """From now on these people are a team, and this is the only one."""
    company.TEAMS[:] = [Team("Hounslow", frozenset(each.id for each in people))]


def by(person: Person) -> Actor:
    """A person as an actor."""
    return actors.person(person.id)


def again(person: Person) -> Person:
    """The same person, as the database has them now."""
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def enter() -> Enters:
    """Signs a person in, in a browser of their own."""

    def enters(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enters
