"""An author takes back anything they wrote; where they stand, and what others did, stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.outcomes import (
    add_next_step,
    finish_next_step,
    take_on_next_step,
)
from evenweave.decisions.actions.room import agree_in_room, doubt_agreement
from evenweave.decisions.actions.rounds import amend_proposal, take_position
from evenweave.decisions.actions.shaping import take_back_proposal
from evenweave.decisions.actions.taking_back import (
    take_back_doubt,
    take_back_next_step,
    take_back_position,
)
from evenweave.decisions.models import Decision, Doubt, How, NextStep, Position, Stance, State
from evenweave.decisions.personal import export
from evenweave.decisions.ways import Preset, of_preset
from tests.decisions.stories import WEEK, Story, opened
from tests.make import NOON
from tests.projects.teams import Team, enter, helper_for, team

pytestmark = pytest.mark.django_db

FOR, LIVE_WITH, WORRY, AGAINST = Stance.FOR, Stance.LIVE_WITH, Stance.WORRY, Stance.AGAINST
WORDS = "I cannot walk that far: quillwort."


def seeking() -> Story:
    """A round of consensus that goes on."""
    story = opened(of_preset(Preset.EVERYONE_HAPPY))
    story.goes_on()
    return story


def bens(story: Story) -> Position:
    """Where Ben stands."""
    return Position.objects.get(member=story.ours.member("Ben"))


def page_of(ours: Team, decision: Decision, name: str = "Dev") -> str:
    """A decision, as somebody sees it."""
    where = reverse("decisions:decision", args=[ours.project.id, decision.id])
    return enter(ours, name).get(where).text


def round_of(ours: Team, decision: Decision, number: int = 1, name: str = "Dev") -> str:
    """A round of it."""
    where = reverse("decisions:round", args=[ours.project.id, decision.id, number])
    return enter(ours, name).get(where).text


def changed(story: Story) -> None:
    """The proposal changes, so that the round is over."""
    amend_proposal(
        decision=story.decision,
        version=story.fresh().version,
        question="Where shall we meet?",
        plain_summary="Nearer by.",
        background="",
        options=[],
        put_forward="",
        what_changed="The place.",
        by=story.by("Amina"),
        at=story.now,
    )
    story.fresh()


# Where somebody stood


@pytest.mark.parametrize("stance", Stance)
def test_after_the_round_the_words_go_and_where_they_stood_stays(stance: Stance) -> None:
    story = seeking()
    story.says("Ben", stance, WORDS)
    changed(story)
    assert "quillwort" in round_of(story.ours, story.decision)
    take_back_position(position=bens(story), by=story.by("Ben"), at=NOON)
    page = round_of(story.ours, story.decision)
    assert "quillwort" not in page
    assert "Taken back by its author." in page
    assert "<bdi>Ben</bdi>" in page
    assert (bens(story).stance, bens(story).words) == (stance, "")
    (told,) = export(story.ours.people["Ben"].id)["positions"]
    assert told["words"] == ""


@pytest.mark.parametrize("stance", [WORRY, AGAINST])
def test_while_a_round_goes_on_what_stands_in_the_way_is_said_anew(stance: Stance) -> None:
    story = seeking()
    story.says("Ben", stance, WORDS)
    with pytest.raises(Refusal, match="Say anew where you stand"):
        take_back_position(position=bens(story), by=story.by("Ben"), at=NOON)
    assert "Take it back" not in page_of(story.ours, story.decision, "Ben")
    story.says("Ben", LIVE_WITH)
    assert "quillwort" not in page_of(story.ours, story.decision)


def test_while_a_round_goes_on_other_words_go_and_can_be_said_anew() -> None:
    story = seeking()
    story.says("Ben", FOR, WORDS)
    assert "Take it back" in page_of(story.ours, story.decision, "Ben")
    assert "Take it back" not in page_of(story.ours, story.decision, "Amina")
    take_back_position(position=bens(story), by=story.by("Ben"), at=NOON)
    assert "Taken back by its author." in page_of(story.ours, story.decision)
    story.says("Ben", FOR, "It is near.")
    page = page_of(story.ours, story.decision)
    assert "It is near." in page
    assert "Taken back by its author." not in page


def test_of_a_proposal_that_was_taken_back_a_worry_can_be_taken_back_too() -> None:
    story = seeking()
    story.says("Ben", WORRY, WORDS)
    take_back_proposal(decision=story.decision, by=story.by("Amina"), at=NOON)
    take_back_position(position=bens(story), by=story.by("Ben"), at=NOON)
    assert "quillwort" not in page_of(story.ours, story.fresh())


def test_a_consensus_that_was_found_still_stands() -> None:
    story = seeking()
    for name in ["Amina", "Carys", "Dev", "Esther"]:
        story.says(name, FOR)
    story.says("Ben", LIVE_WITH, WORDS)
    story.passes(WEEK)
    take_back_position(position=bens(story), by=story.by("Ben"), at=story.now)
    assert (story.fresh().state, story.outcome.how) == (State.DECIDED, How.CONSENSUS)
    assert "quillwort" not in page_of(story.ours, story.decision)


def test_what_a_helper_wrote_is_the_persons_own() -> None:
    story = seeking()
    by_helper = helper_for(story.ours, "Ben", "Carys")  # Carys acts for Ben
    take_position(decision=story.decision, stance=FOR, words=WORDS, by=by_helper, at=NOON)
    changed(story)
    for by in (story.by("Carys"), helper_for(story.ours, "Carys", "Ben")):
        with pytest.raises(Refusal, match="Only the person who wrote it"):
            take_back_position(position=bens(story), by=by, at=NOON)
    take_back_position(position=bens(story), by=by_helper, at=NOON)
    with pytest.raises(Refusal, match="no words here"):
        take_back_position(position=bens(story), by=story.by("Ben"), at=NOON)


# A doubt


def doubted(ours: Team) -> Doubt:
    """Ben is not sure that it was agreed."""
    circle = ours.project.circles.get(is_everybody=True)
    people = [ours.member("Amina"), ours.member("Carys")]
    agreed = agree_in_room(
        circle=circle, words="We meet late.", people=people, by=ours.actor("Amina"), at=NOON
    )
    doubt_agreement(decision=agreed, words=WORDS, by=ours.actor("Ben"), at=NOON)
    return Doubt.objects.get()


def test_a_doubts_words_go_and_that_somebody_was_not_sure_stays() -> None:
    ours = team()
    doubt = doubted(ours)
    assert "Take it back" in page_of(ours, doubt.decision, "Ben")
    for name in ("Amina", "Carys"):
        assert "The words go for good." not in page_of(ours, doubt.decision, name)
        with pytest.raises(Refusal, match="Only the person who wrote it"):
            take_back_doubt(doubt=doubt, by=ours.actor(name), at=NOON)
    take_back_doubt(doubt=doubt, by=ours.actor("Ben"), at=NOON)
    page = page_of(ours, doubt.decision)
    assert "quillwort" not in page
    assert "Taken back by its author." in page
    assert "<bdi>Ben</bdi> was not sure that it was agreed" in page
    with pytest.raises(Refusal, match="no words here"):
        take_back_doubt(doubt=doubt, by=ours.actor("Ben"), at=NOON)


# What follows


def followed() -> tuple[Story, NextStep]:
    """Something was decided, and Ben wrote down what follows."""
    story = opened()
    story.vote("Amina", "yes")
    story.passes(WEEK)
    step = add_next_step(decision=story.decision, words=WORDS, by=story.by("Ben"), at=NOON)
    return story, step


def test_what_nobody_else_took_on_goes_whole() -> None:
    story, step = followed()
    with pytest.raises(Refusal, match="Only the person who wrote it"):
        take_back_next_step(step=step, by=story.by("Amina"), at=NOON)
    take_on_next_step(step=step, by=story.by("Ben"), at=NOON)
    assert page_of(story.ours, story.decision, "Ben").count("Yes, take it back") == 1
    take_back_next_step(step=step, by=story.by("Ben"), at=NOON)
    assert not NextStep.objects.exists()
    assert "Nothing is written down yet." in page_of(story.ours, story.decision)


@pytest.mark.parametrize("how", ["taken on", "done"])
def test_where_another_took_it_on_or_it_is_done_only_the_words_go(how: str) -> None:
    story, step = followed()
    if how == "taken on":
        take_on_next_step(step=step, by=story.by("Carys"), at=NOON)
    else:
        finish_next_step(step=step, by=story.by("Ben"), at=NOON)
    take_back_next_step(step=step, by=story.by("Ben"), at=NOON)
    page = page_of(story.ours, story.decision, "Carys")
    assert "quillwort" not in page
    assert "Taken back by its author." in page
    assert ("It is done" in page) == (how == "taken on")
    assert NextStep.objects.get().words == ""
    with pytest.raises(Refusal, match="no words here"):
        take_back_next_step(step=step, by=story.by("Ben"), at=NOON)
    told = export(story.ours.people["Carys"].id)["what_you_wrote_down_or_took_on"]
    assert [each["what"] for each in told] == ([""] if how == "taken on" else [])


# The pages


def test_the_pages_take_back_what_is_ones_own() -> None:
    story, step = followed()
    ours, ben = story.ours, enter(story.ours, "Ben")
    ben.post(
        reverse("decisions:take-back-next", args=[ours.project.id, story.decision.id, step.id])
    )
    assert not NextStep.objects.exists()
    doubt = doubted(ours)
    in_doubt = [ours.project.id, doubt.decision_id]
    answer = ben.post(reverse("decisions:take-back-doubt", args=[*in_doubt, doubt.id]))
    assert answer["Location"].endswith("#before")
    assert not Doubt.objects.exclude(words="").exists()


def test_who_takes_back_an_earlier_rounds_words_stays_on_its_page() -> None:
    story = seeking()
    story.says("Ben", LIVE_WITH, WORDS)
    in_decision = [story.ours.project.id, story.decision.id]
    ben = enter(story.ours, "Ben")
    where = reverse("decisions:take-back-position", args=[*in_decision, bens(story).id])
    changed(story)
    assert "Take it back" in round_of(story.ours, story.decision, 1, "Ben")
    assert ben.post(where)["Location"] == reverse("decisions:round", args=[*in_decision, 1])
    assert ben.post(where).status_code == 409
