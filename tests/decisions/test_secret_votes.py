"""A secret vote: talked over, sealed, opened together, and told as far as it may be."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.config import cli
from evenweave.decisions import jobs, reading, recounting, secret
from evenweave.decisions.actions.cards import draw_box_card, give_box_card, lose_box_card
from evenweave.decisions.actions.closing import cast_vote
from evenweave.decisions.actions.sealing import cast_secret_vote, go_on_with_box
from evenweave.decisions.actions.shaping import choose_way, open_decision
from evenweave.decisions.actions.slips import count_slips, vote_here_after_all, vote_on_paper
from evenweave.decisions.actions.unsealing import give_up_box
from evenweave.decisions.models import Decision, How, SlipCount, State, Vote
from evenweave.decisions.secret import SKIPPED, Paper, packed, unpacked
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.ways import Ballot, Step, StepKind, Tie, Way
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.jobs.worker import Worker
from evenweave.people.actions import rest
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.checking import BrokenRecordError
from evenweave.record.models import Entry
from evenweave.sealed import keys
from evenweave.sealed.models import Box, Envelope, Opened
from tests.decisions.stories import DAY, WEEK, Story, leads, shaped
from tests.decisions.test_recounting import copied
from tests.make import NOON
from tests.projects.teams import Team, team

pytestmark = pytest.mark.usefixtures("own_database")

OUTCOMES = ["Recovery", "Quality of life", "Fewer crises"]
FIRST = ["Amina", "Ben", "Carys", "Dev", "Esther"]


def fourteen(seats: str = "LLLLLLPPPPRRRR") -> Team:
    """A circle of this make-up: lived experience, practice and research."""
    ours = team()
    for name, seat in itertools.zip_longest(FIRST, seats[: len(FIRST)]):
        ours.sit(name, seat)
    for place, seat in enumerate(seats[len(FIRST) :], len(FIRST)):
        ours.add(f"Person {place}", seat)
    return ours


def everybody(ours: Team) -> list[str]:
    """Everybody, in the order of their seats."""
    return [*FIRST, *(name for name in ours.people if name.startswith("Person"))]


def way(**more: Any) -> Way:
    """One vote, secret."""
    return Way((Step(StepKind.VOTE, is_secret=True, **{"quorum": 0, **more}),))


def secretly(rule: Way | None = None, ours: Team | None = None, options: Any = OUTCOMES) -> Story:
    """A secret vote that is open; the worker has made the box."""
    story = shaped(ours or fourteen(), rule or way(), options=options)
    open_decision(decision=story.decision, closes_at=NOON + WEEK, by=story.by("Amina"), at=NOON)
    works(story)
    return story


def works(story: Story) -> Decision:
    """The worker does what is due."""
    jobs.end_steps(Turn(NOTHING, story.now))
    Worker(now=lambda: story.now).work()
    return story.fresh()


def passes(story: Story, time: timedelta = WEEK) -> Decision:
    """Time goes by."""
    story.now += time
    return works(story)


def puts(story: Story, name: str, choice: str) -> None:
    """Somebody puts a paper in; of nothing, to take it out again."""
    options = {option.words: str(option.id) for option in story.decision.options.all()}
    paper = {"choice": options.get(choice, choice)} if choice else {}
    cast_secret_vote(decision_id=story.decision.id, paper=paper, by=story.by(name), at=story.now)


def put(story: Story, choices: str) -> None:
    """Everybody in turn: the place of an option, or a dash for nothing."""
    for name, choice in zip(everybody(story.ours), choices, strict=False):
        if choice != "-":
            puts(story, name, OUTCOMES[int(choice)])


def parts(story: Story) -> dict[str, Any]:
    """What is told: the words of options, together where they are, and a number or a band."""
    words = {str(option.id): option.words for option in story.decision.options.all()}
    return {
        " + ".join(words.get(key, key) for key in part["answers"]): part["number"] or part["band"]
        for part in story.counted["parts"]
    }


# From talk to an outcome


def test_nothing_of_a_secret_vote_is_left_but_what_may_be_told() -> None:
    story = secretly()
    put(story, "11110011110022")
    assert keys.seed(Box.objects.get().id) is not None
    passes(story)
    box = Box.objects.get()
    assert keys.seed(box.id) is None
    assert not Envelope.objects.exists()
    assert not Vote.objects.exists()
    (kept,) = Opened.objects.all()
    assert json.loads(bytes(kept.content)) == story.counted
    assert "papers" not in story.counted["ways"]
    line = Entry.objects.get(kind="decisions.closed").content["facts"]["count"]
    assert (line["cast"], line["papers"]) == (None, None)


def test_a_paper_is_changed_until_the_time_is_over_and_counts_once() -> None:
    story = secretly()
    put(story, "00000000------")
    put(story, "1111----------")
    puts(story, "Amina", "")
    passes(story)
    assert story.counted["winners"] == []  # four of fourteen is no more than half
    assert parts(story) == {"Quality of life + Fewer crises": 3, "Recovery": 4, "skipped": 7}


def test_the_bar_is_counted_among_all_who_could_vote() -> None:
    story = secretly(options=())
    for name in everybody(story.ours)[:7]:
        puts(story, name, "yes")
    assert passes(story).state == State.UNDECIDED
    story = secretly(ours=fourteen(), options=())
    for name in everybody(story.ours)[:8]:
        puts(story, name, "yes")
    assert passes(story).state == State.DECIDED
    story = secretly(way(threshold=Threshold.TWO_THIRDS), ours=fourteen(), options=())
    for name in everybody(story.ours)[:9]:
        puts(story, name, "yes")
    assert passes(story).state == State.UNDECIDED


def test_who_rests_puts_a_paper_in_to_the_end() -> None:
    story = secretly()
    rest(person=story.ours.people["Dev"], by=story.by("Dev"), at=NOON)
    story.now = NOON + WEEK - timedelta(minutes=1)
    puts(story, "Dev", OUTCOMES[0])


def test_a_helper_s_part_is_told_as_some() -> None:
    story = secretly()
    put(story, "1111111111----")
    options = {option.words: str(option.id) for option in story.decision.options.all()}
    cast_secret_vote(
        decision_id=story.decision.id,
        paper={"choice": options[OUTCOMES[1]]},
        by=actors.helper(story.ours.people["Ben"].id, for_person=story.ours.people["Amina"].id),
        at=NOON,
    )
    passes(story)
    assert story.counted["ways"] == {secret.HELPED: None}


def test_a_level_vote_goes_to_the_lot_that_was_told_beforehand() -> None:
    story = secretly(way(threshold=Threshold.MOST, tie=Tie.LOT))
    put(story, "0000111-------")
    puts(story, "Person 7", OUTCOMES[1])
    nonce = story.fresh().lot_nonce
    passes(story)
    assert story.outcome.how == How.LOT
    assert story.counted["nonce"] == nonce
    level = sorted(story.counted["tie"])
    assert story.counted["seed"] == recounting.seed_of(nonce, recounting.basis_of(level))


def test_a_copy_says_that_a_secret_vote_cannot_be_counted_again_but_checks_its_lot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = secretly(way(threshold=Threshold.MOST, tie=Tie.LOT))
    put(story, "00001111------")
    passes(story)
    copy = copied(story.ours, tmp_path)
    assert recounting.recount(copy) == recounting.Recounted(votes=0, unshown=1)
    assert cli.main(["verify", str(copy)]) == 0
    assert "secret" in capsys.readouterr().out
    monkeypatch.setattr(recounting, "basis_of", lambda tie: "00" * 32)
    with pytest.raises(BrokenRecordError, match="told beforehand"):
        recounting.recount(copy)


@pytest.mark.parametrize("ballot", [Ballot.SCORE, Ballot.DOTS, Ballot.IRV, Ballot.SCHULZE])
def test_other_ways_of_voting_tell_what_won_and_no_number(ballot: Ballot) -> None:
    story = secretly(way(ballot=ballot))
    ids = [str(option.id) for option in story.decision.options.all()]
    paper: dict[str, Any] = (
        {"scores": {ids[0]: 3, ids[1]: 1}}
        if ballot in {Ballot.SCORE, Ballot.DOTS}
        else {"ranking": [[ids[0]], [ids[1], ids[2]]]}
    )
    for name in everybody(story.ours)[:6]:
        cast_secret_vote(decision_id=story.decision.id, paper=paper, by=story.by(name), at=NOON)
    passes(story)
    assert story.chosen == ["Recovery"]
    assert story.counted["parts"] == []


def test_several_can_be_ticked_and_ends_are_told_in_bands() -> None:
    story = secretly(way(ballot=Ballot.APPROVAL))
    ids = [str(option.id) for option in story.decision.options.all()]
    for name in everybody(story.ours)[:8]:
        cast_secret_vote(
            decision_id=story.decision.id,
            paper={"approve": ids[:1]},
            by=story.by(name),
            at=NOON,
        )
    passes(story)
    assert story.chosen == ["Recovery"]
    assert parts(story) == {
        "Recovery": 8,
        "Quality of life": "UP_TO_TWO",
        "Fewer crises": "UP_TO_TWO",
    }


# By expertise


def test_whoever_shows_no_seat_is_always_among_all_others() -> None:
    ours = fourteen("LLLLLLLPPPPPRRRR")
    ours.sit("Person 5", "L", is_shown=False)
    story = secretly(ours=ours, options=())
    assert reading.groups_of(story.decision) == (6, 10)
    elector = story.decision.electors.get(member=ours.member("Person 5"))
    assert reading.group_of(story.decision, elector) == 1


# Few papers, lost keys


def test_too_few_papers_are_not_opened_and_there_can_be_more_time() -> None:
    story = secretly()
    put(story, "1111----------")
    assert passes(story).waits_for == Decision.Waits.FEW
    assert not Opened.objects.exists()
    with pytest.raises(Refusal, match="too few papers"):
        puts(story, "Esther", OUTCOMES[0])
    with pytest.raises(Refusal, match="Only the people who propose it"):
        go_on_with_box(decision=story.decision, by=story.by("Ben"), at=story.now)
    go_on_with_box(decision=story.decision, by=story.by("Amina"), at=story.now)
    puts(story, "Esther", OUTCOMES[1])
    puts(story, "Person 5", OUTCOMES[1])
    assert passes(story).state == State.UNDECIDED
    assert story.counted["electors"] == 14


@pytest.mark.parametrize("by_hand", [True, False])
def test_papers_that_stay_too_few_are_destroyed_unread_and_the_rule_goes_on(by_hand: bool) -> None:
    ours = fourteen()
    rule = Way((*way().steps, leads(ours, "Dev").steps[-1]))
    story = secretly(rule, ours=ours)
    put(story, "1111----------")
    passes(story)
    if by_hand:
        give_up_box(decision=story.decision, by=story.by("Amina"), at=story.now)
        works(story)
    else:
        passes(story)
    assert story.fresh().waits_for == Decision.Waits.DECIDER
    assert not Envelope.objects.exists()
    assert Entry.objects.filter(kind="decisions.box_given_up").exists()


def test_a_quorum_is_so_many_papers_in_the_box() -> None:
    story = secretly(way(quorum=60))
    put(story, "11111111------")  # nine of fourteen are needed
    assert passes(story).waits_for == Decision.Waits.FEW


def test_when_the_key_is_lost_everybody_is_told_and_the_vote_begins_anew() -> None:
    story = secretly()
    put(story, "11111111------")
    keys.destroy(Box.objects.get().id)
    passes(story)
    for _look in range(20):  # the worker waits an hour for a disk that is not there
        passes(story, timedelta(minutes=6))
    assert story.fresh().waits_for == Decision.Waits.VOID
    go_on_with_box(decision=story.decision, by=story.by("Amina"), at=story.now)
    works(story)
    put(story, "11111111------")
    assert passes(story, WEEK + DAY).state == State.DECIDED


# Three locks

KEEPERS = ["Amina", "Person 6", "Person 10"]


def locked() -> Story:
    """A secret vote with three locks; the cards are drawn, and the box is open."""
    ours = fourteen()
    story = secretly(way(holders=tuple(ours.member(name).id for name in KEEPERS)), ours)
    assert story.decision.waits_for == Decision.Waits.BOX
    story.cards = {name: draws(story, name) for name in KEEPERS}  # type: ignore[attr-defined]
    works(story)
    assert not story.fresh().waits_for
    put(story, "11111111------")
    return story


def draws(story: Story, name: str) -> str:
    """Somebody draws a card."""
    return draw_box_card(decision=story.decision, by=story.by(name), at=story.now)


def gives(story: Story, name: str, whose: str = "") -> int:
    """Somebody puts a card in, perhaps another's."""
    code = story.cards[whose or name]  # type: ignore[attr-defined]
    return give_box_card(decision=story.decision, code=code, by=story.by(name), at=story.now)


def loses(story: Story, name: str) -> None:
    """Somebody's card is lost."""
    lose_box_card(decision=story.decision, by=story.by(name), at=story.now)


def test_two_of_three_cards_open_the_box_when_the_time_is_over() -> None:
    story = locked()
    assert not list(keys.boxes())
    with pytest.raises(Refusal, match="No card is needed now"):
        gives(story, "Amina")
    passes(story)
    assert story.fresh().waits_for == Decision.Waits.BOX
    assert gives(story, "Amina") == 1
    works(story)
    assert not Opened.objects.exists()
    with pytest.raises(Refusal, match="somebody else"):
        gives(story, "Person 6", "Person 10")
    assert gives(story, "Person 10") == 0
    works(story)
    assert story.fresh().state == State.DECIDED
    given = Entry.objects.filter(kind="decisions.card_given").order_by("sequence")
    assert [entry.content["facts"]["missing"] for entry in given] == [1, 0]


def test_one_lost_card_is_no_matter_and_with_two_the_vote_begins_anew() -> None:
    story = locked()
    loses(story, "Person 6")
    works(story)
    assert not story.fresh().waits_for
    loses(story, "Person 10")
    works(story)
    assert story.fresh().waits_for == Decision.Waits.VOID
    with pytest.raises(Refusal, match="Nobody can open this box"):
        draws(story, "Amina")
    go_on_with_box(decision=story.decision, by=story.by("Amina"), at=story.now)
    assert story.fresh().waits_for == Decision.Waits.BOX
    old = story.cards["Amina"]  # type: ignore[attr-defined]
    story.cards = {name: draws(story, name) for name in KEEPERS}  # type: ignore[attr-defined]
    works(story)
    put(story, "11111111------")
    passes(story)
    with pytest.raises(Refusal, match="another box"):
        give_box_card(decision=story.decision, code=old, by=story.by("Amina"), at=story.now)


def test_a_card_is_kept_by_who_was_named_and_in_person() -> None:
    ours = fourteen()
    story = secretly(way(holders=tuple(ours.member(name).id for name in KEEPERS)), ours)
    with pytest.raises(Refusal, match="not among the three"):
        draws(story, "Ben")
    helper = actors.helper(ours.people["Ben"].id, for_person=ours.people["Amina"].id)
    with pytest.raises(Refusal, match="not by a helper"):
        draw_box_card(decision=story.decision, by=helper, at=NOON)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["Amina", "Ben"], "three different people"),
        (["Amina", "Ben", "Ben"], "three different people"),
        (["Amina", "Ben", "Person 5"], "two kinds of expertise"),
    ],
)
def test_three_of_two_kinds_of_expertise_keep_the_cards(names: list[str], sentence: str) -> None:
    ours = fourteen("LLPRPLLLLLLLLL")
    story = shaped(ours, None, options=OUTCOMES)
    rule = way(holders=tuple(ours.member(name).id for name in names))
    with pytest.raises(Refusal, match=sentence):
        choose_way(decision=story.decision, way=rule, by=story.by("Amina"), at=NOON)


def test_when_somebody_who_was_to_keep_a_card_has_left_there_is_no_box_without_locks() -> None:
    ours = fourteen()
    rule = Way((Step(StepKind.TALK), *way(holders=tuple(ours.member(n).id for n in KEEPERS)).steps))
    story = secretly(rule, ours)
    leave_project(
        member=ours.member("Person 10"),
        hand_over={},
        wants_news=False,
        by=ours.actor("Person 10"),
        at=NOON,
    )
    story.goes_on()
    assert story.decision.waits_for == Decision.Waits.VOID
    with pytest.raises(Refusal, match="has left"):
        go_on_with_box(decision=story.decision, by=story.by("Amina"), at=story.now)


# On paper


def counts(story: Story, name: str, *numbers: int) -> None:
    """Somebody writes down how many slips there are for each option."""
    ids = [str(option.id) for option in story.decision.options.all()]
    told = dict(zip(ids, numbers, strict=True))
    count_slips(decision=story.decision, counts=told, by=story.by(name), at=story.now)


def on_paper(*names: str) -> Story:
    """A secret vote in which these vote on paper; eight others chose the second option here."""
    story = secretly()
    for name in names:
        vote_on_paper(decision=story.decision, by=story.by(name), at=story.now)
    here = [name for name in everybody(story.ours) if name not in names]
    for name in here[:8]:
        puts(story, name, OUTCOMES[1])
    return story


def test_slips_go_into_the_box_once_two_of_different_expertise_counted_the_same() -> None:
    story = on_paper("Ben", "Person 7", "Person 12")
    assert passes(story).waits_for == Decision.Waits.SLIPS
    with pytest.raises(Refusal, match="Slips of paper are being counted"):
        puts(story, "Amina", OUTCOMES[0])
    counts(story, "Amina", 2, 0, 0)
    with pytest.raises(Refusal, match="different expertise"):
        counts(story, "Carys", 2, 0, 0)
    with pytest.raises(Refusal, match="counted differently"):
        counts(story, "Person 8", 1, 1, 0)
    counts(story, "Amina", 3, 0, 0)  # counted once more
    counts(story, "Person 8", 3, 0, 0)
    works(story)
    assert story.fresh().state == State.DECIDED
    assert parts(story) == {"Quality of life": 8, "Recovery + Fewer crises + skipped": 6}
    assert story.counted["ways"] == {secret.SLIP: None}  # some, under five
    assert not SlipCount.objects.exists()
    line = Entry.objects.get(kind="decisions.slips_put_in").content
    assert line["facts"]["other"] == str(story.ours.people["Amina"].id)


def test_nobody_votes_here_and_on_paper() -> None:
    story = secretly()
    puts(story, "Ben", OUTCOMES[0])
    vote_on_paper(decision=story.decision, by=story.by("Ben"), at=NOON)
    with pytest.raises(Refusal, match="You vote on paper"):
        puts(story, "Ben", OUTCOMES[0])
    with pytest.raises(Refusal, match="on paper already"):
        vote_on_paper(decision=story.decision, by=story.by("Ben"), at=NOON)
    put(story, "--11111111----")
    passes(story)
    # What Ben had put in before was taken out, so one slip is all there can be of him.
    with pytest.raises(Refusal, match="more slips than people"):
        counts(story, "Amina", 2, 0, 0)
    counts(story, "Amina", 0, 0, 0)
    counts(story, "Person 8", 0, 0, 0)
    works(story)
    assert parts(story) == {"Quality of life": 8, "Recovery + Fewer crises + skipped": 6}


def test_who_would_rather_vote_here_can_do_so_again() -> None:
    story = secretly()
    vote_on_paper(decision=story.decision, by=story.by("Ben"), at=NOON)
    vote_here_after_all(decision=story.decision, by=story.by("Ben"), at=NOON)
    with pytest.raises(Refusal, match="do not vote on paper"):
        vote_here_after_all(decision=story.decision, by=story.by("Ben"), at=NOON)
    puts(story, "Ben", OUTCOMES[0])


def test_if_nobody_counts_slips_the_box_opens_without_them() -> None:
    story = on_paper("Ben")
    passes(story)
    passes(story)
    assert story.fresh().state == State.DECIDED
    assert story.counted["ways"] == {}


def test_no_group_is_told_where_some_came_on_paper() -> None:
    ours = fourteen("LLLLLLLPPPPPRRRR")
    story = secretly(ours=ours, options=())
    for name, choice in zip(everybody(ours), "yyyynnnyyynnnny-", strict=True):
        if choice != "-":
            puts(story, name, "yes" if choice == "y" else "no")
    last = everybody(ours)[-1]
    vote_on_paper(decision=story.decision, by=story.by(last), at=NOON)
    passes(story)
    for name in ("Amina", "Person 8"):
        told = {"yes": 1, "no": 0}
        count_slips(decision=story.decision, counts=told, by=story.by(name), at=story.now)
    works(story)
    assert story.counted.get("groups") is None
    assert [part["number"] for part in story.counted["parts"]][:1] == [9]


def test_a_ranked_vote_is_not_held_on_paper() -> None:
    story = secretly(way(ballot=Ballot.IRV))
    with pytest.raises(Refusal, match="each has one choice"):
        vote_on_paper(decision=story.decision, by=story.by("Ben"), at=NOON)


# What is refused


def test_a_secret_vote_is_for_five_people_or_more() -> None:
    ours = team()
    leave_project(
        member=ours.member("Ben"), hand_over={}, wants_news=False, by=ours.actor("Ben"), at=NOON
    )
    story = shaped(ours, way(), options=OUTCOMES)
    with pytest.raises(Refusal, match="at least five people"):
        open_decision(decision=story.decision, closes_at=NOON + WEEK, by=story.by("Amina"), at=NOON)


def test_no_paper_goes_in_before_the_box_is_ready_after_its_time_or_from_outside() -> None:
    story = shaped(fourteen(), way(), options=OUTCOMES)
    open_decision(decision=story.decision, closes_at=NOON + WEEK, by=story.by("Amina"), at=NOON)
    with pytest.raises(Refusal, match="being made ready"):
        puts(story, "Ben", OUTCOMES[0])
    works(story)
    story.ours.add("Latecomer", "L")
    with pytest.raises(Refusal, match="after this was opened"):
        puts(story, "Latecomer", OUTCOMES[0])
    with pytest.raises(Refusal, match="is secret"):
        cast_vote(decision=story.decision, paper={}, by=story.by("Ben"), at=NOON)
    story.now += WEEK
    with pytest.raises(Refusal, match="being opened"):
        puts(story, "Ben", OUTCOMES[0])


@pytest.mark.parametrize("paper", [{"choice": "nonsense"}, {"approve": ["yes"]}, {"choice": 4}])
def test_a_paper_that_makes_no_sense_is_refused(paper: dict[str, Any]) -> None:
    story = secretly()
    with pytest.raises(Refusal):
        cast_secret_vote(decision_id=story.decision.id, paper=paper, by=story.by("Ben"), at=NOON)


# What stands on a paper


@pytest.mark.parametrize(
    "chosen",
    [
        {"choice": "b"},
        {"approve": ["a", "c"]},
        {"scores": {"a": 3, "c": 10}},
        {"ranking": [["c"], ["a", "b"]]},
    ],
)
def test_a_paper_reads_as_it_was_written(chosen: dict[str, Any]) -> None:
    paper = Paper(chosen, group=1, way=secret.HELPED)
    assert unpacked(packed(paper, "abc"), "abc") == paper


@pytest.mark.parametrize("chosen", [{}, {"approve": []}, {"scores": {}}, {"ranking": []}])
def test_a_paper_on_which_nothing_is_chosen_is_a_blank(chosen: dict[str, Any]) -> None:
    assert packed(Paper(chosen), "abc") == b""


def test_the_longest_paper_fits_its_envelope() -> None:
    options = [f"{number:036d}" for number in range(50)]
    ranked = Paper({"ranking": [[each] for each in options]}, group=1, way=secret.HELPED)
    scored = Paper({"scores": dict.fromkeys(options, 10)}, group=1, way=secret.HELPED)
    assert max(len(packed(each, options)) for each in (ranked, scored)) <= secret.LONGEST
    assert SKIPPED not in options
