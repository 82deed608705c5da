"""Thousands of random profiles, counted by us and by `pref_voting`: the same winners and ties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import permutations, product
from math import factorial, prod
from typing import Any

import pytest

from evenweave.decisions.tallies import lots
from evenweave.decisions.tallies.counting import tally
from evenweave.decisions.tallies.pairwise import positions, preferences, sets_above
from evenweave.decisions.tallies.papers import Places, Ranked, Scored
from evenweave.decisions.tallies.simple import Threshold
from tests.decisions import others, profiles
from tests.decisions.others import named

pytestmark = pytest.mark.sqlite

SHAPES = [
    pytest.param(
        level, short, id=f"{'level' if level else 'strict'}-{'short' if short else 'whole'}"
    )
    for level, short in product([False, True], repeat=2)
]


def compared(
    found: Iterable[Ranked], method: str, theirs: Callable[[Ranked], set[str]], *, ties: int
) -> None:
    """The winners are the same in every profile, and in at least so many of them there is a tie."""
    tied = 0
    for profile in found:
        result = tally(profile, method)
        assert set(result.winners) == theirs(profile), profile
        assert set(result.tie) == (set(result.winners) if len(result.winners) > 1 else set())
        tied += bool(result.tie)
    assert tied >= ties


@pytest.mark.parametrize(("level", "short"), SHAPES)
def test_schulze_agrees(level: bool, short: bool) -> None:
    def theirs(profile: Ranked) -> set[str]:
        return named(profile.options, others.margins.beat_path(others.with_ties(profile)))

    compared(profiles.rankings(1000, level=level, short=short), "schulze", theirs, ties=60)


@pytest.mark.parametrize(("level", "short"), SHAPES)
def test_the_pairwise_table_agrees(level: bool, short: bool) -> None:
    """Both ways in which it is counted are met: halving where papers are alike, and whole rows."""
    met = set()
    for profile in profiles.rankings(300, level=level, short=short, options=6):
        met.add(bool(sets_above(profile.papers, (1 << len(profile.options)) - 1)[1]))
        theirs = others.with_ties(profile)
        for i, j in permutations(range(len(profile.options)), 2):
            assert preferences(profile)[i][j] == theirs.support(i, j)
    assert met == {False, True}


@pytest.mark.parametrize(("level", "short"), SHAPES)
def test_instant_runoff_agrees_when_every_way_of_breaking_ties_is_followed(
    level: bool, short: bool
) -> None:
    def theirs(profile: Ranked) -> set[str]:
        # For papers with options that stand level, this is approval IRV.
        found = others.iterative.instant_runoff_put(others.with_ties(profile))
        return named(profile.options, found)

    compared(profiles.rankings(1000, level=level, short=short), "irv", theirs, ties=60)


def test_instant_runoff_agrees_with_their_stop_at_a_majority() -> None:
    def theirs(profile: Ranked) -> set[str]:
        return named(profile.options, others.iterative.instant_runoff_put(others.strict(profile)))

    compared(profiles.rankings(1000), "irv", theirs, ties=60)


def test_to_throw_all_tied_last_out_at_once_gives_other_winners() -> None:
    """Why we do not do what their plain `instant_runoff` does: ours keeps whoever could win."""
    differing = 0
    for profile in profiles.rankings(1000):
        at_once = named(profile.options, others.iterative.instant_runoff(others.strict(profile)))
        ours = set(tally(profile, "irv").winners)
        differing += at_once != ours
    assert differing > 10


def test_instant_runoff_by_lot_agrees_with_their_order_for_breaking_ties() -> None:
    for turn, profile in enumerate(profiles.rankings(300)):
        seed = f"Saturday {turn}"
        result = tally(profile, "irv", seed=seed)
        if not result.tie:
            continue
        # Theirs: whoever stands first in the order goes out first.
        order = [
            profile.options.index(name) for name in reversed(lots.drawn(seed, profile.options))
        ]
        found = others.iterative.instant_runoff_tb(others.with_ties(profile), tie_breaker=order)
        assert set(result.winners) == named(profile.options, found)


@pytest.mark.slow
@pytest.mark.parametrize("short", [False, True])
def test_stv_agrees_however_ties_are_broken(short: bool) -> None:
    """Every order for breaking ties, counted by theirs: our certain and our possible winners."""
    open_ends = counted = 0
    for profile in profiles.rankings(700, short=short):
        for seats in range(1, len(profile.options)):
            result = tally(profile, "stv", seats=seats)
            committees = every_committee(others.with_ties(profile), profile.options, seats)
            assert set(result.winners) == set.union(*committees)
            assert set(result.certain) == set.intersection(*committees)
            counted += 1
            open_ends += not result.is_settled
    assert counted > 1400
    assert open_ends > 200


def every_committee(theirs: Any, options: tuple[str, ...], seats: int) -> list[set[str]]:
    """Whoever is elected, for each order in which ties may be broken."""
    found = []
    for order in permutations(range(len(options))):
        elected = others.proportional.stv_wig(
            theirs, num_seats=seats, quota_rule="droop", tie_break_key=order.__getitem__
        )
        found.append(named(options, elected))
    return found


def test_stv_by_lot_agrees_with_their_order_for_breaking_ties() -> None:
    settled = 0
    for turn, profile in enumerate(profiles.rankings(400, short=True)):
        seats = 1 + turn % 2
        if seats >= len(profile.options):
            continue
        result = tally(profile, "stv", seats=seats, seed=f"Saturday {turn}")
        assert len(result.winners) == seats
        if not result.tie:
            continue
        settled += 1
        drawn = lots.drawn(f"Saturday {turn}", profile.options)
        found = others.proportional.stv_wig(
            others.with_ties(profile),
            num_seats=seats,
            quota_rule="droop",
            tie_break_key=lambda option, drawn=drawn, names=profile.options: drawn.index(
                names[option]
            ),
        )
        assert set(result.winners) == named(profile.options, found)
    assert settled > 40


def test_stv_shares_papers_with_level_options_as_if_each_order_had_an_equal_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Theirs sends a shared paper past those who stood level; so we give it every order instead."""
    for profile in profiles.rankings(250, level=True, short=True, options=4):
        whole, times = every_order(profile)
        for seats in range(1, len(profile.options)):
            quota = times * (sum(profile.papers.values()) // (seats + 1) + 1)
            monkeypatch.setattr(
                others.proportional, "_droop_int_quota", lambda _total, _seats, quota=quota: quota
            )
            committees = every_committee(others.with_ties(whole), profile.options, seats)
            result = tally(profile, "stv", seats=seats)
            assert set(result.winners) == set.union(*committees)
            assert set(result.certain) == set.intersection(*committees)


def every_order(profile: Ranked) -> tuple[Ranked, int]:
    """Each paper in each order of those that stand level on it; how often a paper is there."""
    times = factorial(len(profile.options))
    papers: dict[Places, Fraction] = {}
    for places, count in profile.papers.items():
        orders = [list(permutations(positions(place))) for place in places]
        part = Fraction(times * count, prod(map(len, orders)))
        for order in product(*orders):
            strict = tuple(1 << option for place in order for option in place)
            papers[strict] = papers.get(strict, Fraction(0)) + part
    assert all(part.denominator == 1 for part in papers.values())
    return Ranked(profile.options, {places: int(part) for places, part in papers.items()}), times


@pytest.mark.parametrize("short", [False, True])
def test_plurality_agrees(short: bool) -> None:
    def theirs(profile: Ranked) -> set[str]:
        scores = others.with_ties(profile).plurality_scores()
        return named(profile.options, [c for c in scores if scores[c] == max(scores.values())])

    compared(profiles.rankings(1000, short=short), "plurality", theirs, ties=60)


def test_plurality_agrees_on_papers_that_put_several_first() -> None:
    for profile in profiles.rankings(300, level=True):
        scores = others.with_ties(profile).plurality_scores_ignoring_overvotes()
        best = [option for option in scores if scores[option] == max(scores.values()) > 0]
        assert set(tally(profile, "plurality").winners) == named(profile.options, best)


def test_majority_agrees() -> None:
    decided = 0
    for profile in profiles.rankings(1000):
        found = others.other.absolute_majority(others.strict(profile))
        result = tally(profile, "majority", threshold=Threshold.HALF)
        assert set(result.winners) == named(profile.options, found)
        decided += bool(found)
    assert 60 < decided < 940


def test_approval_agrees() -> None:
    tied = 0
    for profile in profiles.approvals(1000):
        papers = [dict.fromkeys(positions(chosen), 1) for chosen in profile.papers]
        theirs = others.GradeProfile(
            papers,
            [0, 1],
            gcounts=list(profile.papers.values()),
            candidates=list(range(len(profile.options))),
        )
        result = tally(profile, "approval")
        assert set(result.winners) == named(profile.options, others.grading.approval(theirs))
        tied += bool(result.tie)
    assert tied > 60


@pytest.mark.parametrize(("method", "budget"), [("score", None), ("dots", 12)])
def test_scores_and_dots_agree(method: str, budget: int | None) -> None:
    tied = 0
    for profile in profiles.scores(1000, budget):
        result = tally(profile, method)
        assert set(result.winners) == best_by_theirs(profile)
        tied += bool(result.tie)
    assert tied > 10


def best_by_theirs(profile: Scored) -> set[str]:
    """The winners of their score voting."""
    theirs = others.GradeProfile(
        [dict(enumerate(scores)) for scores in profile.papers],
        list(range(13)),
        gcounts=list(profile.papers.values()),
        candidates=list(range(len(profile.options))),
    )
    return named(profile.options, others.grading.score_voting(theirs))
