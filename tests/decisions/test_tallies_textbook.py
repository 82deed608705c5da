"""Cases with known results, from books and papers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evenweave.decisions.tallies.counting import tally
from evenweave.decisions.tallies.papers import Ranked, ranked
from evenweave.decisions.tallies.results import What
from evenweave.decisions.tallies.simple import Threshold

pytestmark = pytest.mark.sqlite


def letters(*papers: str) -> Ranked:
    """A profile from lines such as "5 ACBED": how often, and the options from best to worst."""
    split = [paper.split() for paper in papers]
    options = sorted({letter for _count, ranking in split for letter in ranking})
    return ranked(options, [([[x] for x in ranking], int(count)) for count, ranking in split])


TENNESSEE = letters("42 MNCK", "26 NCKM", "15 CKNM", "17 KCNM")


def test_condorcets_paradox_is_a_tie_of_all_three() -> None:
    profile = letters("1 ABC", "1 BCA", "1 CAB")
    for method in ["schulze", "irv"]:
        result = tally(profile, method)
        assert result.winners == result.tie == ("A", "B", "C")
        assert not result.is_settled


@pytest.mark.parametrize(
    ("method", "winners"),
    [("plurality", "M"), ("irv", "K"), ("schulze", "N"), ("majority", "")],
)
def test_the_capital_of_tennessee(method: str, winners: str) -> None:
    assert tally(TENNESSEE, method).winners == tuple(winners)


def test_tennessee_by_instant_runoff_goes_in_known_rounds() -> None:
    rounds = tally(TENNESSEE, "irv").rounds
    assert [(each.what, each.who) for each in rounds] == [
        (What.OUT, ("C",)),
        (What.OUT, ("N",)),
        (What.MAJORITY, ("K",)),
    ]
    assert rounds[1].counts == {"K": 32, "M": 42, "N": 26}
    assert rounds[2].counts == {"K": 58, "M": 42}


SCHULZE = letters(
    "5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA", "8 EBADC"
)


def test_schulzes_own_example_with_45_voters() -> None:
    """Schulze 2011, example 1. He gives winning votes; a margin is twice those less 45."""
    result = tally(SCHULZE, "schulze")
    assert result.order == (("E",), ("A",), ("C",), ("B",), ("D",))
    (only,) = result.rounds
    assert only.pairs["A"] == {"B": 20, "C": 26, "D": 30, "E": 22}
    assert only.pairs["E"] == {"A": 23, "B": 27, "C": 21, "D": 31}
    published = {
        "A": {"B": 28, "C": 28, "D": 30, "E": 24},
        "B": {"A": 25, "C": 28, "D": 33, "E": 24},
        "C": {"A": 25, "B": 29, "D": 29, "E": 24},
        "D": {"A": 25, "B": 28, "C": 28, "E": 24},
        "E": {"A": 25, "B": 28, "C": 28, "D": 31},
    }
    assert only.paths == {
        name: {other: 2 * votes - 45 for other, votes in row.items()}
        for name, row in published.items()
    }


def test_a_party_chooses_three_foods_by_stv() -> None:
    """The example that encyclopedias give: 20 guests, 3 of 5 foods, quota 6."""
    options = ["Oranges", "Pears", "Chocolate", "Strawberries", "Sweets"]
    papers = [
        ([["Oranges"]], 4),
        ([["Pears"], ["Oranges"]], 2),
        ([["Chocolate"], ["Strawberries"]], 8),
        ([["Chocolate"], ["Sweets"]], 4),
        ([["Strawberries"]], 1),
        ([["Sweets"]], 1),
    ]
    result = tally(ranked(options, papers), "stv", seats=3)
    assert [(each.what, each.who) for each in result.rounds] == [
        (What.QUOTA, ("Chocolate",)),
        (What.OUT, ("Pears",)),
        (What.QUOTA, ("Oranges",)),
        (What.OUT, ("Sweets",)),
        (What.REST, ("Strawberries",)),
    ]
    assert result.rounds[0].needed == 6
    assert result.rounds[1].counts == {
        "Oranges": 4, "Pears": 2, "Chocolate": 6, "Strawberries": 5, "Sweets": 3,
    }  # fmt: skip
    assert result.winners == ("Oranges", "Chocolate", "Strawberries")


def test_a_surplus_leaves_every_paper_at_the_same_fraction_of_its_worth() -> None:
    """Weighted inclusive Gregory by hand: papers that arrived with little go on with less.

    30 papers, 2 seats, quota 11. A has 16: 5 move on, each paper at 5/16. 12 of them go to B,
    which had 8: 8 + 12 × 5/16 = 11.75, elected. Its 0.75 moves on at 0.75/11.75 = 3/47: its own 8
    papers from 1, A's 12 from 5/16. Inclusive: all 20 papers move, not only those that came last.
    """
    profile = letters("12 ABD", "4 ADC", "8 BCD", "4 CDA", "2 DCA")
    rounds = tally(profile, "stv", seats=3).rounds
    assert rounds[0].needed == 30 // 4 + 1 == 8
    # With 3 seats the quota is 8, so that A and B are elected at once.
    assert (rounds[0].what, rounds[0].who, rounds[0].moves) == (What.QUOTA, ("A", "B"), 8)
    two = tally(profile, "stv", seats=2).rounds
    assert [(each.what, each.who) for each in two[:2]] == [
        (What.QUOTA, ("A",)),
        (What.QUOTA, ("B",)),
    ]
    assert two[0].moves == 5
    assert two[1].counts == {
        "A": 11,
        "B": 8 + 12 * Fraction(5, 16),
        "C": 4,
        "D": 2 + 4 * Fraction(5, 16),
    }
    assert two[-1].moves == 0


def test_the_second_surplus_moves_papers_that_came_from_the_first() -> None:
    """40 papers, 3 seats, quota 11; the numbers are worked out by hand, as fractions."""
    profile = letters("18 ABCD", "6 BDCA", "9 CDBA", "7 DCBA")
    rounds = tally(profile, "stv", seats=3).rounds
    # A has 18, so 7 move on to B, at 7/18 each: B has 13, and 2 of it move on, at 2/13.
    assert (rounds[0].who, rounds[0].moves) == (("A",), 7)
    assert (rounds[1].who, rounds[1].moves) == (("B",), 2)
    part = Fraction(2, 13)
    assert rounds[2].counts == {
        "A": 11,
        "B": 11,
        "C": 9 + 18 * Fraction(7, 18) * part,
        "D": 7 + 6 * part,
    }
    # Neither has 11. D has less and goes out.
    assert (rounds[2].what, rounds[2].who) == (What.OUT, ("D",))
    assert tally(profile, "stv", seats=3).winners == ("A", "B", "C")


def test_more_support_can_lose_an_instant_runoff() -> None:
    """IRV is not monotonic. 100 voters; two of them move Left up, and Left no longer wins."""
    before = letters("28 RCL", "5 RLC", "30 LCR", "5 LRC", "16 CLR", "16 CRL")
    after = letters("28 RCL", "3 RLC", "30 LCR", "7 LRC", "16 CLR", "16 CRL")
    assert tally(before, "irv").winners == ("L",)
    assert tally(after, "irv").winners == ("C",)


def test_schulze_does_not_mind_a_copy_of_an_option() -> None:
    """Where plurality does: the two teas share their papers."""
    alone = letters("6 TC", "5 CT")
    with_copy = letters("3 TUC", "3 UTC", "5 CTU")
    assert tally(alone, "plurality").winners == ("T",)
    assert tally(with_copy, "plurality").winners == ("C",)
    assert tally(with_copy, "schulze").winners == ("T",)


def test_options_that_tie_for_last_are_not_all_thrown_out() -> None:
    """B and C could each beat A; to throw both out at once would give it to A."""
    profile = letters("3 ABC", "2 BCA", "2 CBA")
    result = tally(profile, "irv")
    assert result.winners == result.tie == ("B", "C")
    (only,) = result.rounds
    assert only.what is What.WAYS
    assert [(way.out, way.winners) for way in only.ways] == [("B", ("C",)), ("C", ("B",))]


def test_a_tie_for_last_that_decides_nothing_is_no_tie() -> None:
    profile = letters("5 ABC", "2 BAC", "2 CAB")
    result = tally(profile, "irv")
    assert (result.winners, result.tie) == (("A",), ())
    more = letters("4 ABC", "2 BAC", "2 CAB")
    result = tally(more, "irv")
    assert (result.winners, result.tie) == (("A",), ())
    assert result.rounds[-1].what is What.WAYS


@pytest.mark.parametrize(
    ("threshold", "yes", "winners"),
    [
        (Threshold.HALF, 6, ()),
        (Threshold.HALF, 7, ("Yes",)),
        (Threshold.TWO_THIRDS, 7, ()),
        (Threshold.TWO_THIRDS, 8, ("Yes",)),
        (Threshold.MOST, 6, ("Yes", "No")),
        (Threshold.MOST, 7, ("Yes",)),
    ],
)
def test_majorities_of_twelve(threshold: Threshold, yes: int, winners: tuple[str, ...]) -> None:
    profile = ranked(["Yes", "No"], [([["Yes"]], yes), ([["No"]], 12 - yes)])
    assert tally(profile, "majority", threshold=threshold).winners == winners


def test_blank_papers_do_not_count_towards_a_majority() -> None:
    profile = ranked(["Yes", "No"], [([["Yes"]], 4), ([["No"]], 3), ([], 5)])
    result = tally(profile, "majority")
    assert result.winners == ("Yes",)
    assert result.rounds[0].needed == 4
