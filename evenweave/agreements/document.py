"""The whole agreement as one document: for paper in three dresses, and to edit elsewhere."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import docx
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from docx.shared import Pt

from evenweave.agreements import reading
from evenweave.agreements.models import Sort, Version
from evenweave.common import sheets
from evenweave.common.paper import Paper
from evenweave.common.reading.judging import words_of
from evenweave.common.sheets import Picture
from evenweave.projects.models import Project

# A picture for each topic, and what somebody hears who cannot see it.
PICTURES = {
    "deciding": Picture("vote", gettext_lazy("A ballot box")),
    "roles": Picture("users", gettext_lazy("Several people")),
    "meetings": Picture("calendar", gettext_lazy("A calendar")),
    "words": Picture("message-circle", gettext_lazy("Something said")),
    "disagreeing": Picture("pause", gettext_lazy("A pause")),
    "time": Picture("clock", gettext_lazy("A clock")),
    "pay": Picture("coins", gettext_lazy("Coins")),
    "credit": Picture("pencil", gettext_lazy("A pencil")),
    "confidentiality": Picture("lock", gettext_lazy("A lock")),
    "access": Picture("hand-heart", gettext_lazy("A hand that holds a heart")),
    "looking-after": Picture("life-buoy", gettext_lazy("A lifebuoy")),
    "data": Picture("file-text", gettext_lazy("A sheet of paper")),
}
BY_SORT: dict[str, Picture] = {
    Sort.WAY: Picture("leaf", gettext_lazy("A leaf")),
    Sort.WORD: Picture("message-circle", gettext_lazy("Something said")),
    Sort.GOAL: Picture("sprout", gettext_lazy("A young plant")),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One clause."""

    title: str
    words: str
    why: str
    picture: Picture

    @property
    def paragraphs(self) -> list[str]:
        """Its words, in the paragraphs in which they were written."""
        return sheets.paragraphs(self.words)

    @property
    def ideas(self) -> list[str]:
        """Its words, a sentence at a time."""
        return sheets.ideas(self.words)


@dataclass(frozen=True, slots=True)
class Section:
    """Clauses of one sort, under what they are called."""

    title: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Whole:
    """An agreement, as it stands."""

    title: str
    since: str
    sections: Sequence[Section]
    said_why: str

    @property
    def long_sentences(self) -> list[str]:
        """Sentences that are too long for Easy Read: people shorten them, not the program."""
        parts = [part for section in self.sections for part in section.parts]
        ideas = [idea for part in parts for idea in part.ideas]
        return [idea for idea in ideas if len(words_of(idea)) > sheets.LONGEST_SENTENCE]


def whole(project: Project, at: datetime) -> Whole:
    """The agreement of a project, as it stands at this moment."""
    stands = reading.standing(project)
    titles = {
        Sort.WAY: _("How we work"),
        Sort.WORD: _("Words we avoid"),
        Sort.GOAL: _("What we hope for"),
    }
    sections = [
        Section(title, [part_of(version) for version in stands[sort]])
        for sort, title in titles.items()
        if sort in stands
    ]
    day = localtime(at).date()
    since = _("As it stands on {day}.").format(day=f"{day.day} {day:%B %Y}")
    title = _("Our agreement: {project}").format(project=project.name)
    return Whole(title, since, sections, _("Why:"))


def part_of(version: Version) -> Part:
    """A clause as it stands."""
    clause = version.clause
    picture = PICTURES.get(clause.topic) or BY_SORT[clause.sort]
    words = version.words
    if clause.sort == Sort.WORD and words:
        words = _("We say “{words}”.").format(words=words)
    return Part(version.title, words, version.why, picture)


def pdf(agreement: Whole, dress: str) -> Paper:
    """A PDF (PDF/UA-1): *plain*, *large* print, or *easy*, a picture left and an idea a line."""
    sections = [
        sheets.Section(section.title, [told_of(each, dress) for each in section.parts])
        for section in agreement.sections
    ]
    sheet = sheets.Sheet(agreement.title, [agreement.since], sections, agreement.said_why)
    return sheets.drawn(sheet, dress)


def told_of(part: Part, dress: str) -> sheets.Part:
    """A clause, for paper."""
    lines = part.ideas if dress == sheets.EASY else part.paragraphs
    return sheets.Part(part.title, lines, part.picture, part.why)


def word_file(agreement: Whole) -> bytes:
    """The same as a .docx, with real headings, to edit elsewhere."""
    made = docx.Document()
    made.core_properties.title = agreement.title
    made.core_properties.language = get_language() or "en-gb"
    made.core_properties.author = ""
    made.styles["Normal"].font.size = Pt(sheets.POINTS["plain"])
    made.add_heading(agreement.title, level=0)
    made.add_paragraph(agreement.since)
    for section in agreement.sections:
        made.add_heading(section.title, level=1)
        for part in section.parts:
            made.add_heading(part.title, level=2)
            for paragraph in part.paragraphs:
                made.add_paragraph(paragraph)
            if part.why:
                why = made.add_paragraph()
                why.add_run(f"{agreement.said_why} ").bold = True
                why.add_run(part.why)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()
