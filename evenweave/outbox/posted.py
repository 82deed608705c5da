"""Paper for the post: one page in large print with what is next, and a reply slip to tear off.

A program called typst lays it out, and refuses what a screen reader could not read (PDF/UA-1).
Words are passed to it as data, so that nobody can write markup into somebody's post.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from evenweave.common.next import Next
from evenweave.outbox import digest

HERE = Path(__file__).resolve().parent
SHEET = HERE / "paper" / "sheet.typ"
FONTS = HERE.parent / "static_built" / "evenweave" / "print"

# So much of a title is printed that a few things always fit on the page.
LONGEST_NAME, LONGEST_TITLE, LONGEST_WHY, SHORT = 60, 90, 160, 44
LONGEST_ADDRESS = 240
# What stands for a sign that no typeface on this machine has.
GAP = "▯"
UNDRAWN = re.compile(r'the text `?"(.*?)"`? could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
MOST_GAPS = 40


@dataclass(frozen=True, slots=True)
class Paper:
    """A page to print. `missing` are signs that could not be drawn: write them in by hand."""

    pdf: bytes
    missing: str = ""


def sheet(*, name: str, things: Sequence[Next], made_on: datetime, return_to: str = "") -> Paper:
    """What is next for a person on one A4 page, at 18 points; the rest is counted: “and 4 more”.

    `return_to` is where the slip goes, in lines; without it, into the hands of somebody they know.
    """
    told = {
        "lang": (get_language() or "en").partition("-")[0],
        "name": clipped(name, LONGEST_NAME),
        "things": [line_of(thing) for thing in things],
        "more": [and_more(count + 1) for count in range(len(things))],
        "back": clipped(", ".join(filter(None, return_to.splitlines())), LONGEST_ADDRESS),
        "say": words(clipped(name, LONGEST_NAME), things, made_on, has_address=bool(return_to)),
    }
    return drawn(told)


def words(
    name: str, things: Sequence[Next], made_on: datetime, *, has_address: bool
) -> dict[str, str]:
    """What the page itself says."""
    all_wait, first_first = _("All of it can wait."), _("The first comes first. The rest can wait.")
    by_post, by_hand = _("Please send this slip to:"), _("Please give this slip to your team.")
    return {
        "title": _("What is next for {name}").format(name=name),
        "made_on": digest.day(made_on),
        "can_wait": first_first if any(thing.urgent for thing in things) else all_wait,
        "nothing": _("Nothing is waiting for you. You can still write to us below."),
        "cut": _("tear here"),
        "slip": _("Your reply"),
        "name": _("From:"),
        "tick": _("Tick what you would like to do:"),
        "write": _("Anything you want to say:"),
        "send": by_post if has_address else by_hand,
    }


def line_of(thing: Next) -> dict[str, str]:
    """One thing, as short as a large page needs it."""
    when = " ".join(filter(None, [digest.how_long(thing.minutes), digest.by_when(thing.at)]))
    return {
        "what": clipped(f"{thing.verb}: {thing.title}", LONGEST_TITLE),
        "short": clipped(str(thing.title), SHORT),
        "why": clipped(str(thing.why), LONGEST_WHY),
        "when": when,
    }


def and_more(count: int) -> str:
    """What stands below the last thing that fits."""
    return ngettext("And {n} more thing.", "And {n} more things.", count).format(n=count)


def clipped(text: str, length: int) -> str:
    """The text in one line, not longer than this; cut between words where that is possible."""
    whole = textwrap.shorten(text, length, placeholder="…", break_on_hyphens=False)
    return whole if whole != "…" else f"{text.strip()[: length - 1]}…"


def drawn(told: dict[str, Any], source: Path = SHEET) -> Paper:
    """The page as a PDF. A sign that no typeface has leaves a gap, and is told.

    `source` is how it is laid out: this room's sheet, or a page of a room above.
    """
    given, missing = json.dumps(told, ensure_ascii=False), ""
    for _go in range(MOST_GAPS):
        try:
            return Paper(compiled(given, source), missing)
        except typst.TypstError as problem:
            found = UNDRAWN.search(str(problem))
            signs = signs_in(found[1]) if found else ""
            if not signs:
                raise
            missing += signs
            given = without(given, signs)
    return Paper(compiled(re.sub(r"[^\x00-\u024f]", GAP, given), source), missing)


def signs_in(quoted: str) -> str:
    """The signs that typst names, some of them by number; none that JSON itself is made of."""
    named = ESCAPED.sub(lambda found: chr(int(found[1], 16)), quoted)
    return "".join(sign for sign in named if not sign.isascii())


def without(given: str, signs: str) -> str:
    """The same data with a gap for each of these signs."""
    return given.translate({ord(sign): GAP for sign in signs})


def compiled(given: str, source: Path = SHEET) -> bytes:
    """Let typst lay the page out."""
    pdf = typst.compile(
        source,
        root=source.parent,
        font_paths=[FONTS],
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"told": given},
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - one file was asked for, not one a page
    return pdf
