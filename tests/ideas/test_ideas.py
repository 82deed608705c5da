"""An idea goes its way: raised, heard, answered, told."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from evenweave.common import actors
from evenweave.common.files.kinds import Picture, Sound
from evenweave.common.refusals import Refusal
from evenweave.ideas import actions, reading
from evenweave.ideas.models import TRANSITIONS, Idea, State, Telling
from evenweave.ideas.next import next_for
from evenweave.outbox.models import Message
from evenweave.projects.actions.circles import end_circle
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.models import Entry
from tests import make
from tests.ideas.stories import WORDS, counted, raised, says, state
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, helper_for, team

pytestmark = pytest.mark.django_db


def page_of(ours: Team, idea: Idea, name: str = "Amina") -> str:
    """The page of an idea, as somebody sees it."""
    return enter(ours, name).get(reverse("ideas:idea", args=[ours.project.id, idea.id])).text


def told(kind: str = "ideas.answered") -> set[object]:
    """Who was written to."""
    return set(Message.objects.filter(kind=kind).values_list("to", flat=True))


def leaves(ours: Team, name: str, *, wants_news: bool = False) -> None:
    """Somebody goes."""
    leave_project(
        member=ours.member(name),
        hand_over={},
        wants_news=wants_news,
        by=ours.actor(name),
        at=LATER,
    )


# Its way


def test_it_goes_its_way_and_each_step_stands_on_the_record_without_its_words() -> None:
    ours = team()
    idea = raised(ours)
    actions.hear_idea(idea=idea, where="At the March meeting", by=ours.actor("Dev"), at=NOON)
    assert state(idea) == State.HEARD
    counted(ours, idea)
    assert state(idea) == State.COUNTED
    says(ours, idea)
    assert state(idea) == State.TOLD
    lines = Entry.objects.filter(kind__startswith="ideas.").order_by("sequence")
    assert [line.kind for line in lines] == ["ideas.raised", "ideas.heard", "ideas.counted"]
    assert WORDS not in "".join(line.line for line in lines)
    assert "March" in lines[1].words.get().value


def test_its_page_tells_who_where_when_and_why() -> None:
    ours = team()
    idea = raised(ours)
    actions.hear_idea(idea=idea, where="At the March meeting", by=ours.actor("Dev"), at=NOON)
    page = page_of(ours, idea)
    assert "<bdi>Ben</bdi>, on <bdi>2 March 2026</bdi>." in page
    assert "<bdi>At the March meeting</bdi>. <bdi>Dev</bdi> wrote it down on" in page
    assert "This waits for the next agenda of everybody." in page
    counted(ours, idea)
    page = page_of(ours, idea)
    assert "The first visit is for two." in page
    assert "Told, and asked if it is what they meant: <bdi>Ben</bdi>." in page
    says(ours, idea)
    assert "“Yes, that is it”: <bdi>Ben</bdi>." in page_of(ours, idea)


def test_an_idea_that_nobody_heard_is_heard_by_being_answered() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    assert state(idea) == State.COUNTED
    assert "It was heard when it was answered." in page_of(ours, idea)


@pytest.mark.parametrize("before", State)
def test_no_state_follows_another_where_no_way_leads(before: State) -> None:
    for after in set(State) - TRANSITIONS[before]:
        with pytest.raises(ValueError, match="No way leads"):
            Idea(state=before).become(after)


# Holding, and being told


def test_everybody_who_holds_it_is_told_and_finds_it_at_home() -> None:
    ours = team()
    idea = raised(ours)
    actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    assert told() == {ours.people["Ben"].id, ours.people["Carys"].id}
    assert "The first visit is for two." in Message.objects.filter(kind="ideas.answered")[0].text
    (thing,) = next_for(ours.people["Carys"].id, NOON)
    assert thing.verb == "Read"
    assert str(thing.title).startswith("What became of an idea that you hold: “")
    (own,) = next_for(ours.people["Ben"].id, NOON)
    assert str(own.title).startswith("What became of your idea: “")
    assert next_for(ours.people["Dev"].id, NOON) == []
    says(ours, idea, "Carys")
    assert next_for(ours.people["Carys"].id, NOON) == []


def test_somebody_holds_an_idea_once_and_may_let_go_of_what_is_not_their_own() -> None:
    ours = team()
    idea = raised(ours)
    carys = ours.actor("Carys")
    actions.hold_idea(idea=idea, by=carys, at=NOON)
    with pytest.raises(Refusal, match="hold this idea already"):
        actions.hold_idea(idea=idea, by=carys, at=NOON)
    actions.let_go_of_idea(idea=idea, by=carys, at=NOON)
    with pytest.raises(Refusal, match="do not hold"):
        actions.let_go_of_idea(idea=idea, by=carys, at=NOON)
    with pytest.raises(Refusal, match="You can take it back"):
        actions.let_go_of_idea(idea=idea, by=ours.actor("Ben"), at=NOON)
    counted(ours, idea)
    assert told() == {ours.people["Ben"].id}


def test_it_is_told_when_everybody_who_holds_it_said_yes() -> None:
    ours = team()
    idea = raised(ours)
    actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    for name, after in {"Ben": State.COUNTED, "Carys": State.TOLD}.items():
        says(ours, idea, name)
        assert state(idea) == after
    with pytest.raises(Refusal, match="said so already"):
        says(ours, idea)


def test_somebody_who_left_hears_what_became_of_it_if_they_wish_and_holds_nobody_up() -> None:
    ours = team()
    idea = raised(ours, "Dev")
    for name, wishes in {"Ben": True, "Carys": False}.items():
        actions.hold_idea(idea=idea, by=ours.actor(name), at=NOON)
        leaves(ours, name, wants_news=wishes)
    counted(ours, idea)
    assert told() == {ours.people["Ben"].id, ours.people["Dev"].id}
    to_ben = Message.objects.get(to=ours.people["Ben"].id, kind="ideas.answered").text
    assert "You can say so here" not in to_ben  # the page is not there for him any more
    says(ours, idea, "Dev")
    assert state(idea) == State.TOLD


# “That is not what I meant”


def test_an_answer_that_is_not_what_was_meant_opens_it_again() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    with pytest.raises(Refusal, match="Say in a few words what you meant"):
        actions.answer_telling(idea=idea, is_it=False, by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="Only the people whose idea it is"):
        says(ours, idea, "Dev", not_meant="x")
    says(ours, idea, not_meant="Each time, not once.")
    assert state(idea) == State.HEARD
    line = Entry.objects.get(kind="ideas.reopened")
    assert not line.words.exists()
    page = page_of(ours, idea)
    assert "Each time, not once." in page
    assert "It is open again: something else was meant." in page
    with pytest.raises(Refusal, match="It is open"):
        says(ours, idea)


def test_what_somebody_said_stays_when_it_is_answered_anew() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    says(ours, idea, not_meant="Each time, not once.")
    counted(ours, idea, "partly", at=LATER)
    assert [each.how for each in idea.answers.all()] == ["taken-up", "partly"]
    assert Telling.objects.get().words == "Each time, not once."
    assert "Each time, not once." in page_of(ours, idea)
    assert [each.verb for each in next_for(ours.people["Ben"].id, NOON)] == ["Read"]
    says(ours, idea)
    assert [each.is_it for each in Telling.objects.order_by("answer__said_at")] == [False, True]
    assert "Each time, not once." in page_of(ours, idea)


def test_somebody_who_said_yes_may_think_again() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    says(ours, idea)
    assert "That is not what I meant" in page_of(ours, idea, "Ben")
    says(ours, idea, not_meant="I read it again.")
    assert state(idea) == State.HEARD


def test_what_was_said_to_an_answer_can_be_taken_back_and_it_stays_open() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    says(ours, idea, not_meant="You never listen.")
    said = Telling.objects.get()
    with pytest.raises(Refusal, match="Only the person who said this"):
        actions.take_back_telling(telling=said, by=ours.actor("Amina"), at=NOON)
    address = reverse("ideas:take-back-said", args=[ours.project.id, idea.id, said.id])
    enter(ours, "Ben").post(address)
    page = page_of(ours, idea)
    assert "You never listen." not in page
    assert "said that it was meant otherwise, and took the words back." in page
    assert state(idea) == State.HEARD
    with pytest.raises(Refusal, match="no words here"):
        actions.take_back_telling(telling=said, by=ours.actor("Ben"), at=NOON)


# Answering


@pytest.mark.parametrize(("how", "reason"), [("maybe", "x"), ("", "x"), ("not", " \u200b")])
def test_no_answer_goes_without_a_reason(how: str, reason: str) -> None:
    ours = team()
    idea = raised(ours)
    with pytest.raises(Refusal):
        actions.count_idea(idea=idea, how=how, reason=reason, by=ours.actor("Amina"), at=NOON)
    assert state(idea) == State.RAISED


def test_it_is_answered_once_until_it_is_open_again_or_a_decision_answers_it() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    with pytest.raises(Refusal, match="answered already"):
        counted(ours, idea, "not", "Dev")
    with pytest.raises(Refusal, match="answered already"):
        actions.hear_idea(idea=idea, where="In June", by=ours.actor("Dev"), at=NOON)
    says(ours, idea)
    decision = uuid4()
    actions.count_idea(
        idea=idea,
        how="not",
        reason="We decided otherwise.",
        decision_id=decision,
        by=ours.actor("Dev"),
        at=LATER,
    )
    assert state(idea) == State.COUNTED
    assert idea.answers.latest("said_at").decision_id == decision
    assert [each.verb for each in next_for(ours.people["Ben"].id, NOON)] == ["Read"]


def test_only_people_of_its_circle_hear_see_to_and_answer_it() -> None:
    ours = team()
    panel = make.circle(ours.project, "Panel", by=ours.actor("Carys"))
    idea = raised(ours, "Ben", circle=panel)  # anybody may say something to any circle
    dev = ours.actor("Dev")
    with pytest.raises(Refusal, match="Only people of its circle"):
        actions.hear_idea(idea=idea, where="In the hall", by=dev, at=NOON)
    with pytest.raises(Refusal, match="Only people of its circle"):
        actions.take_on_idea(idea=idea, by=dev, at=NOON)
    with pytest.raises(Refusal, match="Only people of its circle"):
        counted(ours, idea, by="Dev")
    page = page_of(ours, idea, "Dev")
    assert "Write down what became of it" not in page
    assert "People of its circle write down where it was heard" in page
    assert "This waits for the next agenda of “<bdi>Panel</bdi>”." in page
    counted(ours, idea, by="Carys")


def test_what_a_circle_left_open_when_it_ended_is_everybodys() -> None:
    ours = team()
    panel = make.circle(ours.project, "Panel", by=ours.actor("Carys"))
    everybody = ours.project.circles.get(is_everybody=True)
    idea = raised(ours, circle=panel)
    assert list(reading.waiting_in(everybody)) == []
    end_circle(circle=panel, by=ours.actor("Carys"), at=NOON)
    assert list(reading.waiting_in(everybody)) == [idea]
    assert "This waits for the next agenda of everybody." in page_of(ours, idea)
    with pytest.raises(Refusal, match="This circle has ended"):
        raised(ours, circle=panel)
    counted(ours, idea, by="Dev")
    assert state(idea) == State.COUNTED


def test_what_waits_joins_its_circles_next_agenda_and_anybody_may_see_to_it() -> None:
    ours = team()
    idea = raised(ours)
    everybody = ours.project.circles.get(is_everybody=True)
    assert list(reading.waiting_in(everybody)) == [idea]
    actions.take_on_idea(idea=idea, by=ours.actor("Dev"), at=NOON)
    assert [each.verb for each in next_for(ours.people["Dev"].id, NOON)] == ["See to it"]
    assert "<bdi>Dev</bdi> sees to it that it is answered." in page_of(ours, idea)
    with pytest.raises(Refusal, match="Somebody sees to it already"):
        actions.take_on_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    actions.put_down_idea(idea=idea, by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="nothing to put down"):
        actions.put_down_idea(idea=idea, by=ours.actor("Dev"), at=NOON)
    actions.take_on_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    assert list(reading.waiting_in(everybody)) == []
    assert next_for(ours.people["Carys"].id, NOON) == []
    with pytest.raises(Refusal, match="answered already"):
        actions.take_on_idea(idea=idea, by=ours.actor("Dev"), at=NOON)


def test_what_somebody_saw_to_is_free_again_when_they_leave() -> None:
    ours = team()
    idea = raised(ours)
    actions.take_on_idea(idea=idea, by=ours.actor("Dev"), at=NOON)
    leaves(ours, "Dev")
    assert "This waits for the next agenda of everybody." in page_of(ours, idea)
    actions.take_on_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    idea.refresh_from_db()
    assert idea.seen_to_by == ours.member("Carys")


# On behalf, and from elsewhere


def test_a_helper_raises_it_for_somebody_and_it_counts_the_same() -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    by = helper_for(ours, "Ben", "Dev")
    idea = actions.raise_idea(circle=circle, words=WORDS, by=by, at=NOON)
    assert (idea.made_by, idea.helper_id) == (ours.people["Ben"].id, ours.people["Dev"].id)
    assert Entry.objects.get(kind="ideas.raised").helped == ours.people["Ben"].id
    assert idea.holders.get().member == ours.member("Ben")
    assert "A helper wrote it down." in page_of(ours, idea)
    behalf = reverse("projects:behalf", args=[ours.project.id])
    helped = enter(ours, "Ben").get(behalf).text
    assert "raised an idea" in helped
    way = reverse("ideas:idea", args=[ours.project.id, idea.id])
    assert f'<a href="{way}">Look at it' in helped
    counted(ours, idea)
    assert told() == {ours.people["Ben"].id}


def test_nobody_from_elsewhere_no_job_and_nothing_blank() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    idea = raised(ours)
    for by in (others.actor("Finn"), actors.job("ideas.forget_thinking"), actors.operator()):
        with pytest.raises(Refusal, match="Only members"):
            actions.hold_idea(idea=idea, by=by, at=NOON)
        with pytest.raises(Refusal, match="Only members"):
            actions.hear_idea(idea=idea, where="In the hall", by=by, at=NOON)
        with pytest.raises(Refusal, match="Only members"):
            actions.count_idea(idea=idea, how="not", reason="No.", by=by, at=NOON)
        with pytest.raises(Refusal, match="Only members"):
            actions.answer_telling(idea=idea, is_it=True, by=by, at=NOON)
    with pytest.raises(Refusal, match="Nothing is written"):
        raised(ours, words=" \n ")
    assert state(idea) == State.RAISED


def test_one_idea_holds_one_file() -> None:
    ours = team()
    with pytest.raises(Refusal, match="a picture or a sound"):
        actions.raise_idea(
            circle=ours.project.circles.get(is_everybody=True),
            words="Both.",
            picture=Picture("image/png", b"x", 1, 1),
            sound=Sound("audio/ogg", b"x", 1),
            by=ours.actor("Ben"),
            at=NOON,
        )
