"""What all readers share: what a file holds, and how a line is refused."""

from __future__ import annotations

from dataclasses import dataclass

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies.papers import MOST_PAPERS, Profile, TallyRefusedError, shown


@dataclass(frozen=True, slots=True)
class Ballots:
    """What a file holds: the papers, and how many seats it says there are, if it says so."""

    profile: Profile
    seats: int | None = None


class LineRefusedError(TallyRefusedError):
    """A line that is amiss. Its text is a sentence; `line` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def whole(word: str, line: int, *, at_least: int, at_most: int = MOST_PAPERS) -> int:
    """A whole number within these ends, written in plain figures; else LineRefusedError."""
    negative = word.startswith("-")
    figures = word[1:] if negative else word
    # Longer ones cannot fit, and very long ones Python would refuse to read.
    if figures.isascii() and figures.isdigit() and len(figures) <= 12:
        number = -int(figures) if negative else int(figures)
        if at_least <= number <= at_most:
            return number
    raise LineRefusedError(
        line,
        _("“{word}” must be a whole number from {least} to {most}.").format(
            word=shown(word), least=f"{at_least:,}", most=f"{at_most:,}"
        ),
    )
