"""What every test stands on: a copy of a migrated database, and a guard against stray writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.backends.signals import connection_created
from django.middleware import csrf
from hypothesis import settings

from evenweave.common import guard
from evenweave.config import new_house
from evenweave.demo import stories
from tests import databases, keeping

pytest_plugins = ["tests.lists.plugin"]

# No test is about time: a busy machine is no reason to fail.
settings.register_profile("evenweave", deadline=None)
settings.load_profile("evenweave")

# Tokens are made of these: so no name and no number that a test looks for stands in one by chance.
csrf.CSRF_ALLOWED_CHARS = "JQXZjqxz"

# Rooms whose tests play a whole team: each is short, all of them together are not.
PLAY_A_TEAM = {"archive", "decisions", "demo", "home", "ideas", "outbox", "people", "projects"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test about one database alone is no test of the other; a team's play is not quick.

    What asks no database runs once, beside SQLite.
    """
    for item in items:
        if not asks_a_database(item):
            item.add_marker("sqlite")
        if item.path.parent.name in PLAY_A_TEAM or item.path.name == "test_access.py":
            item.add_marker("slow")
    if config.getoption("must_run"):
        return  # a full run chooses by the lists (tests/lists/plugin.py), which keep account
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[databases.KIND]
    items[:] = [
        item
        for item in items
        if item.get_closest_marker(databases.KIND) or not item.get_closest_marker(other)
    ]


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test may come out differently on another database."""
    marks = ("django_db", "postgresql", "browser")
    fixtures = getattr(item, "fixturenames", ())
    return "django_db_setup" in fixtures or any(map(item.get_closest_marker, marks))


def guard_connection(connection: Any, **_: object) -> None:
    """Run every query of a new connection past the guard."""
    if guard.check_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard.check_query)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Make all tables once in the template; tests that roll back share one copy of it."""
    with django_db_blocker.unblock():
        databases.make_template()
        new_house.make_tables()
        connections.close_all()
        shared = databases.copy()
        databases.use(shared)
        keeping.keeper.begin(shared)
        connection_created.connect(guard_connection)
        yield
        connection_created.disconnect(guard_connection)
        connections.close_all()
        databases.drop(shared)


@pytest.fixture(scope="session")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database with the example of Hounslow in it: to tell it takes long, so it is done once."""
    with django_db_blocker.unblock(), databases.copied() as name:
        with databases.used(name):
            stories.load()
        yield name


@pytest.fixture(scope="module")
def example(told: str, django_db_blocker: Any) -> Iterator[None]:
    """The example of Hounslow, for the tests of a file. What each does to it is undone."""
    with django_db_blocker.unblock(), databases.used(told):
        yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of this test's own, with real transactions, for threads and for attackers."""
    with django_db_blocker.unblock(), databases.copied() as name, databases.used(name):
        yield name
