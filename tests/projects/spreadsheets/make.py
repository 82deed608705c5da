"""Makes the spreadsheets beside it: python -m tests.projects.spreadsheets.make."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).parent


def messy() -> bytes:
    """A real-life list, in which everything can be understood."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "People 2026"
    sheet["A1"] = "Hounslow Wellbeing Network"
    sheet.merge_cells("A1:J1")
    sheet["A2"] = "printed 2 March, please do not share"
    sheet.merge_cells("A2:J2")
    headings = [
        "No.",
        "Preferred name ",
        "Surname",
        "Lived exp?",
        "What else they bring",
        "Contact",
        None,
        "Joined",
        "Where",
        "Emergency contact phone",
    ]
    for column, words in enumerate(headings, 1):
        sheet.cell(4, column, words).font = Font(bold=True)
    sheet.merge_cells("F4:G4")
    for column, words in {
        2: "Preferred name ",
        6: "E-mail address",
        7: "Mobile",
        8: "Joined",
    }.items():
        sheet.cell(5, column, words)
    for column in (3, 4, 9, 10):
        sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
    sheet["E5"] = "Expertise"
    people: list[list[Any] | None] = [
        [
            1,
            "Łucja Żak  ",
            "Żak",
            "y",
            None,
            "Lucja.Zak@Example.org ",
            "07700 900101",
            date(2015, 9, 14),
        ],
        [
            2,
            "  Ben",
            "Okafor",
            "YES",
            "Carer; research",
            "ben.okafor@example.org",
            7700900102,
            "3/10/2015",
        ],
        None,
        ["Practitioners"],
        [3, "كريمة حداد", "حداد", "no", "Nurse", "karima@example.org", "+44 7700 900103", 42300],
        [
            4,
            '="Carys"&" "&C11',
            "Pugh",
            None,
            "Practice, Research",
            "carys@example.org",
            None,
            "14 Sept 2015",
        ],
        [
            5,
            '=HYPERLINK("http://example.org","Dev")',
            "Rao",
            "n",
            "Gardening",
            "dev@example.org",
            None,
            "2015-11-02",
        ],
        None,
        [
            6,
            "Esther Cole",
            "Cole",
            "–",
            "",
            "Esther <esther@example.org>",
            "020 7946 0106",
            "Monday, 2 November 2015",
        ],
        [
            6,
            "Esther Cole",
            "Cole",
            "–",
            "",
            "Esther <esther@example.org>",
            "020 7946 0106",
            "Monday, 2 November 2015",
        ],
        [
            7,
            "José Ó Briain",
            "Ó Briain",
            "x",
            "Research",
            None,
            "01632 960107",
            datetime(2016, 1, 4, 10, 30),  # noqa: DTZ001 - as a spreadsheet has it
        ],
    ]
    for number, person in enumerate(people, 6):
        for column, value in enumerate(person or [], 1):
            sheet.cell(number, column, value)
    words = sheet.cell(12, 2)
    words.value, words.data_type = "=Dev Rao (he says)", "s"
    sheet.merge_cells("A9:J9")
    sheet.cell(12, 10, "0300 123")
    sheet["I6"] = "Hounslow West"
    sheet.merge_cells("I6:I8")
    sheet["I14"] = sheet["I15"] = "Feltham"
    sheet.row_dimensions[14].hidden = True
    secret = book.create_sheet("Old list (do not use)")
    secret.append(["Name", "E-mail"])
    secret.append(["Nobody Atall", "nobody@example.org"])
    secret.sheet_state = "hidden"
    notes = book.create_sheet("Notes")
    notes.append(["Remember the biscuits."])
    book.create_sheet("Sheet3")
    return saved(book, {"B11": "Carys Pugh"})


def wrong() -> bytes:
    """A list in which each row has something to mend."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Name", "E-mail", "Joined"])
    sheet.append(["Ana Lima", "ana@example.org", "31/02/2024"])
    sheet.append(["Bo Lind", "ANA@example.org", None])
    sheet.append([None, "cy@example.org", None])
    sheet.append(["Di Moss", "di.example.org", None])
    sheet.append(['=A2&"!"', "ed@example.org", None])
    sheet.append(["Flo Nash", "flo@example.org", "#REF!"])
    sheet.append(["Gil Oak", "gil@example.org", date(2999, 1, 1)])
    sheet["C7"].data_type = "e"
    return saved(book, {})


def from_1904() -> bytes:
    """Days counted from 1904."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet: Any = book.active
    sheet.append(["Name", "Joined"])
    sheet.append(["Ana Lima", date(2015, 9, 14)])
    return saved(book, {})


def semicolons() -> bytes:
    """As Excel saves where a comma is the decimal point."""
    return "sep=;\r\nName;E-mail;Site\r\nZoë Müller;zoe@example.org;Hounslow West\r\n".encode(
        "cp1252"
    )


def unicode_text() -> bytes:
    """As Excel saves “Unicode text”."""
    whole = 'Name\tE-mail\tExpertise\r\nŁukasz "Łuk" Nowak\tl@example.org\t"Carer\nResearch"\r\n'
    return whole.encode("utf-16")


def saved(book: Workbook, values: Mapping[str, str]) -> bytes:
    """The file, the same each time, with the values that a program would store for formulas."""
    first = io.BytesIO()
    book.save(first)
    second = io.BytesIO()
    with (
        zipfile.ZipFile(first) as given,
        zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            content = given.read(name).decode()
            if name == "docProps/core.xml":
                content = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "2026-03-02T12:00:00Z", content)
            for cell, value in values.items():
                content = re.sub(
                    rf'<c r="{cell}"([^>]*?)( t="\w+")?><f>(.*?)</f><v ?/?>(</v>)?',
                    rf'<c r="{cell}"\1 t="str"><f>\3</f><v>{value}</v>',
                    content,
                )
            part = zipfile.ZipInfo(name, (2026, 3, 2, 12, 0, 0))
            made.writestr(part, content, zipfile.ZIP_DEFLATED)
    return second.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "messy.xlsx": messy,
    "wrong.xlsx": wrong,
    "excel-1904.xlsx": from_1904,
    "semicolons.csv": semicolons,
    "unicode.txt": unicode_text,
}

if __name__ == "__main__":
    for name, make in FILES.items():
        (HERE / name).write_bytes(make())
