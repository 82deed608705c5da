"""Kinds of entry: what a room may put on the record, declared before it is used.

    OPENED = Kind(
        "decisions.opened",
        _("Decisions opened"),
        _("{by} opened “{question}”. It closes on {closes_at}."),
        facts={"decision": "decision.id", "closes_at": "closes_at"},
        words={"question": "decision.question"},
    )

`facts` stand in the chain for good: ids, times, numbers and codes, so never a name or a sentence.
`words` stand beside it and can be erased. Both say where in the action they come from: an argument,
or its `result`, and the way from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from evenweave.common.actions import Done
from evenweave.record import chain, writing

CODE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,79}")

declared: dict[str, Kind] = {}


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of entry: what such entries are together, and how one reads.

    `whose` says for each of the words whose they are: `{"question": "decision.made_by"}`. Without
    it they are the actor's own. `codes` says how the codes among the facts read, by fact:
    `{"kind": {"payer": _("payer")}}`. `page` is the address, by name, of what it is about, and the
    fact that says which one: `("ideas:idea", "idea")`.
    """

    name: str
    title: Promise
    sentence: Promise
    facts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    whose: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str | Promise]] = field(default_factory=dict)
    page: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.name) or "." not in self.name:
            raise ValueError(f"A kind is named room.event, not {self.name!r}.")
        if self.name in declared:
            raise ValueError(f"The kind {self.name} is declared twice.")
        if unknown := set(self.whose) - set(self.words):
            raise ValueError(f"{self.name} says whose {unknown} are, but has no such words.")
        if self.page and self.page[1] not in self.facts:
            raise ValueError(f"{self.name} leads to a page of {self.page[1]}, which is no fact.")
        declared[self.name] = self

    def check(self, known: Iterable[str]) -> None:
        """Raise TypeError when the kind speaks of something that the action does not have."""
        known = set(known)
        for path in [*self.facts.values(), *self.words.values(), *self.whose.values()]:
            if path.split(".")[0] not in known:
                raise TypeError(f"{self.name} speaks of {path}, which the action does not have.")

    def record(self, done: Done) -> None:
        """Put what was done on the record of its stream."""
        own = dict.fromkeys(self.words, done.by.person)
        writing.append(
            stream_id=done.stream_id,
            kind=self,
            by=done.by,
            at=done.at,
            facts={name: fact(found(done.things, path)) for name, path in self.facts.items()},
            words={name: str(found(done.things, path)) for name, path in self.words.items()},
            whose=own | {name: found(done.things, path) for name, path in self.whose.items()},
        )


def found(things: Mapping[str, object], path: str) -> Any:
    """Follow a path such as `decision.question` from an action's things."""
    start, _, rest = path.partition(".")
    return attrgetter(rest)(things[start]) if rest else things[start]


def fact(value: object) -> object:
    """A value as the chain may hold it for good; raises TypeError for what could be words."""
    match value:
        case None | bool() | int():
            return value
        case UUID():
            return str(value)
        case datetime():
            return chain.moment(value)
        case date():
            return value.isoformat()
        case str() if CODE.fullmatch(value):
            return value
        case list() | tuple():
            return [fact(item) for item in value]
        case dict():
            return {str(fact(name)): fact(item) for name, item in value.items()}
    raise TypeError(
        f"{value!r} is no fact for the chain: ids, times, whole numbers and codes only. "
        "Words go under `words`, where they can be erased."
    )
