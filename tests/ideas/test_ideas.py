"""An idea goes its way: raised, heard, answered, told; and its author can take it back."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.urls import reverse
from PIL import Image

from evenweave.common.files.kinds import Picture, Sound
from evenweave.common.refusals import Refusal
from evenweave.ideas import actions, reading
from evenweave.ideas.models import Holder, Idea, IdeaFile, State
from evenweave.ideas.next import next_for
from evenweave.outbox.models import Message
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.models import Entry
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, helper_for, team

pytestmark = pytest.mark.django_db

WORDS = "People might want a friend with them the first time."


def raised(ours: Team, name: str = "Ben", words: str = WORDS) -> Idea:
    """Somebody says something to everybody."""
    circle = ours.project.circles.get(is_everybody=True)
    return actions.raise_idea(circle=circle, words=words, by=ours.actor(name), at=NOON)


def counted(ours: Team, idea: Idea, how: str = "taken-up", by: str = "Amina") -> None:
    """It was answered."""
    actions.count_idea(
        idea=idea, how=how, reason="The first visit is for two.", by=ours.actor(by), at=NOON
    )


def holder(ours: Team, idea: Idea, name: str = "Ben") -> Holder:
    """Somebody's hold on an idea."""
    return idea.holders.get(member=ours.member(name))


def state(idea: Idea) -> str:
    """Where it is on its way."""
    idea.refresh_from_db()
    return str(idea.state)


def test_it_goes_its_way_and_each_step_stands_on_the_record_without_its_words() -> None:
    ours = team()
    idea = raised(ours)
    actions.hear_idea(idea=idea, where="At the March meeting", by=ours.actor("Dev"), at=NOON)
    assert state(idea) == State.HEARD
    counted(ours, idea)
    assert state(idea) == State.COUNTED
    actions.answer_telling(holder=holder(ours, idea), is_it=True, by=ours.actor("Ben"), at=NOON)
    assert state(idea) == State.TOLD
    lines = Entry.objects.filter(kind__startswith="ideas.").order_by("sequence")
    assert [line.kind for line in lines] == ["ideas.raised", "ideas.heard", "ideas.counted"]
    assert WORDS not in "".join(line.line for line in lines)
    assert "March" in lines[1].words.get().value


def test_everybody_who_holds_it_is_told_and_finds_it_at_home() -> None:
    ours = team()
    idea = raised(ours)
    actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    told = Message.objects.filter(kind="ideas.answered")
    assert {each.to for each in told} == {ours.people["Ben"].id, ours.people["Carys"].id}
    assert "The first visit is for two." in told[0].text
    (thing,) = next_for(ours.people["Carys"].id, NOON)
    assert thing.verb == "Read"
    assert next_for(ours.people["Dev"].id, NOON) == []


def test_an_answer_that_is_not_what_was_meant_opens_it_again() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    mine = holder(ours, idea)
    with pytest.raises(Refusal, match="Say in a few words what you meant"):
        actions.answer_telling(holder=mine, is_it=False, by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="Only the person whose idea it is"):
        actions.answer_telling(holder=mine, is_it=False, words="x", by=ours.actor("Dev"), at=NOON)
    actions.answer_telling(
        holder=mine, is_it=False, words="Each time, not once.", by=ours.actor("Ben"), at=NOON
    )
    assert state(idea) == State.HEARD
    assert Entry.objects.filter(kind="ideas.reopened").count() == 1
    counted(ours, idea, "partly")
    assert idea.answers.count() == 2
    assert holder(ours, idea).is_it is None  # asked anew


def test_it_is_told_when_everybody_who_holds_it_said_yes() -> None:
    ours = team()
    idea = raised(ours)
    actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    for name, after in {"Ben": State.COUNTED, "Carys": State.TOLD}.items():
        actions.answer_telling(
            holder=holder(ours, idea, name), is_it=True, by=ours.actor(name), at=NOON
        )
        assert state(idea) == after


@pytest.mark.parametrize(("how", "reason"), [("maybe", "x"), ("not", " ")])
def test_no_answer_goes_without_a_reason(how: str, reason: str) -> None:
    ours = team()
    idea = raised(ours)
    with pytest.raises(Refusal):
        actions.count_idea(idea=idea, how=how, reason=reason, by=ours.actor("Amina"), at=NOON)
    assert state(idea) == State.RAISED


def test_what_waits_joins_its_circles_next_agenda_and_anybody_may_see_to_it() -> None:
    ours = team()
    idea = raised(ours)
    everybody = ours.project.circles.get(is_everybody=True)
    assert list(reading.waiting_in(everybody)) == [idea]
    actions.take_on_idea(idea=idea, by=ours.actor("Dev"), at=NOON)
    assert [each.verb for each in next_for(ours.people["Dev"].id, NOON)] == ["See to it"]
    with pytest.raises(Refusal, match="Somebody sees to it already"):
        actions.take_on_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    actions.put_down_idea(idea=idea, by=ours.actor("Dev"), at=NOON)
    actions.take_on_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    assert list(reading.waiting_in(everybody)) == []
    assert next_for(ours.people["Carys"].id, NOON) == []


def test_several_become_one_stay_readable_and_all_are_told() -> None:
    ours = team()
    one, other = raised(ours), raised(ours, "Carys", "Bring a friend.")
    gathered = actions.gather_ideas(into=one, ideas=[one, other], by=ours.actor("Dev"), at=NOON)
    assert gathered == [other.id]
    assert (state(other), other.gathered_into) == (State.GATHERED, one)
    assert {each.member.called for each in one.holders.all()} == {"Ben", "Carys"}
    page = enter(ours, "Amina").get(reverse("ideas:idea", args=[ours.project.id, other.id])).text
    assert "Bring a friend." in page
    with pytest.raises(Refusal, match="gathered into another"):
        counted(ours, other)
    with pytest.raises(Refusal, match="at least one other"):
        actions.gather_ideas(into=one, ideas=[one], by=ours.actor("Dev"), at=NOON)
    actions.part_idea(idea=other, by=ours.actor("Carys"), at=NOON)
    assert state(other) == State.RAISED


def test_an_author_takes_back_anything_and_it_is_gone_for_good() -> None:
    ours = team()
    idea = raised(ours)
    counted(ours, idea)
    with pytest.raises(Refusal, match="Only the person who had this idea"):
        actions.take_back_idea(idea=idea, by=ours.actor("Amina"), at=NOON)
    actions.take_back_idea(idea=idea, by=ours.actor("Ben"), at=NOON)
    assert (state(idea), idea.words) == (State.TAKEN_BACK, "")
    page = enter(ours, "Dev").get(reverse("ideas:idea", args=[ours.project.id, idea.id])).text
    assert "Taken back by its author" in page
    assert "The first visit is for two." in page  # what others answered stays
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM ideas_idea WHERE words <> ''")
        assert cursor.fetchone()[0] == 0


def test_a_helper_raises_it_for_somebody_and_it_counts_the_same() -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    by = helper_for(ours, "Ben", "Dev")
    idea = actions.raise_idea(circle=circle, words=WORDS, by=by, at=NOON)
    assert (idea.made_by, idea.helper_id) == (ours.people["Ben"].id, ours.people["Dev"].id)
    assert Entry.objects.get(kind="ideas.raised").helped == ours.people["Ben"].id
    assert holder(ours, idea).is_author
    page = enter(ours, "Amina").get(reverse("ideas:idea", args=[ours.project.id, idea.id])).text
    assert "written down by a helper" in page


def test_a_picture_and_a_sound_are_handed_out_to_the_team_alone() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    circle = ours.project.circles.get(is_everybody=True)
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(drawn, "PNG")
    picture = Picture("image/png", drawn.getvalue(), 4, 3)
    shown = actions.raise_idea(
        circle=circle, words="A drawing.", picture=picture, by=ours.actor("Ben"), at=NOON
    )
    address = reverse("ideas:file", args=[ours.project.id, shown.id])
    answer = enter(ours, "Dev").get(address)
    assert (answer["Content-Type"], answer.getvalue()) == ("image/png", drawn.getvalue())
    assert enter(others, "Finn").get(address).status_code == 404
    said = actions.raise_idea(
        circle=circle,
        words="Spoken.",
        sound=Sound("audio/ogg", b"OggS", 2),
        by=ours.actor("Ben"),
        at=NOON,
    )
    assert not said.file.is_picture
    actions.take_back_idea(idea=said, by=ours.actor("Ben"), at=NOON)
    assert IdeaFile.objects.count() == 1


def test_somebody_who_left_hears_what_became_of_it_if_they_wish() -> None:
    ours = team()
    for name, wishes in {"Ben": True, "Carys": False}.items():
        idea = raised(ours, name)
        leave_project(
            member=ours.member(name),
            hand_over={},
            wants_news=wishes,
            by=ours.actor(name),
            at=LATER,
        )
        counted(ours, idea)
    told = Message.objects.filter(kind="ideas.answered")
    assert {each.to for each in told} == {ours.people["Ben"].id}


def test_nobody_from_elsewhere_and_nothing_blank() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    idea = raised(ours)
    by = others.actor("Finn")
    with pytest.raises(Refusal):
        actions.hold_idea(idea=idea, by=by, at=NOON)
    with pytest.raises(Refusal):
        actions.hear_idea(idea=idea, where="In the hall", by=by, at=NOON)
    with pytest.raises(Refusal, match="Nothing is written"):
        raised(ours, words=" \n ")
    with pytest.raises(Refusal, match="not in this project"):
        actions.gather_ideas(
            into=idea, ideas=[raised(others, "Finn")], by=ours.actor("Ben"), at=NOON
        )
