"""Paper for the post, in large print: what is next with a slip to tear off, and whole messages.

`common.paper` lays it out, so that a screen reader can read it, too.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common import sheets
from evenweave.common.next import Next
from evenweave.common.paper import Paper, drawn
from evenweave.common.sheets import Section, Sheet, language, paragraphs
from evenweave.outbox import digest
from evenweave.outbox.models import Message

HERE = Path(__file__).resolve().parent
SHEET = HERE / "paper" / "sheet.typ"

# So much of a title is printed that a few things always fit on the page.
LONGEST_NAME, LONGEST_TITLE, LONGEST_WHY, SHORT = 60, 90, 160, 44
LONGEST_ADDRESS = 240


def sheet(*, name: str, things: Sequence[Next], made_on: datetime, return_to: str = "") -> Paper:
    """What is next for a person on one A4 page, at 18 points; the rest is counted: “and 4 more”.

    `return_to` is where the slip goes, in lines; without it, into the hands of somebody they know.
    """
    told = {
        "lang": language(),
        "name": clipped(name, LONGEST_NAME),
        "things": [line_of(thing) for thing in things],
        "more": [and_more(count + 1) for count in range(len(things))],
        "back": clipped(", ".join(filter(None, return_to.splitlines())), LONGEST_ADDRESS),
        "say": words(clipped(name, LONGEST_NAME), things, made_on, has_address=bool(return_to)),
    }
    return drawn(SHEET, told)


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


def messages(
    *, name: str, found: Sequence[Message], senders: Mapping[UUID, str], made_on: datetime
) -> Paper:
    """All of these messages to one person, word for word, at 18 points."""
    sheet = Sheet(
        title=_("Messages for {name}").format(name=name),
        under=[digest.day(made_on)],
        sections=[section_of(message, senders) for message in found],
    )
    return sheets.drawn(sheet, "large")


def section_of(message: Message, senders: Mapping[UUID, str]) -> Section:
    """One message, with the day on which it was written, and by whom if by a person."""
    when = digest.when(message, senders)
    return Section(message.subject, lines=[when, *paragraphs(message.text)])


def clipped(text: str, length: int) -> str:
    """The text in one line, not longer than this; cut between words where that is possible."""
    whole = textwrap.shorten(text, length, placeholder="…", break_on_hyphens=False)
    return whole if whole != "…" else f"{text.strip()[: length - 1]}…"
