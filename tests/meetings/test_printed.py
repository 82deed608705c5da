"""Minutes on paper: three dresses that a screen reader can read, and how a print is checked."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from evenweave.agreements import document
from evenweave.archive import actions as archive
from evenweave.archive import reading
from evenweave.common import clock
from evenweave.meetings import printed
from evenweave.meetings.actions.minutes import thank
from evenweave.meetings.after import after
from evenweave.meetings.models import Meeting
from evenweave.record.models import Stream
from tests.meetings.after import (
    END,
    NEXT,
    agreed_in_room,
    agrees,
    next_one,
    over,
    sent,
    suggests,
    takes_on,
    writes,
)
from tests.meetings.test_roles import roles, willing
from tests.papers import text_of, tree
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db
DRESSES = ["plain", "large", "easy"]


def told() -> tuple[Team, Meeting]:
    """A meeting with everything that minutes may hold."""
    ours = team()
    roles(ours, "Chair")
    willing(ours, "Ben")
    agreed_in_room(ours, "We take the hall.")
    meeting, (_room, tea) = over(ours, "The room", "Tea", notes="We like it.\n\nIt has a ramp.")
    writes(ours, meeting, tea, "Milk first.")
    takes_on(ours, meeting, "Book it", "Dev")
    sent(ours, meeting)
    suggests(ours, meeting, tea, "Milk last.", why="I pour it.")
    thank(meeting=meeting, to=None, words="For the cake.", by=ours.actor("Ben"), at=END)
    return ours, meeting


def read(meeting: Meeting, dress: str) -> PdfReader:
    """A PDF of its minutes."""
    return PdfReader(io.BytesIO(document.pdf(printed.whole(after(meeting), NEXT), dress).pdf))


def seal_in(reader: PdfReader) -> str:
    """All that it says, without spaces."""
    return text_of(reader).replace(" ", "")


@pytest.mark.parametrize("dress", DRESSES)
def test_a_pdf_says_and_shows_that_everybody_can_read_it(dress: str) -> None:
    _ours, meeting = told()
    reader = read(meeting, dress)
    root: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == "Minutes: Second meeting"
    found = tree(reader)
    assert (found.count("/H1"), found.count("/H2"), found.count("/H3")) == (1, 7, 8)
    assert found.count("/Figure") == (8 if dress == "easy" else 0)
    words = text_of(reader)
    for each in (
        "It has a ramp.",
        "We take the hall.",
        "Book it Dev",
        "Chair Ben",
        "Milk last.",
        "Why: I pour it.",
        "From Ben For the cake.",
    ):
        assert each in words


@pytest.mark.parametrize("dress", DRESSES)
def test_a_draft_says_so_and_bears_the_seal_of_the_record(dress: str) -> None:
    ours, meeting = told()
    words = text_of(read(meeting, dress))
    assert "This is a draft of 16 March 2026. It is not agreed yet." in words
    stream = Stream.objects.get(pk=ours.project.stream_id)
    assert f"The record had {stream.length} lines" in words
    assert stream.head in seal_in(read(meeting, dress))
    assert "Fingerprint" not in words


@pytest.mark.parametrize("dress", DRESSES)
def test_agreed_minutes_say_when_and_bear_the_fingerprint_that_stands_on_the_record(
    dress: str,
) -> None:
    ours, meeting = told()
    found = agrees(ours, meeting, next_one(ours))
    reader = read(meeting, dress)
    words = text_of(reader)
    assert "The circle agreed on these minutes on 16 March 2026." in words
    assert "not agreed yet" not in words
    assert "taken out since" not in words
    assert found.fingerprint in seal_in(reader)
    assert Stream.objects.get(pk=ours.project.stream_id).head in seal_in(reader)


def test_words_that_were_taken_out_since_are_told_on_the_print() -> None:
    ours, meeting = told()
    agrees(ours, meeting, next_one(ours))
    person = ours.people["Ben"]  # the items are his
    streams = reading.streams_of(person.id)
    archive.erase_person(person=person, streams=streams, by=ours.actor("Ben"), at=NEXT)
    words = text_of(read(meeting, "plain"))
    assert "Words were taken out since" in words
    assert "The room" not in words
    assert "From a former member" not in words


def test_seals_do_not_run_off_the_page() -> None:
    _ours, meeting = told()
    assert len(printed.in_groups("a" * 64).split()) == 4
    assert len(read(meeting, "large").pages) <= 4
    assert len(read(meeting, "plain").pages) <= 2


def test_the_file_comes_from_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, meeting = told()
    monkeypatch.setattr(clock, "now", lambda: END)
    ben = enter(ours, "Ben")
    page = ben.get(reverse("meetings:minutes", args=[ours.project.id, meeting.id])).text
    for dress in DRESSES:
        where = reverse("meetings:minutes-paper", args=[ours.project.id, meeting.id, dress])
        assert where in page
        answer = ben.get(where)
        assert answer.content.startswith(b"%PDF")
        name = f'attachment; filename="minutes-second-meeting-{dress}.pdf"'
        assert answer["Content-Disposition"] == name
