"""What a team cannot change: it has a holder, everybody may ask, and whoever asked is told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.common.refusals import Refusal
from evenweave.outbox.models import Message
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.actions.limits import (
    ask_holder,
    end_limit,
    reply_to_question,
    say_limit,
)
from evenweave.projects.models import Limit, LimitQuestion, Member
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, helper_for, team

pytestmark = pytest.mark.django_db


def said(ours: Team, by: str = "Ben", holder_member: Member | None = None) -> Limit:
    return say_limit(
        project=ours.project,
        words="The end date is fixed.",
        holder="The funder",
        holder_member=holder_member,
        by=ours.actor(by),
        at=NOON,
    )


def asked(ours: Team, limit: Limit, by: str = "Carys") -> LimitQuestion:
    return ask_holder(limit=limit, words="Really fixed?", by=ours.actor(by), at=NOON)


def kinds_to(ours: Team, name: str) -> list[str]:
    told = Message.objects.filter(to=ours.people[name].id, kind__startswith="projects.limit")
    return list(told.values_list("kind", flat=True))


def test_any_member_writes_a_limit_down_and_nobody_else() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    said(ours)
    assert ours.told[-1] == "projects.limit_said"
    with pytest.raises(Refusal, match="Only members"):
        say_limit(project=ours.project, words="No", holder="Me", by=others.actor("Finn"), at=NOON)


@pytest.mark.parametrize(("words", "holder"), [(" ", "The funder"), ("Fixed.", "\u200b")])
def test_a_limit_says_what_it_is_and_who_holds_it(words: str, holder: str) -> None:
    ours = team()
    with pytest.raises(Refusal, match="Write"):
        say_limit(project=ours.project, words=words, holder=holder, by=ours.actor("Ben"), at=NOON)


def test_a_question_to_a_holder_in_the_team_goes_to_them_and_the_asker_hears_the_reply() -> None:
    ours = team()
    question = asked(ours, said(ours, holder_member=ours.member("Dev")))
    assert kinds_to(ours, "Dev") == ["projects.limit_asked"]
    assert not kinds_to(ours, "Amina")
    reply_to_question(question=question, reply="Yes, by law.", by=ours.actor("Dev"), at=LATER)
    question.refresh_from_db()
    assert (question.replied_at, question.told_at) == (LATER, LATER)
    (message,) = Message.objects.filter(to=ours.people["Carys"].id)
    assert "Yes, by law." in message.text
    assert ours.told[-2:] == ["projects.limit_asked", "projects.limit_answered"]


def test_a_question_to_somebody_outside_goes_to_the_coordinators_to_pass_on() -> None:
    ours = team()
    question = asked(ours, said(ours))
    assert kinds_to(ours, "Amina") == ["projects.limit_asked"]
    reply_to_question(question=question, reply="Until May.", by=ours.actor("Ben"), at=LATER)
    assert kinds_to(ours, "Carys") == ["projects.limit_answered"]


def test_nobody_answers_for_a_holder_who_is_in_the_team() -> None:
    ours = team()
    question = asked(ours, said(ours, holder_member=ours.member("Dev")))
    with pytest.raises(Refusal, match="answers for themself"):
        reply_to_question(question=question, reply="No.", by=ours.actor("Amina"), at=NOON)
    reply_to_question(
        question=question, reply="Dev says yes.", by=helper_for(ours, "Dev", "Ben"), at=NOON
    )


def test_when_the_holder_has_left_anybody_may_write_the_answer_down() -> None:
    ours = team()
    question = asked(ours, said(ours, holder_member=ours.member("Dev")))
    leave_project(
        member=ours.member("Dev"), hand_over={}, wants_news=False, by=ours.actor("Dev"), at=NOON
    )
    reply_to_question(question=question, reply="It is open.", by=ours.actor("Ben"), at=LATER)
    question.refresh_from_db()
    assert question.reply == "It is open."


def test_an_answer_is_given_once() -> None:
    ours = team()
    question = asked(ours, said(ours))
    reply_to_question(question=question, reply="Yes.", by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="has an answer already"):
        reply_to_question(question=question, reply="No.", by=ours.actor("Dev"), at=LATER)


def test_an_asker_who_left_is_told_only_if_they_wished_for_news() -> None:
    ours = team()
    limit = said(ours)
    questions = {name: asked(ours, limit, name) for name in ("Carys", "Esther")}
    for name, question in questions.items():
        leave_project(
            member=ours.member(name),
            hand_over={},
            wants_news=name == "Esther",
            by=ours.actor(name),
            at=NOON,
        )
        reply_to_question(question=question, reply="Yes.", by=ours.actor("Ben"), at=LATER)
    assert not kinds_to(ours, "Carys")
    assert kinds_to(ours, "Esther") == ["projects.limit_answered"]


def test_a_limit_ends_once_and_then_there_is_nobody_to_ask() -> None:
    ours = team()
    limit = said(ours)
    end_limit(limit=limit, by=ours.actor("Ben"), at=LATER)
    assert ours.told[-1] == "projects.limit_ended"
    with pytest.raises(Refusal, match="already"):
        end_limit(limit=limit, by=ours.actor("Dev"), at=LATER)
    with pytest.raises(Refusal, match="can change now"):
        asked(ours, limit)


def test_the_pages_say_ask_answer_and_end() -> None:
    ours = team()
    ben, carys = enter(ours, "Ben"), enter(ours, "Carys")
    where = {
        "say": reverse("projects:say-limit", args=[ours.project.id]),
        "list": reverse("projects:limits", args=[ours.project.id]),
    }
    assert "No limits written down" in ben.get(where["list"]).text
    ben.post(where["say"], {"words": "The place is fixed.", "holder": "The trust"})
    limit = Limit.objects.get()
    page = reverse("projects:limit", args=[ours.project.id, limit.id])
    carys.post(page, {"words": "Even in summer?"})
    question = LimitQuestion.objects.get()
    assert "1 question waits for an answer" in ben.get(where["list"]).text
    answer = reverse("projects:answer-question", args=[ours.project.id, question.id])
    assert "Even in summer?" in ben.get(answer).text
    ben.post(answer, {"reply": "In summer we may move."})
    told = carys.get(page).text
    assert "In summer we may move." in told
    assert "<bdi>Carys</bdi> was told." in told
    ben.post(reverse("projects:end-limit", args=[ours.project.id, limit.id]))
    assert "What can change now" in ben.get(where["list"]).text


def test_a_limit_of_another_project_is_not_there() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    limit = said(ours)
    finn = enter(others, "Finn")
    for project in (ours.project, others.project):
        address = reverse("projects:limit", args=[project.id, limit.id])
        assert finn.get(address).status_code == 404
        assert finn.post(address, {"words": "Let me in."}).status_code == 404
