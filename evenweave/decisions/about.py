"""What a room above has to do with decisions: what follows when one ends, and what its page shows.

    CHANGE = About("agreements.change", settled=settle, reopened=reopen, wording=…, shown=…)

It stands in that room's `deciding.py`, which is read when the program starts. A decision holds the
name alone (`Decision.about`), so this room knows nothing of the one above. What follows happens in
the same transaction as the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from evenweave.common.actors import Actor
from evenweave.common.shaped import OneOf

if TYPE_CHECKING:
    from evenweave.decisions.models import Decision

NAME = re.compile(r"[a-z_]+\.[a-z_]+")
declared: dict[str, About] = {}


@dataclass(frozen=True, eq=False)
class About:
    """What decisions of one name are about. They ask for a yes or no, and have no options.

    `settled` is told that one ended, and whether it was agreed to; `reopened`, that what was agreed
    in the room is doubted. `wording` is what is proposed, as JSON: a round keeps it. `shown` makes
    of such a wording what `part`, a template, shows; it is given the decision as `decision`.
    `kept_as` is the shape (`common.shaped`) of each thing in a wording, on which `shown` relies;
    without it nothing may stand there.
    """

    name: str
    settled: Callable[[Decision, bool, Actor, datetime], None]
    reopened: Callable[[Decision, Actor, datetime], None]
    wording: Callable[[Decision], list[Any]]
    shown: Callable[[list[Any]], list[Any]]
    part: str
    kept_as: Any = field(default_factory=OneOf)

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or len(self.name) > 60:
            raise ValueError(f"What a decision is about is named room.thing, not {self.name!r}.")
        if self.name in declared:
            raise ValueError(f"{self.name} is declared twice.")
        declared[self.name] = self


def of(decision: Decision) -> About | None:
    """What a decision is about, if that is a room's above."""
    return declared.get(decision.about)


def settled(decision: Decision, *, is_agreed: bool, by: Actor, at: datetime) -> None:
    """It ended: whatever follows from it happens now."""
    if about := of(decision):
        about.settled(decision, is_agreed, by, at)


def reopened(decision: Decision, *, by: Actor, at: datetime) -> None:
    """What had followed from it does not hold any more."""
    if about := of(decision):
        about.reopened(decision, by, at)


def wording(decision: Decision) -> list[Any]:
    """What is proposed beside the question; nothing, where a decision stands by itself."""
    about = of(decision)
    return about.wording(decision) if about else []


def shown(decision: Decision, words: list[Any] | None = None) -> dict[str, Any]:
    """For a page: the part that shows it, as it is now or as it read in a round."""
    about = of(decision)
    if about is None:
        return {}
    told = about.wording(decision) if words is None else words
    return {"about_part": about.part, "about": about.shown(told)}
