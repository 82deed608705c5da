"""What is noticed: uneven work is seen, even work is not accused, and nobody is named."""

from __future__ import annotations

from datetime import date

import pytest

from evenweave.decisions.models import How
from evenweave.mirror.looking import Measure
from evenweave.mirror.noticing import notice
from evenweave.mirror.reading import Ended, Raised
from evenweave.projects.actions.joining import join_project
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.mirror.stories import (
    LIVED,
    PRACTICE,
    RESEARCH,
    at,
    chair,
    even,
    held,
    idea,
    mirror,
    phase,
    seated,
    uneven,
)
from tests.projects.teams import team

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_unequal_chairing_and_unanswered_ideas_are_seen() -> None:
    found = notice(mirror(uneven()))
    assert {weak.measure for weak in found.weakest} & {Measure.CHAIRING, Measure.ROLES}
    everything = " ".join(weak.words for weak in found.weakest)
    assert "held 5 of 15 seats" in everything
    assert all(name not in everything for name in LIVED + PRACTICE + RESEARCH)


def test_ideas_that_wait_are_seen_before_anything_smaller() -> None:
    ours = seated()
    roles = chair(ours)
    for week, who in enumerate(["Amina", "Pat", "Uma"], 1):
        held(ours, week, {roles: who})
    for who in LIVED:
        idea(ours, who)
    for who in RESEARCH:
        idea(ours, who, answered=1)
    weakest = notice(mirror(ours)).weakest
    assert weakest[0].measure is Measure.ANSWERED
    assert weakest[0].words == (
        "So far, 5 of 10 ideas wait for an answer, and there was a meeting since. "
        "5 of them came from people with lived experience."
    )


def test_what_became_of_a_single_idea_is_told_of_no_kind() -> None:
    ours = seated()
    for who in LIVED:
        idea(ours, who, answered=1)
    idea(ours, "Vic", answered=1, how="not")
    assert Measure.TAKEN_UP not in {weak.measure for weak in notice(mirror(ours)).weakest}
    idea(ours, "Wes", answered=1, how="not")
    assert Measure.TAKEN_UP in {weak.measure for weak in notice(mirror(ours)).weakest}


def test_ideas_of_all_that_wait_are_seen_too() -> None:
    ours = seated()
    for who in ("Amina", "Pat", "Uma", "Ben", "Quin", "Vic"):
        idea(ours, who)
    held(ours, 1, {chair(ours): "Amina"})
    weakest = notice(mirror(ours)).weakest
    assert weakest[0].words == (
        "So far, 6 of 6 ideas wait for an answer, and there was a meeting since."
    )


def test_an_even_team_is_not_accused() -> None:
    found = notice(mirror(even()))
    assert found.weakest == []
    assert found.went_well[0] == "Chairing went round: 6 people chaired 6 meetings."
    assert any("shared as the seats are" in told for told in found.went_well)


def test_one_turn_more_or_less_is_no_accusation() -> None:
    ours = seated()
    role = chair(ours)
    for week, who in enumerate(["Amina", "Ben", "Pat", "Uma", "Vic"], 1):
        held(ours, week, {role: who})
    assert notice(mirror(ours)).weakest == []


def test_a_new_team_has_nothing_to_see_yet() -> None:
    found = notice(mirror(team()))
    assert found.went_well == []
    assert found.weakest == []


def test_an_idea_of_yesterday_does_not_wait() -> None:
    ours = seated()
    held(ours, 1, {chair(ours): "Amina"})
    for who in ("Ben", "Pat", "Uma"):
        idea(ours, who, week=2)
    assert all(weak.measure is not Measure.ANSWERED for weak in notice(mirror(ours)).weakest)


def test_the_phase_that_is_now_is_looked_at_by_itself() -> None:
    ours = seated()
    role = chair(ours)
    for week, who in enumerate(["Amina", "Pat", "Ben", "Quin", "Cleo", "Rose"], 1):
        held(ours, week, {role: who})
    for week, who in enumerate(RESEARCH[:4], 7):
        held(ours, week, {role: who})
    before = [weak.words for weak in notice(mirror(ours)).weakest]
    assert before == []
    phase(ours, "Design", date(2026, 3, 1), date(2026, 4, 19))
    phase(ours, "Trial", date(2026, 4, 20), None)
    (weak,) = notice(mirror(ours)).weakest
    assert weak.words.startswith("In Trial, people with ")
    assert "chaired 0 of 4 meetings." in weak.words


def test_what_is_put_on_an_agenda_says_what_is_so_and_what_to_try() -> None:
    weak = notice(mirror(uneven())).weakest[0]
    assert weak.agenda_title.endswith("how do we share it?")
    assert weak.agenda_words == f"{weak.words} {weak.attempt}"


def test_where_nobody_has_a_role_people_met_all_the_same() -> None:
    ours = seated()
    for who in ("Amina", "Pat"):
        idea(ours, who)
    held(ours, 3, {})
    assert Measure.ANSWERED in {weak.measure for weak in notice(mirror(ours)).weakest}


def test_ideas_after_the_last_meeting_accuse_nobody() -> None:
    ours = seated()
    held(ours, 1, {chair(ours): "Uma"})
    for who in RESEARCH:
        idea(ours, who, answered=1)
    for who in LIVED:
        idea(ours, who, week=5)
    assert Measure.ANSWERED not in {weak.measure for weak in notice(mirror(ours)).weakest}


def test_ideas_without_a_name_make_nobody_short() -> None:
    ours = seated()
    for who in (*LIVED, *PRACTICE, *RESEARCH):
        idea(ours, who)
    seen = mirror(ours)
    seen.happened.ideas.extend([Raised(None, NOON.date(), None, is_told=False, days=None)] * 30)
    assert seen.shared[Measure.IDEAS].in_period(seen.so_far).unnamed == 30
    assert Measure.IDEAS not in {weak.measure for weak in notice(seen).weakest}


def test_what_is_short_is_not_praised() -> None:
    ours = seated()
    chairs, minutes = chair(ours), chair(ours, "Minutes")
    turns = [*["Uma"] * 8, "Amina", "Ben", "Pat", "Pat"]
    for week, who in enumerate(turns, 1):
        held(ours, week, {chairs: who, minutes: "Vic"}, leads=["Vic"])
    found = notice(mirror(ours))
    assert Measure.CHAIRING not in {weak.measure for weak in found.weakest}
    assert not any("Chairing went round" in told for told in found.went_well)


def test_kinds_that_miss_as_much_are_both_told() -> None:
    ours = seated()
    role = chair(ours)
    for week in range(1, 7):
        held(ours, week, {role: "Uma"})
    (weak,) = notice(mirror(ours)).weakest
    assert weak.words == (
        "So far, people with lived experience held 5 of 15 seats and chaired 0 of 6 meetings. "
        "So far, practitioners held 5 of 15 seats and chaired 0 of 6 meetings."
    )


def test_one_urgent_decision_is_not_most_of_them() -> None:
    seen = mirror(seated())
    few = [Ended(How.URGENT, NOON.date(), (), is_adopted=True)]
    seen.happened.ended.extend(few)
    assert notice(seen).weakest == []
    seen.happened.ended.extend(few * 2)
    assert [weak.measure for weak in notice(seen).weakest] == [Measure.DECIDED]


def test_what_one_kind_holds_alone_is_not_praised_as_shared() -> None:
    ours = seated(3)
    for name in ("Dina", "Ed"):
        ours.add(name, "R")
    role = chair(ours)
    for week in (1, 2):
        held(ours, week, {role: "Uma"})
    found = notice(mirror(ours))
    # Less than one meeting is missing to anybody, so nobody is short of one.
    assert not found.weakest
    assert not found.went_well


def test_ideas_without_a_name_are_not_praised_as_shared() -> None:
    seen = mirror(seated())
    nameless = Raised(None, NOON.date(), "taken-up", is_told=False, days=1)
    seen.happened.ideas.extend([nameless] * 9)
    assert not any("shared as the seats are" in told for told in notice(seen).went_well)


def test_a_kind_that_nobody_is_in_any_more_is_short_of_nothing() -> None:
    ours = seated()
    role = chair(ours)
    for week in range(1, 7):
        held(ours, week, {role: "Uma" if week % 2 else "Ben"})
    for name in PRACTICE:
        by, member = ours.actor(name), ours.member(name)
        leave_project(member=member, hand_over={}, wants_news=False, by=by, at=at(6))
    seen = mirror(ours, at(7).date())
    assert seen.shared[Measure.CHAIRING].in_period(seen.so_far).groups == (3, 0, 3)
    assert not any("practitioners" in weak.words for weak in notice(seen).weakest)


def test_somebody_who_left_and_came_back_is_one_who_chaired() -> None:
    ours = seated()
    role = chair(ours)
    held(ours, 1, {role: "Ben"})
    by, member = ours.actor("Ben"), ours.member("Ben")
    leave_project(member=member, hand_over={}, wants_news=False, by=by, at=at(2))
    join_project(invitation=ours.invitation, by=by, at=at(3))
    ours.sit("Ben", "L")
    held(ours, 4, {role: "Ben"})
    assert not any("Chairing went round" in told for told in notice(mirror(ours)).went_well)


@pytest.mark.parametrize(
    ("days", "told"), [([0, 1], "within 0.5 days."), ([2, 3], "within 2.5 days."), ([1], "1 day.")]
)
def test_half_of_the_answers_came_within_days_that_are_so(days: list[int], told: str) -> None:
    seen = mirror(seated())
    member = next(iter(seen.groups.stays))
    seen.happened.ideas.extend(
        Raised(member, NOON.date(), "taken-up", is_told=False, days=each) for each in days
    )
    assert any(words.endswith(told) for words in notice(seen).went_well)
