"""A real mail server on this machine, and people who are reached in different ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.outbox.postbox import Postbox, listening, used_by


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A mail server that takes everything, until a test tells it otherwise."""
    with listening() as box:
        yield box


@pytest.fixture
def mail(postbox: Postbox, settings: Any) -> Postbox:
    """This house sends its e-mail to that server."""
    return used_by(settings, postbox)
