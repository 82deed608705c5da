"""What people are called today. The chain holds ids; an upper room knows the names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class Names(Protocol):
    """A directory of names; the setting RECORD_NAMES says which."""

    def called(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """What these people are called; those who are gone are left out."""

    def find(self, words: str) -> set[UUID]:
        """The people whose name has these words in it, upper or lower case."""


def directory() -> Names:
    """The installation's directory of names."""
    return cast(Names, import_string(settings.RECORD_NAMES)())
