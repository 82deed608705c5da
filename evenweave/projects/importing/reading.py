"""Any file that somebody takes for a spreadsheet: its tables, or one sentence that says what to do.

What a file is, its first bytes tell; its name may say anything.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from evenweave.projects.importing import delimited, xlsx
from evenweave.projects.importing.tables import MOST_BYTES, Table, UnreadableError

ZIP = b"PK\x03\x04"
# What Excel wrote until 2007, and what it still writes for a file with a password.
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PASSWORD = "EncryptedPackage".encode("utf-16-le")
OTHERS: dict[bytes, Promise] = {
    b"%PDF": _("This is a PDF. Please bring the spreadsheet it was made from, as .xlsx or .csv."),
    b"\x89PNG": _("This is a picture. Please bring the spreadsheet itself, as .xlsx or .csv."),
    b"\xff\xd8\xff": _("This is a picture. Please bring the spreadsheet itself, as .xlsx or .csv."),
    b"<?xml": _("This file is XML. Please open it in your spreadsheet program and save as .xlsx."),
    b"<": _("This is a web page. Please open it in your spreadsheet program and save as .xlsx."),
    b"{": _("This is not a spreadsheet. Please bring an .xlsx or a .csv file."),
}


def read(data: bytes) -> list[Table]:
    """The tables in a file that hold anything, each with what is to be said; UnreadableError."""
    refuse_large(len(data))
    if data.startswith(ZIP):
        return filled(xlsx.read(data))
    if data.startswith(OLD_EXCEL):
        raise UnreadableError(old_excel(data))
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, reason in OTHERS.items():
        if start.startswith(beginning):
            raise UnreadableError(reason)
    return filled([delimited.read(data)])


def refuse_large(size: int) -> None:
    """Before anything of it is read."""
    if size > MOST_BYTES:
        raise UnreadableError(
            told(
                "This file has %(size)s MB, and there is room for %(most)s MB. Please copy the "
                "list of people to a new file, without pictures, and bring that."
            )
            % {"size": -(-size // 1_000_000), "most": MOST_BYTES // 1_000_000}
        )
    if not size:
        raise UnreadableError(told("This file is empty. Please choose the one with your people."))


def old_excel(data: bytes) -> str:
    """Two kinds of file begin alike: one with a password, and one from before 2007."""
    if PASSWORD in data:
        return told(
            "This file is locked with a password. Please open it, save it without the password, "
            "and bring that."
        )
    return told("This is an older kind of Excel file (.xls). Please open it and save it as .xlsx.")


def filled(tables: list[Table]) -> list[Table]:
    """The tables that hold anything; raises UnreadableError when none does."""
    found = [table for table in tables if table.rows]
    if not found:
        raise UnreadableError(told("There is nothing in this file. Please choose another."))
    return found
