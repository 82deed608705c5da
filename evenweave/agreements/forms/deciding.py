"""Choosing a decision, by its question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evenweave.decisions.forms.choosing import Thing
from evenweave.decisions.models import Decision


class Decided(Thing):
    """One of some decisions. Give them to `among`."""

    def among(self, things: Iterable[Decision], *, none: Any = None) -> None:
        """These can be chosen, by their questions; `none` is what it is called to choose none."""
        self.things = {str(each.pk): each for each in things}
        named = [(key, each.question) for key, each in self.things.items()]
        self.choices = named if none is None else [("", none), *named]
