"""Words that can be covered: each kind of them is declared, by the room in which they stand.

    COMMENT = Coverable("decisions.comment", _("A comment"), find=find_comment, put=put_comment)

It stands in a room's `covered.py`, which is read when the program starts. `find` gives the words of
a project by their id, or None; `put` writes down whether they are covered, so that the room's own
pages need no further question. A covering itself knows the kind and the id, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from evenweave.common.actors import Actor

NAME = re.compile(r"[a-z_]+\.[a-z_]+")

declared: dict[str, Coverable] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """Words that somebody said: what they are, whose (a person), and the page they stand on.

    Where not everybody in the project may read them, `only_for` names the people who may. Nobody
    else covers them, or is shown them by a covering.
    """

    words: str
    author: UUID | None
    address: str
    only_for: frozenset[UUID] | None = None

    def may_be_read_by(self, by: Actor) -> bool:
        """Whether this person may read them, and a helper beside them too."""
        people = {person for person in (by.person, by.helper) if person is not None}
        return self.only_for is None or people <= self.only_for


@dataclass(frozen=True, eq=False)
class Coverable:
    """A kind of words. `find` is given the project's id and theirs; `put`, theirs and whether."""

    name: str
    title: Promise
    find: Callable[[UUID, UUID], Said | None]
    put: Callable[[UUID, bool], None]

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or len(self.name) > 60:
            raise ValueError(f"Words that can be covered are named room.thing, not {self.name!r}.")
        if self.name in declared:
            raise ValueError(f"{self.name} is declared twice.")
        declared[self.name] = self


def found(project_id: UUID, kind: str, thing_id: UUID) -> Said | None:
    """These words, if there are such in the project and they were not taken back."""
    known = declared.get(kind)
    said = known.find(project_id, thing_id) if known else None
    return said if said and said.words else None
