"""What somebody could try in order to decide alone, or to undo what others said; and that it fails.

Each rule in here was once missing, and somebody found the way round.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import actors
from evenweave.common.conflicts import Changed
from evenweave.common.guard import acting
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions import closing, proposing, shaping
from evenweave.decisions.actions.erasing import forget_in_decisions
from evenweave.decisions.actions.outcomes import take_back_telling, tell_outcome
from evenweave.decisions.actions.room import act_urgently, agree_in_room, doubt_agreement
from evenweave.decisions.actions.rounds import amend_proposal, answer_worry
from evenweave.decisions.actions.standing import set_rule
from evenweave.decisions.models import (
    Comment,
    Decision,
    EarlierTelling,
    How,
    Option,
    Position,
    Stance,
    State,
)
from evenweave.decisions.ways import Preset, of_preset
from evenweave.outbox.models import Message
from evenweave.people.actions import rest
from evenweave.projects.actions.circles import join_circle
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.models import Entry, Words
from tests.decisions.stories import (
    DAY,
    WEEK,
    Ballot,
    Step,
    StepKind,
    Story,
    Tie,
    Way,
    leads,
    opened,
    shaped,
    voting,
)
from tests.make import NOON
from tests.make import circle as make_circle
from tests.projects.teams import Team, team

pytestmark = pytest.mark.django_db

CONSENSUS = Step(StepKind.CONSENSUS)
ROOMS = ["The library", "The health centre"]


def amend(story: Story, name: str = "Amina", **more: Any) -> None:
    """Somebody changes the proposal."""
    told: dict[str, Any] = {
        "version": story.fresh().version,
        "question": "Where shall we meet?",
        "plain_summary": "With a taxi.",
        "background": "",
        "options": [option.words for option in story.decision.options.all()],
        "put_forward": "",
        "what_changed": "A taxi.",
    }
    amend_proposal(decision=story.decision, **told | more, by=story.by(name), at=story.now)


def opens(story: Story, closes_at: Any, name: str = "Amina") -> None:
    """Somebody opens it, until then."""
    shaping.open_decision(
        decision=story.decision, closes_at=closes_at, by=story.by(name), at=story.now
    )


def facts(kind: str) -> dict[str, Any]:
    """What the newest line of a kind holds."""
    entry = Entry.objects.filter(kind=kind).latest("sequence")
    told: dict[str, Any] = entry.content["facts"]
    return told


# Time


def test_a_first_step_lasts_as_long_as_the_rule_says() -> None:
    story = shaped(team(), voting())
    with pytest.raises(Refusal, match="says how long the first step lasts"):
        opens(story, NOON + 6 * DAY)
    opens(story, NOON + WEEK - timedelta(hours=4))  # the same day, when people come home
    assert story.fresh().state == State.OPEN


def test_three_months_are_three_months_whatever_the_hour() -> None:
    story = shaped(team(), voting(days=92))
    opens(story, NOON + 92 * DAY + timedelta(hours=6))
    assert story.fresh().state == State.OPEN


def test_a_changed_proposal_never_has_less_time_than_was_given() -> None:
    story = opened(Way((CONSENSUS,)))
    until = NOON + 3 * WEEK
    closing.extend_step(decision=story.decision, closes_at=until, by=story.by("Amina"), at=NOON)
    amend(story)
    assert story.fresh().closes_at == until


def test_when_the_time_of_a_round_is_over_nothing_more_counts() -> None:
    story = opened(Way((CONSENSUS,)))
    for name in ["Amina", "Ben"]:
        story.says(name, Stance.FOR)
    story.says("Carys", Stance.WORRY, "The bus.")
    worry = Position.objects.get(stance=Stance.WORRY)
    story.now += WEEK
    with pytest.raises(Refusal, match="round is over"):
        story.says("Dev", Stance.AGAINST, "No.")
    with pytest.raises(Refusal, match="round is over"):
        answer_worry(position=worry, by=story.by("Carys"), at=story.now)
    with pytest.raises(Refusal, match="is over"):
        amend(story)


def test_two_who_change_a_proposal_at_once_do_not_undo_each_other() -> None:
    story = opened(Way((CONSENSUS,)))
    begun = story.fresh().version
    amend(story)
    with pytest.raises(Changed):
        amend(story, version=begun)
    assert story.decision.rounds.count() == 2


def test_who_changes_a_proposal_that_just_changed_sees_both_and_loses_nothing(
    client: Client,
) -> None:
    story = opened(Way((CONSENSUS,)))
    page = reverse("decisions:amend", args=[story.decision.project_id, story.decision.id])
    begun = story.fresh().version
    amend(story, plain_summary="With a taxi for all.")
    client.force_login(story.ours.people["Amina"])
    sent = {"question": "Where?", "plain_summary": "With a bus.", "what_changed": "A bus."}
    answer = client.post(page, sent | {"version": begun})
    assert answer.status_code == 409
    told = answer.content.decode()  # what differs is marked, word by word
    for words in ("taxi", "With a bus.", "A bus."):
        assert words in told


# Options, and steps that end


def test_a_change_leaves_as_many_options_as_the_vote_that_may_follow_needs() -> None:
    way = Way((CONSENSUS, *voting(Ballot.STV, seats=2).steps))
    story = opened(way, options=["A", "B", "C"])
    with pytest.raises(Refusal, match="more options"):
        amend(story, options=["A", "B"])
    amend(story, options=["A", "B", "D"])


def test_options_that_differ_in_spaces_alone_are_the_same() -> None:
    with pytest.raises(Refusal, match="same words"):
        shaped(team(), voting(), options=["The  library", "the library "])


def test_one_decision_that_cannot_go_on_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    broken = opened(voting(Ballot.STV, seats=2), options=["A", "B", "C"])
    ids = [str(each.id) for each in broken.decision.options.all()]
    broken.cast("Ben", {"ranking": [[each] for each in ids]})
    other = opened(ours=team())
    other.vote("Ben", "yes")
    with acting("a test's fault in the store"):
        Option.objects.filter(decision=broken.decision).delete()
    assert other.passes(WEEK).state == State.DECIDED
    assert broken.fresh().state == State.OPEN
    assert str(broken.decision.id) in caplog.text


def test_a_rule_that_is_only_a_decider_comes_to_them_at_once() -> None:
    ours = team()
    story = shaped(ours, Way((leads(ours, "Dev").steps[-1],)))
    opens(story, None)
    assert story.fresh().waits_for == Decision.Waits.DECIDER
    assert Message.objects.filter(kind="decisions.yours", to=ours.people["Dev"].id).exists()
    closing.decide_as_named(
        decision=story.decision, chosen=["yes"], reason="R.", by=story.by("Dev"), at=NOON
    )
    assert story.outcome.how == How.DECIDER


def test_who_was_named_chooses_as_many_as_the_rule_says_can_win() -> None:
    ours = team()
    stv = Step(StepKind.VOTE, ballot=Ballot.STV, seats=2, tie=Tie.DECIDER)
    story = opened(Way((stv, leads(ours, "Dev").steps[-1])), ours=ours, options=["A", "B", "C"])
    story.passes(WEEK)
    ids = [str(each.id) for each in story.decision.options.all()]
    told: dict[str, Any] = {"decision": story.decision, "reason": "R.", "by": story.by("Dev")}
    for wrong in (ids[:1], ids, [ids[0], ids[0]]):
        with pytest.raises(Refusal, match="Choose as many"):
            closing.decide_as_named(chosen=wrong, **told, at=story.now)
    closing.decide_as_named(chosen=ids[:2], **told, at=story.now)
    assert story.chosen == ["A", "B"]


def test_the_count_beside_a_decider_s_choice_is_that_of_the_vote() -> None:
    ours = team()
    vote = Step(StepKind.VOTE, quorum=100, tie=Tie.DECIDER)
    story = opened(Way((vote, leads(ours, "Dev").steps[-1])), ours=ours)
    story.vote("Ben", "yes")
    story.passes(WEEK)
    rest(person=ours.people["Carys"], by=ours.actor("Carys"), at=story.now)
    closing.decide_as_named(
        decision=story.decision, chosen=["no"], reason="R.", by=story.by("Dev"), at=story.now
    )
    assert story.counted == story.fresh().count
    assert (story.counted["cast"], story.counted["electors"]) == (1, 5)


def test_nobody_comes_to_a_consensus_alone() -> None:
    story = opened(Way((Step(StepKind.CONSENSUS, rounds=1),)))
    for name in ["Ben", "Carys", "Dev", "Esther"]:
        rest(person=story.ours.people[name], by=story.by(name), at=NOON)
    story.says("Amina", Stance.FOR)
    assert story.passes(WEEK).state == State.UNDECIDED


# Who rests


def test_a_count_does_not_tell_who_rests() -> None:
    story = opened(voting(quorum=60))
    for name in ["Carys", "Dev"]:
        rest(person=story.ours.people[name], by=story.by(name), at=NOON)
    for name in ["Amina", "Ben"]:
        story.vote(name, "yes")
    story.passes(WEEK)
    count = facts("decisions.closed")["count"]
    assert (count["cast"], count["electors"], count["has_quorum"]) == (2, 5, True)
    assert "needed" not in {*count, *story.counted}


# Who proposes, and who takes back


def test_nobody_proposes_anything_unasked_and_no_is_an_answer() -> None:
    story = shaped(team(), voting())
    with pytest.raises(Refusal, match="Nobody asks you"):
        proposing.propose_too(decision=story.decision, by=story.by("Ben"), at=NOON)
    for name in ["Ben", "Carys"]:
        member = story.ours.member(name)
        proposing.ask_to_propose(
            decision=story.decision, member=member, by=story.by("Amina"), at=NOON
        )
    assert not story.decision.is_proposed_by(story.ours.member("Ben"))
    with pytest.raises(Refusal, match="asked already"):
        proposing.ask_to_propose(
            decision=story.decision,
            member=story.ours.member("Ben"),
            by=story.by("Amina"),
            at=NOON,
        )
    proposing.propose_too(decision=story.decision, by=story.by("Ben"), at=NOON)
    proposing.decline_to_propose(decision=story.decision, by=story.by("Carys"), at=NOON)
    assert set(story.decision.proposer_ids) == {
        story.ours.member(name).id for name in ["Amina", "Ben"]
    }
    assert not story.decision.asked.exists()
    opens(story, NOON + WEEK)
    told = facts("decisions.opened")
    assert set(told["proposers"]) == {str(each) for each in story.decision.proposer_ids}
    assert told["is_from_circle"] is False


def test_who_came_late_takes_nothing_back_though_the_whole_circle_proposes_it() -> None:
    ours = team()
    panel = circle_of(ours, "Amina", "Ben")
    story = shaped(ours, Way((CONSENSUS,)), circle=panel)
    with_all(story)
    opens(story, NOON + WEEK)
    join_circle(circle=panel, member=ours.member("Dev"), by=ours.actor("Dev"), at=NOON)
    with pytest.raises(Refusal, match="Only the people who propose it"):
        shaping.take_back_proposal(decision=story.decision, by=story.by("Dev"), at=NOON)
    shaping.take_back_proposal(decision=story.decision, by=story.by("Ben"), at=NOON)
    assert story.fresh().state == State.TAKEN_BACK


def with_all(story: Story) -> None:
    """The whole circle proposes it."""
    shaping.shape_proposal(
        decision=story.decision,
        version=story.fresh().version,
        question="Where shall we meet?",
        plain_summary="We need a room.",
        is_from_circle=True,
        by=story.by("Amina"),
        at=NOON,
    )


def test_nobody_calls_a_vote_off_that_goes_against_them() -> None:
    story = opened()
    with pytest.raises(Refusal, match="goes to its end"):
        shaping.take_back_proposal(decision=story.decision, by=story.by("Amina"), at=NOON)
    story = opened(Way((CONSENSUS,)), ours=team())
    with pytest.raises(Refusal, match="goes to its end"):
        shaping.take_back_proposal(decision=story.decision, by=story.by("Amina"), at=NOON + WEEK)
    shaping.take_back_proposal(decision=story.decision, by=story.by("Amina"), at=NOON)
    assert story.fresh().state == State.TAKEN_BACK


def test_a_draft_that_is_taken_back_is_nothing_for_the_record() -> None:
    story = shaped(team(), voting())
    shaping.take_back_proposal(decision=story.decision, by=story.by("Amina"), at=NOON)
    assert not Entry.objects.filter(kind="decisions.taken_back").exists()


def test_when_every_proposer_has_left_whoever_decides_can_still_change_it() -> None:
    story = opened(of_preset(Preset.EVERYONE_HAPPY))
    story.goes_on()
    story.passes(WEEK)
    with pytest.raises(Refusal, match="Only the people who propose it"):
        amend(story, "Ben")
    leave_project(
        member=story.ours.member("Amina"),
        hand_over={"coordinator": story.ours.member("Ben")},
        wants_news=False,
        by=story.by("Amina"),
        at=story.now,
    )
    amend(story, "Ben")
    assert story.decision.rounds.count() == 2


# What others said


def test_a_draft_in_which_others_took_part_does_not_vanish() -> None:
    ours = team()
    everybody = ours.project.circles.get(is_everybody=True)
    agreed = agree_in_room(
        circle=everybody,
        words="Tuesdays.",
        people=[ours.member("Amina"), ours.member("Ben")],
        by=ours.actor("Amina"),
        at=NOON,
    )
    doubt_agreement(decision=agreed, words="", by=ours.actor("Carys"), at=NOON)
    story = shaped(ours, voting())
    said: dict[str, Any] = {"decision": story.decision, "at": NOON}
    shaping.say_comment(words="Hm.", by=ours.actor("Ben"), **said)
    proposing.ask_to_propose(member=ours.member("Ben"), by=ours.actor("Amina"), **said)
    proposing.propose_too(by=ours.actor("Ben"), **said)
    for decision, name in ((agreed, "Carys"), (story.decision, "Amina"), (story.decision, "Ben")):
        with pytest.raises(Refusal, match="Others took part"):
            shaping.throw_away_draft(decision=decision, by=ours.actor(name), at=NOON)


def test_a_draft_that_is_not_decided_cannot_be_decided_anew() -> None:
    story = shaped(team(), voting())
    with pytest.raises(Refusal, match="can be decided anew"):
        shaping.begin_proposal(
            circle=story.decision.circle,
            question="Again?",
            reviewed=story.decision,
            by=story.by("Ben"),
            at=NOON,
        )


def test_when_whoever_began_a_draft_is_erased_what_others_said_to_it_stays() -> None:
    story = shaped(team(), voting())
    said: dict[str, Any] = {"decision": story.decision, "at": NOON}
    first = shaping.say_comment(words="Where?", by=story.by("Amina"), **said)
    shaping.say_comment(words="At mine.", answers=first, by=story.by("Ben"), **said)
    forget(story, "Amina")
    assert Comment.objects.get(member=story.ours.member("Ben")).words == "At mine."
    assert story.fresh().plain_summary == ""


def test_a_draft_with_an_answer_to_oneself_goes_when_its_author_is_erased() -> None:
    story = shaped(team(), voting())
    said: dict[str, Any] = {"decision": story.decision, "by": story.by("Amina"), "at": NOON}
    first = shaping.say_comment(words="Where?", **said)
    shaping.say_comment(words="Here.", answers=first, **said)
    forget(story, "Amina")
    assert not Decision.objects.filter(pk=story.decision.pk).exists()


def forget(story: Story, name: str) -> None:
    """Somebody is erased, as far as decisions know them."""
    forget_in_decisions(person_id=story.ours.people[name].id, by=actors.operator(), at=NOON)


# What came of it


def told(story: Story, name: str, words: str) -> None:
    """Somebody says what came of it."""
    tell_outcome(outcome=story.outcome, words=words, by=story.by(name), at=story.now)


def decided() -> Story:
    """A vote that is over."""
    story = opened()
    story.vote("Ben", "yes")
    story.passes(WEEK)
    return story


def test_who_puts_an_outcome_otherwise_leaves_what_others_said() -> None:
    story = decided()
    told(story, "Carys", "We go.")
    told(story, "Amina", "We stay.")
    assert (story.outcome.words, story.outcome.told_by) == (
        "We stay.",
        story.ours.people["Amina"].id,
    )
    (before,) = EarlierTelling.objects.all()
    assert (before.words, before.told_by) == ("We go.", story.ours.people["Carys"].id)
    assert story.chosen == ["yes"]
    with pytest.raises(Refusal, match="Only the person who said it"):
        take_back_telling(outcome=story.outcome, by=story.by("Ben"), at=story.now)
    take_back_telling(outcome=story.outcome, by=story.by("Amina"), at=story.now)
    assert story.outcome.words == "We go."
    forget(story, "Carys")
    assert story.outcome.words == ""
    assert not EarlierTelling.objects.exists()


def test_what_was_agreed_in_the_room_is_not_put_otherwise_by_one() -> None:
    ours = team()
    agreed = agree_in_room(
        circle=ours.project.circles.get(is_everybody=True),
        words="Tuesdays.",
        people=[ours.member("Amina"), ours.member("Ben")],
        by=ours.actor("Amina"),
        at=NOON,
    )
    with pytest.raises(Refusal, match="what was agreed"):
        tell_outcome(
            outcome=agreed.outcomes.get(), words="Mondays.", by=ours.actor("Carys"), at=NOON
        )


def test_on_the_record_a_question_is_its_proposer_s_and_a_reason_its_decider_s() -> None:
    ours = team()
    story = shaped(ours, Way((leads(ours, "Dev").steps[-1],)))
    opens(story, None, "Amina")
    closing.decide_as_named(
        decision=story.decision, chosen=["yes"], reason="R.", by=story.by("Dev"), at=NOON
    )
    whose = {
        words.field: words.person_id
        for words in Words.objects.filter(entry__kind="decisions.decided")
    }
    assert whose == {"question": ours.people["Amina"].id, "reason": ours.people["Dev"].id}


def test_whoever_was_ticked_as_there_is_told_in_whatever_circle() -> None:
    ours = team()
    panel = circle_of(ours, "Amina", "Ben")
    agree_in_room(
        circle=panel,
        words="Tuesdays.",
        people=[ours.member("Amina"), ours.member("Dev")],
        by=ours.actor("Amina"),
        at=NOON,
    )
    asked = set(Message.objects.filter(kind="decisions.closed").values_list("to", flat=True))
    assert asked == {ours.people[name].id for name in ["Ben", "Dev"]}


def circle_of(ours: Team, *names: str) -> Any:
    """A circle of its own."""
    first, *others = names
    circle = make_circle(ours.project, "Panel", by=ours.actor(first))
    for name in others:
        join_circle(circle=circle, member=ours.member(name), by=ours.actor(name), at=NOON)
    return circle


# Who decides alone


def urgent(ours: Team, by: Any, at: Any) -> None:
    """Somebody decides alone."""
    act_urgently(
        circle=ours.project.circles.get(is_everybody=True),
        words="The urn is off.",
        reason="A shock.",
        by=by,
        at=at,
    )


def test_who_writes_down_that_they_decide_waits_until_the_others_have_seen_it() -> None:
    ours = team()
    set_rule(
        project=ours.project, circle=None, way=leads(ours, "Dev"), by=ours.actor("Dev"), at=NOON
    )
    assert Message.objects.filter(kind="decisions.rule_set").count() == 4
    with pytest.raises(Refusal, match="need time to see it"):
        urgent(ours, ours.actor("Dev"), NOON + 6 * DAY)
    urgent(ours, ours.actor("Dev"), NOON + WEEK)


def test_a_helper_does_not_decide_alone_for_somebody() -> None:
    ours = team()
    set_rule(
        project=ours.project, circle=None, way=leads(ours, "Dev"), by=ours.actor("Amina"), at=NOON
    )
    helper = actors.helper(ours.people["Ben"].id, for_person=ours.people["Dev"].id)
    with pytest.raises(Refusal, match="in person"):
        urgent(ours, helper, NOON)
