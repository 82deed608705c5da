"""Ideas that somebody says without their name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import actors, clock
from evenweave.common.refusals import Refusal
from evenweave.ideas import actions, reading
from evenweave.ideas.models import Covering, Holder, Idea, State
from evenweave.ideas.personal import erase, export
from evenweave.outbox.models import Message
from evenweave.projects.actions.circles import end_circle
from evenweave.record.models import Entry
from evenweave.sealed import actions as sealed
from evenweave.sealed.models import Line, Talk, Waiting
from evenweave.sealed.receipts import Receipt
from tests import make
from tests.ideas.stories import counted, cover, says, state
from tests.make import NOON
from tests.projects.teams import Team, enter, helper_for, team
from tests.sealed.lonely import batch, post, ready, talk_of

pytestmark = pytest.mark.django_db
LOUD = "The room is too loud."
RECEIPT = re.compile(r'class="figures">([^<]+)<')


def everybody(ours: Team) -> Any:
    """The circle of everybody."""
    return ours.project.circles.get(is_everybody=True)


def say(ours: Team, name: str = "Ben", words: str = LOUD, circle: Any = None) -> str:
    """Somebody says something without their name."""
    ready()
    to = circle or everybody(ours)
    return actions.say_unnamed(circle=to, words=words, by=ours.actor(name), at=NOON)


def came(ours: Team, words: str = LOUD) -> Idea:
    """It came with the batch."""
    say(ours, words=words)
    batch()
    return Idea.objects.get(words=words)


def page(ours: Team, idea: Idea, name: str = "Amina") -> str:
    """The page of an idea."""
    return enter(ours, name).get(reverse("ideas:idea", args=[ours.project.id, idea.id])).text


def reply(ours: Team, idea: Idea, words: str = "Which room?", name: str = "Carys") -> Line:
    """Somebody answers, with their name."""
    talk = Talk.objects.get(pk=idea.id)
    return actions.reply_unnamed(
        project=ours.project, talk=talk, words=words, by=ours.actor(name), at=clock.now()
    )


def test_it_stands_as_nobodys_after_the_batch_and_not_before() -> None:
    ours = team()
    say(ours)
    assert not Idea.objects.exists()
    at = batch()
    idea = Idea.objects.get()
    assert (idea.words, idea.made_by, idea.helper_id) == (LOUD, None, None)
    assert (idea.state, idea.raised_at) == (State.RAISED, at)
    assert not Holder.objects.exists()
    assert "Somebody of the team, without a name. It came on <bdi>3 March 2026</bdi>." in page(
        ours, idea
    )
    assert idea in reading.waiting_in(everybody(ours))


def test_the_record_says_that_some_came_when_they_came_and_never_who_or_what() -> None:
    ours = team()
    before = len(ours.told)
    say(ours)
    say(ours, "Dev", "It is too cold.")
    assert len(ours.told) == before
    at = batch()
    assert ours.told[before:] == ["ideas.came_unnamed"]
    entry = Entry.objects.filter(stream=ours.project.stream_id).order_by("sequence").last()
    assert entry is not None
    assert entry.at == at
    assert (entry.content["facts"], entry.content["words"]) == ({}, {})
    assert entry.content["by"] == {"kind": "job", "job": "sealed.release_lone"}


def test_others_hold_it_and_are_told_and_the_author_reads_it_behind_the_receipt() -> None:
    ours = team()
    code = say(ours)
    batch()
    idea = Idea.objects.get()
    actions.hold_idea(idea=idea, by=ours.actor("Dev"), at=NOON)
    actions.hear_idea(idea=idea, where="In March.", by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    assert [each.to for each in Message.objects.filter(kind="ideas.answered")] == [
        ours.people["Dev"].id
    ]
    says(ours, idea, "Dev")
    assert state(idea) == State.TOLD
    told = post(Client(), "", code=code).text
    for words in (LOUD, "It was heard: In March.", "Taken up.", "The first visit is for two."):
        assert words in told
    assert "<bdi>Carys</bdi>" in told
    assert "<bdi>Amina</bdi>" in told
    assert "To everybody in A project" in told


def test_an_answer_without_anybody_who_holds_it_stands_as_answered() -> None:
    ours = team()
    idea = came(ours)
    counted(ours, idea)
    assert state(idea) == State.COUNTED
    assert not Message.objects.filter(kind="ideas.answered").exists()


def test_they_talk_to_and_fro() -> None:
    ours = team()
    code = say(ours)
    batch()
    idea = Idea.objects.get()
    reply(ours, idea)
    client = Client()
    answer = post(client, "say/", code=code.lower(), words="The small one.")
    assert "It is on its way" in answer.text
    assert "The small one." not in page(ours, idea)
    batch(2)
    shown = page(ours, idea)
    assert "The small one." in shown
    assert "Whoever said it, without a name" in shown
    assert "<bdi>Carys</bdi>" in shown
    told = post(client, "", code=code).text
    assert told.index("The small one.") > 0
    assert "You, without your name" in told


def test_a_reply_is_written_and_taken_back_on_its_page() -> None:
    ours = team()
    idea = came(ours)
    carys = enter(ours, "Carys")
    where = reverse("ideas:reply", args=[ours.project.id, idea.id])
    assert "Nothing is written here yet." in carys.post(where, {"words": " "}).text
    answer = carys.post(where, {"words": "Which room?"}, follow=True)
    assert "Which room?" in answer.text
    assert "Take this answer back" in answer.text
    assert "Take this answer back" not in page(ours, idea, "Dev")
    line = Line.objects.get()
    where = reverse("ideas:take-back-reply", args=[ours.project.id, idea.id, line.id])
    assert carys.post(where, follow=True).status_code == 200
    line.refresh_from_db()
    assert line.words == ""
    assert "Taken back by its author." in page(ours, idea)
    with pytest.raises(Refusal, match="Only the person who wrote this"):
        actions.take_back_reply(line=line, by=ours.actor("Ben"), at=NOON)


def test_with_the_receipt_it_is_taken_back_and_without_it_by_nobody() -> None:
    ours = team()
    code = say(ours)
    batch()
    idea = Idea.objects.get()
    for name in ("Ben", "Amina"):
        with pytest.raises(Refusal, match="Only the person who had this idea"):
            actions.take_back_idea(idea=idea, by=ours.actor(name), at=NOON)
    client = Client()
    assert "It is taken back" in post(client, "take-back/", code=code).text
    idea.refresh_from_db()
    assert (idea.state, idea.words) == (State.TAKEN_BACK, "")
    where = reverse("ideas:idea", args=[ours.project.id, idea.id])
    assert enter(ours, "Amina").get(where).status_code == 404
    assert "You took them back." in post(client, "", code=code).text
    assert "taken back by its author" in post(client, "take-back/", code=code).text


def test_what_others_said_stays_when_it_is_taken_back() -> None:
    ours = team()
    code = say(ours)
    batch()
    idea = Idea.objects.get()
    reply(ours, idea)
    post(Client(), "take-back/", code=code)
    shown = page(ours, idea)
    assert "An idea that was taken back" in shown
    assert "Which room?" in shown
    assert "Answer with my name" not in shown
    assert LOUD not in shown


def test_what_was_gathered_into_it_stands_again_when_it_is_taken_back() -> None:
    ours = team()
    code = say(ours)
    batch()
    idea = Idea.objects.get()
    other = actions.raise_idea(
        circle=everybody(ours), words="Carpets.", by=ours.actor("Dev"), at=NOON
    )
    actions.gather_ideas(into=idea, ideas=[other], by=ours.actor("Amina"), at=NOON)
    sealed.take_back_lone(
        talk=talk_of(code), receipt=Receipt(code), by=actors.job("sealed.receipt"), at=NOON
    )
    assert state(other) == State.RAISED


def test_one_with_a_name_is_not_taken_back_without_it() -> None:
    ours = team()
    idea = actions.raise_idea(circle=everybody(ours), words="Tea.", by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="Only the person who had this idea"):
        actions.take_back_unnamed(idea=idea, by=actors.job("sealed.receipt"), at=NOON)


def test_only_the_batch_brings_them() -> None:
    ours = team()
    with pytest.raises(Refusal, match="batch of the day"):
        actions.bring_unnamed(project=ours.project, words=[], by=ours.actor("Amina"), at=NOON)


def test_only_members_say_something_and_only_members_answer() -> None:
    ours = team()
    idea = came(ours)
    stranger = actors.person(make.finn().id)
    with pytest.raises(Refusal, match="Only members"):
        actions.say_unnamed(circle=everybody(ours), words=LOUD, by=stranger, at=NOON)
    with pytest.raises(Refusal, match="Only members"):
        actions.reply_unnamed(
            project=ours.project, talk=Talk.objects.get(), words="?", by=stranger, at=NOON
        )
    assert idea.made_by is None


def test_a_circle_that_ended_meanwhile_leaves_it_to_everybody() -> None:
    ours = team()
    panel = make.circle(ours.project, "Panel", by=ours.actor("Carys"))
    say(ours, circle=panel)
    end_circle(circle=panel, by=ours.actor("Carys"), at=NOON)
    batch()
    assert Idea.objects.get() in reading.waiting_in(everybody(ours))
    with pytest.raises(Refusal, match="circle has ended"):
        say(ours, circle=panel)


def test_a_circle_that_ended_while_somebody_wrote_is_told_on_the_same_page() -> None:
    ours = team()
    client = enter(ours, "Ben")
    where = reverse("ideas:without-name", args=[ours.project.id])
    panel = make.circle(ours.project, "Panel", by=ours.actor("Carys"))
    assert "Panel" in client.get(where).text
    end_circle(circle=panel, by=ours.actor("Carys"), at=NOON)
    answer = client.post(where, {"words": LOUD, "to": str(panel.id)})
    assert answer.status_code == 200
    assert "That choice is not there any more." in answer.text
    assert LOUD in answer.text


def test_the_page_says_before_writing_that_words_may_be_recognised() -> None:
    ours = team()
    ready()
    client = enter(ours, "Ben")
    where = reverse("ideas:without-name", args=[ours.project.id])
    answer = client.get(where)
    assert "People who know you may recognise your words" in answer.text
    assert answer.text.index("may recognise") < answer.text.index("<textarea")
    assert "data-sealed" in answer.text
    assert "kept-draft" not in answer.text
    assert "multipart" not in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert where in client.get("/say/").text
    sent = client.post(where, {"words": LOUD, "to": str(everybody(ours).id)})
    code = RECEIPT.search(sent.text)
    assert code is not None
    assert sent["Cache-Control"] == "no-store"
    assert LOUD not in sent.text
    assert "They wait until early in the morning" in post(Client(), "", code=code[1]).text


def test_a_helper_hears_of_it_beforehand() -> None:
    ours = team()
    ready()
    by = helper_for(ours, "Ben", "Dev")
    code = actions.say_unnamed(circle=everybody(ours), words=LOUD, by=by, at=NOON)
    batch()
    idea = Idea.objects.get()
    assert (idea.made_by, idea.helper_id) == (None, None)
    assert talk_of(code).id == idea.id


def test_neither_what_is_kept_of_a_person_nor_erasing_them_touches_it() -> None:
    ours = team()
    idea = came(ours)
    ben = ours.people["Ben"].id
    assert export(ben)["ideas"] == []
    erase(person_id=ben, by=ours.actor("Ben"), at=NOON)
    idea.refresh_from_db()
    assert idea.words == LOUD


def test_its_words_can_be_covered_and_its_author_still_reads_them() -> None:
    ours = team()
    code = say(ours)
    batch()
    idea = Idea.objects.get()
    asked = cover(ours, "ideas.idea", idea.id)
    assert asked.author is None
    for name in ours.people:
        assert LOUD not in page(ours, idea, name)
    assert LOUD in post(Client(), "", code=code).text


def test_what_is_said_in_a_talk_can_be_covered_and_is_uncovered_when_it_goes() -> None:
    ours = team()
    code = say(ours)
    batch()
    idea = Idea.objects.get()
    line = reply(ours, idea, "Is it you, neighbour?", "Amina")
    assert "What was said on" in page(ours, idea, "Ben")
    cover(ours, "ideas.line", line.id)
    assert "Is it you, neighbour?" in page(ours, idea, "Amina")
    for shown in (page(ours, idea, "Ben"), post(Client(), "", code=code).text):
        assert "Is it you, neighbour?" not in shown
    actions.take_back_reply(line=line, by=ours.actor("Amina"), at=NOON)
    assert not Covering.objects.present().exists()


def test_the_list_says_which_came_without_a_name() -> None:
    ours = team()
    came(ours)
    listed = enter(ours, "Dev").get(reverse("ideas:list", args=[ours.project.id])).text
    assert "without a name" in listed
    assert not Waiting.objects.exists()


def test_words_of_somebody_who_was_signed_out_meanwhile_are_given_back() -> None:
    ours = team()
    where = reverse("ideas:without-name", args=[ours.project.id])
    answer = Client().post(where, {"words": LOUD, "sealed": "words"})
    assert answer.status_code == 403
    assert LOUD in answer.text
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Referer": "http://testserver/"}, 200),
        ({"Referer": "https://example.org/http://testserver/"}, 403),
        ({"Referer": "http://testserver/", "Origin": "https://example.org"}, 403),
        ({}, 403),
    ],
)
def test_a_browser_that_sends_no_origin_says_by_referer_where_a_form_comes_from(
    headers: dict[str, str], status: int
) -> None:
    code = say(team())
    answer = Client().post("/sealed-words/say/", {"code": code, "words": LOUD}, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert LOUD in answer.text
        assert code not in answer.text
