"""Reading spreadsheets: every way in which they come, and every way in which they attack."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from evenweave.projects.importing import packages, reading, xlsx
from evenweave.projects.importing.tables import Amiss, Table, UnreadableError, tidied
from evenweave.projects.importing.xlsx import day_of, is_date
from tests.projects import lists
from tests.projects.spreadsheets import make


def table(data: bytes) -> Table:
    (found,) = reading.read(data)
    return found


def cells(data: bytes) -> list[list[object]]:
    return [list(row.cells) for row in table(data).rows]


def test_the_spreadsheets_beside_us_are_what_their_script_makes() -> None:
    for name, made in make.FILES.items():
        here = [each.as_json() for each in reading.read(lists.file(name))]
        assert here == [each.as_json() for each in reading.read(made())], name


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_text_is_read_in_whatever_letters_and_with_whatever_separator(
    letters: str, between: str
) -> None:
    whole = f"Name{between}Said\r\nZoë Müller{between}“a, b; c”\r\nAl{between}Yes\r\n"
    if between in ",;":
        whole = whole.replace("“a, b; c”", '"“a, b; c”"')
    data = b"\xff\xfe" + whole.encode("utf-16-le") if "bom" in letters else whole.encode(letters)
    assert cells(data)[1] == ["Zoë Müller", "“a, b; c”"]


def test_letters_that_are_not_named_are_said_to_be_guessed() -> None:
    assert "older Windows" in table("Name\r\nZoë".encode("cp1252")).remarks[0]
    assert table("Name\r\nZoë".encode()).remarks == []


def test_a_line_break_in_quotes_begins_no_row_and_empty_rows_keep_their_number() -> None:
    rows = table(lists.text("Name,Note", "", '"Ana', 'Lima","Says ""hello"""', "Bo,")).rows
    assert [(row.number, row.cells) for row in rows] == [
        (1, ["Name", "Note"]),
        (3, ["Ana\nLima", 'Says "hello"']),
        (4, ["Bo"]),
    ]


def test_excel_s_own_first_line_names_the_separator() -> None:
    rows = table(lists.file("semicolons.csv")).rows
    assert [(row.number, row.cells[0]) for row in rows] == [(2, "Name"), (3, "Zoë Müller")]


def test_an_open_quotation_mark_is_named_by_its_row() -> None:
    with pytest.raises(UnreadableError, match="In row 3 a quotation mark"):
        reading.read(lists.text("Name,Note", "Ana,fine", 'Bo,"never ends', "Cy,lost"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n ,, ", "nothing|empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG....", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "older kind of Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<html><table><tr><td>Name", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"Name\r\nAna\x00Lima", "Row 2: .*null"),
        ("Name\r\nAna\u202eLima".encode(), "Row 2: .*turns the letters"),
        (b"Name\r\n\xff\xfe\x81\x8d", "cannot be read"),
        (b"PK\x03\x04 not really", "damaged"),
    ],
)
def test_what_is_no_spreadsheet_is_told_kindly(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        reading.read(data)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("content.xml", "LibreOffice"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "Word"),
        ("Index/Document.iwa", "Numbers"),
        ("anything.txt", "damaged"),
    ],
)
def test_files_of_other_programs_are_named(part: str, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        reading.read(zipped({part: b"x"}))


def test_xlsx_says_what_it_does_not_show() -> None:
    people, notes = reading.read(lists.file("messy.xlsx"))
    assert (people.title, notes.title) == ("People 2026", "Notes")
    said = " ".join(people.remarks)
    assert "“Old list (do not use)” is hidden in the file. It was not read." in said
    assert "one wide cell: rows 1–2, 9." in said
    assert "A merged cell counts for each row it spans: rows 5, 7." in said
    assert "Hidden in the file: row 14. They were read too." in said
    assert "Nobody Atall" not in str([row.cells for row in people.rows])


def test_a_formula_is_never_worked_out_and_one_without_a_value_is_said() -> None:
    people, _notes = reading.read(lists.file("messy.xlsx"))
    names = [row[1] for row in people.rows]
    assert "Carys Pugh" in names  # a formula, by its stored value
    assert "=Dev Rao (he says)" in names  # words that look like one
    assert table(lists.xlsx(["Name"], ['=A1&"!"'])).rows[1].cells == [Amiss("formula")]


@pytest.mark.parametrize(
    ("serial", "starts_1904", "day"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (61, False, date(1900, 3, 1)),
        (42261.75, False, date(2015, 9, 14)),
        (40799, True, date(2015, 9, 14)),
    ],
)
def test_days_are_counted_as_excel_counts_them(serial: float, starts_1904: bool, day: date) -> None:
    assert day_of(serial, starts_1904=starts_1904) == day


def test_the_day_that_never_was_is_no_day() -> None:
    assert day_of(60, starts_1904=False) == Amiss("error")
    assert table(lists.file("excel-1904.xlsx")).rows[1].cells[1] == date(2015, 9, 14)


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("dd/mm/yyyy", True),
        ("[$-F800]dddd, mmmm dd, yyyy", True),
        ("mmm-yy", True),
        ("h:mm:ss", False),
        ("[h]:mm", False),
        ('0.00 "days"', False),
        ("#,##0;[Red]-#,##0", False),
        ("General", False),
        ("0.00E+00", False),
    ],
)
def test_a_format_tells_whether_a_number_is_a_day(code: str, is_one: bool) -> None:
    assert is_date(code) is is_one


def test_words_that_cells_share_are_put_together_without_how_they_are_read_aloud() -> None:
    words = (
        "<sst><si><r><t>Ana </t></r><r><t>Lima_x000D_</t></r></si>"
        "<si><t>山田</t><rPh><t>ヤマダ</t></rPh></si></sst>"
    )
    given = zipfile.ZipFile(io.BytesIO(lists.xlsx(["Name"], ["Ana"])))
    parts = {each: given.read(each) for each in given.namelist()}
    rows = b'<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>9</v></c></row>'
    parts[SHEET] = MAIN + rows + b"</sheetData></worksheet>"
    parts["xl/sharedStrings.xml"] = words.encode()
    assert cells(zipped(parts)) == [["山田", "Ana Lima", Amiss("error")]]


VALUES = st.one_of(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Mn", "Mc", "Me")),
        max_size=20,
    ).filter(lambda words: not words.startswith("=")),
    st.integers(-(10**9), 10**9),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    st.booleans(),
    st.none(),
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=8))
def test_we_read_what_openpyxl_reads(rows: list[list[Any]]) -> None:
    data = lists.xlsx(*rows)
    wanted = {}
    for row in load_workbook(io.BytesIO(data), data_only=True).active.iter_rows():  # type: ignore[union-attr]
        for cell in row:
            if (value := plainly(cell.value)) is not None:
                wanted[cell.row, int(cell.column or 0) - 1] = value
    try:
        ours = {
            (row.number, column): plainly(value)
            for each in reading.read(data)
            for row in each.rows
            for column, value in enumerate(row.cells)
            if value is not None
        }
    except UnreadableError:
        ours = {}
    assert ours == wanted


def plainly(value: object) -> object:
    """A value, so far as both libraries mean the same by it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date()
        case str():
            return tidied(value, 1)
    return value


def test_a_table_survives_its_journey_with_the_page() -> None:
    for name in make.FILES:
        for each in reading.read(lists.file(name)):
            assert Table.from_json(each.as_json()) == each


# Attacks. Each is refused in a plain sentence, quickly, and without filling the memory.


def zipped(parts: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good file, of which one part is another."""
    given = zipfile.ZipFile(io.BytesIO(lists.xlsx(["Name"], ["Ana"])))
    return zipped({**{each: given.read(each) for each in given.namelist()}, name: content})


SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(12))
    + b"]>"
)


def forty_megabytes() -> bytes:
    return b"Name\r\n" + b"x" * 40_000_000


def bomb() -> bytes:
    return with_part(SHEET, MAIN + b" " * 300_000_000)


def lying_bomb() -> bytes:
    """Says that its sheet is small when unpacked, and it is not."""
    data = bytearray(with_part(SHEET, MAIN + b"<row><c><v>1</v></c></row>" * 3_000_000))
    size = (len(MAIN) + 26 * 3_000_000).to_bytes(4, "little")
    return bytes(data.replace(size, (5_000).to_bytes(4, "little")))


def laughs() -> bytes:
    return with_part(
        SHEET, LAUGHS + MAIN + b'<row><c t="str"><v>&m;</v></c></row></sheetData></worksheet>'
    )


def laughs_in_utf_16() -> bytes:
    whole = (LAUGHS + MAIN + b"</sheetData></worksheet>").decode().encode("utf-16")
    return with_part(SHEET, whole)


def outside_entity() -> bytes:
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return with_part("xl/workbook.xml", entity + b"<workbook>&a;</workbook>")


def wide() -> bytes:
    row = b"".join(b'<c t="str"><v>x</v></c>' for _column in range(16_384))
    return with_part(SHEET, MAIN + b"<row>" + row + b"</row></sheetData></worksheet>")


def long() -> bytes:
    return lists.text("Name", *(f"Ana {n}" for n in range(20_000)))


def long_xlsx() -> bytes:
    rows = b'<row><c t="str"><v>Ana</v></c></row>' * 900_000
    return with_part(SHEET, MAIN + rows + b"</sheetData></worksheet>")


def many_parts() -> bytes:
    return b"PK\x03\x04" + b"PK\x01\x02" * 2_000_000


def one_long_word_many_times() -> bytes:
    words = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    rows = b'<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 4_000
    given = zipfile.ZipFile(io.BytesIO(lists.xlsx(["Name"], ["Ana"])))
    parts = {each: given.read(each) for each in given.namelist()}
    parts[SHEET] = MAIN + rows + b"</sheetData></worksheet>"
    parts["xl/sharedStrings.xml"] = words
    return zipped(parts)


def no_xml() -> bytes:
    return with_part(SHEET, MAIN + b"<row><c><v>1</c></row>")


def strange_references() -> bytes:
    return with_part(
        SHEET, MAIN + b'<row r="x"><c r="ZZZZ99"><v>1</v></c></row></sheetData></worksheet>'
    )


def locked_part() -> bytes:
    data = bytearray(lists.xlsx(["Name"], ["Ana"]))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


ATTACKS: dict[Callable[[], bytes], str] = {
    forty_megabytes: "41 MB, and there is room for 10 MB",
    bomb: "far too large when it is opened",
    lying_bomb: "damaged|too large",
    laughs: "can do harm",
    laughs_in_utf_16: "can do harm",
    outside_entity: "can do harm",
    wide: "more than 200 columns",
    long: "more than 5,000 rows",
    long_xlsx: "more than 5,000 rows|too large",
    many_parts: "far too large when it is opened",
    one_long_word_many_times: "more words than can be taken",
    no_xml: "damaged",
    strange_references: "damaged",
    locked_part: "damaged",
}


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_refused_within_a_second(attack: Callable[[], bytes]) -> None:
    data = attack()
    began = time.perf_counter()
    with pytest.raises(UnreadableError, match=ATTACKS[attack]):
        reading.read(data)
    assert time.perf_counter() - began < 1


READ = """
import resource, sys, os
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django; django.setup()
from evenweave.projects.importing import reading, tables
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    reading.read(data)
except tables.UnreadableError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize(
    "attack", [bomb, lying_bomb, laughs, long_xlsx, one_long_word_many_times, many_parts]
)
def test_an_attack_takes_little_memory(attack: Callable[[], bytes], tmp_path: Any) -> None:
    path = tmp_path / "attack.xlsx"
    path.write_bytes(attack())
    told = subprocess.run(
        [sys.executable, "-c", READ, str(path)], check=True, stdout=subprocess.PIPE
    )
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(told.stdout) * unit < 60_000_000


def test_what_comes_out_is_counted_whatever_the_file_says_of_itself() -> None:
    package = packages.opened(lists.xlsx(["Name"], ["Ana"]))
    package.left = 1_000
    with pytest.raises(UnreadableError, match="far too large"):
        xlsx.sheets(package)
