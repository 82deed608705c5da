"""From a question to an outcome, by each rule: the cases that the room was made for."""

from __future__ import annotations

from typing import Any

import pytest

from evenweave.common.refusals import Refusal
from evenweave.decisions import recounting
from evenweave.decisions.actions.closing import decide_as_named, end_step, extend_step
from evenweave.decisions.actions.outcomes import dissent, take_back_dissent, tell_outcome
from evenweave.decisions.actions.room import act_urgently, agree_in_room, doubt_agreement
from evenweave.decisions.actions.rounds import amend_proposal, answer_worry
from evenweave.decisions.actions.shaping import choose_way, open_decision
from evenweave.decisions.actions.standing import set_rule
from evenweave.decisions.models import Decision, How, Kind, Position, Stance, State
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.ways import Preset, of_preset
from evenweave.outbox.models import Message
from evenweave.people.actions import rest
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.models import Entry
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
from tests.projects.teams import LATER, Team, team

pytestmark = pytest.mark.django_db

FOR, LIVE_WITH, WORRY, AGAINST = Stance.FOR, Stance.LIVE_WITH, Stance.WORRY, Stance.AGAINST
ROOMS = ["The library", "The health centre"]


def told(story: Story) -> list[str]:
    """What stands on the record of decisions, in its order."""
    entries = Entry.objects.filter(kind__startswith="decisions.").order_by("sequence")
    return [entry.kind.removeprefix("decisions.") for entry in entries]


# Votes


def test_the_venue_is_chosen_by_a_simple_vote() -> None:
    story = opened(options=ROOMS)
    for name in ["Amina", "Ben", "Carys"]:
        story.vote(name, "The library")
    story.vote("Dev", "The health centre")
    assert story.passes(WEEK).state == State.DECIDED
    assert story.chosen == ["The library"]
    assert story.outcome.how == How.VOTE
    assert told(story) == ["opened", "closed"]


def test_everybody_in_the_circle_is_told_when_it_opens_and_when_it_closes() -> None:
    story = opened()
    asked = Message.objects.filter(kind="decisions.opened")
    assert {message.to for message in asked} == {
        story.ours.people[name].id for name in ["Ben", "Carys", "Dev", "Esther"]
    }
    assert str(story.decision.id) in asked[0].text
    story.passes(WEEK)
    assert Message.objects.filter(kind="decisions.closed").count() == 5


def test_a_vote_can_be_changed_until_it_closes_and_counts_once() -> None:
    story = opened(options=ROOMS)
    story.vote("Ben", "The library")
    story.vote("Ben", "The health centre")
    story.passes(WEEK)
    assert story.chosen == ["The health centre"]
    assert story.counted["cast"] == 1


def test_the_name_is_chosen_by_ticking_all_that_one_could_live_with() -> None:
    names = ["Wellbeing network", "Care partners", "The connecting place"]
    story = opened(voting(Ballot.APPROVAL), options=names)
    ids = {option.words: str(option.id) for option in story.decision.options.all()}
    story.cast("Amina", {"approve": [ids[names[0]], ids[names[1]]]})
    story.cast("Ben", {"approve": [ids[names[0]]]})
    story.cast("Dev", {"approve": []})
    story.passes(WEEK)
    assert story.chosen == ["Wellbeing network"]


@pytest.mark.parametrize(
    ("ballot", "papers"),
    [
        (Ballot.SCORE, [{"A": 7, "B": 9}, {"A": 8}]),
        (Ballot.DOTS, [{"A": 5}, {"B": 2, "A": 3}]),
    ],
)
def test_numbers_are_added_up(ballot: Ballot, papers: list[dict[str, int]]) -> None:
    story = opened(voting(ballot), options=["A", "B"])
    ids = {option.words: str(option.id) for option in story.decision.options.all()}
    for name, paper in zip(["Amina", "Ben"], papers, strict=True):
        story.cast(name, {"scores": {ids[words]: points for words, points in paper.items()}})
    story.passes(WEEK)
    assert story.chosen == ["A"]


@pytest.mark.parametrize("ballot", [Ballot.IRV, Ballot.SCHULZE])
def test_orders_are_counted(ballot: Ballot) -> None:
    story = opened(voting(ballot), options=["A", "B", "C"])
    ids = {option.words: str(option.id) for option in story.decision.options.all()}
    for name, order in {"Amina": "ABC", "Ben": "CAB", "Dev": "ACB"}.items():
        story.cast(name, {"ranking": [[ids[words]] for words in order]})
    story.passes(WEEK)
    assert story.chosen == ["A"]


def test_several_can_win() -> None:
    story = opened(voting(Ballot.STV, seats=2), options=["A", "B", "C"])
    ids = {option.words: str(option.id) for option in story.decision.options.all()}
    for name, order in {"Amina": "A", "Ben": "A", "Dev": "B", "Carys": "BA"}.items():
        story.cast(name, {"ranking": [[ids[words]] for words in order]})
    story.passes(WEEK)
    assert sorted(story.chosen) == ["A", "B"]


def test_a_yes_or_no_that_has_no_majority_changes_nothing() -> None:
    story = opened()
    story.vote("Amina", "yes")
    story.vote("Ben", "no")
    assert story.passes(WEEK).state == State.UNDECIDED
    assert (story.outcome.how, story.chosen) == (How.NOBODY, [])


def test_a_no_is_an_answer_too() -> None:
    story = opened()
    story.vote("Ben", "no")
    assert story.passes(WEEK).state == State.DECIDED
    assert story.chosen == ["no"]


def test_two_thirds_are_two_thirds() -> None:
    story = opened(voting(threshold=Threshold.TWO_THIRDS))
    for name, choice in {"Amina": "yes", "Ben": "yes", "Dev": "no"}.items():
        story.vote(name, choice)
    story.passes(WEEK)
    assert story.chosen == ["yes"]


def test_too_few_are_too_few_and_who_rests_is_not_missed() -> None:
    story = opened(voting(quorum=60))  # three of five
    story.vote("Amina", "yes")
    story.vote("Ben", "yes")
    assert story.passes(WEEK).state == State.UNDECIDED
    story = opened(voting(quorum=60), ours=team())
    for name in ["Carys", "Dev"]:  # now two of three
        rest(person=story.ours.people[name], by=story.by(name), at=NOON)
    story.vote("Amina", "yes")
    story.vote("Ben", "yes")
    assert story.passes(WEEK).state == State.DECIDED


def test_who_rests_may_vote_to_the_end() -> None:
    story = opened()
    rest(person=story.ours.people["Dev"], by=story.by("Dev"), at=NOON)
    story.vote("Dev", "yes")
    story.passes(WEEK)
    assert story.chosen == ["yes"]
    assert story.counted["electors"] == 5


def test_a_level_vote_goes_to_the_lot_if_the_rule_said_so_and_anybody_can_draw_it_again() -> None:
    story = opened(voting(Ballot.APPROVAL, tie=Tie.LOT), options=["A", "B"])
    ids = {option.words: str(option.id) for option in story.decision.options.all()}
    story.cast("Amina", {"approve": [ids["A"]]})
    story.cast("Ben", {"approve": [ids["B"]]})
    (opening,) = Entry.objects.filter(kind="decisions.opened")
    story.passes(WEEK)
    assert story.outcome.how == How.LOT
    assert len(story.chosen) == 1
    (closing,) = Entry.objects.filter(kind="decisions.closed")
    lot = closing.content["facts"]["count"]
    assert recounting.lot_of(lot["nonce"]) == opening.content["facts"]["lot"]
    assert recounting.seed_of(lot["nonce"], lot["papers"]) == lot["seed"] == story.counted["seed"]
    assert lot["nonce"] not in opening.line


def test_a_level_vote_changes_nothing_if_the_rule_said_so() -> None:
    story = opened(voting(Ballot.APPROVAL), options=["A", "B"])
    assert story.passes(WEEK).state == State.UNDECIDED


# Consensus


def test_a_round_agrees_when_nothing_stands_in_the_way() -> None:
    story = opened(leads(ours := team(), "Dev"), ours=ours)
    story.says("Amina", FOR)
    story.says("Ben", LIVE_WITH)
    story.says("Dev", FOR)
    assert story.passes(WEEK).state == State.DECIDED
    assert story.outcome.how == How.CONSENSUS


def test_silence_is_no_consent() -> None:
    story = opened(leads(ours := team(), "Dev"), ours=ours)
    story.says("Amina", FOR)
    story.says("Ben", FOR)  # two of five is less than half
    assert story.passes(WEEK).waits_for == Decision.Waits.AMENDING


def test_a_worry_stands_in_the_way_until_who_raised_it_says_it_is_answered() -> None:
    story = opened(leads(ours := team(), "Dev"), ours=ours)
    for name in ["Amina", "Ben"]:
        story.says(name, FOR)
    story.says("Carys", WORRY, "It is far from the bus.")
    worry = Position.objects.get(stance=WORRY)
    with pytest.raises(Refusal, match="Only the person who raised it"):
        answer_worry(position=worry, by=story.by("Amina"), at=NOON)
    answer_worry(position=worry, by=story.by("Carys"), at=NOON)
    assert story.passes(WEEK).state == State.DECIDED


def test_consensus_fails_then_the_vote_is_level_then_the_leads_decide_with_their_reason() -> None:
    story = opened(leads(ours := team(), "Dev"), ours=ours, options=ROOMS)
    story.says("Amina", FOR)
    story.says("Ben", AGAINST, "I cannot get there.")
    story.says("Carys", LIVE_WITH)
    assert story.passes(WEEK).waits_for == Decision.Waits.AMENDING
    amend_proposal(
        decision=story.decision,
        version=story.decision.version,
        question="Where shall we meet?",
        plain_summary="With a taxi for whoever needs one.",
        background="",
        options=ROOMS,
        put_forward=ROOMS[1],
        what_changed="A taxi is paid.",
        by=story.by("Amina"),
        at=story.now,
    )
    story.fresh()
    assert [each.number for each in story.decision.rounds.all()] == [1, 2]
    assert story.decision.rounds.get(number=1).wording["plain_summary"].startswith("We need a room")
    story.says("Ben", AGAINST, "Still no.")
    story.says("Amina", FOR)
    story.says("Dev", FOR)
    assert story.passes(WEEK).here == Step(StepKind.VOTE, tie=Tie.DECIDER)
    story.vote("Amina", ROOMS[0])
    story.vote("Ben", ROOMS[1])
    story.vote("Carys", "")
    assert story.passes(WEEK).waits_for == Decision.Waits.DECIDER
    with pytest.raises(Refusal, match="named before it began"):
        decide(story, "Amina", ROOMS[0], "I like it.")
    with pytest.raises(Refusal, match="Write down why"):
        decide(story, "Dev", ROOMS[0], " ")
    decide(story, "Dev", ROOMS[0], "It is the one with a ramp.")
    assert story.fresh().state == State.DECIDED
    assert (story.outcome.how, story.chosen) == (How.DECIDER, ["The library"])
    assert told(story) == [
        *("opened", "round_ended", "amended", "moved_on", "moved_on", "decided"),
    ]
    line = Entry.objects.get(kind="decisions.decided")
    assert line.words.get(field="reason").value == "It is the one with a ramp."


def decide(story: Story, name: str, words: str, reason: str) -> None:
    """Somebody decides as they were named to."""
    chosen = [str(story.decision.options.get(words=words).id)]
    decide_as_named(
        decision=story.decision, chosen=chosen, reason=reason, by=story.by(name), at=story.now
    )


def test_see_red_goes_on_until_everybody_is_happy() -> None:
    story = opened(of_preset(Preset.EVERYONE_HAPPY))
    story.goes_on()
    for name in ["Amina", "Ben", "Carys", "Dev"]:
        story.says(name, FOR)
    story.passes(WEEK)  # Esther has not said anything
    assert (story.decision.state, story.decision.closes_at) == (State.OPEN, None)
    assert story.passes(10 * WEEK).state == State.OPEN
    amend_proposal(
        decision=story.decision,
        version=story.decision.version,
        question="Where shall we meet?",
        plain_summary="The poster, with a smaller fist.",
        background="",
        options=[],
        put_forward="",
        what_changed="The fist.",
        by=story.by("Amina"),
        at=story.now,
    )
    story.fresh()
    for name in ["Amina", "Ben", "Carys", "Dev", "Esther"]:
        story.says(name, LIVE_WITH)
    assert story.passes(WEEK).state == State.DECIDED


# In the room, and what cannot wait


def agreed(ours: Team, words: str = "We meet in the library from March.") -> Decision:
    """Amina and Ben agreed; Amina writes it down."""
    people = [ours.member("Amina"), ours.member("Ben")]
    circle = ours.project.circles.get(is_everybody=True)
    return agree_in_room(circle=circle, words=words, people=people, by=ours.actor("Amina"), at=NOON)


def test_what_was_agreed_in_the_room_is_one_sentence_and_who_was_there() -> None:
    ours = team()
    decision = agreed(ours)
    assert (decision.state, decision.kind) == (State.DECIDED, Kind.ROOM)
    assert decision.present_ids == [ours.member("Amina").id, ours.member("Ben").id]
    with pytest.raises(Refusal, match="two people"):
        agree_in_room(
            circle=decision.circle,
            words="Me.",
            people=[ours.member("Ben")],
            by=ours.actor("Ben"),
            at=NOON,
        )


def test_for_fourteen_days_anybody_in_the_circle_may_say_that_they_are_not_sure() -> None:
    ours = team()
    decision = agreed(ours)
    doubt_agreement(
        decision=decision, words="I was getting tea.", by=ours.actor("Carys"), at=NOON + 14 * DAY
    )
    decision.refresh_from_db()
    assert (decision.kind, decision.state) == (Kind.PROPOSAL, State.DRAFT)
    assert {each.member.called for each in decision.proposers.all()} == {"Amina", "Carys"}
    assert decision.outcome is None
    late = agreed(ours, "We bring cake.")
    with pytest.raises(Refusal, match="14 days"):
        doubt_agreement(
            decision=late, words="", by=ours.actor("Carys"), at=NOON + 14 * DAY + DAY / 24
        )


def test_only_a_named_decider_acts_alone_with_a_reason_and_all_are_told_at_once() -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    said: dict[str, Any] = {
        "circle": circle,
        "words": "The tea urn is off.",
        "reason": "It gave a shock.",
    }
    with pytest.raises(Refusal, match="named as a decider"):
        act_urgently(**said, by=ours.actor("Dev"), at=NOON)
    set_rule(
        project=ours.project, circle=None, way=leads(ours, "Dev"), by=ours.actor("Amina"), at=NOON
    )
    with pytest.raises(Refusal, match="Say why"):
        act_urgently(**said | {"reason": ""}, by=ours.actor("Dev"), at=NOON)
    act_urgently(**said, by=ours.actor("Dev"), at=NOON)
    assert Message.objects.filter(kind="decisions.urgent", is_urgent=True).count() == 4


# The rule is told beforehand


def test_the_rule_cannot_change_once_it_is_open() -> None:
    story = opened()
    with pytest.raises(Refusal, match="told before anybody took part"):
        choose_way(decision=story.decision, way=voting(), by=story.by("Amina"), at=NOON)


def test_a_proposal_starts_with_the_rule_of_its_circle() -> None:
    ours = team()
    way = leads(ours, "Dev")
    set_rule(project=ours.project, circle=None, way=way, by=ours.actor("Ben"), at=NOON)
    assert shaped(ours, None).fresh().way == way


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((), "Talking alone"),
        ((Step(StepKind.TALK),), "Talking alone"),
        ((Step(StepKind.VOTE), Step(StepKind.TALK)), "in this order"),
        ((Step(StepKind.VOTE), Step(StepKind.VOTE)), "in this order"),
        ((Step(StepKind.VOTE, tie=Tie.DECIDER),), "name a decider"),
        ((Step(StepKind.CONSENSUS, rounds=0), Step(StepKind.VOTE)), "no other step"),
        ((Step(StepKind.DECIDER),), "Name at least one"),
        ((Step(StepKind.VOTE, seats=2),), "several winners"),
        ((Step(StepKind.VOTE, days=0),), "one day"),
        ((Step(StepKind.VOTE, quorum=101),), "0 to 100"),
        ((Step(StepKind.CONSENSUS, quorum=49),), "at least half of us"),
    ],
)
def test_a_rule_that_cannot_end_is_refused(steps: tuple[Step, ...], sentence: str) -> None:
    story = shaped(team(), None)
    with pytest.raises(Refusal, match=sentence):
        choose_way(decision=story.decision, way=Way(steps), by=story.by("Amina"), at=NOON)


def test_it_does_not_open_without_plain_words_a_rule_and_enough_options() -> None:
    story = shaped(team(), voting(Ballot.APPROVAL))
    with pytest.raises(Refusal, match="more options"):
        opens(story)
    story = shaped(story.ours, None)
    with pytest.raises(Refusal, match="needs a rule"):
        opens(story)
    Decision.objects.none()
    with pytest.raises(Refusal, match="Only the people who propose it"):
        opens(story, "Ben")


def opens(story: Story, name: str = "Amina") -> None:
    """Somebody opens it."""
    open_decision(decision=story.decision, closes_at=NOON + WEEK, by=story.by(name), at=NOON)


# Who may, and when


def test_who_joined_after_it_opened_may_speak_but_not_decide() -> None:
    story = opened()
    story.ours.add("Zara")
    with pytest.raises(Refusal, match="after this was opened"):
        story.vote("Zara", "yes")


def test_after_it_closed_nothing_counts() -> None:
    story = opened()
    story.now = NOON + WEEK
    with pytest.raises(Refusal, match="time for this vote is over"):
        story.vote("Ben", "yes")
    story.passes(DAY)
    with pytest.raises(Refusal, match="not open any more"):
        story.vote("Ben", "yes")
    story = opened(leads(story.ours, "Dev"), ours=story.ours)
    story.passes(WEEK)
    with pytest.raises(Refusal, match="This step is over"):
        story.says("Ben", FOR)


@pytest.mark.parametrize(
    "paper",
    [
        {"choice": "maybe"},
        {"choice": ["yes"]},
        {"approve": ["yes"]},
        {"choice": "yes", "scores": {}},
        {"choice": {"yes": 1}},
        {"scores": {"yes": 3}},
    ],
)
def test_a_paper_that_makes_no_sense_is_refused_and_changes_nothing(
    paper: dict[str, object],
) -> None:
    story = opened()
    story.vote("Ben", "yes")
    with pytest.raises(Refusal):
        story.cast("Ben", paper)
    story.passes(WEEK)
    assert story.chosen == ["yes"]


@pytest.mark.parametrize("scores", [{"A": 11}, {"A": -1}, {"A": "many"}, {"Z": 1}, {"A": True}])
def test_a_score_outside_its_range_is_refused(scores: dict[str, object]) -> None:
    story = opened(voting(Ballot.SCORE), options=["A", "B"])
    ids = {option.words: str(option.id) for option in story.decision.options.all()}
    with pytest.raises(Refusal) as refused:
        story.cast("Ben", {"scores": {ids.get(key, key): n for key, n in scores.items()}})
    assert not set(ids.values()) & set(str(refused.value.reason).split("“"))


def test_a_step_is_never_made_shorter() -> None:
    story = opened()
    with pytest.raises(Refusal, match="never made shorter"):
        extend_step(decision=story.decision, closes_at=NOON + DAY, by=story.by("Amina"), at=NOON)
    with pytest.raises(Refusal, match="ends at its time"):
        end_step(decision=story.decision, by=story.by("Amina"), at=NOON)
    extend_step(decision=story.decision, closes_at=NOON + 2 * WEEK, by=story.by("Amina"), at=NOON)
    assert story.passes(WEEK).state == State.OPEN


def test_when_every_decider_has_left_nothing_changes() -> None:
    story = opened(Way((Step(StepKind.TALK), leads(ours := team(), "Dev").steps[-1])), ours=ours)
    story.goes_on()
    assert story.decision.waits_for == Decision.Waits.DECIDER
    leave_project(
        member=ours.member("Dev"),
        hand_over={},
        wants_news=False,
        by=ours.actor("Dev"),
        at=LATER,
    )
    with pytest.raises(Refusal):
        decide_as_named(
            decision=story.decision, chosen=["yes"], reason="x", by=story.by("Dev"), at=LATER
        )
    assert story.passes(DAY).state == State.UNDECIDED


# What came of it


def test_an_outcome_is_told_in_plain_words_and_dissent_stays_beside_it() -> None:
    story = opened()
    story.vote("Amina", "yes")
    story.passes(WEEK)
    tell_outcome(
        outcome=story.outcome,
        words="We go.",
        gave_up="Ben gave up the garden.",
        by=story.by("Carys"),
        at=story.now,
    )
    said = dissent(outcome=story.outcome, words="Too soon.", by=story.by("Ben"), at=story.now)
    assert story.outcome.words == "We go."
    with pytest.raises(Refusal, match="Only the person who wrote it"):
        take_back_dissent(dissent=said, by=story.by("Amina"), at=story.now)
    take_back_dissent(dissent=said, by=story.by("Ben"), at=story.now)
    said.refresh_from_db()
    assert (said.words, said.taken_back_at) == ("", story.now)
    assert told(story)[-2:] == ["outcome_told", "dissented"]
