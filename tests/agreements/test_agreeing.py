"""Agreeing, asking and reminding: and nobody learns who has not agreed."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse

from evenweave.agreements import personal
from evenweave.agreements.actions.agreeing import (
    agree,
    agree_no_more,
    answer_question,
    ask,
    remind,
    settle_question,
    take_back_answer,
    take_back_question,
)
from evenweave.agreements.actions.erasing import forget_changes
from evenweave.agreements.models import Agreed, Question
from evenweave.archive import packing
from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.ideas.actions import agree_to_cover, ask_to_cover
from evenweave.outbox.models import Message
from tests import make
from tests.agreements.stories import agreed, clause, new
from tests.make import NOON
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def agrees(ours: Team, name: str, edition: int = 1) -> None:
    """Somebody agrees."""
    agree(member=ours.member(name), edition=edition, by=ours.actor(name), at=NOON)


def page(ours: Team, name: str, place: str = "agreement") -> str:
    """A page, as somebody reads it."""
    return enter(ours, name).get(reverse(f"agreements:{place}", args=[ours.project.id])).text


def asked(
    ours: Team, name: str = "Ben", words: str = "Who decides on pay?", **more: Any
) -> Question:
    """Somebody asks."""
    return ask(project=ours.project, words=words, by=ours.actor(name), at=NOON, **more)


def test_somebody_agrees_to_the_version_they_have_read_and_sees_it_alone() -> None:
    ours = team()
    clause(ours)
    assert "I agree to this version" in page(ours, "Ben")
    agrees(ours, "Ben")
    assert "You agree to this version. Only you see that." in page(ours, "Ben")
    assert "I agree to this version" in page(ours, "Carys")
    agree_no_more(member=ours.member("Ben"), by=ours.actor("Ben"), at=NOON)
    assert "I agree to this version" in page(ours, "Ben")


def test_a_new_version_is_agreed_to_anew_with_what_changed_since() -> None:
    ours = team()
    clause(ours)
    agrees(ours, "Ben")
    agreed(ours, new("Lunch", "We eat together."), at=NOON + timedelta(days=3))
    told = page(ours, "Ben")
    assert "You agreed to an earlier version." in told
    assert "?day_day=2&amp;day_month=3&amp;day_year=2026" in told
    with pytest.raises(Refusal, match="changed while you were reading"):
        agrees(ours, "Ben", 1)
    agrees(ours, "Ben", 2)
    assert Agreed.objects.get().edition == 2


def test_each_agrees_for_themself_and_there_is_something_to_agree_to() -> None:
    ours = team()
    with pytest.raises(Refusal, match="nothing to agree to"):
        agrees(ours, "Ben", 0)
    clause(ours)
    with pytest.raises(Refusal, match="Only the person themself"):
        agree(member=ours.member("Ben"), edition=1, by=ours.actor("Carys"), at=NOON)


def everything_seen_by(ours: Team, name: str) -> list[str]:
    """Every page on which it could stand, every letter to them, and what they take away."""
    project = ours.project.id
    places = [
        *(reverse(f"agreements:{place}", args=[project]) for place in PLACES),
        *(reverse(f"projects:{place}", args=[project]) for place in ("people", "record")),
        reverse("home:front"),
        reverse("home:project", args=[project]),
        reverse("decisions:list", args=[project]),
    ]
    client = enter(ours, name)
    pages = [TOKEN.sub("", client.get(place).text) for place in places]
    letters = Message.objects.filter(to=ours.people[name].id).order_by("id")
    told = [f"{each.subject} {each.text}" for each in letters]
    with ZipFile(io.BytesIO(packing.pack(ours.people[name].id, NOON))) as packed:
        taken = [packed.read(each).decode("utf-8", "replace") for each in packed.namelist()]
    return [*pages, *told, *taken]


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')
PLACES = ["agreement", "since", "questions", "papers", "starters"]


def test_nobody_else_can_tell_who_has_agreed_by_anything_they_see() -> None:
    ours = team()
    clause(ours)
    remind(project=ours.project, by=ours.actor("Esther"), at=NOON)
    before = {name: everything_seen_by(ours, name) for name in ("Amina", "Carys", "Dev")}
    agrees(ours, "Ben")
    agrees(ours, "Esther")
    assert {name: everything_seen_by(ours, name) for name in before} == before
    agrees(ours, "Amina")
    assert everything_seen_by(ours, "Amina") != before["Amina"]
    for name in ("Carys", "Dev"):
        assert everything_seen_by(ours, name) == before[name]


def test_a_reminder_goes_to_everybody_alike_and_not_too_often() -> None:
    ours = team()
    with pytest.raises(Refusal, match="nothing to remind of"):
        remind(project=ours.project, by=ours.actor("Ben"), at=NOON)
    clause(ours)
    agrees(ours, "Carys")
    remind(project=ours.project, by=ours.actor("Ben"), at=NOON)
    letters = Message.objects.filter(kind="agreements.reminded")
    assert {each.to for each in letters} == {each.id for each in ours.people.values()}
    assert len({(each.subject, each.text) for each in letters}) == 1
    with pytest.raises(Refusal, match="less than 14 days ago"):
        remind(project=ours.project, by=ours.actor("Dev"), at=NOON + timedelta(days=13))
    remind(project=ours.project, by=ours.actor("Dev"), at=NOON + timedelta(days=14))
    with pytest.raises(Refusal, match="Only members"):
        remind(project=ours.project, by=actors.person(make.finn().id), at=NOON)


# Questions


def test_a_question_is_answered_and_whoever_asked_says_that_it_is() -> None:
    ours = team()
    time = clause(ours)
    question = asked(ours, clause=time)
    answer_question(question=question, words="All of us.", by=ours.actor("Carys"), at=NOON)
    letter = Message.objects.get(kind="agreements.answered")
    assert letter.to == ours.people["Ben"].id
    assert "All of us." not in letter.text
    told = page(ours, "Dev", "questions")
    assert told.index("Who decides on pay?") < told.index("All of us.")
    assert "Time</bdi>" in told
    with pytest.raises(Refusal, match="Only the person who asked"):
        settle_question(question=question, by=ours.actor("Carys"), at=NOON)
    settle_question(question=question, by=ours.actor("Ben"), at=NOON)
    assert "answered" in page(ours, "Dev", "questions")
    with pytest.raises(Refusal, match="not open any more"):
        settle_question(question=question, by=ours.actor("Ben"), at=NOON)


def test_words_are_taken_back_by_their_author_alone() -> None:
    ours = team()
    question = asked(ours)
    said = answer_question(question=question, words="All.", by=ours.actor("Carys"), at=NOON)
    with pytest.raises(Refusal, match="Only the person who wrote it"):
        take_back_question(question=question, by=ours.actor("Carys"), at=NOON)
    take_back_question(question=question, by=ours.actor("Ben"), at=NOON)
    told = page(ours, "Dev", "questions")
    assert "Who decides on pay?" not in told
    assert "All." in told
    with pytest.raises(Refusal, match="This question was taken back"):
        answer_question(question=question, words="More.", by=ours.actor("Dev"), at=NOON)
    take_back_answer(answer=said, by=ours.actor("Carys"), at=NOON)
    assert "All." not in page(ours, "Dev", "questions")
    with pytest.raises(Refusal, match="taken back already"):
        take_back_answer(answer=said, by=ours.actor("Carys"), at=NOON)


def test_covered_words_are_read_by_their_author_alone() -> None:
    ours = team()
    question = asked(ours, words="Is my neighbour at number 7 paid?")
    covering = ask_to_cover(
        project=ours.project,
        kind="agreements.question",
        thing_id=question.id,
        reason="It names a neighbour.",
        by=ours.actor("Carys"),
        at=NOON,
    )
    agree_to_cover(covering=covering, by=ours.actor("Dev"), at=NOON)
    assert "number 7" in page(ours, "Ben", "questions")
    for name in ("Amina", "Carys", "Dev"):
        assert "number 7" not in page(ours, name, "questions")
    answering = reverse("agreements:answer", args=[ours.project.id, question.id])
    assert "number 7" not in enter(ours, "Amina").get(answering).text


@pytest.mark.parametrize(
    ("words", "reason"), [(" ", "Nothing is written"), ("x" * 4_001, "too long")]
)
def test_nothing_and_too_much_are_told(words: str, reason: str) -> None:
    ours = team()
    with pytest.raises(Refusal, match=reason):
        asked(ours, words=words)


def test_only_members_ask_and_only_about_their_own() -> None:
    ours, theirs = team(), make.project(by=make.FINN, name="Another")
    time = clause(ours)
    finn = actors.person(make.finn().id)
    with pytest.raises(Refusal, match="Only members"):
        ask(project=ours.project, words="?", by=finn, at=NOON)
    with pytest.raises(Refusal, match="not in the agreement of this project"):
        ask(project=theirs, words="?", clause=time, by=finn, at=NOON)


def test_what_is_kept_of_somebody_is_theirs_to_take_away_and_to_erase() -> None:
    ours = team()
    clause(ours)
    agrees(ours, "Ben")
    question = asked(ours)
    ben = ours.people["Ben"].id
    told = personal.export(ben)
    assert told["agreements_you_agree_to"][0]["edition"] == 1
    assert told["what_you_asked_about_an_agreement"][0]["words"] == "Who decides on pay?"
    forget_changes(person_id=ben, by=ours.actor("Ben"), at=NOON)
    question.refresh_from_db()
    assert question.words == ""
    assert not Agreed.objects.exists()


def test_a_page_of_many_questions_asks_few(django_assert_max_num_queries: Any) -> None:
    ours = team()
    time = clause(ours)
    for number in range(20):
        question = asked(ours, words=f"Question {number}?", clause=time)
        answer_question(question=question, words="Yes.", by=ours.actor("Carys"), at=NOON)
    client = enter(ours, "Dev")
    with django_assert_max_num_queries(12):
        client.get(reverse("agreements:questions", args=[ours.project.id]))
