"""An author takes back anything, without a reason; what others said about it stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.common.files.kinds import Sound
from evenweave.common.refusals import Refusal
from evenweave.ideas import actions
from evenweave.ideas.models import Idea, IdeaFile, State, Telling
from evenweave.projects.actions.leaving import leave_project
from tests.ideas.stories import WORDS, counted, raised, says, state
from tests.make import NOON
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def status(ours: Team, idea: Idea, name: str = "Dev") -> int:
    """What somebody finds at its address."""
    address = reverse("ideas:idea", args=[ours.project.id, idea.id])
    return enter(ours, name).get(address).status_code


def take_back(ours: Team, idea: Idea, name: str = "Ben") -> None:
    """Somebody takes it back."""
    actions.take_back_idea(idea=idea, by=ours.actor(name), at=NOON)


def test_where_nobody_else_took_part_nothing_is_left_to_see() -> None:
    ours = team()
    idea = raised(ours)
    actions.hear_idea(idea=idea, where="In my head", by=ours.actor("Ben"), at=NOON)
    take_back(ours, idea)
    assert {status(ours, idea, name) for name in ("Ben", "Dev")} == {404}
    page = enter(ours, "Dev").get(reverse("ideas:list", args=[ours.project.id])).text
    assert "No ideas yet" in page


@pytest.mark.parametrize("how", ["held", "heard", "answered"])
def test_where_others_took_part_it_stays_that_it_was_taken_back(how: str) -> None:
    ours = team()
    idea = raised(ours)
    if how == "held":
        actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    elif how == "heard":
        actions.hear_idea(idea=idea, where="In March", by=ours.actor("Carys"), at=NOON)
    else:
        counted(ours, idea)
    take_back(ours, idea)
    page = enter(ours, "Dev").get(reverse("ideas:idea", args=[ours.project.id, idea.id])).text
    assert "Taken back by its author on" in page
    assert WORDS not in page
    assert ("The first visit is for two." in page) == (how == "answered")
    assert "I hold this too" not in page


def test_only_its_author_takes_it_back_once_and_also_after_leaving() -> None:
    ours = team()
    idea = raised(ours)
    with pytest.raises(Refusal, match="Only the person who had this idea"):
        take_back(ours, idea, "Amina")
    leave_project(
        member=ours.member("Ben"), hand_over={}, wants_news=False, by=ours.actor("Ben"), at=NOON
    )
    take_back(ours, idea)
    with pytest.raises(Refusal, match="was taken back"):
        take_back(ours, idea)


def test_nothing_more_is_done_with_it() -> None:
    ours = team()
    idea = raised(ours)
    actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    take_back(ours, idea)
    for do in (actions.hold_idea, actions.take_on_idea, actions.part_idea):
        with pytest.raises(Refusal, match="was taken back"):
            do(idea=idea, by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="was taken back"):
        says(ours, idea, "Carys")
    with pytest.raises(Refusal, match="was taken back"):
        counted(ours, idea)


def test_its_words_its_sound_and_what_its_author_said_are_gone() -> None:
    ours = team()
    idea = actions.raise_idea(
        circle=ours.project.circles.get(is_everybody=True),
        words="Spoken.",
        sound=Sound("audio/ogg", b"OggS", 2),
        by=ours.actor("Ben"),
        at=NOON,
    )
    actions.hold_idea(idea=idea, by=ours.actor("Carys"), at=NOON)
    counted(ours, idea)
    says(ours, idea, not_meant="Mine.")
    counted(ours, idea)
    says(ours, idea, "Carys", not_meant="Hers.")
    take_back(ours, idea)
    assert not IdeaFile.objects.exists()
    assert not Idea.objects.exclude(words="").exists()
    assert set(Telling.objects.values_list("words", flat=True)) == {"", "Hers."}
    file = reverse("ideas:file", args=[ours.project.id, idea.id])
    assert enter(ours, "Dev").get(file).status_code == 404


def test_what_was_gathered_into_it_stands_by_itself_again() -> None:
    ours = team()
    one, other = raised(ours), raised(ours, "Carys")
    actions.hear_idea(idea=other, where="In March", by=ours.actor("Dev"), at=NOON)
    actions.gather_ideas(into=one, ideas=[other], by=ours.actor("Dev"), at=NOON)
    take_back(ours, one)
    assert (state(other), other.gathered_into) == (State.HEARD, None)
    assert WORDS in other.words
