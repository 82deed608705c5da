"""An .xlsx file: the values that its sheets show, and a word about what they do not show.

Formulas are never worked out: their last value counts, and one without a value is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from evenweave.common import text
from evenweave.projects.importing.packages import Heard, Package, Relation, broken, opened
from evenweave.projects.importing.tables import (
    MOST_CELLS,
    Amiss,
    Room,
    Row,
    Table,
    UnreadableError,
    Value,
    numbered,
    refuse_long,
    refuse_wide,
    tidied,
)

# Some programs leave out that the workbook relates to it.
WORDS = "xl/sharedStrings.xml"
MOST_SHEETS = 50
MOST_STYLES = 100_000
LAST_COLUMN = 16_384

# What files of other programs look like inside, and what to do with them.
STRANGERS: dict[str, Promise] = {
    "content.xml": lazy("This file is from LibreOffice (.ods). Please save it as .xlsx there."),
    "xl/workbook.bin": lazy("This is a binary Excel file (.xlsb). Please save it as .xlsx."),
    "word/document.xml": lazy("This is a Word file. Please copy its table to a spreadsheet."),
    "Index/Document.iwa": lazy("This file is from Numbers. Please export it there, as Excel."),
}

# Number formats without words of their own, by the number that stands for them: dates.
BUILT_IN_DATES = {14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58}
NO_PART_OF_A_FORMAT = re.compile(r'"[^"]*"|\[(?![hms]+\])[^\]]*\]|\\.|_.|\*.', re.IGNORECASE)
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Workbook:
    """What stands in the workbook itself: its sheets and its calendar."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    starts_1904: bool = False


@dataclass
class Shared:
    """What all sheets draw on."""

    words: list[str]
    dates: list[bool]
    starts_1904: bool
    room: Room


@dataclass
class Merge:
    """A rectangle of cells that shows one value: its first row and column, and its last."""

    top: int
    left: int
    bottom: int
    right: int


def read(data: bytes) -> list[Table]:
    """The visible sheets that hold anything, each with what is to be said about the file."""
    package = opened(data)
    if reason := next((STRANGERS[name] for name in STRANGERS if name in package.names), None):
        raise UnreadableError(reason)
    with package.archive:
        return sheets(package)


def sheets(package: Package) -> list[Table]:
    """Every visible sheet, read once."""
    main = related(package.relations("").values(), "/officeDocument")
    if main is None or main not in package.names:
        raise broken()
    workbook = workbook_of(package, main)
    relations = package.relations(main)
    shared = Shared(
        words=shared_words(package, related(relations.values(), "/sharedStrings") or WORDS),
        dates=date_styles(package, related(relations.values(), "/styles")),
        starts_1904=workbook.starts_1904,
        room=Room(),
    )
    tables, hidden = [], []
    for title, reference, is_hidden in workbook.sheets[:MOST_SHEETS]:
        relation = relations.get(reference)
        if relation is None or not relation.kind.endswith("/worksheet"):
            continue
        if is_hidden:
            hidden.append(title)
        elif relation.target in package.names:
            table = Sheet(title, shared).read(package, relation.target)
            tables += [table] if table.rows else []
    for table in tables:
        table.remarks[:0] = hidden_remarks(hidden)
    return tables


def hidden_remarks(titles: list[str]) -> list[str]:
    """Hidden sheets are somebody's workings: not read, and said so."""
    if not titles:
        return []
    sentence = ngettext(
        "The sheet %(titles)s is hidden in the file. It was not read.",
        "The sheets %(titles)s are hidden in the file. They were not read.",
        len(titles),
    )
    return [sentence % {"titles": ", ".join(f"“{title}”" for title in titles)}]


def related(relations: Iterable[Relation], ending: str) -> str | None:
    """The part to which a relation of this kind leads."""
    return next((each.target for each in relations if each.kind.endswith(ending)), None)


def workbook_of(package: Package, name: str) -> Workbook:
    """The list of sheets, in their order, and whether days count from 1904."""
    workbook = Workbook()

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "workbookPr":
            workbook.starts_1904 = given.get("date1904") in {"1", "true"}
        elif tag == "sheet":
            reference = next((v for k, v in given.items() if k.endswith(" id")), "")
            is_hidden = given.get("state", "visible") != "visible"
            workbook.sheets.append((text.tidy(given.get("name", "")), reference, is_hidden))

    package.hear(name, Heard(start))
    return workbook


def shared_words(package: Package, name: str | None) -> list[str]:
    """The words that cells point to. How Japanese is read aloud (`rPh`) is not part of them."""
    found: list[str] = []
    if name is None or name not in package.names:
        return found
    collected = Collected("t", "rPh")

    def end(tag: str) -> None:
        collected.end(tag)
        if tag == "si":
            found.append(collected.taken())

    package.hear(name, Heard(collected.start, end, collected.words))
    return found


class Collected:
    """The words inside one kind of element, but not inside another."""

    def __init__(self, inside: str, outside: str) -> None:
        self.inside, self.outside = inside, outside
        self.pieces: list[str] = []
        self.is_open = self.is_shut = False

    def start(self, tag: str, _given: dict[str, str]) -> None:
        """An element begins."""
        self.is_open = self.is_open or tag == self.inside
        self.is_shut = self.is_shut or tag == self.outside

    def end(self, tag: str) -> None:
        """An element ends."""
        self.is_open = self.is_open and tag != self.inside
        self.is_shut = self.is_shut and tag != self.outside

    def words(self, words: str) -> None:
        """Words come."""
        if self.is_open and not self.is_shut:
            self.pieces.append(words)

    def taken(self) -> str:
        """All of them so far, and begin again."""
        whole = "".join(self.pieces)
        self.pieces.clear()
        return unescaped(whole)


def date_styles(package: Package, name: str | None) -> list[bool]:
    """For each style of a cell: whether its number is a day."""
    formats: dict[str, bool] = {}
    styles: list[str] = []
    inside = ""

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal inside
        if tag in {"cellXfs", "cellStyleXfs", "dxfs"}:
            inside = tag
        elif tag == "numFmt" and not inside:
            formats[given.get("numFmtId", "")] = is_date(given.get("formatCode", ""))
        elif tag == "xf" and inside == "cellXfs" and len(styles) < MOST_STYLES:
            styles.append(given.get("numFmtId", "0"))

    if name is not None and name in package.names:
        package.hear(name, Heard(start))
    return [
        formats.get(style, style.isdecimal() and int(style) in BUILT_IN_DATES) for style in styles
    ]


def is_date(code: str) -> bool:
    """Whether a number format shows a day: it has a year, a day, or a month without an hour."""
    signs = set(NO_PART_OF_A_FORMAT.sub("", code.partition(";")[0]).lower())
    return bool(signs & set("yd")) or ("m" in signs and not signs & set("hs"))


class Sheet:
    """One sheet while it is being read."""

    def __init__(self, title: str, shared: Shared) -> None:
        self.table = Table(title, [], starts_1904=shared.starts_1904)
        self.shared = shared
        self.merges: list[Merge] = []
        self.hidden_rows: list[int] = []
        self.number = 0
        self.column = -1
        self.cells: list[Value] = []
        self.is_row_hidden = False
        self.kind = ""
        self.is_date = self.is_formula = False
        self.value: list[str] = []
        self.is_in_value = False
        self.inline = Collected("t", "rPh")

    def read(self, package: Package, name: str) -> Table:
        """All rows that hold anything; merged cells count for every row that they span."""
        try:
            package.hear(name, Heard(self.start, self.end, self.hear_words))
        except (ValueError, OverflowError):
            raise broken() from None
        self.leave_out_headings_between()
        self.fill_down()
        if self.hidden_rows:
            self.table.remarks.append(
                _("Hidden in the file: %(rows)s. They were read too.")
                % {"rows": numbered(self.hidden_rows)}
            )
        return self.table

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        match tag:
            case "row":
                self.begin_row(given)
            case "c":
                self.begin_cell(given)
            case "v":
                self.is_in_value = True
            case "f":
                self.is_formula = True
            case "mergeCell":
                self.note_merge(given.get("ref", ""))
            case _:
                self.inline.start(tag, given)

    def end(self, tag: str) -> None:
        """An element ends."""
        match tag:
            case "row":
                self.end_row()
            case "c":
                self.end_cell()
            case "v":
                self.is_in_value = False
            case _:
                self.inline.end(tag)

    def hear_words(self, words: str) -> None:
        """The value of a cell, or words that stand in it."""
        if self.is_in_value:
            self.value.append(words)
        else:
            self.inline.words(words)

    def begin_row(self, given: dict[str, str]) -> None:
        """A row says its number; one that does not follows the last."""
        self.number = int(given.get("r", self.number + 1))
        self.column, self.cells = -1, []
        self.is_row_hidden = given.get("hidden") in {"1", "true"}

    def begin_cell(self, given: dict[str, str]) -> None:
        """A cell says where it stands; one that does not follows the last."""
        self.column = place(given["r"])[1] if "r" in given else self.column + 1
        self.kind = given.get("t", "n")
        style = int(given.get("s", "0"))
        self.is_date = style < len(self.shared.dates) and self.shared.dates[style]
        self.is_formula = False
        self.value.clear()
        self.inline.taken()

    def end_cell(self) -> None:
        """Keep what the cell shows, if it shows anything."""
        value = self.shown()
        if value is None:
            return
        refuse_wide(self.column + 1)
        self.shared.room.take(value)
        self.cells.extend([None] * (self.column + 1 - len(self.cells)))
        self.cells[self.column] = value

    def end_row(self) -> None:
        """Keep a row that holds anything."""
        if not self.cells:
            return
        self.table.rows.append(Row(self.number, self.cells))
        refuse_long(len(self.table.rows))
        if self.is_row_hidden:
            self.hidden_rows.append(self.number)

    def shown(self) -> Value:
        """What the cell shows, as one of our values."""
        told = "".join(self.value)
        if self.kind == "inlineStr":
            return tidied(self.inline.taken(), self.number)
        if not told:
            return Amiss("formula") if self.is_formula else None
        readers: dict[str, Callable[[str], Value]] = {
            "s": lambda place: tidied(self.shared.words[int(place)], self.number),
            "str": lambda words: tidied(unescaped(words), self.number),
            "b": lambda flag: _("yes") if flag == "1" else _("no"),
            "e": lambda _code: Amiss("error"),
            "d": lambda moment: datetime.fromisoformat(moment.rstrip("Z")).date(),
        }
        try:
            return readers.get(self.kind, self.number_or_day)(told)
        except (IndexError, ValueError, OverflowError):
            return Amiss("error")

    def number_or_day(self, told: str) -> Value:
        """A number; in a style of dates, the day that it counts to."""
        number = float(told)
        if self.is_date:
            return day_of(number, starts_1904=self.shared.starts_1904)
        return int(number) if number.is_integer() and abs(number) < 10**15 else number

    def note_merge(self, reference: str) -> None:
        """Remember a rectangle of merged cells."""
        first, _colon, last = reference.partition(":")
        if last and len(self.merges) < MOST_CELLS:
            (top, left), (bottom, right) = place(first), place(last)
            self.merges.append(Merge(top, left, bottom, right))

    def leave_out_headings_between(self) -> None:
        """A row that is one wide cell is a title or a heading between people, and no person."""
        wide = {(each.top, each.left) for each in self.merges if each.right > each.left}
        titles = [row for row in self.table.rows if is_only(row, wide)]
        if not titles or 2 * len(titles) > len(self.table.rows):
            return
        gone = {row.number for row in titles}
        self.table.rows = [row for row in self.table.rows if row.number not in gone]
        self.table.remarks.append(
            _("Taken as a heading, because it is one wide cell: %(rows)s.")
            % {"rows": numbered(gone)}
        )

    def fill_down(self) -> None:
        """A cell merged over several rows stands in each of them, as people see it."""
        rows = {row.number: row for row in self.table.rows}
        filled: set[int] = set()
        left = MOST_CELLS
        for merge in self.merges:
            if merge.bottom == merge.top or merge.top not in rows:
                continue
            value = rows[merge.top][merge.left]
            for number in range(merge.top + 1, merge.bottom + 1):
                left -= 1
                if left < 0:
                    return
                if value is not None and number in rows and rows[number][merge.left] is None:
                    cells = rows[number].cells
                    cells.extend([None] * (merge.left + 1 - len(cells)))
                    cells[merge.left] = value
                    filled.add(number)
        if filled:
            self.table.remarks.append(
                _("A merged cell counts for each row it spans: %(rows)s.")
                % {"rows": numbered(filled)}
            )


def is_only(row: Row, wide: set[tuple[int, int]]) -> bool:
    """Whether nothing stands in the row but one cell that is merged with its neighbours."""
    there = [column for column, value in enumerate(row.cells) if value is not None]
    return len(there) == 1 and (row.number, there[0]) in wide


def place(reference: str) -> tuple[int, int]:
    """Row, and column counted from 0, of a reference such as “C12”; raises ValueError."""
    found = REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    if column > LAST_COLUMN:
        raise ValueError(reference)
    return int(found[2]), column - 1


def day_of(serial: float, *, starts_1904: bool) -> Value:
    """The day that Excel counts as `serial`.

    Its first calendar has a 29 February 1900 (serial 60), which was no day; before it, the count is
    one less.
    """
    days = int(serial)
    if starts_1904:
        return date(1904, 1, 1) + timedelta(days=days)
    if days == 60 or days < 1:
        return Amiss("error")
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)


def unescaped(words: str) -> str:
    """XLSX writes signs that XML cannot hold as `_x000D_`."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words
