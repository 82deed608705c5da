"""A letter to an employer: what it asks, when, and that everybody can read it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from evenweave.common.paper import Paper
from evenweave.meetings.letters import POINTS, Told, letter
from evenweave.meetings.series import OfTheMonth, Series, occurrences
from tests.papers import text_of, tree

pytestmark = pytest.mark.sqlite

FIRST = date(2026, 3, 4)
SERIES = Series(
    FIRST, datetime(2026, 3, 4, 10, tzinfo=UTC).time(), "Europe/London", OfTheMonth((1, 3)), 12
)
TOLD = Told(
    called="Carys",
    role="practice lead for the wards",
    project="Rest on the ward",
    purpose="To find out what helps people sleep when they are in hospital.",
    dates=occurrences(SERIES),
    minutes=90,
    zone="Europe/London",
    signs="Amina, coordinator\nRest on the ward",
    contact="amina@example.org, or 01632 960 000 on Wednesdays",
    written_on=date(2026, 2, 2),
    language="en-gb",
)


def read(made: Paper) -> PdfReader:
    """The PDF."""
    assert not made.missing
    return PdfReader(io.BytesIO(made.pdf))


def words_of(told: Told, dress: str = "plain") -> str:
    """All that it says, in one line."""
    return text_of(read(letter(told, dress)))


@pytest.mark.parametrize("dress", POINTS)
def test_a_letter_says_and_shows_that_everybody_can_read_it(dress: str) -> None:
    reader = read(letter(TOLD, dress))
    root: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == "Time for Carys to take part"
    assert not reader.metadata.author
    found = tree(reader)
    assert (found.count("/H1"), found.count("/H2"), found.count("/L")) == (1, 1, 1)
    assert found.count("/LI") == 12
    assert len(reader.pages) <= {"plain": 2, "large": 3}[dress]


@pytest.mark.parametrize("dress", POINTS)
def test_it_says_who_what_for_when_and_how_to_answer(dress: str) -> None:
    words = words_of(TOLD, dress)
    for part in (
        "2 February 2026",
        "Carys takes part in our project “Rest on the ward”, as practice lead for the wards.",
        "To find out what helps people sleep when they are in hospital.",
        "protected time for Carys",
        "Wednesday 4 March 2026, 10 a.m. to 11:30 a.m.",
        "Wednesday 15 July 2026, 10 a.m. to 11:30 a.m.",
        "These are 12 meetings of 90 minutes each, 18 hours in all.",
        "by the clock in London",
        "amina@example.org, or 01632 960 000 on Wednesdays",
        "Amina, coordinator",
    ):
        assert part in words


def test_large_print_is_large() -> None:
    assert POINTS["large"] >= 18
    with pytest.raises(KeyError):
        letter(TOLD, "huge")


def test_it_claims_no_right_and_names_no_law() -> None:
    claimed = re.compile(r"\b(law|legal\w*|right|rights|act|must|entitled|oblig\w+|require\w*)\b")
    assert not claimed.search(words_of(TOLD).lower())


def test_what_was_not_said_is_left_out() -> None:
    bare = replace(TOLD, role="", purpose=" ", contact="", dates=[])
    words = words_of(bare)
    assert "Carys takes part in our project “Rest on the ward”. In this project" in words
    assert "The dates They are not set yet." in words
    for part in ("What the project is for", "If you have a question", "clock", "minutes"):
        assert part not in words


def test_a_single_meeting_is_told_as_one() -> None:
    words = words_of(replace(TOLD, dates=TOLD.dates[:1], minutes=45))
    assert "This is one meeting of 45 minutes." in words
    assert "10 a.m. to 10:45 a.m." in words


def test_half_hours_and_dates_out_of_order() -> None:
    words = words_of(replace(TOLD, dates=[TOLD.dates[2], TOLD.dates[0], TOLD.dates[1]], minutes=50))
    assert "3 meetings of 50 minutes each, 2.5 hours in all" in words
    assert words.index("4 March") < words.index("18 March") < words.index("1 April")


def test_a_meeting_in_the_night_of_a_change_ends_when_its_minutes_are_over() -> None:
    night = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    words = words_of(replace(TOLD, dates=[night, night + timedelta(weeks=30)]))
    assert "Sunday 29 March 2026, 12:30 a.m. to 3 a.m." in words


def test_words_are_words_and_never_markup() -> None:
    words = words_of(replace(TOLD, called='#set page "x"', role="*bold* $x$", purpose="<b>"))
    assert '#set page "x" takes part' in words
    assert "as *bold* $x$." in words
    assert "<b>" in words


def test_a_name_in_arabic_and_a_sign_in_a_title_are_drawn() -> None:
    assert not letter(replace(TOLD, called="ليلى", project="Sleep 🧵")).missing


def test_a_sign_that_no_typeface_has_leaves_a_gap_and_stops_nothing() -> None:
    assert letter(replace(TOLD, role="\U00012000")).missing == "\U00012000"


def test_a_date_without_a_zone_or_in_no_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        letter(replace(TOLD, dates=[datetime.fromisoformat("2026-03-04 10:00")]))
    with pytest.raises(ValueError, match="no time zone"):
        letter(replace(TOLD, zone="Mars/Olympus"))
