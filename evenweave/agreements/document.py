"""The whole agreement as one document: for paper in three dresses, and to edit elsewhere."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from docx.shared import Pt

from evenweave.agreements import reading
from evenweave.agreements.models import Sort, Version
from evenweave.common import paper
from evenweave.common.paper import Paper
from evenweave.common.reading.judging import words_of
from evenweave.common.reading.sentences import sentences
from evenweave.projects.models import Project

TEMPLATE = Path(__file__).resolve().parent / "paper" / "agreement.typ"
SPRITE = paper.FONTS.parent / "icons.svg"
INK = "#1d1a18"
# What Easy Read asks of a sentence.
LONGEST_SENTENCE = 15
POINTS = {"plain": 12, "large": 18, "easy": 16}
# A picture for each topic, and what somebody hears who cannot see it.
PICTURES: dict[str, tuple[str, Promise]] = {
    "deciding": ("vote", gettext_lazy("A ballot box")),
    "roles": ("users", gettext_lazy("Several people")),
    "meetings": ("calendar", gettext_lazy("A calendar")),
    "words": ("message-circle", gettext_lazy("Something said")),
    "disagreeing": ("pause", gettext_lazy("A pause")),
    "time": ("clock", gettext_lazy("A clock")),
    "pay": ("coins", gettext_lazy("Coins")),
    "credit": ("pencil", gettext_lazy("A pencil")),
    "confidentiality": ("lock", gettext_lazy("A lock")),
    "access": ("hand-heart", gettext_lazy("A hand that holds a heart")),
    "looking-after": ("life-buoy", gettext_lazy("A lifebuoy")),
    "data": ("file-text", gettext_lazy("A sheet of paper")),
}
BY_SORT: dict[str, tuple[str, Promise]] = {
    Sort.WAY: ("leaf", gettext_lazy("A leaf")),
    Sort.WORD: ("message-circle", gettext_lazy("Something said")),
    Sort.GOAL: ("sprout", gettext_lazy("A young plant")),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One clause. `picture` is the name of an icon, and `alt` what it shows."""

    title: str
    words: str
    why: str
    picture: str
    alt: str

    @property
    def paragraphs(self) -> list[str]:
        """Its words, in the paragraphs in which they were written."""
        return [each.strip() for each in re.split(r"\n\s*\n", self.words) if each.strip()]

    @property
    def ideas(self) -> list[str]:
        """Its words, a sentence at a time."""
        return [each.strip() for each in sentences(self.words) if each.strip()]


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
        return [idea for idea in ideas if len(words_of(idea)) > LONGEST_SENTENCE]


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
    picture, alt = PICTURES.get(clause.topic) or BY_SORT[clause.sort]
    words = version.words
    if clause.sort == Sort.WORD and words:
        words = _("We say “{words}”.").format(words=words)
    return Part(version.title, words, version.why, picture, str(alt))


def pdf(agreement: Whole, dress: str) -> Paper:
    """A PDF (PDF/UA-1): *plain*, *large* print, or *easy*, a picture left and an idea a line."""
    easy = dress == "easy"
    told = {
        "lang": (get_language() or "en").partition("-")[0],
        "title": agreement.title,
        "since": agreement.since,
        "why": agreement.said_why,
        "points": POINTS[dress],
        "easy": easy,
        "sections": [
            {"title": section.title, "parts": [told_of(each, easy) for each in section.parts]}
            for section in agreement.sections
        ],
    }
    return paper.drawn(TEMPLATE, told)


def told_of(part: Part, easy: bool) -> dict[str, Any]:
    """A clause, as the template takes it."""
    return {
        "title": part.title,
        "lines": part.ideas if easy else part.paragraphs,
        "why": part.why,
        "picture": picture(part.picture) if easy else "",
        "alt": part.alt,
    }


@cache
def picture(name: str) -> str:
    """An icon of the house by itself, as SVG. Raises KeyError for one that is not there."""
    for symbol, box, drawn in symbols():
        if symbol == name:
            strokes = 'fill="none" stroke-width="1.6" stroke-linecap="round"'
            open_tag = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {strokes}'
            return f'{open_tag} stroke-linejoin="round" stroke="{INK}">{drawn}</svg>'
    raise KeyError(name)


def symbols() -> Iterator[tuple[str, str, str]]:
    """Each icon of the sprite: its name, its box, and what is drawn."""
    sprite = SPRITE.read_text(encoding="utf-8")
    for found in re.finditer(
        r'<symbol id="([^"]+)" viewBox="([^"]+)"[^>]*>(.*?)</symbol>', sprite, re.DOTALL
    ):
        yield found[1], found[2], found[3]


def word_file(agreement: Whole) -> bytes:
    """The same as a .docx, with real headings, to edit elsewhere."""
    made = docx.Document()
    made.core_properties.title = agreement.title
    made.core_properties.language = get_language() or "en-gb"
    made.core_properties.author = ""
    made.styles["Normal"].font.size = Pt(POINTS["plain"])
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
