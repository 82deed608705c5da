"""A secret vote as people meet it: signed in, page by page, through all that stands around a page.

Pages ask `clock.now`, which here is a clock that moves only when it is told to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from evenweave.common import clock
from evenweave.common.clock import SimulatedClock
from evenweave.decisions import jobs
from evenweave.decisions.actions.shaping import open_decision
from evenweave.decisions.models import Decision
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.jobs.worker import Worker
from evenweave.people.sessions import SHARED
from tests.decisions.stories import WEEK, Story, shaped
from tests.make import NOON
from tests.projects.teams import Team, enter, team

CODE = re.compile(r'name="code" value="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def one_vote(**more: Any) -> Way:
    """A rule that is one secret vote; most papers win."""
    told = {"quorum": 0, "threshold": Threshold.MOST, **more}
    return Way((Step(StepKind.VOTE, is_secret=True, **told),))


@dataclass
class Polls:
    """A team whose box is open, and a browser for each of its people."""

    story: Story
    time: SimulatedClock
    clients: dict[str, Client] = field(default_factory=dict)

    @property
    def ours(self) -> Team:
        """The team."""
        return self.story.ours

    @property
    def page(self) -> str:
        """The decision's own page."""
        decision = self.story.decision
        return f"/projects/{decision.project_id}/decisions/{decision.id}/"

    @property
    def ballot(self) -> str:
        """The page on which one votes."""
        return f"{self.page}vote/"

    def at(self, name: str) -> Client:
        """The browser in which somebody is signed in."""
        if name not in self.clients:
            self.clients[name] = enter(self.ours, name)
        return self.clients[name]

    def options(self) -> dict[str, str]:
        """The id of each option, by its words."""
        return {each.words: str(each.id) for each in self.story.decision.options.all()}

    def look(self, name: str) -> Any:
        """Somebody looks at the ballot page."""
        return self.at(name).get(self.ballot)

    def send(self, name: str, choice: str, client: Client | None = None) -> Any:
        """Somebody sends their paper, as the form of the page does."""
        sent = {"choice": self.options().get(choice, choice), "sealed": "1"}
        return (client or self.at(name)).post(self.ballot, sent)

    def vote(self, name: str, choice: str) -> None:
        """Somebody sends a paper, which goes in."""
        answer = self.send(name, choice)
        assert answer.status_code in {200, 302}, answer.content.decode()

    def draw(self, name: str) -> str:
        """Somebody draws their card, and keeps its code."""
        page = plain(self.at(name).post(f"{self.page}card/draw/", {"sealed": "1"}))
        return str(CODE.findall(page)[0])

    def give(self, name: str, code: str) -> Any:
        """Somebody puts their card in."""
        return self.at(name).post(f"{self.page}card/", {"code": code, "sealed": "1"})

    def passes(self, **step: float) -> Decision:
        """Time goes by, and the worker does what is due."""
        at = self.time.pass_time(timedelta(**step))
        jobs.end_steps(Turn(NOTHING, at))
        Worker(now=self.time.now).work()
        return self.story.fresh()


def polls(
    monkeypatch: pytest.MonkeyPatch,
    names: Sequence[str],
    seats: str = "",
    *,
    options: Sequence[str],
    way: Way | None = None,
    keepers: Sequence[str] = (),
) -> Polls:
    """These people, and Amina who proposes; the box is open for a week, unless it has locks."""
    time = SimulatedClock(NOON)
    monkeypatch.setattr(clock, "now", time.now)
    ours = team(["Amina"])
    for place, name in enumerate(names):
        ours.add(name, seats[place : place + 1])
    rule = way or one_vote(holders=tuple(ours.member(name).id for name in keepers))
    story = shaped(ours, rule, question="Which outcome first?", options=options)
    open_decision(decision=story.decision, closes_at=NOON + WEEK, by=story.by("Amina"), at=NOON)
    made = Polls(story, time)
    made.passes()
    assert bool(story.decision.waits_for) == bool(keepers)
    return made


def on_shared_computer(client: Client) -> Client:
    """The same browser, whose owner said at sign-in that others use it too."""
    session = client.session
    session[SHARED] = True
    session.save()
    return client


def plain(answer: Any) -> str:
    """A page as it reads, without what protects its forms."""
    return TOKEN.sub("", answer.content.decode())
