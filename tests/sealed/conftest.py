"""A key folder of the test's own, away from everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evenweave.jobs import vocabulary
from evenweave.sealed.jobs import RELEASE_JOB


@pytest.fixture(autouse=True)
def box_keys(settings: Any, tmp_path: Path) -> Path:
    """Where keys of boxes lie in this test."""
    settings.BOX_KEYS = tmp_path / "box-keys"
    return tmp_path / "box-keys"


@pytest.fixture(autouse=True)
def boxes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker sees to boxes; a batch of words without a name comes when a test asks for it."""
    monkeypatch.delitem(vocabulary.declared, RELEASE_JOB)
