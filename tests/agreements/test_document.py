"""The agreement on paper: three dresses and a file to edit, which a screen reader can read."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from evenweave.agreements import document
from evenweave.agreements.models import Sort
from evenweave.agreements.starters import STARTERS
from evenweave.common import sheets
from tests.agreements.stories import agreed, new
from tests.make import NOON
from tests.papers import text_of, tree
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def written() -> Team:
    """A team that has taken all the words to begin with, and avoids one."""
    ours = team()
    agreed(ours, *[each.draft for each in STARTERS])
    agreed(ours, new("service", "network", Sort.WORD, why="Nobody lives in one."))
    return ours


def read(ours: Team, dress: str) -> PdfReader:
    """A PDF of it."""
    agreement = document.whole(ours.project, NOON)
    return PdfReader(io.BytesIO(document.pdf(agreement, dress).pdf))


@pytest.mark.parametrize("dress", ["plain", "large", "easy"])
def test_a_pdf_says_and_shows_that_everybody_can_read_it(dress: str) -> None:
    reader = read(written(), dress)
    root: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == "Our agreement: A project"
    found = tree(reader)
    assert (found.count("/H1"), found.count("/H2")) == (1, 2)
    assert found.count("/H3") == len(STARTERS) + 1
    assert found.count("/Figure") == (len(STARTERS) + 1 if dress == "easy" else 0)
    words = text_of(reader)
    for each in STARTERS:
        assert " ".join(str(each.why).split()) in words
    assert "We say “network”." in words


def test_easy_read_has_at_least_fourteen_points_and_few_pages() -> None:
    assert sheets.POINTS["easy"] >= 14
    assert sheets.POINTS["large"] >= 18
    assert len(read(written(), "easy").pages) <= 20


def test_every_topic_has_a_picture_of_the_house() -> None:
    topics = {each.topic for each in STARTERS}
    assert topics == set(document.PICTURES)
    for each in [*document.PICTURES.values(), *document.BY_SORT.values()]:
        assert sheets.svg(each.name).startswith("<svg")
        assert str(each.alt)
    with pytest.raises(KeyError):
        sheets.svg("unicorn")


def test_long_sentences_are_told_and_not_changed() -> None:
    ours = team()
    long = "We plan for the time that things take and we also plan for life getting in the way."
    agreed(ours, new("Time", f"{long} We rest."))
    agreement = document.whole(ours.project, NOON)
    assert agreement.long_sentences == [long]
    where = reverse("agreements:papers", args=[ours.project.id])
    assert long in enter(ours, "Ben").get(where).text


def test_words_are_words_and_never_markup() -> None:
    ours = team()
    agreed(ours, new("#set page", '#import "x": *  *bold* $x$ <b>'))
    words = text_of(read(ours, "plain"))
    assert '#import "x": *  *bold* $x$ <b>'.replace("  ", " ") in words


def test_a_sign_that_no_typeface_has_leaves_a_gap_and_stops_nothing() -> None:
    ours = team()
    agreed(ours, new("Words", "We say \U00012000 here."))
    made = document.pdf(document.whole(ours.project, NOON), "plain")
    assert made.missing == "\U00012000"


def test_the_file_to_edit_has_real_headings() -> None:
    ours = written()
    where = reverse("agreements:paper", args=[ours.project.id, "word"])
    answer = enter(ours, "Ben").get(where)
    assert answer["Content-Disposition"] == 'attachment; filename="a-project-word.docx"'
    made = docx.Document(io.BytesIO(answer.content))
    headings = [
        each.text for each in made.paragraphs if each.style and each.style.name == "Heading 2"
    ]
    assert headings == [*[str(each.title) for each in STARTERS], "service"]
    assert made.core_properties.title == "Our agreement: A project"


def test_an_agreement_without_anything_in_it_says_so() -> None:
    ours = team()
    where = reverse("agreements:papers", args=[ours.project.id])
    assert "nothing to print before something is agreed" in enter(ours, "Ben").get(where).text
