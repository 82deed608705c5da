"""Files of papers: what is understood, and one plain sentence for whatever is amiss."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenweave.decisions.tallies.counting import tally, usual_method
from evenweave.decisions.tallies.papers import Approved, Ranked, Scored, TallyRefusedError
from evenweave.decisions.tallies.reading import read
from evenweave.decisions.tallies.reading.lines import Ballots

pytestmark = pytest.mark.sqlite


def written(folder: Path, text: str | bytes, ending: str) -> Path:
    """A file with this text."""
    file = folder / f"papers.{ending}"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def understood(folder: Path, text: str | bytes, ending: str) -> Ballots:
    return read(written(folder, text, ending))


def refused(folder: Path, text: str | bytes, ending: str) -> str:
    """The sentence with which a file is refused: for people, on one line, not too long."""
    with pytest.raises(TallyRefusedError) as caught:
        read(written(folder, text, ending))
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("papers.")
    assert sentence.count("Paper ") + sentence.count(", line ") <= 1
    assert sentence.endswith((".", "?"))
    assert len(sentence) < 250
    assert not re.search(r"Error|Exception|Traceback|object at 0x", sentence)
    return sentence


def ours(**members: Any) -> str:
    return json.dumps({"options": ["A", "B", "C"], **members})


def one(**paper: Any) -> str:
    return ours(papers=[paper])


# Our own


def test_our_own_rankings(tmp_path: Path) -> None:
    text = ours(
        papers=[
            {"ranking": [["A"], ["B", "C"]], "count": 3},
            {"ranking": [["A"], ["C", "B"]]},
            {"ranking": []},
        ],
        seats=2,
    )
    ballots = understood(tmp_path, text, "json")
    assert ballots == Ballots(Ranked(("A", "B", "C"), {(1, 6): 4, (): 1}), 2)


def test_our_own_approvals(tmp_path: Path) -> None:
    text = ours(papers=[{"approve": ["A", "C"], "count": 2}, {"approve": []}])
    assert understood(tmp_path, text, "json").profile == Approved(("A", "B", "C"), {5: 2, 0: 1})


def test_our_own_scores_are_exact(tmp_path: Path) -> None:
    text = """{"options": ["A", "B"], "highest": 1, "papers": [
        {"scores": {"A": 0.1, "B": 0.3}}, {"scores": {"A": 0.2}}, {"scores": {}}]}"""
    profile = understood(tmp_path, text, "json").profile
    assert isinstance(profile, Scored)
    assert (profile.lowest, profile.highest) == (0, 1)
    # As floating point numbers, 0.1 + 0.2 would be more than 0.3.
    assert tally(profile, "score").tie == ("A", "B")


def test_our_own_dots(tmp_path: Path) -> None:
    text = ours(papers=[{"scores": {"A": 4, "B": 1}}], budget=5)
    profile = understood(tmp_path, text, "json").profile
    assert isinstance(profile, Scored)
    assert profile.budget == 5
    assert tally(profile, "dots").winners == ("A",)


def test_a_mark_at_the_beginning_and_ends_of_lines_from_elsewhere_do_no_harm(
    tmp_path: Path,
) -> None:
    text = "\ufeff" + ours(papers=[{"ranking": [["A"]]}])
    assert understood(tmp_path, text, "json").profile == Ranked(("A", "B", "C"), {(1,): 1})
    crossed = '\ufeff2 1\r\n3 2 1 0\r\n0\r\n"A"\r\n"B"\r\n"T"\r\n'
    assert understood(tmp_path, crossed, "blt").profile == Ranked(("A", "B"), {(2, 1): 3})
    preflib = NEW.replace("\n", "\r\n")
    assert understood(tmp_path, preflib, "toi") == understood(tmp_path, NEW, "toi")


DEEP = "[" * 200_000 + "]" * 200_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1: This is not JSON"),
        ('{"options": ["A"],\n"papers": [}', "line 2: This is not JSON"),
        (DEEP, "nested too deeply"),
        (f'{{"options": {DEEP}, "papers": []}}', "nested too deeply"),
        ("[]", "must hold one object"),
        ("{}", "“options” is missing"),
        ('{"options": ["A"]}', "“papers” is missing"),
        ('{"options": "A", "papers": []}', "“options” must be a list"),
        ('{"options": ["A"], "papers": {}}', "“papers” must be a list"),
        ('{"options": ["A"], "papers": []}', "no papers"),
        ('{"options": [], "papers": [{"ranking": []}]}', "no options"),
        ('{"options": ["A", "A"], "papers": [{"ranking": []}]}', "“A” stands twice"),
        ('{"options": [1], "papers": [{"ranking": []}]}', "not a text"),
        ('{"options": ["A", " "], "papers": [{"ranking": []}]}', "no name"),
        ('{"options": ["A\\u0000"], "papers": [{"ranking": []}]}', "cannot be shown"),
        ('{"options": ["A\\ud800"], "papers": [{"ranking": []}]}', "cannot be shown"),
        (json.dumps({"options": ["x" * 501], "papers": []}), "longer than 500"),
        (
            json.dumps({"options": [str(n) for n in range(300)], "papers": []}),
            "There are 300 options. At most 200",
        ),
        (ours(papers=[], votes=[]), "“votes” is not known here"),
        ('{"options": ["A"], "options": ["B"], "papers": []}', "“options” stands twice"),
        (one(), "Paper 1: it must be an object with one of"),
        (one(ranking=[], approve=[]), "Paper 1: it must be an object with one of"),
        (ours(papers=[[["A"]]]), "Paper 1: it must be an object"),
        (ours(papers=[{"ranking": []}, 7]), "Paper 2: it must be an object with “ranking”"),
        (ours(papers=[{"ranking": []}, {"approve": []}]), "Paper 2: it has “approve”"),
        (ours(papers=[{"ranking": []}, {"rank": []}]), "Paper 2: “ranking” is missing"),
        (one(ranking=[], weight=2), "Paper 1: “weight” is not known here"),
        (one(ranking=[["D"]]), "Paper 1: “D” is not among the options"),
        (one(ranking=[["A", "D"]]), "“D” is not among the options"),
        (one(ranking=[[["A"]]]), "is not among the options"),
        (one(ranking=[[None]]), "“None” is not among the options"),
        (one(ranking=[["A"], ["B"], ["A"]]), "ranks “A” twice"),
        (one(ranking=[["A", "B"], ["B"]]), "ranks “B” twice"),
        (one(ranking=[["A", "A"]]), "names “A” twice"),
        (one(ranking=[["A"], []]), "Place 2 of the ranking is empty"),
        (one(ranking="ABC"), "“ranking” must be a list of places"),
        (one(ranking=["A", "B"]), "between [ and ]"),
        (one(ranking=[{"A": 1}]), "between [ and ]"),
        (one(approve="A"), "between [ and ]"),
        (one(approve=["A", "A"]), "names “A” twice"),
        (one(approve=["D"]), "“D” is not among"),
        (one(ranking=[["A"]], count=0), "“count” must be a whole number"),
        (one(ranking=[["A"]], count=-1), "“count” must be a whole number"),
        (one(ranking=[["A"]], count=True), "“count” must be a whole number"),
        (one(ranking=[["A"]], count=1.5), "“count” must be a whole number"),
        (one(ranking=[["A"]], count="3"), "“count” must be a whole number"),
        (one(ranking=[["A"]], count=None), "“count” must be a whole number"),
        (one(ranking=[["A"]], count=10**12), "more than 1,000,000,000 papers"),
        ('{"options": ["A"], "papers": [{"count": ' + "9" * 9999 + "}]}", "9999 figures"),
        (one(scores={"D": 1}), "“D” is not among"),
        (one(scores={"A": 11}), "The score of “A” is 11. It must be a number from 0 to 10"),
        (one(scores={"A": -1}), "from 0 to 10"),
        (one(scores={"A": True}), "The score of “A” is True"),
        (one(scores={"A": "7"}), "The score of “A” is 7. It must be a number"),
        (one(scores={"A": None}), "The score of “A” is None"),
        (one(scores={"A": float("nan")}), "“NaN” is not a number"),
        (one(scores={"A": float("inf")}), "“Infinity” is not a number"),
        ('{"options": ["A"], "papers": [{"scores": {"A": 1e999}}]}', "from 0 to 10"),
        ('{"options": ["A"], "papers": [{"scores": {"A": 1e-99999999}}]}', "too many figures"),
        ('{"options": ["A"], "papers": [{"scores": {"A": 1, "A": 2}}]}', "“A” stands twice"),
        (one(scores=["A"]), "“scores” must give each option its number"),
        (ours(papers=[{"scores": {}}], lowest=5, highest=5), "below the highest"),
        (ours(papers=[{"scores": {}}], lowest=True), "“True” is not a number"),
        (ours(papers=[{"scores": {"A": 3, "B": 3}}], budget=5), "gives 6 dots"),
        (ours(papers=[{"scores": {"A": 0.5}}], budget=5), "Dots are whole"),
        (ours(papers=[{"scores": {"A": -1}}], budget=5), "from 0 to 5"),
        (ours(papers=[{"scores": {}}], budget=0), "“budget” must be a whole number"),
        (ours(papers=[{"scores": {}}], budget=5, highest=3), "leave “lowest” and “highest” out"),
        (ours(papers=[{"ranking": []}], highest=3), "“highest” is for papers with “scores”"),
        (ours(papers=[{"ranking": []}], seats=0), "“seats” must be a whole number"),
        (ours(papers=[{"ranking": []}], seats=True), "“seats” must be a whole number"),
    ],
)  # fmt: skip
def test_what_is_amiss_in_our_own_files(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in refused(tmp_path, text, "json")


# OpenSTV and its kin

BLT = """# A vote about fruit
4 2        # four options, two seats
-2
3 1 3 4 0  # three papers alike
4 1 3 2 0
(x7) 1 2 4 1=3 0
1 2 0
2 2=4=3 - 1 0
1 0

0
"Adam # not a comment"
"Basil"
Charlotte
"Donald Duck"
"The title"
"A source"
"""


def test_a_blt_file(tmp_path: Path) -> None:
    adam, charlotte, donald = 1, 2, 4
    assert understood(tmp_path, BLT, "blt") == Ballots(
        Ranked(
            ("Adam # not a comment", "Charlotte", "Donald Duck"),
            {
                (adam, charlotte, donald): 3,
                (adam, charlotte): 4,
                (donald, adam | charlotte): 1,
                (): 2,
                (charlotte | donald, adam): 2,
            },
        ),
        2,
    )


def test_a_blt_file_may_stand_on_few_lines(tmp_path: Path) -> None:
    text = '2 1 3 1 2 0 1 2 0 0 "A" "B" "Title"'
    assert understood(tmp_path, text, "blt").profile == Ranked(("A", "B"), {(1, 2): 3, (2,): 1})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1: The file ends too early: the number of options"),
        ("2", "ends too early: the number of seats"),
        ("two 1", "line 1: “two” must be a whole number"),
        ("0 1", "“0” must be a whole number from 1 to 200"),
        ("300 1", "“300” must be a whole number from 1 to 200"),
        ("2 0", "“0” must be a whole number from 1"),
        ("2 -1", "“-1” must be a whole number from 1"),
        ("2 1\n-3\n1 1 0\n0\n", "line 2: “-3” must be a whole number from -2 to -1"),
        ("2 1\n1 1 0\n", "ends too early: a paper, or the 0"),
        ("2 1\n1 3 0\n0\n", "line 2: “3” must be a whole number from 1 to 2"),
        ("2 1\n1 1 2\n0\n", "line 2: This paper does not end with 0"),
        ("2 1\n1 1 2 1 0\n0\n", "line 2: It ranks option 1 twice"),
        ("2 1\n1 1=1 0\n0\n", "line 2: It ranks option 1 twice"),
        ("2 1\n1 1= 0\n0\n", "line 2: “” must be a whole number"),
        ("2 1\n1.5 1 0\n0\n", "line 2: “1.5” must be a whole number"),
        ("2 1\n1 ١ 0\n0\n", "line 2: “١” must be a whole number"),
        ("2 1\n-1 1 0\n0\n", "line 2: Those who withdrew stand on a line of their own"),
        ("2 1\n9999999999999999999 1 0\n0\n", "line 2: “9999999999999999999” must be"),
        ("2 1\n(a) x 1 0\n0\n", "line 2: “x” must be a whole number"),
        ('2 1\n1 1 0\n"A"\n', "line 3: A 0 on a line of its own must end the papers"),
        ('2 1\n1 1 0\n0\n"A"\n', "ends too early: the name of an option"),
        ('2 1\n1 1 0\n0\n"A"\n"B\n', "line 5: A quotation mark is not closed"),
        ('2 1\n1 1 0\n0\n"A"\n"A"\n', "“A” stands twice"),
        ('2 1\n1 1 0\n0\n"A"\n""\n', "no name"),
        ('2 1\n0\n"A"\n"B"\n', "no papers"),
        ('2 1\n-1 -2\n1 1 0\n0\n"A"\n"B"\n', "All options have withdrawn"),
    ],
)
def test_what_is_amiss_in_a_blt_file(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in refused(tmp_path, text, "blt")


# PrefLib

NEW = """# FILE NAME: 00001-00000001.toi
# TITLE: Drinks
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 7
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Tea: black
# ALTERNATIVE NAME 2: Coffee
# ALTERNATIVE NAME 3: Water
4: 1, {2, 3}
2: 3,1,2
1: 2
"""

OLD = """3
1,Tea: black
2,Coffee
3,Water
7,7,3
4,1,{2,3}
2,3,1,2
1,2
"""


@pytest.mark.parametrize("text", [NEW, OLD], ids=["new", "old"])
def test_preflibs_files_with_both_heads(tmp_path: Path, text: str) -> None:
    profile = Ranked(("Tea: black", "Coffee", "Water"), {(1, 6): 4, (4, 1, 2): 2, (2,): 1})
    assert understood(tmp_path, text, "toi") == Ballots(profile)


def head(*lines: str, kind: str = "soi", voters: int = 1) -> str:
    names = [f"# ALTERNATIVE NAME {n}: {name}" for n, name in enumerate("ABC", start=1)]
    numbers = [f"# DATA TYPE: {kind}", "# NUMBER ALTERNATIVES: 3", f"# NUMBER VOTERS: {voters}"]
    return "\n".join([*numbers, *names, *lines])


@pytest.mark.parametrize("kind", ["soc", "soi", "toc", "toi"])
def test_each_of_preflibs_endings(tmp_path: Path, kind: str) -> None:
    text = head("1: 2,3,1", kind=kind)
    assert understood(tmp_path, text, kind).profile == Ranked(("A", "B", "C"), {(2, 4, 1): 1})


@pytest.mark.parametrize(
    ("ending", "text", "sentence"),
    [
        ("soi", "", "The file is empty"),
        ("soi", "# NUMBER VOTERS: 1\n1: 1", "“# NUMBER ALTERNATIVES: …” is missing"),
        ("soi", "# NUMBER ALTERNATIVES: 1\n1: 1", "“# NUMBER VOTERS: …” is missing"),
        ("soi", head("1: 1").replace("VES: 3", "VES: 4"), "says 4 options, but names 3"),
        ("soi", head("1: 1").replace("VES: 3", "VES: 300"), "line 2: “300” must be"),
        ("soi", head("1: 1").replace("NAME 2", "NAME 1"), "line 5: Option 1 is named twice"),
        ("soi", head("1: 1").replace(": B", ": A"), "“A” stands twice"),
        ("soi", head("1: 1").replace("VOTERS: 1", "VOTERS: x"), "line 3: “x” must be"),
        ("soi", head("1: 1", voters=2), "says 2 papers, but there are 1. Is the file whole?"),
        ("soi", head(voters=0), "no papers"),
        ("soi", head("1 1"), "line 7: Here should be a count, “:”, and a ranking"),
        ("soi", head("0: 1"), "line 7: “0” must be a whole number from 1"),
        ("soi", head("-1: 1"), "line 7: “-1” must be a whole number from 1"),
        ("soi", head("1: 4"), "line 7: There is no option 4"),
        ("soi", head("1: A"), "line 7: “A” must be a whole number"),
        ("soi", head("1: 1,1"), "line 7: It ranks option 1 twice"),
        ("toi", head("1: {1,1}", kind="toi"), "line 7: It ranks option 1 twice"),
        ("toi", head("1: {1,2", kind="toi"), "line 7: “{1,2” is no ranking"),
        ("toi", head("1: {1}{2}", kind="toi"), "is no ranking"),
        ("toi", head("1: 1,,2", kind="toi"), "is no ranking"),
        ("soi", head("1: {1,2}"), "line 7: A .soi file has no options that stand level"),
        ("soc", head("1: 1,2"), "line 7: In a .soc file each paper ranks every option"),
        ("toc", head("1: {1,2}"), "In a .toc file each paper ranks every option"),
        ("soi", "x\n", "line 1: “x” must be a whole number"),
        ("soi", "2\n1,A\n", "The file ends within its head"),
        ("soi", "2\n1,A\n2\n1,1,1\n1,1", "line 3: Here should be an option’s number"),
        ("soi", "2\n1,A\n2,B\n1\n1,1", "line 4: Here should be three numbers"),
        ("soi", "2\n1,A\n2,B\n2,2,1\n1,1", "says 2 papers, but there are 1"),
    ],
)
def test_what_is_amiss_in_preflibs_files(
    tmp_path: Path, ending: str, text: str, sentence: str
) -> None:
    assert sentence in refused(tmp_path, text, ending)


# Whatever a file holds


GOOD = {
    "json": ours(papers=[{"ranking": [["A"], ["B", "C"]], "count": 3}, {"ranking": []}], seats=2),
    "blt": BLT,
    "toi": NEW,
    "soi": OLD.replace("{2,3}", "2,3"),
}


@pytest.mark.parametrize("ending", GOOD)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(
    tmp_path: Path, ending: str, data: st.DataObject
) -> None:
    text = GOOD[ending]
    for _time in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(begin, min(len(text), begin + 4)))
        text = text[:begin] + data.draw(st.text(SIGNS, max_size=4)) + text[end:]
    try:
        ballots = understood(tmp_path, text, ending)
    except TallyRefusedError:
        refused(tmp_path, text, ending)
    else:
        assert tally(ballots.profile, usual_method(ballots.profile)).order


SIGNS = st.sampled_from('0123456789-=#",:{}[]() .\n\tAeé∞\0١²')


# Files themselves


@pytest.mark.parametrize("ending", ["json", "blt", "soi"])
def test_what_is_no_text(tmp_path: Path, ending: str) -> None:
    assert "line 2: this is not UTF-8" in refused(tmp_path, b'{\n"\xff"}', ending)
    assert "line 3: it holds a NUL sign" in refused(tmp_path, b"{\n\n\0}", ending)


def test_what_is_no_file_of_papers(tmp_path: Path) -> None:
    with pytest.raises(TallyRefusedError, match="There is no file"):
        read(tmp_path / "none.json")
    with pytest.raises(TallyRefusedError, match="must end in one of .json .blt"):
        read(tmp_path / "papers.txt")
    folder = tmp_path / "folder.blt"
    folder.mkdir()
    with pytest.raises(TallyRefusedError, match="cannot be read"):
        read(folder)
    with pytest.raises(TallyRefusedError, match=r"cannot be read|no file"):
        read(tmp_path / ("x" * 300 + ".json"))


def test_a_file_that_is_absurdly_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenweave.decisions.tallies.reading.LARGEST", 1_000_000)
    sentence = refused(tmp_path, b" " * 1_000_001, "json")
    assert "larger than 1 MB" in sentence
