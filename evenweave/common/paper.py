"""Paper: a page laid out as a PDF by typst, which refuses what a screen reader could not read.

    made = paper.drawn(HERE / "paper" / "sheet.typ", told)

Words are passed to the template as data, so that nobody can write markup into somebody's page. The
PDF says that it is PDF/UA-1, and typst checks that while it makes it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).resolve().parent.parent / "static_built" / "evenweave" / "print"

PICTURE = Path(__file__).resolve().parent / "picture.typ"
# Dots to the inch, where a pixel of the drawing is three quarters of a point: two to one.
FINE = 144

# What stands for a sign that no typeface on this machine has.
GAP = "▯"
UNDRAWN = re.compile(r'the text `?"(.*?)"`? could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
MOST_GAPS = 40
PAGES = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")


@dataclass(frozen=True, slots=True)
class Paper:
    """A page to print. `missing` are signs that could not be drawn: write them in by hand."""

    pdf: bytes
    missing: str = ""

    @property
    def pages(self) -> int:
        """How many pages it has: typst says so in the clear."""
        found = PAGES.search(self.pdf)
        return int(found[1]) if found else 0


def drawn(template: Path, told: dict[str, Any]) -> Paper:
    """The page as a PDF. A sign that no typeface has leaves a gap, and is told."""
    given, missing = json.dumps(told, ensure_ascii=False), ""
    for _go in range(MOST_GAPS):
        try:
            return Paper(compiled(template, given), missing)
        except typst.TypstError as problem:
            found = UNDRAWN.search(str(problem))
            signs = signs_in(found[1]) if found else ""
            if not signs:
                raise
            missing += signs
            given = without(given, signs)
    plain = re.sub(r"[^\x00-\u024f]", GAP, given)
    return Paper(compiled(template, plain), missing)


def signs_in(quoted: str) -> str:
    """The signs that typst names, some of them by number; none that JSON itself is made of."""
    named = ESCAPED.sub(lambda found: chr(int(found[1], 16)), quoted)
    return "".join(sign for sign in named if not sign.isascii())


def without(given: str, signs: str) -> str:
    """The same data with a gap for each of these signs."""
    return given.translate({ord(sign): GAP for sign in signs})


def compiled(template: Path, given: str) -> bytes:
    """Let typst lay the page out."""
    pdf = typst.compile(
        template,
        root=template.parent,
        font_paths=[FONTS],
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"told": given},
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - one file was asked for, not one a page
    return pdf


def as_png(svg: str) -> bytes:
    """A drawing in SVG as a picture, with two dots for each of its pixels."""
    png = typst.compile(
        PICTURE,
        root=PICTURE.parent,
        font_paths=[FONTS],
        format="png",
        ppi=FINE,
        sys_inputs={"svg": svg},
    )
    assert isinstance(png, bytes)  # noqa: S101 - it is one page
    return png
