"""Hounslow: how something is proposed there, opened, voted on, and goes on by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from evenweave.decisions import jobs
from evenweave.decisions.actions import closing, shaping
from evenweave.decisions.models import Decision
from evenweave.decisions.ways import Way
from evenweave.demo.chapters import Chapter
from evenweave.ideas.models import Idea


class Proposing(Chapter):
    """What every proposal of the working group needs."""

    def propose(
        self,
        question: str,
        plain: str,
        options: Sequence[str],
        *,
        by: str,
        way: Way | None = None,
        from_ideas: Sequence[Idea] = (),
    ) -> Decision:
        """A proposal to the working group, by its own rule or another; it is still shaped."""
        decision = shaping.begin_proposal(
            circle=self.group, question=question, ideas=from_ideas, by=self.by(by), at=self.now()
        )
        self.shape(decision, plain, options, by=by, from_ideas=from_ideas)
        if way is not None:
            shaping.choose_way(decision=decision, way=way, by=self.by(by), at=self.now())
        return decision

    def shape(
        self,
        decision: Decision,
        plain: str,
        options: Sequence[str],
        *,
        by: str,
        from_ideas: Sequence[Idea] = (),
    ) -> None:
        """In plain words, so that all can follow."""
        shaping.shape_proposal(
            decision=decision,
            version=decision.version,
            question=decision.question,
            plain_summary=plain,
            options=options,
            ideas=from_ideas,
            by=self.by(by),
            at=self.now(),
        )
        decision.refresh_from_db()

    def open(self, decision: Decision, slug: str) -> None:
        """From here on nobody changes the rule; each of its steps has a week."""
        at = self.now()
        told: dict[str, Any] = {"closes_at": at + timedelta(days=7), "by": self.by(slug), "at": at}
        way = shaping.open_decision(decision=decision, **told)
        for number, _step in enumerate(way.steps, 1):
            self.go_on_in_days(7 * number)

    def go_on_in_days(self, days: int) -> None:
        """What is due by then goes on by itself, an hour later."""
        moment = self.story.clock.now() + timedelta(days=days, hours=1)
        self.story.diary.put(moment, lambda: jobs.end_steps(self.a_turn()))

    def vote(self, decision: Decision, slug: str, paper: Mapping[str, Any]) -> None:
        """One of the cast votes, by the words of the options."""
        ids = {option.words: str(option.id) for option in decision.options.all()}
        told = {
            kind: [ids[each] for each in said] if isinstance(said, list) else ids[said]
            for kind, said in paper.items()
        }
        closing.cast_vote(decision=decision, paper=told, by=self.by(slug), at=self.now())

    def vote_all(
        self, decision: Decision, options: Sequence[str], chosen: Mapping[str, int]
    ) -> None:
        """Each has one vote."""
        for slug, place in chosen.items():
            self.vote(decision, slug, {"choice": options[place]})
