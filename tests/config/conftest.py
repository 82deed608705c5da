"""A house that somebody has moved into already, for tests that are not about moving in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.config.running import serving


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that a first start leaves, with the example in it. It is only copied."""
    folder = tmp_path_factory.mktemp("first-start") / "data"
    with serving("--data", str(folder)):
        return folder


@pytest.fixture
def begun(first_start: Path, tmp_path: Path) -> Path:
    """A data folder like that, of this test's own."""
    return shutil.copytree(first_start, tmp_path / "begun")
