"""Two people act at the same moment: each act is done once, and the other hears why not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from evenweave.common.refusals import Refusal
from evenweave.ideas import actions
from evenweave.ideas.models import Answer, Covering, Holder, Idea, State
from evenweave.outbox.models import Message
from evenweave.record.models import Entry
from tests.ideas.stories import counted, raised, state
from tests.make import NOON
from tests.projects.teams import team
from tests.record.test_threads import all_at_once

pytestmark = pytest.mark.usefixtures("own_database")
MANY = 6
NAMES = ["Amina", "Ben", "Carys", "Dev", "Esther", "Amina"]


def refused(do: Callable[[int], object]) -> int:
    """How many of six who do it at once are refused."""
    heard: list[int] = []

    def one(number: int) -> None:
        try:
            do(number)
        except Refusal:
            heard.append(number)

    all_at_once(one, MANY)
    return len(heard)


def test_an_idea_that_six_answer_at_once_has_one_answer_and_tells_its_person_once() -> None:
    ours = team()
    idea = raised(ours)
    by = [ours.actor(name) for name in NAMES]

    def answer(number: int) -> None:
        actions.count_idea(
            idea=Idea.objects.get(pk=idea.pk),
            how="partly",
            reason=f"Reason {number}.",
            by=by[number],
            at=NOON,
        )

    assert refused(answer) == MANY - 1
    assert Answer.objects.count() == 1
    assert Entry.objects.filter(kind="ideas.counted").count() == 1
    assert Message.objects.filter(kind="ideas.answered").count() == 1


def test_somebody_who_presses_six_times_holds_it_once() -> None:
    ours = team()
    idea = raised(ours)
    carys = ours.actor("Carys")

    def hold(number: int) -> None:
        actions.hold_idea(idea=Idea.objects.get(pk=idea.pk), by=carys, at=NOON)

    assert refused(hold) == MANY - 1
    assert Holder.objects.filter(idea=idea).count() == 2


def test_one_of_six_sees_to_it() -> None:
    ours = team()
    idea = raised(ours)
    by = [ours.actor(name) for name in NAMES]

    def take_on(number: int) -> None:
        actions.take_on_idea(idea=Idea.objects.get(pk=idea.pk), by=by[number], at=NOON)

    assert refused(take_on) == MANY - 1


def test_a_yes_and_a_no_at_once_leave_it_open_or_leave_it_told_but_lose_no_word() -> None:
    ours = team()
    idea = raised(ours)
    for name in ("Carys", "Dev", "Esther", "Amina"):
        actions.hold_idea(idea=idea, by=ours.actor(name), at=NOON)
    counted(ours, idea)
    by = [ours.actor(name) for name in NAMES[:5]]

    def answer(number: int) -> None:
        is_it = number != 1
        words = "" if is_it else "Not so."
        actions.answer_telling(
            idea=Idea.objects.get(pk=idea.pk), is_it=is_it, words=words, by=by[number % 5], at=NOON
        )

    refused(answer)
    # Ben's no opens it again, whoever was before or after him.
    assert state(idea) == State.HEARD
    assert Entry.objects.filter(kind="ideas.reopened").count() == 1


def test_two_that_are_gathered_into_each_other_at_once_become_one() -> None:
    ours = team()
    one, other = raised(ours), raised(ours, "Carys")
    by = ours.actor("Dev")

    def gather(number: int) -> None:
        into, what = (one, other) if number % 2 else (other, one)
        actions.gather_ideas(
            into=Idea.objects.get(pk=into.pk),
            ideas=[Idea.objects.get(pk=what.pk)],
            by=by,
            at=NOON,
        )

    assert refused(gather) == MANY - 1
    assert {state(one), state(other)} == {State.RAISED, State.GATHERED}


def test_an_idea_taken_back_while_it_is_answered_is_never_there_with_its_words() -> None:
    ours = team()
    idea = raised(ours)
    by = [ours.actor(name) for name in NAMES]

    def do(number: int) -> None:
        fresh = Idea.objects.get(pk=idea.pk)
        if number == 1:  # Ben
            actions.take_back_idea(idea=fresh, by=by[number], at=NOON)
        else:
            actions.count_idea(idea=fresh, how="not", reason="No.", by=by[number], at=NOON)

    refused(do)
    assert state(idea) == State.TAKEN_BACK
    assert idea.words == ""


def test_words_that_six_ask_to_cover_at_once_are_asked_about_once() -> None:
    ours = team()
    idea = raised(ours)
    by = [ours.actor(name) for name in ("Carys", "Dev", "Esther") * 2]

    def ask(number: int) -> None:
        actions.ask_to_cover(
            project=ours.project,
            kind="ideas.idea",
            thing_id=idea.id,
            reason="It gives somebody away.",
            by=by[number],
            at=NOON,
        )

    assert refused(ask) == MANY - 1
    assert Covering.objects.count() == 1


def test_words_that_two_agree_to_cover_at_once_are_covered_and_told_of_once() -> None:
    ours = team()
    covering = actions.ask_to_cover(
        project=ours.project,
        kind="ideas.idea",
        thing_id=raised(ours).id,
        reason="It gives somebody away.",
        by=ours.actor("Carys"),
        at=NOON,
    )
    by = [ours.actor(name) for name in ("Dev", "Amina") * 3]

    def agree(number: int) -> None:
        fresh = Covering.objects.get(pk=covering.pk)
        actions.agree_to_cover(covering=fresh, by=by[number], at=NOON)

    assert refused(agree) == MANY - 1
    assert Entry.objects.filter(kind="ideas.covered").count() == 1
    assert Message.objects.filter(kind="ideas.covered").count() == 1
