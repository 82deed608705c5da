"""A key folder of the test's own, away from everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def box_keys(settings: Any, tmp_path: Path) -> Path:
    """Where keys of boxes lie in this test."""
    settings.BOX_KEYS = tmp_path / "box-keys"
    return tmp_path / "box-keys"
