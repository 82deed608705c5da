"""An agenda on paper: in three dresses, with somebody's own things first, for everybody to read."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from evenweave.common import sheets
from evenweave.common.reading.judging import words_of
from evenweave.ideas.actions import raise_idea
from evenweave.meetings import papers
from evenweave.meetings.actions.agenda import add_item, bring_waiting, change_item
from evenweave.meetings.actions.running import add_task, begin, end
from evenweave.meetings.models import Item, Meeting
from evenweave.meetings.own import owned
from evenweave.projects.actions.joining import finish_arriving
from tests.make import NOON
from tests.meetings.stories import DAY, SOON, hall, planned
from tests.meetings.test_roles import roles, willing
from tests.papers import text_of, tree
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db

TEA: dict[str, Any] = {"purpose": "talk", "title": "The room", "minutes": 20}


def added(ours: Team, meeting: Meeting, who: str = "Ben", **more: Any) -> Item:
    """Somebody adds something."""
    return add_item(meeting=meeting, by=ours.actor(who), at=NOON, **{**TEA, **more})


def full() -> tuple[Team, Meeting]:
    """A meeting with a place, an agenda, and something of Ben's."""
    ours = team()
    was = planned(ours, title="The first", starts_at=NOON + DAY)
    begin(meeting=was, by=ours.actor("Dev"), at=NOON + DAY)
    told: dict[str, Any] = {"by": ours.actor("Dev"), "at": NOON + DAY}
    add_task(
        meeting=was,
        item=None,
        words="Ring the hall",
        member=ours.member("Ben"),
        until=date(2026, 3, 8),
        **told,
    )
    end(meeting=was, **told)
    place = hall(ours, is_step_free="yes", address="2 High Street", travel="Bus 27, £2.")
    meeting = planned(
        ours,
        title="The second",
        starts_at=SOON + DAY,
        venue=place,
        link="https://meet.example/tea",
        why="To choose a room.",
    )
    roles(ours, "Chair")
    willing(ours, "Ben")
    added(ours, meeting, lead=ours.member("Ben"), prepare="Look at the plan. Bring a pen.")
    added(ours, meeting, title="A cup of tea", purpose="break", minutes=1)
    added(ours, meeting, title="Which room", purpose="decide", lead=ours.member("Carys"))
    return ours, meeting


def read(meeting: Meeting, who: Any, dress: str) -> PdfReader:
    """A PDF of it."""
    agenda = papers.agenda_of(meeting, who, NOON + 2 * DAY)
    return PdfReader(io.BytesIO(papers.pdf(agenda, dress).pdf))


@pytest.mark.parametrize("dress", sheets.POINTS)
def test_a_pdf_says_and_shows_that_everybody_can_read_it(dress: str) -> None:
    ours, meeting = full()
    reader = read(meeting, ours.member("Ben"), dress)
    root: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == "The second"
    found = tree(reader)
    assert (found.count("/H1"), found.count("/H2"), found.count("/H3")) == (1, 7, 3)
    # Easy Read has a picture for each item, and for what has lines of its own.
    assert found.count("/Figure") == (9 if dress == "easy" else 0)
    words = text_of(reader)
    for said in (
        "Tuesday 10 March 2026",
        "From noon to 1:30 p.m.",
        "The hall of the library",
        "2 High Street",
        "Bus 27, £2.",
        "without a step",
        "Nobody has said this yet: • Is there no code",
        "https://meet.example/tea",
        "1. The room",
        "Look at the plan.",
        "2. A cup of tea",
        "1 minute",
        "3. Which room",
    ):
        assert said in words, said


@pytest.mark.parametrize("dress", sheets.POINTS)
def test_what_is_ones_own_comes_first_and_stands_on_no_wall(dress: str) -> None:
    ours, meeting = full()
    bens = text_of(read(meeting, ours.member("Ben"), dress))
    places = [
        bens.index(said)
        for said in (
            "For you, Ben",
            "Your role: Chair",
            "You lead: The room",
            "You said you would do this: Ring the hall",
            "Until Sunday 8 March 2026",
            "When",
            "Where",
            "From elsewhere",
            "1. The room",
        )
    ]
    assert places == sorted(places)
    for other in (ours.member("Dev"), None):
        words = text_of(read(meeting, other, dress))
        assert "For you" not in words
        assert "Ring the hall" not in words
        assert "1. The room" in words


def test_whoever_learns_reads_beside_whom() -> None:
    ours, meeting = full()
    turn = meeting.turns.get()
    turn.learner = ours.member("Carys")
    own = owned([turn], [], [])
    assert [str(each) for each in own[ours.member("Carys").pk]] == [
        "You learn this role beside Ben: Chair"
    ]


def test_easy_read_says_one_idea_in_a_sentence_of_fifteen_words_at_most() -> None:
    ours, meeting = full()
    added(ours, meeting, title="News", purpose="share")
    agenda = papers.agenda_of(meeting, ours.member("Ben"), NOON)
    lines = [
        line
        for section in papers.sections(agenda, papers.ALL, is_easy=True)
        for line in [
            *section.lines,
            *section.points,
            *(each for part in section.parts for each in part.lines),
        ]
    ]
    assert "We have a break." in lines
    assert "Carys leads it." in lines
    for line in lines:
        for idea in sheets.ideas(line):
            assert len(words_of(idea)) <= sheets.LONGEST_SENTENCE, idea
    assert [each for each in lines if each in {"Look at the plan.", "Bring a pen."}] == [
        "Look at the plan.",
        "Bring a pen.",
    ]


@pytest.mark.slow
def test_easy_read_has_twenty_pages_at_most_however_much_there_is() -> None:
    ours = team()
    meeting = planned(ours)
    for number in range(60):
        title = f"{number} {'What we would like to say ' * 7}"
        added(ours, meeting, title=title, lead=ours.member("Ben"), prepare="It is long. " * 300)
    for name in ours.people:
        told: dict[str, Any] = {"worth_it": "To be heard. " * 150, "by": ours.actor(name)}
        finish_arriving(member=ours.member(name), at=NOON, **told)
    agenda = papers.agenda_of(meeting, ours.member("Ben"), NOON)
    made = papers.pdf(agenda, "easy")
    reader = PdfReader(io.BytesIO(made.pdf))
    assert len(reader.pages) == made.pages <= 20
    words = text_of(reader)
    assert "60. 59 What we" in words
    assert "There is more to read. You find it on the page of the meeting." in words
    assert text_of(read(meeting, None, "large")).count("It is long.") == 60 * 300


@pytest.mark.parametrize("dress", sheets.POINTS)
def test_no_words_run_off_the_foot_of_a_page(dress: str) -> None:
    ours = team()
    meeting = planned(ours)
    for _each in range(3):
        added(ours, meeting, prepare=f"{'and that ' * 430}and so on.")
    reader = read(meeting, None, dress)
    heights: list[float] = []

    def visit(text: str, page: list[float], at: list[float], _font: Any, _size: Any) -> None:
        if text.strip():
            heights.append(at[4] * page[1] + at[5] * page[3] + page[5])

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert min(heights) > 0
    assert text_of(reader).count("and so on.") == 3


def test_a_meeting_of_which_little_is_known_says_so() -> None:
    ours = team()
    words = text_of(read(planned(ours, starts_at=None), None, "plain"))
    assert "We are still choosing the day." in words
    assert "The place is not chosen yet." in words
    assert "Nothing stands on the agenda yet." in words
    gathering = planned(ours, kind="gathering", link="https://meet.example")
    words = text_of(read(gathering, None, "easy"))
    assert "It is online." in words
    assert "What it is about" not in words


def test_words_are_words_and_what_came_late_says_so_without_blame() -> None:
    ours = team()
    meeting = planned(ours)
    meeting.agenda_sent_at = NOON - DAY
    added(ours, meeting, title="#set page $x$ <b>")
    words = text_of(read(meeting, None, "plain"))
    assert "1. #set page $x$ <b>" in words
    assert "It was added after the agenda went out." in words


def test_what_came_by_itself_stands_there_in_its_own_words() -> None:
    ours = team()
    meeting = planned(ours)
    idea = "Could we meet somewhere without a badge? " * 4
    raise_idea(circle=meeting.circle, words=idea, by=ours.actor("Ben"), at=NOON)
    bring_waiting(meeting=meeting, by=ours.actor("Dev"), at=NOON)
    words = text_of(read(meeting, None, "easy"))
    assert words.count("Could we meet somewhere without a badge?") == 5
    item = meeting.items.get()
    change_item(
        item=item,
        version=1,
        purpose="talk",
        title=item.title,
        minutes=5,
        lead=ours.member("Ben"),
        prepare="",
        by=ours.actor("Ben"),
        at=NOON,
    )
    assert "You lead: “Could we" in text_of(read(meeting, ours.member("Ben"), "plain"))


def test_the_page_to_print_tells_the_same_and_leads_to_every_dress() -> None:
    ours, meeting = full()
    client = enter(ours, "Ben")
    at = [ours.project.id, meeting.id]
    page = client.get(reverse("meetings:papers", args=at)).text
    for said in ("For you, Ben", "Ring the hall", "without a step", "1. The room", "Bring a pen."):
        assert said in page
    for dress in sheets.POINTS:
        for whose in ("mine", "everybody"):
            address = reverse("meetings:paper", args=[*at, dress, whose])
            assert address in page
            answer = client.get(address)
            assert answer["Content-Disposition"] == f'attachment; filename="the-second-{dress}.pdf"'
            words = text_of(PdfReader(io.BytesIO(answer.content)))
            assert ("For you, Ben" in words) == (whose == "mine")
    assert client.get(reverse("meetings:paper", args=[*at, "gold", "mine"])).status_code == 404
    assert client.get(reverse("meetings:paper", args=[*at, "plain", "ben"])).status_code == 404
    meeting_page = client.get(reverse("meetings:meeting", args=at)).text
    assert reverse("meetings:papers", args=at) in meeting_page
    assert "You said you would do this: Ring the hall" in meeting_page
