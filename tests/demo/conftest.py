"""The example, told once for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from evenweave.demo import stories
from evenweave.projects.models import Project
from tests.databases import put_back


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The example of Hounslow. What a test does to it is undone for the next."""
    with django_db_blocker.unblock(), put_back():
        stories.load()
        yield


@pytest.fixture
def project(example: None, db: None) -> Project:
    """Its project."""
    return Project.objects.get(slug="hounslow")
