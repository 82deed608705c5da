"""PARTNERS2: service users, carers, clinicians and academics choose the trial's primary outcome.

In one meeting, by an anonymous vote after discussion: here through the pages, with people made up.
"""

from __future__ import annotations

import re

import pytest

from evenweave.decisions.models import State
from evenweave.decisions.ways import Preset, of_preset
from evenweave.record.models import Entry
from tests.decisions.ballots import Polls, plain, polls
from tests.decisions.stories import DAY

pytestmark = pytest.mark.usefixtures("own_database")

QUALITY, RECOVERY, CRISES = "Quality of life", "Time to recovery", "Fewer crises"
BY_GROUP = re.compile(r"By the seats that people showed when it opened(.*?)</table>", re.DOTALL)
CELL = re.compile(r'<t[hd] role="(?:rowheader|columnheader|cell)"[^>]*>(?:<bdi>)?([^<]*)')


def chosen(monkeypatch: pytest.MonkeyPatch, seats: str, choices: str) -> tuple[Polls, str]:
    """They talk it over, then each puts a paper in: the page as a member reads it in the end.

    Amina, who proposes it, has the first seat: lived experience.
    """
    names = [f"Partner {number}" for number in range(2, len(seats) + 1)]
    rule = of_preset(Preset.SECRET_VOTE)
    options = [QUALITY, RECOVERY, CRISES]
    door = polls(monkeypatch, names, seats[1:], options=options, way=rule)
    said = {"words": "What matters to us is a good day, not a long stay."}
    assert door.at(names[0]).post(f"{door.page}say/", said).status_code == 302
    assert "a good day" in plain(door.at("Amina").get(door.page))
    assert door.at("Amina").post(f"{door.page}go-on/").status_code == 302
    door.passes(minutes=1)
    for name, choice in zip(["Amina", *names], choices, strict=True):
        door.vote(name, options[int(choice)])
    assert "nobody knows who has voted" in plain(door.at("Amina").get(door.page))
    assert door.passes(days=DAY.days * 7).state == State.DECIDED
    assert door.story.chosen == [QUALITY]
    return door, plain(door.at(names[0]).get(door.page))


def by_group(page: str) -> list[list[str]]:
    """The table of the two groups, row by row; of none, no rows."""
    cells = [each.strip() for table in BY_GROUP.findall(page) for each in CELL.findall(table)]
    return [cells[start : start + 3] for start in range(0, len(cells), 3)]


REST = f"{RECOVERY} + {CRISES} + put nothing in"


def test_it_is_told_by_lived_experience_and_others_where_both_are_large_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    door, page = chosen(monkeypatch, "LLLLLLLLPPPPPRRRR", "00000111" + "000011111")
    assert by_group(page) == [
        ["Chosen", "Lived experience", "All others"],
        [QUALITY, "5", "4"],
        [REST, "3", "5"],
    ]
    lines = Entry.objects.filter(stream_id=door.story.decision.stream_id).order_by("sequence")
    kinds = [line.kind for line in lines if line.kind.startswith("decisions.")]
    told = ["opened", "moved_on", "box_opened", "box_closed", "closed"]
    assert kinds == [f"decisions.{each}" for each in told]


def test_in_a_circle_of_six_four_and_four_it_is_told_as_a_whole_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # One of six chose otherwise: told by group, the five others would be told as well.
    door, page = chosen(monkeypatch, "LLLLLLPPPPRRRR", "000001" + "00001111")
    assert by_group(page) == []
    assert "Group by group it would give somebody away" in page
    assert door.story.counted["groups"] is None
    assert re.findall(r'<span class="number">([^<]*)', page) == ["9", "5"]


def test_there_no_kind_of_four_is_ever_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    _door, page = chosen(monkeypatch, "LLLLLLPPPPRRRR", "000011" + "00000111")
    assert by_group(page) == [
        ["Chosen", "Lived experience", "All others"],
        [QUALITY, "4", "5"],
        [REST, "2", "3"],
    ]
