"""Something told in sections and parts, on paper: plain, in large print, or in Easy Read.

    made = sheets.drawn(Sheet(title, under, sections), "easy")

In Easy Read a picture stands left, and each line is one idea. Words come as plain strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import get_language

from evenweave.common import paper
from evenweave.common.paper import Paper
from evenweave.common.reading.sentences import sentences

TEMPLATE = Path(__file__).resolve().parent / "sheets.typ"
SPRITE = paper.FONTS.parent / "icons.svg"
INK = "#1d1a18"
# What Easy Read asks of a sentence.
LONGEST_SENTENCE = 15
POINTS = {"plain": 12, "large": 18, "easy": 16}
EASY = "easy"


@dataclass(frozen=True, slots=True)
class Picture:
    """An icon of the house, and what somebody hears who cannot see it."""

    name: str
    alt: str | Promise


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading. `why` comes last, after its own words in bold."""

    title: str
    lines: Sequence[str]
    picture: Picture
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines and points of its own, then parts. It has a picture where it has any of its own."""

    title: str
    parts: Sequence[Part] = ()
    lines: Sequence[str] = ()
    points: Sequence[str] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole of it. `under` are lines below the title."""

    title: str
    under: Sequence[str]
    sections: Sequence[Section]
    said_why: str = ""


def drawn(sheet: Sheet, dress: str) -> Paper:
    """A PDF (PDF/UA-1): *plain*, *large* print, or *easy*. Raises KeyError for another dress."""
    told = {
        "lang": language(),
        "title": sheet.title,
        "under": sheet.under,
        "said_why": sheet.said_why,
        "points": POINTS[dress],
        "easy": dress == EASY,
        "sections": [section_told(each, dress) for each in sheet.sections],
    }
    return paper.drawn(TEMPLATE, told)


def section_told(section: Section, dress: str) -> dict[str, object]:
    """A section, as the template takes it."""
    told = {"title": section.title, "lines": section.lines, "points": section.points}
    parts = [
        {"title": part.title, "lines": part.lines, "why": part.why}
        | picture_told(part.picture, dress)
        for part in section.parts
    ]
    return told | picture_told(section.picture, dress) | {"parts": parts}


def picture_told(picture: Picture | None, dress: str) -> dict[str, str]:
    """A picture, as the template takes it: only Easy Read has some."""
    if picture is None or dress != EASY:
        return {"picture": "", "alt": ""}
    return {"picture": svg(picture.name), "alt": str(picture.alt)}


def language() -> str:
    """The language of a page, without its country."""
    return (get_language() or "en").partition("-")[0]


def paragraphs(words: str) -> list[str]:
    """Somebody's words, in the paragraphs in which they were written."""
    return [each.strip() for each in re.split(r"\n\s*\n", words) if each.strip()]


def ideas(words: str) -> list[str]:
    """Somebody's words, a sentence at a time."""
    return [each.strip() for each in sentences(words) if each.strip()]


@cache
def svg(name: str) -> str:
    """An icon of the house by itself, as SVG. Raises KeyError for one that is not there."""
    for symbol, box, strokes in symbols():
        if symbol == name:
            drawn_with = 'fill="none" stroke-width="1.6" stroke-linecap="round"'
            open_tag = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {drawn_with}'
            return f'{open_tag} stroke-linejoin="round" stroke="{INK}">{strokes}</svg>'
    raise KeyError(name)


def symbols() -> Iterator[tuple[str, str, str]]:
    """Each icon of the sprite: its name, its box, and what is drawn."""
    sprite = SPRITE.read_text(encoding="utf-8")
    for found in re.finditer(
        r'<symbol id="([^"]+)" viewBox="([^"]+)"[^>]*>(.*?)</symbol>', sprite, re.DOTALL
    ):
        yield found[1], found[2], found[3]
