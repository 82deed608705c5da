"""The project of the example."""

from __future__ import annotations

import pytest

from evenweave.projects.models import Project


@pytest.fixture
def project(example: None, db: None) -> Project:
    """Its project."""
    return Project.objects.get(slug="hounslow")
