"""How changes and versions are shown: what was, what would be, and what stands meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from evenweave.agreements import differences
from evenweave.agreements.differences import Difference
from evenweave.agreements.models import Change, Sort, Version
from evenweave.agreements.origins import Origin, origins_of
from evenweave.common.shaped import OneOf, is_id
from evenweave.decisions.models import Decision

WORDED = ("title", "words", "why")
TEXTS = dict.fromkeys(WORDED, str)
# A change as a round keeps it (`worded`).
KEPT_AS = {
    **dict.fromkeys((*WORDED, "what", "sort", "state", "clause"), str),
    "id": is_id,
    "before": OneOf(None, TEXTS),
    "moved_on": bool,
    "stands": OneOf(None, TEXTS),
}


def wording(decision: Decision) -> list[Any]:
    """What a decision would change, as JSON; a round keeps it."""
    changes = list(Change.objects.filter(decision=decision).select_related("base"))
    clauses = {each.clause_id for each in changes if each.clause_id}
    found = Version.objects.filter(clause__in=clauses, until=None) if clauses else ()
    standing: dict[UUID | None, Version] = {version.clause_id: version for version in found}
    return [worded(each, standing.get(each.clause_id)) for each in changes]


def worded(change: Change, stands: Version | None) -> dict[str, Any]:
    """One change: its words, those it was begun from, and what stands, if that moved on."""
    told: dict[str, Any] = {name: getattr(change, name) for name in (*WORDED, "what", "sort")}
    told |= {"id": str(change.pk), "state": change.state, "before": texts_of(change.base)}
    told["clause"] = str(change.clause_id) if change.clause_id else ""
    is_open = change.state in {Change.State.PROPOSED, Change.State.WAITS}
    moved = is_open and change.is_not_to(stands)
    told["moved_on"] = moved
    told["stands"] = texts_of(stands) if moved else None
    return told


def texts_of(version: Version | None) -> dict[str, str] | None:
    """The words of a version."""
    return {name: getattr(version, name) for name in WORDED} if version is not None else None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as a page shows it. `title`, `words` and `why` differ from before, or are None.

    `origin` is the team that it was taken over from, if it was.
    """

    told: dict[str, Any]
    title: Difference | None
    words: Difference | None
    why: Difference | None
    origin: Origin | None

    @property
    def is_word(self) -> bool:
        """Whether it is about a word to avoid."""
        return bool(self.told["sort"] == Sort.WORD)

    @property
    def has_words(self) -> bool:
        """Whether its words can be put otherwise."""
        return bool(self.told["what"] != Change.What.REMOVE)


def shown(told: Sequence[dict[str, Any]]) -> list[ShownChange]:
    """Changes, with how they differ from what was, and where they come from."""
    origins = origins_of(each["id"] for each in told)
    return [shown_one(each, origins.get(each["id"])) for each in told]


def shown_one(told: dict[str, Any], origin: Origin | None) -> ShownChange:
    """One of them; something new differs from nothing, so nothing is marked."""
    before = told["before"]
    if before is None or told["what"] != Change.What.WORDS:
        return ShownChange(told, None, None, None, origin)
    title, words, why = (differences.between(before[name], told[name]) for name in WORDED)
    return ShownChange(told, title, words, why, origin)


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version, and how it differs from the one before it."""

    version: Version
    title: Difference | None
    words: Difference | None
    why: Difference | None
    is_first: bool


def history(versions: Sequence[Version]) -> list[ShownVersion]:
    """Versions, newest first, each with what it changed. The last given may be no first one."""
    found = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        if before is None:
            found.append(ShownVersion(version, None, None, None, version.number == 1))
            continue
        title, words, why = (
            differences.between(getattr(before, name), getattr(version, name)) for name in WORDED
        )
        found.append(ShownVersion(version, title, words, why, False))
    return found
