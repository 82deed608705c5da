"""The rooms that keep something of a person: each has a `personal.py`.

    def export(person_id: UUID) -> dict[str, Any]: ...    # what the room holds of them
    def erase(*, person_id: UUID, by: Actor, at: datetime) -> None: ...    # its action

`export` gives what JSON can hold; times and ids are welcome too. A file among it (Django's `File`)
goes into the archive beside.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, cast
from uuid import UUID

from django.apps import apps

from evenweave.common.actors import Actor


class Personal(Protocol):
    """A room's `personal.py`."""

    def export(self, person_id: UUID) -> dict[str, Any]:
        """What the room holds of a person."""

    def erase(self, *, person_id: UUID, by: Actor, at: datetime) -> None:
        """Erase it, inside an action."""


@cache
def rooms() -> dict[str, Personal]:
    """Each room that keeps something of a person, from above to below, by its name."""
    names = [
        config.name for config in apps.get_app_configs() if find_spec(f"{config.name}.personal")
    ]
    return {
        name.rpartition(".")[2]: cast(Personal, import_module(f"{name}.personal")) for name in names
    }
