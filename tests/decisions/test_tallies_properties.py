"""What must be so for every profile there is."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.decisions.tallies import lots
from evenweave.decisions.tallies.counting import Method, tally
from evenweave.decisions.tallies.pairwise import preferences
from evenweave.decisions.tallies.papers import (
    Profile,
    TallyRefusedError,
    approved,
    ranked,
    scored,
)
from evenweave.decisions.tallies.results import (
    Result,
    What,
    settled_by_decider,
    settled_by_lot,
)
from evenweave.decisions.tallies.transferable import FINEST
from tests.decisions.profiles import NAMES

pytestmark = pytest.mark.sqlite

Paper = tuple[list[list[str]], int]
Vote = tuple[list[str], list[Paper]]


@st.composite
def rankings(draw: st.DrawFn, *, strict: bool = False) -> list[list[str]]:
    """One ranking of some of four options, which may stand level."""
    order = draw(st.permutations(NAMES[:4]))
    left = order[: draw(st.integers(1, 4))]
    cuts = [True] * 4 if strict else draw(st.lists(st.booleans(), min_size=4, max_size=4))
    places: list[list[str]] = []
    for name, cut in zip(left, cuts, strict=False):
        if cut or not places:
            places.append([name])
        else:
            places[-1].append(name)
    return places


def votes(*, strict: bool = False) -> st.SearchStrategy[list[Paper]]:
    """Some papers, each with how often it came."""
    return st.lists(st.tuples(rankings(strict=strict), st.integers(1, 4)), min_size=1, max_size=8)


RANKED = [Method.PLURALITY, Method.MAJORITY, Method.IRV, Method.SCHULZE, Method.STV]
OPTIONS = list(NAMES[:4])


def counted(options: list[str], papers: list[Paper], method: Method) -> Result:
    """The result; two seats for stv."""
    return tally(ranked(options, papers), method, seats=2 if method is Method.STV else 1)


def renamed(names: dict[str, str], result: Result) -> tuple[object, ...]:
    """A result under other names, without the order in which names are shown."""
    return (
        {names[name] for name in result.winners},
        {names[name] for name in result.tie},
        [{names[name] for name in tier} for tier in result.order],
        [
            (
                each.what,
                {names[name] for name in each.who},
                {names[name]: count for name, count in each.counts.items()},
                {names[way.out]: {names[name] for name in way.winners} for way in each.ways},
            )
            for each in result.rounds
        ],
    )


@pytest.mark.parametrize("method", RANKED)
@given(papers=votes(), shuffled=st.permutations(OPTIONS))
def test_other_names_in_another_order_change_nothing_else(
    method: Method, papers: list[Paper], shuffled: list[str]
) -> None:
    names = dict(zip(OPTIONS, shuffled, strict=True))
    other = [([[names[name] for name in place] for place in paper], n) for paper, n in papers]
    same = {name: name for name in OPTIONS}
    assert renamed(names, counted(OPTIONS, papers, method)) == renamed(
        same, counted(sorted(OPTIONS), other, method)
    )


@pytest.mark.parametrize("method", RANKED)
@given(papers=votes(), data=st.data())
def test_the_order_of_papers_changes_nothing(
    method: Method, papers: list[Paper], data: st.DataObject
) -> None:
    one_by_one = [(paper, 1) for paper, count in papers for _time in range(count)]
    shuffled = data.draw(st.permutations(one_by_one))
    assert counted(OPTIONS, papers, method) == counted(OPTIONS, shuffled, method)


@given(papers=votes())
def test_whoever_beats_each_other_wins_schulze(papers: list[Paper]) -> None:
    profile = ranked(OPTIONS, papers)
    pairs = preferences(profile)
    places = range(4)
    winners = [i for i in places if all(pairs[i][j] > pairs[j][i] for j in places if j != i)]
    result = tally(profile, "schulze")
    if winners:
        assert result.winners == (OPTIONS[winners[0]],)
    losers = [i for i in places if all(pairs[i][j] < pairs[j][i] for j in places if j != i)]
    if losers:
        assert OPTIONS[losers[0]] not in result.winners


@given(papers=votes())
def test_schulzes_order_never_turns_against_a_stronger_chain(papers: list[Paper]) -> None:
    result = tally(ranked(OPTIONS, papers), "schulze")
    paths = result.rounds[0].paths
    for better, worse in pairwise(result.order):
        assert not any(paths[low][high] > paths[high][low] for high in better for low in worse)


@given(papers=votes())
def test_whoever_is_alone_first_on_more_than_half_wins_an_instant_runoff(
    papers: list[Paper],
) -> None:
    result = tally(ranked(OPTIONS, papers), "irv")
    half = sum(count for _paper, count in papers) / 2
    for name in OPTIONS:
        if sum(count for paper, count in papers if paper[0] == [name]) > half:
            assert result.winners == (name,)


@given(papers=votes(), seats=st.integers(1, 4))
def test_stv_fills_exactly_the_seats_or_names_the_tie(papers: list[Paper], seats: int) -> None:
    result = tally(ranked(OPTIONS, papers), "stv", seats=seats)
    assert len(result.certain) <= seats <= len(result.winners)
    assert result.is_settled == (len(result.winners) == seats) == (not result.tie)
    assert sorted(name for tier in result.order for name in tier) == sorted(OPTIONS)


@given(papers=votes(), seats=st.integers(1, 4), seed=st.sampled_from(["1 2 3", "Rain"]))
def test_stv_with_a_lot_fills_exactly_the_seats_with_those_who_could_win(
    papers: list[Paper], seats: int, seed: str
) -> None:
    profile = ranked(OPTIONS, papers)
    without, with_lot = (tally(profile, "stv", seats=seats, seed=each) for each in (None, seed))
    assert len(with_lot.winners) == seats
    assert set(without.certain) <= set(with_lot.winners) <= set(without.winners)
    assert with_lot.tie == without.tie


@given(papers=votes(), seats=st.integers(1, 4), seed=st.sampled_from([None, "1 2 3"]))
def test_stv_never_loses_or_makes_a_vote(papers: list[Paper], seats: int, seed: str | None) -> None:
    """Exactly: what all hold, and what is idle, is what was cast."""
    result = tally(ranked(OPTIONS, papers), "stv", seats=seats, seed=seed)
    cast = sum(count for _paper, count in papers)
    for each in result.rounds:
        if each.counts:
            assert sum(each.counts.values()) + each.idle == each.papers == cast


@pytest.mark.slow
def test_stv_with_many_seats_stays_exact_in_sum_and_quick() -> None:
    """Unrounded, its fractions would grow threefold with each surplus and fill the memory."""
    chance = Random(7)
    names = [f"Option {number}" for number in range(60)]
    papers = [([[name] for name in chance.sample(names, 60)], 1) for _paper in range(400)]
    result = tally(ranked(names, papers), "stv", seats=30, seed="Rain")
    assert len(result.winners) == 30
    longest = 0
    for each in result.rounds:
        assert sum(each.counts.values()) + each.idle == 400
        longest = max(longest, *(count.denominator.bit_length() for count in each.counts.values()))
    assert FINEST < longest < 100 * FINEST


@given(papers=votes(strict=True), seats=st.integers(1, 3))
def test_stv_gives_a_group_the_seats_that_its_size_demands(papers: list[Paper], seats: int) -> None:
    """Droop's proportionality for the two quinces: as many seats as quotas, at most two."""
    group = set(OPTIONS[:2])
    cast = sum(count for _paper, count in papers)
    solid = sum(count for paper, count in papers if {n for p in paper[:2] for n in p} == group)
    result = tally(ranked(OPTIONS, papers), "stv", seats=seats)
    quotas = solid // (cast // (seats + 1) + 1)
    assert len(group & set(result.certain)) + bool(group & set(result.tie)) >= min(quotas, 2)


@given(papers=votes())
def test_instant_runoff_with_a_lot_names_one_who_could_win(papers: list[Paper]) -> None:
    profile = ranked(OPTIONS, papers)
    could, does = tally(profile, "irv"), tally(profile, "irv", seed="Rain")
    assert len(does.winners) == 1
    assert set(does.winners) <= set(could.winners)
    assert does.tie == could.tie


def tied() -> list[Result]:
    """A tie of each single-winner way of counting."""
    profiles: dict[Method, Profile] = {
        Method.PLURALITY: ranked(OPTIONS, [([["Apple"]], 1), ([["Pear"]], 1)]),
        Method.APPROVAL: approved(OPTIONS, [(["Apple", "Pear"], 2), (["Quince"], 1)]),
        Method.SCORE: scored(OPTIONS, [({"Apple": 3, "Pear": 3, "Medlar": 1}, 1)]),
        Method.DOTS: scored(OPTIONS, [({"Apple": 3, "Pear": 3, "Medlar": 1}, 1)], budget=7),
        Method.SCHULZE: ranked(OPTIONS, [([["Apple", "Pear"], ["Medlar"]], 1)]),
        Method.IRV: ranked(OPTIONS, [([["Apple", "Pear"], ["Medlar"]], 1)]),
    }
    return [tally(profile, method) for method, profile in profiles.items()]


@pytest.mark.parametrize("result", tied(), ids=lambda result: result.method)
def test_a_tie_is_named_and_stays_until_it_is_settled(result: Result) -> None:
    assert set(result.winners) == set(result.tie) == {"Apple", "Pear"}
    assert (result.is_settled, result.certain) == (False, ())


@pytest.mark.parametrize("result", tied(), ids=lambda result: result.method)
def test_a_tie_is_settled_by_lot_or_by_the_decider(result: Result) -> None:
    first, second = lots.drawn("Rain", ["Apple", "Pear"])
    by_lot = settled_by_lot(result, "Rain")
    assert (by_lot.winners, set(by_lot.tie)) == ((first,), {"Apple", "Pear"})
    assert by_lot.order[:2] == ((first,), (second,))
    assert by_lot.rounds[-1].what is What.LOT
    by_decider = settled_by_decider(result, [second])
    assert by_decider.winners == (second,)
    assert by_decider.order[:2] == ((second,), (first,))
    assert by_decider.rounds[-1].what is What.DECIDER


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        (["Medlar"], "those who are level"),
        (["Apple", "Pear"], "exactly 1"),
        ([], "exactly 1"),
        (["Apple", "Apple"], "exactly 1"),
    ],
)
def test_a_decider_chooses_only_among_those_who_are_level(chosen: list[str], why: str) -> None:
    with pytest.raises(TallyRefusedError, match=why):
        settled_by_decider(tied()[0], chosen)


def test_a_decider_has_nothing_to_say_without_a_tie() -> None:
    settled = settled_by_lot(tied()[0], "Rain")
    with pytest.raises(TallyRefusedError, match="no tie"):
        settled_by_decider(settled, ["Apple"])
    assert settled_by_lot(settled, "Snow") == settled


def test_a_decider_can_fill_several_seats() -> None:
    papers: list[Paper] = [([["Apple"]], 9), ([["Quince"], ["Pear"]], 1)]
    result = tally(ranked(OPTIONS, papers), "stv", seats=3)
    # Nobody names Medlar; Pear is named, but never reached.
    assert (result.certain, set(result.tie)) == (("Quince", "Apple"), {"Pear", "Medlar"})
    assert settled_by_decider(result, ["Medlar"]).winners == ("Quince", "Apple", "Medlar")


def test_a_lot_can_be_drawn_again_by_hand() -> None:
    """By `printf '%s\\0%s' 'Rain' 'Apple' | sha256sum`, which docs/tallies.md gives."""
    assert lots.ticket("Rain", "Apple").startswith("4d8d5d5a2f626171")
    assert lots.drawn("Rain", ["Pear", "Apple"]) == lots.drawn("Rain", ["Apple", "Pear"])


@pytest.mark.parametrize("seed", ["", " ", "a\nb", "a\0b", "x" * 1001])
def test_a_seed_must_be_fit_to_be_published(seed: str) -> None:
    with pytest.raises(TallyRefusedError, match="seed"):
        tally(ranked(OPTIONS, [([["Apple"]], 1)]), "plurality", seed=seed)


def test_lots_are_fair() -> None:
    """Of 3,000 seeds each of three options comes first in about a third."""
    firsts = [lots.drawn(f"seed {n}", OPTIONS[:3])[0] for n in range(3_000)]
    assert all(900 < firsts.count(name) < 1_100 for name in OPTIONS[:3])


@pytest.mark.slow
def test_ties_that_branch_too_often_are_refused_and_settled_by_a_lot() -> None:
    """Forty options, each first once and followed by the next: every way is another."""
    names = [f"Option {n}" for n in range(40)]
    papers = [([[names[(n + k) % 40]] for k in range(40)], 1) for n in range(40)]
    profile = ranked(names, papers)
    for method, seats in [("irv", 1), ("stv", 2)]:
        with pytest.raises(TallyRefusedError, match="too many ways"):
            tally(profile, method, seats=seats)
        assert len(tally(profile, method, seats=seats, seed="Rain").winners) == seats
