"""The case of Hounslow: Iris says that it hurt, and the agreement reads otherwise since."""

from __future__ import annotations

import pytest

from evenweave.agreements.models import (
    Agreed,
    Edition,
    Question,
    Version,
)
from evenweave.decisions.models import How, Position
from evenweave.demo.cast import BY_SLUG
from evenweave.demo.hounslow_says_it import FIRST_WORDS, HURTS, LAST_WORDS
from evenweave.ideas.models import Idea
from evenweave.meetings.models import (
    CameOf,
    Correction,
    Meeting,
)
from evenweave.outbox.models import Message
from evenweave.projects.models import Project
from tests.demo.looking import sentences, the

pytestmark = pytest.mark.django_db


# Iris says it


def test_iris_named_it_in_the_room_and_it_was_written_down(project: Project) -> None:
    third = Meeting.objects.filter(project=project).behind().order_by("starts_at")[2]
    notes = third.notes.get(item__title="Which doors people walk past").words
    assert "Iris said aloud what had just happened. It went very quiet." in notes
    came = CameOf.objects.get(thing_kind=CameOf.Thing.IDEA)
    idea = Idea.objects.get(pk=came.thing_id)
    assert (came.meeting, idea.made_by) == (third, BY_SLUG["iris"].id)
    assert idea.words in notes


def test_whom_it_was_about_remembered_it_otherwise_and_was_believed(project: Project) -> None:
    correction = Correction.objects.get()
    assert (correction.member, correction.taken_over_by) == (the("ben"), BY_SLUG["marek"].id)
    assert "and talked over Ben" in correction.put
    assert "and Ben stopped" in correction.before


def test_it_was_answered_by_one_of_those_whom_it_was_about(project: Project) -> None:
    version = Version.objects.get(title=HURTS, until=None)
    question = Question.objects.get(clause=version.clause)
    assert (question.member, question.answers.get().member) == (the("iris"), the("marek"))
    assert question.settled_at


def test_a_word_between_two_left_nothing_but_that_somebody_was_asked(project: Project) -> None:
    told = Message.objects.filter(kind="meetings.afterwards")
    assert {each.to for each in told} == {BY_SLUG["ben"].id, BY_SLUG["marek"].id}
    assert not any("coffee" in each.text for each in told)


def test_a_clause_reads_otherwise_since_by_consensus_in_the_second_round(project: Project) -> None:
    first, second = Version.objects.filter(title=HURTS).order_by("number")
    assert (first.until, second.until) == (second.since, None)
    assert second.words == LAST_WORDS
    decision = second.decision
    assert decision.outcomes.get().how == How.CONSENSUS
    rounds = list(decision.rounds.order_by("number"))
    assert [each.is_agreed for each in rounds] == [False, True]
    assert FIRST_WORDS in str(rounds[0].wording["about"])
    told = sentences(project)
    assert (
        f"“<bdi>{HURTS}</bdi>” stands in the agreement, by a decision. It is its version 2." in told
    )


def test_one_worry_was_met_by_other_words_and_another_answered(project: Project) -> None:
    decision = Version.objects.get(title=HURTS, until=None).decision
    said = Position.objects.filter(round__decision=decision)
    worries = said.filter(stance="worry").order_by("round__number")
    assert [each.member for each in worries] == [the("nadia"), the("gwen")]
    assert [each.answered_at is not None for each in worries] == [False, True]
    again = said.get(round__number=2, member=the("nadia"))
    assert (again.stance, again.words) == ("for", "Thank you. That I can do.")


def test_people_agreed_to_the_agreement_as_it_reads_since(project: Project) -> None:
    decision = Version.objects.get(title=HURTS, until=None).decision
    edition = Edition.objects.get(decision=decision)
    since = Agreed.objects.filter(edition__gte=edition.number)
    assert {"Iris", "Marek", "Nadia", "Ben"} <= {each.member.called for each in since}
