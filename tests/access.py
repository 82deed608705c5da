"""The access matrix: who gets which answer from each page, written by hand and not from the code.

Each room's `tests/<room>/pages.py` has rows for every address of the room. A row says what each of
the cast finds there, on a thing of theirs, of others, or of both mixed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from evenweave.common import clock
from evenweave.projects.actions.inviting import invite
from evenweave.projects.models import Expertise, ExpertiseSuggestion, Invitation, Project
from evenweave.record.models import Stream
from tests import make
from tests.loom import actions
from tests.make import AMINA, BEN, CARYS, DEV, ESTHER, FINN, NOON, Team

CAST = {
    "amina": AMINA,
    "ben": BEN,
    "carys": CARYS,
    "dev": DEV,
    "esther": ESTHER,
    "finn": FINN,
    "nobody": None,
}
Answers = dict[str, int]


def everybody(status: int, **others: int) -> Answers:
    """The same answer to each of the cast, but for those who are named."""
    return dict.fromkeys(CAST, status) | others


def team(status: int, **others: int) -> Answers:
    """What Amina’s team gets; Finn finds nothing and nobody is shown the way in, unless said."""
    return everybody(status, **{"finn": 404, "nobody": 302, **others})


def signed_in(status: int, **others: int) -> Answers:
    """What each of the cast who is signed in gets; nobody is shown the way in, unless said."""
    return everybody(status, **{"nobody": 302, **others})


class Things:
    """What the pages of the matrix are about; each is made when a row asks for it."""

    @classmethod
    def made(cls) -> Things:
        """What nearly every row needs, made once; the rest is made when a row asks for it."""
        things = cls()
        assert all([things.example, things.team, things.ours, things.his])
        return things

    @cached_property
    def example(self) -> Stream:
        """A record that everybody may read, two lines long."""
        return self.noted(make.stream(is_example=True))

    @cached_property
    def team(self) -> Stream:
        """A team's record, two lines long."""
        return self.noted(make.stream())

    def noted(self, stream: Stream) -> Stream:
        """A record with a second line."""
        actions.write_note(stream=stream, words="Tea at ten.", by=BEN, at=NOON)
        return stream

    @cached_property
    def ours(self) -> Team:
        """Amina’s project, with the cast in it."""
        return make.team()

    @cached_property
    def his(self) -> Project:
        """Finn’s own project, in which nobody else is."""
        return make.project(by=FINN, name="Finn’s own")

    def card(self, project: Project) -> Invitation:
        """A card into a project, open now, for pages ask the real clock."""
        by = FINN if project.name == "Finn’s own" else AMINA
        until = clock.now() + timedelta(days=9)
        kind = Invitation.Kind.CARD
        return invite(project=project, kind=kind, expires_at=until, by=by, at=clock.now())

    def kind(self, project: Project) -> Expertise:
        """A kind of expertise of a project."""
        return project.expertises.get(name="Research")

    @cached_property
    def guess(self) -> ExpertiseSuggestion:
        """What Amina supposed of Ben, who has come since."""
        return make.guess(self.ours.project, BEN)


@dataclass(frozen=True)
class Row:
    """One address on one kind of thing: what a GET and a valid POST answer to each of the cast."""

    name: str
    thing: str
    arguments: Callable[[Things], list[Any]] = lambda things: []
    post: dict[str, Any] | Callable[[Things], dict[str, Any]] = field(default_factory=dict)
    get: Answers = field(default_factory=dict)
    posted: Answers = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    # Meant to be sent from elsewhere: what its address says is signed (docs/pages.md).
    from_elsewhere: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.thing})"

    def sent(self, things: Things) -> dict[str, Any]:
        """What a valid form sends."""
        return self.post(things) if callable(self.post) else self.post
