"""Clauses change by decisions, keep their versions, and are never merged by the program."""

from __future__ import annotations

from datetime import timedelta

import pytest

from evenweave.agreements import personal, reading, showing
from evenweave.agreements.actions.changing import (
    ask_again,
    leave_out_change,
    propose_changes,
    reword_change,
)
from evenweave.agreements.actions.erasing import forget_changes
from evenweave.agreements.drafting import LONGEST, Draft
from evenweave.agreements.models import Change, Clause, Edition, Sort, Version
from evenweave.agreements.starters import STARTERS
from evenweave.common import actors
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.room import doubt_agreement
from evenweave.decisions.actions.shaping import (
    choose_way,
    open_decision,
    shape_proposal,
    take_back_proposal,
)
from evenweave.decisions.models import Decision, Round, State
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.projects.actions.leaving import leave_project
from tests import make
from tests.agreements.stories import (
    LUNCH,
    TIME,
    WEEK,
    agreed,
    clause,
    decided,
    everybody,
    new,
    other,
    proposed,
    standing,
    votes,
    without,
)
from tests.make import NOON
from tests.projects.teams import Team, team

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)


def told_of(ours: Team) -> list[str]:
    """What stands in the agreement, in its order."""
    stands = reading.standing(ours.project).values()
    return [f"{each.title}: {each.words}" for versions in stands for each in versions]


def change_of(decision: Decision) -> Change:
    """The one change that a decision is about."""
    return Change.objects.select_related("decision", "clause", "base").get(decision=decision)


def test_what_is_agreed_in_the_room_stands_at_once_and_on_the_record() -> None:
    ours = team()
    agreed(ours, new())
    assert told_of(ours) == [f"Time: {TIME}"]
    assert Version.objects.get().number == 1
    assert Edition.objects.get().number == 1
    assert ours.told[-2:] == ["decisions.agreed_in_room", "agreements.adopted"] or ours.told[
        -2:
    ] == [
        "agreements.adopted",
        "decisions.agreed_in_room",
    ]


def test_a_proposal_stands_when_it_was_voted_for_and_not_before() -> None:
    ours = team()
    decision = proposed(ours, new())
    assert told_of(ours) == []
    assert decision.question == "Shall “Time” be in our agreement?"
    decided(ours, decision, "yes", "yes", "no")
    assert told_of(ours) == [f"Time: {TIME}"]
    assert change_of(decision).state == Change.State.ADOPTED
    assert Version.objects.get().decision == decision


def test_what_was_voted_down_or_taken_back_does_not_stand() -> None:
    ours = team()
    down = decided(ours, proposed(ours, new()), "no", "no", "yes")
    back = propose_changes(
        circle=everybody(ours),
        drafts=[new("Lunch", LUNCH)],
        plain_summary="",
        by=ours.actor("Ben"),
        at=NOON,
    )
    take_back_proposal(decision=back, by=ours.actor("Ben"), at=NOON)
    assert [change_of(each).state for each in (down, back)] == [Change.State.DROPPED] * 2
    assert told_of(ours) == []
    assert not Edition.objects.exists()


def test_every_version_stays_with_how_it_differs_in_words() -> None:
    ours = team()
    time = clause(ours)
    agreed(ours, other(time, "We plan for the time that good things take."), at=LATER)
    versions = list(time.versions.all())
    assert [each.number for each in versions] == [2, 1]
    assert versions[1].until == versions[0].since == LATER
    newest, first = showing.history(versions)
    assert newest.words is not None
    assert newest.words.told == "1 word is new."
    assert [each.words for each in newest.words.after if each.only_here] == ["good"]
    assert first.is_first
    assert Edition.objects.count() == 2


def test_a_clause_that_was_taken_out_keeps_its_versions() -> None:
    ours = team()
    time = clause(ours)
    decided(ours, proposed(ours, without(time)), "yes", "yes")
    time.refresh_from_db()
    assert told_of(ours) == []
    assert time.removed_at is not None
    assert time.versions.get().words == TIME
    assert ours.told.count("agreements.removed") == 1


def test_several_starters_stand_together_and_one_can_be_left_out_before() -> None:
    ours = team()
    drafts = [each.draft for each in STARTERS]
    decision = propose_changes(
        circle=everybody(ours), drafts=drafts, plain_summary="P.", by=ours.actor("Ben"), at=NOON
    )
    assert decision.question == f"Shall these {len(STARTERS)} parts be in our agreement?"
    first = Change.objects.filter(decision=decision).first()
    assert first is not None
    leave_out_change(change=first, by=ours.actor("Ben"), at=NOON)
    choose_way(
        decision=decision, way=Way((Step(StepKind.VOTE, quorum=0),)), by=ours.actor("Ben"), at=NOON
    )
    decision.refresh_from_db()
    open_decision(decision=decision, closes_at=NOON + WEEK, by=ours.actor("Ben"), at=NOON)
    decided(ours, decision, "yes", "yes")
    assert len(told_of(ours)) == len(STARTERS) - 1
    assert Edition.objects.get().number == 1


# Two changes that meet


def test_two_changes_that_meet_are_kept_as_three_texts_and_never_merged() -> None:
    ours = team()
    time = clause(ours)
    one = proposed(ours, other(time, "We never hurry."))
    two = proposed(ours, other(time, "We hurry sometimes."), by="Ben")
    votes(ours, two, "yes", "yes")
    decided(ours, one, "yes", "yes")
    # Both ended in the same minute; whichever came first stands.
    stands, waits = sorted((change_of(one), change_of(two)), key=lambda each: each.state)
    assert told_of(ours) == [f"Time: {stands.words}"]
    assert waits.state == Change.State.WAITS
    told = showing.worded(waits, waits.stands)
    assert told["before"]["words"] == TIME
    assert told["stands"]["words"] == stands.words
    assert {stands.words, told["words"]} == {"We never hurry.", "We hurry sometimes."}
    both = other(time, "We hurry only when we must.")
    agreed(ours, both, at=LATER, instead_of=waits)
    waits.refresh_from_db()
    assert waits.state == Change.State.TOGETHER
    assert told_of(ours) == ["Time: We hurry only when we must."]


def test_a_change_that_is_agreed_to_after_its_clause_was_taken_out_waits_with_its_words() -> None:
    ours = team()
    time = clause(ours)
    words = proposed(ours, other(time, "We never hurry."))
    agreed(ours, without(time))
    decided(ours, words, "yes", "yes")
    waits = change_of(words)
    assert (waits.state, waits.words) == (Change.State.WAITS, "We never hurry.")
    assert showing.worded(waits, waits.stands)["stands"] is None
    assert told_of(ours) == []
    again = Draft(Change.What.NEW, Sort.WAY, waits.title, waits.words)
    agreed(ours, again, at=LATER, instead_of=waits)
    assert told_of(ours) == ["Time: We never hurry."]


def test_whoever_writes_from_an_older_version_is_told_so() -> None:
    ours = team()
    time = clause(ours)
    late = other(time, "Mine.")
    agreed(ours, other(time, "Theirs."))
    with pytest.raises(Changed):
        agreed(ours, late)
    with pytest.raises(Changed):
        proposed(ours, late)
    assert told_of(ours) == ["Time: Theirs."]


def test_a_draft_that_is_reworded_after_its_clause_moved_on_is_a_change_to_what_stands() -> None:
    ours = team()
    time = clause(ours)
    by = ours.actor("Ben")
    decision = propose_changes(
        circle=everybody(ours), drafts=[other(time, "Mine.")], plain_summary="", by=by, at=NOON
    )
    agreed(ours, other(time, "Theirs."))
    change = change_of(decision)
    assert change.has_moved_on
    told = {"title": "Time", "words": "Both.", "why": ""}
    reword_change(change=change, version=1, **told, by=by, at=NOON)
    assert not change_of(decision).has_moved_on
    with pytest.raises(Changed):
        reword_change(change=change, version=1, **told, by=by, at=NOON)
    with pytest.raises(Refusal, match="Only the people who propose it"):
        reword_change(change=change, version=2, **told, by=ours.actor("Carys"), at=NOON)


# Doubt


def test_what_is_doubted_stands_no_more_and_is_a_proposal_with_its_words() -> None:
    ours = team()
    time = clause(ours)
    decision = agreed(ours, other(time, "We never hurry."))
    doubt_agreement(decision=decision, words="Hm.", by=ours.actor("Carys"), at=NOON)
    assert told_of(ours) == [f"Time: {TIME}"]
    assert standing(time).number == 3
    change = change_of(decision)
    assert (change.state, change.words) == (Change.State.PROPOSED, "We never hurry.")
    assert not change.has_moved_on


def test_something_new_that_is_doubted_goes_and_comes_back_when_it_is_voted_for() -> None:
    ours = team()
    decision = agreed(ours, new())
    doubt_agreement(decision=decision, words="", by=ours.actor("Carys"), at=NOON)
    assert told_of(ours) == []
    decision.refresh_from_db()
    by = ours.actor("Carys")
    choose_way(decision=decision, way=Way((Step(StepKind.VOTE, quorum=0),)), by=by, at=NOON)
    decision.refresh_from_db()
    open_decision(decision=decision, closes_at=NOON + WEEK, by=by, at=NOON)
    decided(ours, decision, "yes", "yes")
    assert told_of(ours) == [f"Time: {TIME}"]
    assert Clause.objects.count() == 1


def test_a_removal_that_is_doubted_lets_the_clause_stand_again() -> None:
    ours = team()
    time = clause(ours)
    decision = agreed(ours, without(time))
    doubt_agreement(decision=decision, words="", by=ours.actor("Carys"), at=NOON)
    assert told_of(ours) == [f"Time: {TIME}"]


def test_a_doubt_leaves_alone_what_changed_since() -> None:
    ours = team()
    time = clause(ours)
    first = agreed(ours, other(time, "One."))
    agreed(ours, other(time, "Two."))
    doubt_agreement(decision=first, words="", by=ours.actor("Carys"), at=NOON)
    assert told_of(ours) == ["Time: Two."]
    assert change_of(first).has_moved_on


# Rounds


def test_a_new_round_asks_with_other_words_and_the_old_round_keeps_the_old_ones() -> None:
    ours = team()
    by = ours.actor("Amina")
    decision = propose_changes(
        circle=everybody(ours), drafts=[new()], plain_summary="P.", by=by, at=NOON
    )
    choose_way(decision=decision, way=Way((Step(StepKind.CONSENSUS),)), by=by, at=NOON)
    decision.refresh_from_db()
    open_decision(decision=decision, closes_at=NOON + WEEK, by=by, at=NOON)
    change = change_of(decision)
    told = {"title": "Time", "words": "We never hurry.", "why": ""}
    with pytest.raises(Refusal, match="opened with these words"):
        reword_change(change=change, version=1, **told, by=by, at=NOON)
    ask_again(change=change, version=1, **told, what_changed="Shorter.", by=by, at=NOON)
    one, two = Round.objects.filter(decision=decision)
    assert one.wording["about"][0]["words"] == TIME
    assert two.wording["about"][0]["words"] == "We never hurry."


# What may not be


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (new(title=" "), "needs a short name"),
        (new(words="\n"), "Nothing is written here yet"),
        (new(words="x" * 100_000), "This is 80,000 signs too long. There is room for 20,000"),
        (new(words="x", why="x" * (LONGEST + 1)), "This is 1 signs too long"),
    ],
)
def test_what_cannot_be_kept_is_told_kindly(draft: Draft, reason: str) -> None:
    ours = team()
    with pytest.raises(Refusal, match=reason):
        agreed(ours, draft)


def test_a_word_to_avoid_needs_no_other_word_and_stands_once() -> None:
    ours = team()
    agreed(ours, new("service", "", Sort.WORD, why="It makes people into users."))
    with pytest.raises(Refusal, match="“Service” is on the list already"):
        agreed(ours, new("Service", "", Sort.WORD))
    assert [each.title for each in reading.avoided([ours.project])] == ["service"]


def test_the_same_words_are_no_change() -> None:
    ours = team()
    time = clause(ours)
    with pytest.raises(Refusal, match="words that stand there already"):
        agreed(ours, other(time, TIME))


def test_nobody_agrees_in_an_agreement_without_members() -> None:
    ours = team()
    circle = make.circle(ours.project, "Panel", by=ours.actor("Carys"))
    for each in list(ours.people):
        if each != "Amina":
            leave_project(
                member=ours.member(each),
                hand_over={},
                wants_news=False,
                by=ours.actor(each),
                at=NOON,
            )
    by = ours.actor("Amina")
    with pytest.raises(Refusal, match="Nobody is in this circle, so nobody could agree"):
        propose_changes(circle=circle, drafts=[new()], plain_summary="", by=by, at=NOON)


def test_only_members_propose_and_only_for_their_own_agreement() -> None:
    ours, theirs = team(), make.project(by=make.FINN, name="Another")
    time = clause(ours)
    finn = actors.person(make.finn().id)
    with pytest.raises(Refusal, match="Only members"):
        propose_changes(circle=everybody(ours), drafts=[new()], plain_summary="", by=finn, at=NOON)
    with pytest.raises(Refusal, match="not in the agreement of this project"):
        propose_changes(
            circle=theirs.circles.get(is_everybody=True),
            drafts=[other(time, "X.")],
            plain_summary="",
            by=finn,
            at=NOON,
        )


def test_options_do_not_belong_to_a_change() -> None:
    ours = team()
    by = ours.actor("Amina")
    decision = propose_changes(
        circle=everybody(ours), drafts=[new()], plain_summary="", by=by, at=NOON
    )
    with pytest.raises(Refusal, match="asks for a yes or no"):
        shape_proposal(
            decision=decision,
            version=decision.version,
            question="Q?",
            plain_summary="P.",
            options=["One", "Two"],
            by=by,
            at=NOON,
        )
    assert decision.state == State.DRAFT


# Whose words they are


def test_what_changed_since_a_day() -> None:
    ours = team()
    time = clause(ours)
    gone = clause(ours, "Lunch", LUNCH)
    agreed(ours, other(time, "We never hurry."), without(gone), new("Tea", "Tea."), at=LATER)
    found = reading.since(ours.project, NOON + timedelta(days=1))
    told = {(b.title if b else "", a.title if a else "") for b, a in found}
    assert told == {("Time", "Time"), ("Lunch", ""), ("", "Tea")}
    assert reading.since(ours.project, LATER + timedelta(days=1)) == []


def test_erasing_somebody_takes_what_nobody_agreed_to() -> None:
    ours = team()
    decided(ours, proposed(ours, new("Mine", "Only mine."), by="Dev"), "no", "no")
    agreed(ours, new(), by="Dev")
    dev = ours.people["Dev"].id
    assert len(personal.export(dev)["what_you_proposed_for_an_agreement"]) == 2
    forget_changes(person_id=dev, by=ours.actor("Dev"), at=NOON)
    told = {(each.title, each.words) for each in Change.objects.all()}
    assert told == {("", ""), ("Time", TIME)}
    with pytest.raises(Refusal):
        forget_changes(person_id=dev, by=ours.actor("Ben"), at=NOON)
