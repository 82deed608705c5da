"""The case of Hounslow: what it said, agreed on and decided, and what became of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evenweave.agreements.models import (
    Clash,
    Edition,
    GoalRoot,
    Sort,
)
from evenweave.agreements.reading import avoided, standing
from evenweave.decisions import archive, recounting
from evenweave.decisions.models import Decision, How, Round
from evenweave.demo.cast import BY_SLUG
from evenweave.ideas.models import Answer, Idea
from evenweave.outbox.models import Message
from evenweave.projects.models import Project
from evenweave.record import exporting
from evenweave.record.models import Stream
from tests.demo.looking import L, P, R, sentences, the

pytestmark = pytest.mark.django_db


# What it decided


def test_the_room_was_chosen_by_vote_and_whoever_asked_was_told(project: Project) -> None:
    decision = Decision.objects.get(question="Where shall we meet from now on?")
    outcome = decision.outcomes.get()
    chosen = decision.options.get(pk=outcome.chosen[0])
    assert (outcome.how, chosen.words) == (How.VOTE, "The hall of the library")
    assert outcome.dissents.get().member.called == "Marek"
    idea = decision.from_ideas.get().idea
    answer = idea.answers.get()
    assert (answer.how, answer.decision_id) == ("taken-up", decision.id)
    assert Message.objects.filter(kind="ideas.answered", to=BY_SLUG["ben"].id).exists()


def test_the_name_is_what_most_could_live_with(project: Project) -> None:
    decision = Decision.objects.get(question="What shall we call what we are building?")
    chosen = decision.options.get(pk=decision.outcomes.get().chosen[0])
    assert chosen.words == "Wellbeing network"


def ways(project: Project) -> Counter[str]:
    """How often it decided in each way."""
    decided = Decision.objects.filter(project=project).exclude(outcomes=None)
    return Counter(decided.values_list("outcomes__how", flat=True))


def test_most_was_decided_together_and_one_thing_by_whom_they_had_named(project: Project) -> None:
    assert ways(project) == {
        How.ROOM: 11,
        How.CONSENSUS: 2,
        How.VOTE: 2,
        How.DECIDER: 1,
        How.NOBODY: 1,
    }
    walls = Decision.objects.get(question="Where shall the knitted piece hang?")
    outcome = walls.outcomes.get()
    assert outcome.decided_by == BY_SLUG["gwen"].id
    assert "waiting room" in outcome.reason
    assert walls.way.deciders == (the("gwen").id,)


def test_where_nothing_had_more_than_half_nothing_changed(project: Project) -> None:
    decision = Decision.objects.get(question="At which hour shall we meet?")
    assert decision.outcomes.get().who_decided == "Nothing was decided"
    assert decision.state == "undecided"
    told = sentences(project)
    assert (
        "“<bdi>At which hour shall we meet?</bdi>” was closed. "
        "It was decided: by nobody, so nothing changes." in told
    )
    answer = decision.from_ideas.get().idea.answers.get()
    assert (answer.how, answer.tellings.get().is_it) == ("not", True)


def test_what_could_be_lived_with_was_found_in_one_round(project: Project) -> None:
    decision = Decision.objects.get(question="Shall we ask people two questions, and no more?")
    round_ = Round.objects.get(decision=decision)
    assert round_.is_agreed
    assert set(round_.positions.values_list("stance", flat=True)) == {"for", "live-with"}


# What was said


def of_kind(**asked: Any) -> Counter[str | None]:
    """Ideas, by the seat of whoever said them."""
    found = Idea.objects.filter(holders__is_author=True, **asked)
    return Counter(found.values_list("holders__member__seat__name", flat=True))


def test_ideas_came_from_all_kinds_of_expertise_as_there_are_seats(project: Project) -> None:
    assert of_kind() == {L: 6, P: 5, R: 5}
    assert Idea.objects.count() == 16


def test_what_became_of_ideas_is_told_and_not_the_same_for_all(project: Project) -> None:
    last = [
        each.answers.latest("said_at").how for each in Idea.objects.all() if each.answers.exists()
    ]
    assert Counter(last) == {"taken-up": 9, "partly": 2, "not": 2}
    states = Counter(Idea.objects.values_list("state", flat=True))
    assert states["gathered"] == states["taken-back"] == states["raised"] == 1
    assert not Answer.objects.filter(reason="").exists()


def test_whoever_meant_it_otherwise_was_heard_again(project: Project) -> None:
    idea = Idea.objects.get(words__startswith="A call the day after")
    first, second = idea.answers.order_by("said_at")
    assert (first.how, second.how) == ("partly", "taken-up")
    said = first.tellings.get()
    assert (said.member, said.is_it) == (the("carys"), False)
    assert (idea.state, second.tellings.get().is_it) == ("told", True)


def test_what_was_taken_back_has_no_words_anywhere(project: Project) -> None:
    idea = Idea.objects.get(state="taken-back")
    assert (idea.made_by, idea.words) == (BY_SLUG["ruth"].id, "")
    assert "how I came to be here" not in "".join(sentences(project))


def test_an_idea_from_a_drawing_was_taken_up(project: Project) -> None:
    idea = Idea.objects.get(file__content_type="image/png")
    assert (idea.holders.get(is_author=True).member.called, idea.state) == ("Gwen", "counted")


def test_its_votes_can_be_counted_again(project: Project, tmp_path: Path) -> None:
    stream = Stream.objects.get(pk=project.stream_id)
    with exporting.packed(
        stream, tmp_path / "copy.zip", at=stream.opened_at, beside=archive.beside(stream)
    ) as copy:
        assert recounting.recount(copy) == recounting.Recounted(votes=4, unshown=0)


# What it agreed


def test_its_principles_were_agreed_before_the_group_began(project: Project) -> None:
    edition = Edition.objects.filter(project=project).earliest("number")
    assert edition.at.date() < project.first_meeting_on  # type: ignore[operator]
    titles = [each.title for each in standing(project)[Sort.WAY]]
    assert titles[0] == "Everybody’s knowledge counts"


def test_words_that_it_avoids_each_say_why_and_what_is_said_instead(project: Project) -> None:
    words = {each.title: each for each in avoided([project])}
    assert set(words) == {"service", "case", "hard to reach", "failed to attend", "staff"}
    assert words["service"].words == "network"
    assert words["staff"].words == "care partners"
    assert all(each.why for each in words.values())


def test_somebody_who_wrote_one_was_told_kindly_and_put_it_otherwise(project: Project) -> None:
    decision = Decision.objects.get(question="At which hour shall we meet?")
    said, thanked = decision.comments.order_by("said_at")[:2]
    assert (said.member, thanked.member, thanked.answers) == (the("gwen"), the("marek"), said)
    assert "service" not in decision.plain_summary


def test_what_pulled_apart_was_settled_and_became_a_goal_with_its_roots(project: Project) -> None:
    clash = Clash.objects.get()
    assert clash.standing_settling is not None
    settled = clash.standing_settling.decision
    goal = standing(project)[Sort.GOAL][0]
    assert settled == goal.decision
    roots = GoalRoot.objects.filter(clause=goal.clause)
    assert {each.thing_id for each in roots} == {side.priority_id for side in clash.sides.all()}
