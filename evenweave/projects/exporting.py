"""The people of a project as a spreadsheet: what every member sees, and nothing else.

A spreadsheet program works out what begins like a formula. So in CSV such words get a ' in front,
which reading takes off again; in XLSX each cell says that it holds words.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID
from xml.sax.saxutils import escape

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from evenweave.projects.importing.tables import FORMULA_STARTS, letters
from evenweave.projects.models import Member, MemberExpertise, MemberSite, Project

Cell = str | date
FIRST_DAY = date(1899, 12, 30)
# Literal words that XLSX would take for one of its own signs.
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def people(project: Project) -> list[list[Cell]]:
    """A row of headings, then each member; three queries, however many they are."""
    members = list(project.members.present().select_related("person"))
    brings = _joined(
        MemberExpertise.objects.filter(member__in=members, member__is_shown=True)
        .order_by("expertise__position")
        .values_list("member_id", "expertise__name")
    )
    sites = _joined(
        MemberSite.objects.filter(member__in=members)
        .order_by("site__name")
        .values_list("member_id", "site__name")
    )
    return [headings(), *(row(member, brings, sites) for member in members)]


def headings() -> list[Cell]:
    """What the columns hold. Bringing the file in again knows each of them."""
    return [
        _("Evenweave reference"),
        _("Name they like"),
        _("Role title"),
        _("Expertise"),
        _("Site"),
        _("Joined on"),
    ]


def row(member: Member, brings: dict[UUID, str], sites: dict[UUID, str]) -> list[Cell]:
    """One member."""
    return [
        str(member.id),
        member.called,
        member.role_title,
        brings.get(member.id, ""),
        sites.get(member.id, ""),
        localdate(member.joined_at),
    ]


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark, so that Excel reads every letter; days as they are read here."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for cells in rows:
        writer.writerow([f"{c:%d/%m/%Y}" if isinstance(c, date) else guarded(c) for c in cells])
    return out.getvalue().encode("utf-8-sig")


def guarded(words: str) -> str:
    """Words that no program works out. Taking one ' off gives them back (tables.without_guard)."""
    return f"'{words}" if words.lstrip("'").startswith(FORMULA_STARTS) else words


def as_xlsx(rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet: bold headings that stay in sight, words as words, days as days."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in PARTS.items():
            package.writestr(name, HEAD + content)
        package.writestr("xl/worksheets/sheet1.xml", HEAD + sheet(rows))
    return out.getvalue()


def sheet(rows: Sequence[Sequence[Cell]]) -> str:
    """The sheet's own XML."""
    width = max(map(len, rows), default=1)
    lines = [
        "".join(cell(value, number, at) for at, value in enumerate(cells))
        for number, cells in enumerate(rows, 1)
    ]
    data = "".join(f'<row r="{number}">{line}</row>' for number, line in enumerate(lines, 1))
    return (
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><cols><col min="1" max="{width}" width="24" customWidth="1"/>'
        f"</cols><sheetData>{data}</sheetData></worksheet>"
    )


def cell(value: Cell, number: int, column: int) -> str:
    """One cell. Style 1 is bold, 2 is a day."""
    place = f'r="{letters(column)}{number}"'
    if isinstance(value, date):
        return f'<c {place} s="2"><v>{(value - FIRST_DAY).days}</v></c>'
    words = escape(LOOKS_ESCAPED.sub("_x005F_", value))
    style = ' s="1"' if number == 1 else ""
    return f'<c {place}{style} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _joined(pairs: Iterable[tuple[UUID, str]]) -> dict[UUID, str]:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for owner, name in pairs:
        found[owner].append(name)
    return {owner: "; ".join(names) for owner, names in found.items()}


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORMATS = "http://schemas.openxmlformats.org"
MAIN = f"{FORMATS}/spreadsheetml/2006/main"
RELATIONS = f"{FORMATS}/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{FORMATS}/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPE}.styles+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml"'
        f' ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        '<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}
