"""CSV and its relatives: whatever letters, separators and line ends a program wrote them with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from evenweave.common import text
from evenweave.projects.importing.tables import (
    Room,
    Row,
    Table,
    UnreadableError,
    refuse_long,
    refuse_wide,
    tidied,
    trimmed,
    without_guard,
)

SEPARATORS = ",;\t|"
LOOKED_AT = 40
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def read(data: bytes) -> Table:
    """The table in a text file."""
    whole, remarks = decoded(data)
    if text.is_blank(whole):
        raise UnreadableError(_("This file is empty. Please choose the one with your people."))
    rows: list[Row] = []
    room = Room()
    for number, fields in enumerate(records(whole), 1):
        cells = trimmed([tidied(without_guard(field), number) for field in fields])
        if not cells:
            continue
        refuse_wide(len(cells))
        for cell in cells:
            if cell is not None:
                room.take(cell)
        rows.append(Row(number, cells))
        refuse_long(len(rows))
    return Table("", rows, remarks)


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The file's letters: by its mark, else UTF-8, else as Windows in Western Europe writes."""
    named = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    try:
        return data.decode(named or "utf-8"), []
    except UnicodeDecodeError:
        pass
    if named is None and b"\x00" not in data:
        try:
            return data.decode("cp1252"), [
                _(
                    "This file does not say how its letters are stored. They were read as older "
                    "Windows programs write them. Please look whether names look right; if not, "
                    "save the file as “CSV UTF-8”."
                )
            ]
        except UnicodeDecodeError:
            pass
    raise UnreadableError(
        _(
            "The letters in this file cannot be read. Please open it in your spreadsheet program, "
            "save it as “CSV UTF-8” or as .xlsx, and bring that."
        )
    )


def records(whole: str) -> Iterator[list[str]]:
    """The rows, as a spreadsheet numbers them: a line break in quotes begins no row."""
    whole, separator = told_separator(whole)
    separator = separator or likely_separator(whole)
    refuse_open_quote(whole, separator)
    yield from csv.reader(io.StringIO(whole, newline=""), delimiter=separator)


def told_separator(whole: str) -> tuple[str, str]:
    """Excel's own first line “sep=;” names the separator, and still counts as a row."""
    first, _end, rest = whole.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return "\n" + rest, first[4]
    return whole, ""


def likely_separator(whole: str) -> str:
    """The sign that cuts the first lines into the most rows of one width."""

    def evenness(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(whole[:100_000], newline=""), delimiter=separator)
        widths = [len(row) for row, _turn in zip(_until_broken(reader), range(LOOKED_AT))]  # noqa: B905
        wide = [width for width in widths if width > 1]
        usual = max(set(wide), key=wide.count) if wide else 0
        return wide.count(usual) if wide else 0, usual

    return max(SEPARATORS, key=evenness)


def _until_broken(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """What can be read of it; looking only."""
    try:
        yield from reader
    except csv.Error:
        return


def refuse_open_quote(whole: str, separator: str) -> None:
    """A quotation mark that never closes would swallow everything after it without a word."""
    reader = csv.reader(io.StringIO(whole, newline=""), delimiter=separator, strict=True)
    number = 1
    try:
        for _row in reader:
            number += 1
    except csv.Error as slip:
        if "unexpected end" not in str(slip) and "field limit" not in str(slip):
            return  # untidy, but each field has its end
        raise UnreadableError(
            _(
                "In row %(row)s a quotation mark (”) opens and does not close. "
                "Please take it out or close it, then bring the file again."
            )
            % {"row": number}
        ) from None
