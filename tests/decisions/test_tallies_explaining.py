"""A result explains itself: in sentences that people read, and in JSON that keeps its shape."""

from __future__ import annotations

import json
import re
from typing import Any

import fastjsonschema
import pytest

from evenweave.decisions.tallies.counting import Method, tally
from evenweave.decisions.tallies.explaining import Words, explained
from evenweave.decisions.tallies.papers import Profile, approved, ranked, scored
from evenweave.decisions.tallies.results import Result, What, settled_by_decider
from evenweave.decisions.tallies.simple import Threshold
from tests.decisions import profiles
from tests.house.source import ROOT

pytestmark = pytest.mark.sqlite

Papers = list[tuple[list[list[str]], int]]


def schema(name: str) -> Any:
    """One of the published schemas, as a function that raises when something does not fit."""
    text = (ROOT / "docs" / "schemas" / name).read_text(encoding="utf-8")
    return fastjsonschema.compile(json.loads(text))


def ranking(*papers: str) -> Any:
    """A profile from lines such as "3 A BC": how often, and the places from best to worst."""
    split = [paper.split() for paper in papers]
    options = sorted({letter for _count, *places in split for place in places for letter in place})
    return ranked(options, [([list(p) for p in places], int(n)) for n, *places in split])


def every_kind_of_result() -> list[Result]:
    """Results in which everything happens that can happen in a round."""
    circle = ranking("1 A B C", "1 B C A", "1 C A B")
    uneven = ranking("5 A B C", "4 B C A", "3 C A B")
    last = ranking("3 A B C", "2 B C A", "2 C B A")
    party = ranking("4 O", "2 P O", "8 C S", "4 C W", "1 S", "1 W")
    blank = ranked(["A", "B"], [([], 2)])
    score: Profile = scored(["A", "B"], [({"A": 3, "B": 1}, 2)])
    level = ranked(["A", "B", "C"], [([["A", "B"]], 3), ([["C"]], 1)])
    return [
        tally(uneven, "plurality"),
        tally(circle, "plurality", seed="Rain"),
        tally(blank, "plurality"),
        tally(ranked(["A", "B"], [([["A", "B"]], 2)]), "plurality"),
        tally(level, "plurality"),
        tally(uneven, "majority"),
        tally(uneven, "majority", threshold=Threshold.TWO_THIRDS),
        tally(ranking("3 A B", "1 B A"), "majority"),
        tally(approved(["A", "B"], [(["A", "B"], 3), (["A"], 1)]), "approval"),
        tally(score, "score"),
        tally(scored(["A", "B"], [({"A": 3, "B": 3}, 2)], budget=6), "dots"),
        tally(circle, "schulze"),
        tally(uneven, "schulze"),
        tally(ranking("3 A B", "1 B A"), "schulze"),
        tally(blank, "schulze"),
        tally(uneven, "irv"),
        tally(circle, "irv"),
        tally(last, "irv"),
        tally(last, "irv", seed="Rain"),
        tally(ranking("1 A", "1 B"), "irv"),
        settled_by_decider(tally(ranking("1 A", "1 B"), "irv"), ["B"]),
        tally(ranking("5 A", "2 B", "1 C", "1 D"), "irv"),
        tally(blank, "irv"),
        tally(party, "stv", seats=3),
        tally(party, "stv", seats=5),
        tally(ranking("3 A", "1 B", "1 C"), "stv", seats=2),
        tally(ranking("3 A", "1 B", "1 C"), "stv", seats=2, seed="Rain"),
        tally(ranked(list("ABC"), [([["A"]], 1)]), "stv", seats=2),
        tally(blank, "stv", seats=2),
    ]


RESULTS = every_kind_of_result()


def test_everything_happens_somewhere() -> None:
    assert {each.what for result in RESULTS for each in result.rounds} == set(What)
    assert {result.method for result in RESULTS} == set(Method)


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.method)
def test_every_result_explains_itself_in_short_whole_sentences(result: Result) -> None:
    said = explained(result)
    assert len(said) == len(result.rounds) + 1
    for sentence in [sentence for part in said for sentence in part]:
        assert sentence[0].isupper() or sentence[0] == "“" or sentence[0].isdigit()
        assert sentence.endswith(".")
        assert not re.search(r"[{}_]|Fraction|None", sentence)
        assert len(re.sub(r"“[^”]*”", "", sentence).split()) < 20


def test_rounds_of_an_instant_runoff_in_words() -> None:
    profile = ranking("8 T", "3 C W", "7 W")
    assert explained(tally(profile, "irv")) == [
        [
            "Nothing had more than half.",
            "“C” had the fewest papers (3), so its papers moved on.",
        ],
        ["“W” has 10 of 18 papers; 10 are enough."],
        ["So “W” is chosen."],
    ]


def test_a_tie_in_words() -> None:
    *_rounds, ending = explained(tally(ranking("3 A B C", "2 B C A", "2 C B A"), "irv"))
    assert ending == [
        "It is a tie: “B” and “C” are level, for one place.",
        "Only the way that was named beforehand can settle it.",
    ]


def test_stv_in_words_speaks_of_parts_of_papers() -> None:
    said = explained(tally(ranking("5 A B", "2 B", "3 C"), "stv", seats=2))
    assert said[0] == [
        "“A” has 5, and 4 are enough for a seat.",
        "What is above that (1) moves on, shared by all its papers.",
    ]
    halves = explained(tally(ranking("5 AB C", "3 C", "1 D"), "stv", seats=2))
    assert any("2.50" in sentence for part in halves for sentence in part)


def test_one_and_many_take_their_own_words() -> None:
    one = ranked(["A", "B", "C"], [([["A"]], 1), ([["B", "C"]], 1)])
    assert explained(tally(one, "plurality"))[0] == [
        "“A” has the most, with 1 paper.",
        "1 paper names several first, and was set aside.",
    ]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.method)
def test_every_word_can_be_translated(result: Result) -> None:
    """With a gettext that puts each message in brackets, nothing but names is left outside."""

    def bracketed(text: str) -> str:
        return f"⟦{text}⟧"

    def plural(one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"

    for part in explained(result, Words(bracketed, plural)):
        for sentence in part:
            assert sentence.startswith("⟦")
            assert sentence.endswith("⟧")
            assert sentence.count("⟦") == sentence.count("⟧")


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.method)
def test_json_fits_its_published_schema(result: Result) -> None:
    told = json.loads(json.dumps(result.as_json()))
    schema("tally.json")(told)
    assert sorted(name for tier in told["order"] for name in tier) == sorted(result.options)


def test_the_schema_refuses_what_is_not_so() -> None:
    good = RESULTS[0].as_json()
    for bad in [{**good, "method": "coin"}, {**good, "tie": None}, {**good, "more": 1}]:
        with pytest.raises(fastjsonschema.JsonSchemaException):
            schema("tally.json")(bad)


def test_random_results_fit_the_schema_too() -> None:
    fits = schema("tally.json")
    for profile in profiles.rankings(200, level=True, short=True):
        for method, seats in [("irv", 1), ("schulze", 1), ("stv", 2)]:
            fits(json.loads(json.dumps(tally(profile, method, seats=seats).as_json())))


@pytest.mark.parametrize(
    "papers",
    [
        {"options": ["A", "B"], "papers": [{"ranking": [["A"], ["B"]], "count": 3}]},
        {"options": ["A", "B"], "papers": [{"approve": ["A"]}, {"approve": []}], "seats": 1},
        {"options": ["A"], "papers": [{"scores": {"A": 2.5}}], "lowest": -1, "highest": 3},
    ],
)
def test_what_may_be_read_fits_its_schema(papers: dict[str, Any]) -> None:
    schema("papers.json")(papers)


def test_parts_of_votes_have_five_places_in_json() -> None:
    result = tally(ranking("5 A B", "1 A C", "3 B", "3 C"), "stv", seats=2)
    second = result.as_json()["rounds"][1]
    assert second["counts"] == {"A": 5, "B": 3.83333, "C": 3.16667}
