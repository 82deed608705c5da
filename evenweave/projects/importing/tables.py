"""What a spreadsheet is to us: rows of plain values, and what had to be said while reading them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common import text

MOST_BYTES = 10_000_000
MOST_PEOPLE = 5_000
# Titles, headings and lines between stand beside the people.
MOST_ROWS = MOST_PEOPLE + 100
MOST_COLUMNS = 200
MOST_CELLS = 300_000
MOST_SIGNS = 4_000_000
# What a spreadsheet program would work out, wide signs too. Our own CSV files put ' before it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")


class UnreadableError(Exception):
    """A file that cannot be taken; `reason` is one plain sentence or two for whoever brought it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = str(reason)


@dataclass(frozen=True, slots=True)
class Amiss:
    """A cell that holds no value we could take: the code says why (`AMISS`)."""

    code: str


Value = str | int | float | date | Amiss | None


@dataclass(slots=True)
class Row:
    """A row that is not empty, under the number that the spreadsheet shows beside it."""

    number: int
    cells: list[Value]

    def __getitem__(self, column: int) -> Value:
        """What stands in a column; nothing beyond the last."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(slots=True)
class Table:
    """One sheet."""

    title: str
    rows: list[Row]
    remarks: list[str] = field(default_factory=list)
    starts_1904: bool = False

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max((len(row.cells) for row in self.rows), default=0)

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON, to travel with a page."""
        rows = [[row.number, *map(_as_json, row.cells)] for row in self.rows]
        return {"t": self.title, "r": rows, "m": self.remarks, "e": self.starts_1904}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Table:
        """The table that `as_json` wrote down."""
        rows = [Row(number, list(map(_from_json, cells))) for number, *cells in told["r"]]
        return cls(told["t"], rows, told["m"], told["e"])


class Room:
    """How much of a file may still be taken in; it says kindly when that is used up."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.signs = MOST_SIGNS

    def take(self, value: Value) -> None:
        """Count one value that is not empty."""
        self.cells -= 1
        if isinstance(value, str):
            self.signs -= len(value)
        if self.cells < 0 or self.signs < 0:
            raise UnreadableError(
                _(
                    "This file holds more words than can be taken at once. Please leave out "
                    "columns that are not needed here, such as long notes, and bring it again."
                )
            )


def refuse_wide(columns: int) -> None:
    """A list of people needs few columns; thousands are a slip, or an attack."""
    if columns > MOST_COLUMNS:
        raise UnreadableError(
            _(
                "This sheet has more than %(most)s columns. Please copy the columns about people "
                "to a new sheet, and bring that."
            )
            % {"most": MOST_COLUMNS}
        )


def refuse_long(rows: int, most: int = MOST_ROWS) -> None:
    """More people than one import takes."""
    if rows > most:
        raise UnreadableError(
            _(
                "This sheet has more than %(most)s rows. Please bring it in several parts, "
                "each with %(most)s people at most."
            )
            % {"most": number_format(MOST_PEOPLE, force_grouping=True)}
        )


def trimmed(cells: Sequence[Value]) -> list[Value]:
    """The cells without the empty ones at the end."""
    last = len(cells)
    while last and cells[last - 1] is None:
        last -= 1
    return list(cells[:last])


def tidied(words: str, row: int) -> str | None:
    """A cell's words in one spelling, or nothing; what no page can keep is named by its row."""
    if not words:
        return None
    if reason := text.why_not_keep(words):
        raise UnreadableError(_("Row %(row)s: %(reason)s") % {"row": row, "reason": reason})
    return text.tidy(words).strip() or None


def without_guard(said: str) -> str:
    """Words without the ' that keeps a spreadsheet program from working them out."""
    bare = said.lstrip("'")
    return said[1:] if said != bare and bare.startswith(FORMULA_STARTS) else said


def letters(column: int) -> str:
    """The name that a spreadsheet gives a column, counted from 0: A, B, …, Z, AA."""
    name = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(ord("A") + left) + name
    return name


def numbered(numbers: Iterable[int]) -> str:
    """Row numbers in words: “row 4”, “rows 4, 7–9”; a long list ends in “and more”."""
    wanted = sorted(set(numbers))
    runs: list[list[int]] = []
    for number in wanted:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs[:6])
    if len(runs) > 6:
        said = _("%(some)s and more") % {"some": said}
    return ngettext("row %(rows)s", "rows %(rows)s", len(wanted)) % {"rows": said}


def plain(words: str) -> str:
    """Words for comparing: no case, no accents, no punctuation, single spaces."""
    if not words.isascii():
        words = "".join(
            sign
            for sign in unicodedata.normalize("NFKD", words.casefold().replace("ł", "l"))
            if not unicodedata.combining(sign)
        )
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def _as_json(value: Value) -> Any:
    match value:
        case date():
            return {"d": value.isoformat()}
        case Amiss():
            return {"x": value.code}
    return value


def _from_json(told: Any) -> Value:
    match told:
        case {"d": day}:
            return date.fromisoformat(day)
        case {"x": code}:
            return Amiss(code)
        case None | str() | int() | float():
            return told
    raise ValueError("No value of a table.")
