"""Votes arrive while the vote closes: none that was taken is lost, and none is counted twice."""

from __future__ import annotations

from contextlib import suppress

import pytest

from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.closing import cast_vote, end_step
from evenweave.decisions.models import Decision, Outcome, State
from tests.decisions.stories import WEEK, opened
from tests.make import NOON
from tests.projects.teams import team
from tests.record.test_threads import all_at_once

PEOPLE = ["Amina", *(f"Person {number}" for number in range(11))]


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize("turn", range(3))
def test_a_vote_that_was_taken_while_it_closed_was_counted_once(turn: int) -> None:
    story = opened(ours=team(PEOPLE, seats=False))
    taken: list[str] = []
    voters = PEOPLE[: 4 + turn]

    def work(number: int) -> None:
        decision = Decision.objects.get(pk=story.decision.pk)
        if number >= len(voters):  # the worker, and a page that closes it too
            with suppress(Refusal):
                end_step(decision=decision, by=story.by("Amina"), at=NOON + WEEK)
            return
        name = voters[number]
        for choice in ["no", "yes"]:
            try:
                cast_vote(decision=decision, paper={"choice": choice}, by=story.by(name), at=NOON)
            except Refusal:
                return
        taken.append(name)

    all_at_once(work, len(voters) + 2)
    assert story.fresh().state in {State.DECIDED, State.UNDECIDED}
    count = Outcome.objects.get(decision=story.decision).count
    cast = 0 if count is None else count["cast"]
    assert cast == story.decision.votes.count()
    said_yes = story.decision.votes.filter(paper={"choice": "yes"}).count()
    assert said_yes == len(taken)
    if count:
        counted = {paper.get("choice"): paper["count"] for paper in count["papers"]}
        assert counted.get("yes", 0) == said_yes


@pytest.mark.usefixtures("own_database")
def test_eight_who_vote_at_once_are_all_heard() -> None:
    story = opened(ours=team(PEOPLE, seats=False))

    def work(number: int) -> None:
        cast_vote(
            decision=Decision.objects.get(pk=story.decision.pk),
            paper={"choice": "yes"},
            by=story.by(PEOPLE[number]),
            at=NOON,
        )

    all_at_once(work, 8)
    assert story.decision.votes.count() == 8
    story.passes(WEEK)
    assert (story.counted["cast"], story.chosen) == (8, ["yes"])
