"""Ideas that say the same become one, stay readable, and can be parted again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.common.refusals import Refusal
from evenweave.ideas import actions, reading
from evenweave.ideas.models import State
from evenweave.outbox.models import Message
from evenweave.record.models import Entry
from tests import make
from tests.ideas.stories import counted, raised, says, state
from tests.make import NOON
from tests.projects.teams import enter, team

pytestmark = pytest.mark.django_db


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
    counted(ours, one)
    told = Message.objects.filter(kind="ideas.answered").values_list("to", flat=True)
    assert set(told) == {ours.people["Ben"].id, ours.people["Carys"].id}


def test_an_idea_is_gathered_once_and_never_into_itself() -> None:
    ours = team()
    one, other, third = raised(ours), raised(ours, "Carys"), raised(ours, "Esther")
    with pytest.raises(Refusal, match="at least one other"):
        actions.gather_ideas(into=one, ideas=[one], by=ours.actor("Dev"), at=NOON)
    actions.gather_ideas(into=one, ideas=[other], by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="gathered or taken back already"):
        actions.gather_ideas(into=third, ideas=[other], by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="gathered into another"):
        actions.gather_ideas(into=other, ideas=[third], by=ours.actor("Dev"), at=NOON)


def test_parted_it_goes_on_from_where_it_was() -> None:
    ours = team()
    one, other = raised(ours), raised(ours, "Carys")
    actions.hear_idea(idea=other, where="In March", by=ours.actor("Dev"), at=NOON)
    actions.gather_ideas(into=one, ideas=[other], by=ours.actor("Dev"), at=NOON)
    actions.part_idea(idea=other, by=ours.actor("Carys"), at=NOON)
    assert (state(other), other.gathered_into) == (State.HEARD, None)
    kinds = Entry.objects.filter(kind__in=["ideas.gathered", "ideas.parted"])
    assert kinds.count() == 2
    with pytest.raises(Refusal, match="stands by itself already"):
        actions.part_idea(idea=other, by=ours.actor("Carys"), at=NOON)


def test_whoever_comes_to_an_answered_idea_is_told_that_answer_and_asked() -> None:
    ours = team()
    one, other = raised(ours), raised(ours, "Carys")
    counted(ours, one)
    says(ours, one)
    assert state(one) == State.TOLD
    actions.gather_ideas(into=one, ideas=[other], by=ours.actor("Dev"), at=NOON)
    assert state(one) == State.COUNTED
    (message,) = Message.objects.filter(kind="ideas.answered", to=ours.people["Carys"].id)
    assert message.sender == ours.people["Amina"].id  # whose words it carries
    says(ours, one, "Carys")
    assert state(one) == State.TOLD


def test_what_has_an_answer_of_its_own_stays_by_itself() -> None:
    ours = team()
    one, other = raised(ours), raised(ours, "Carys")
    counted(ours, other)
    with pytest.raises(Refusal, match="an answer of its own"):
        actions.gather_ideas(into=one, ideas=[other], by=ours.actor("Dev"), at=NOON)


def test_nobody_gathers_the_ideas_of_a_circle_in_which_they_are_not() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    panel = make.circle(ours.project, "Panel", by=ours.actor("Carys"))
    one, theirs = raised(ours), raised(ours, circle=panel)
    with pytest.raises(Refusal, match="Only people of its circle"):
        actions.gather_ideas(into=one, ideas=[theirs], by=ours.actor("Dev"), at=NOON)
    assert list(reading.to_gather(one, ours.member("Dev"))) == []
    assert list(reading.to_gather(one, ours.member("Carys"))) == [theirs]
    with pytest.raises(Refusal, match="not in this project"):
        actions.gather_ideas(
            into=one, ideas=[raised(others, "Finn")], by=ours.actor("Ben"), at=NOON
        )
    actions.gather_ideas(into=one, ideas=[theirs], by=ours.actor("Carys"), at=NOON)
    with pytest.raises(Refusal, match="Only people of its circle"):
        actions.part_idea(idea=theirs, by=ours.actor("Dev"), at=NOON)
    actions.part_idea(idea=theirs, by=ours.actor("Ben"), at=NOON)  # his own


def test_a_decision_answers_what_an_idea_was_gathered_into_and_leaves_out_what_is_gone() -> None:
    ours = team()
    one, other, third, gone = (raised(ours, name) for name in ("Ben", "Carys", "Dev", "Esther"))
    actions.gather_ideas(into=other, ideas=[third], by=ours.actor("Dev"), at=NOON)
    actions.gather_ideas(into=one, ideas=[other], by=ours.actor("Dev"), at=NOON)
    actions.take_back_idea(idea=gone, by=ours.actor("Esther"), at=NOON)
    for idea in (other, third, gone):
        idea.refresh_from_db()
    assert reading.standing_for([third, gone, one, other]) == [one]
