"""What the tests of lists share: files made on the spot, and a project to bring them to."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from evenweave.common.actors import Actor
from evenweave.projects.actions.founding import tell_more
from evenweave.projects.actions.importing import Imported, Places, import_people, places_for
from evenweave.projects.importing import plan as plans
from evenweave.projects.importing import reading
from evenweave.projects.importing.columns import Kind
from evenweave.projects.importing.plan import Plan
from evenweave.projects.importing.rows import Judged, Known, Team
from evenweave.projects.importing.team import state_of, team_of
from evenweave.projects.models import Project
from tests import make
from tests.make import AMINA, NOON

FOLDER = Path(__file__).parent / "spreadsheets"
TODAY = date(2026, 3, 2)
KINDS = [
    Kind("le", "Lived experience", "madder"),
    Kind("pr", "Practice", "weld"),
    Kind("re", "Research", "woad"),
]
SAME = ["name", "purpose", "funder", "question_set_by", "pay_words", "is_light"]
SAME += ["first_meeting_words", "first_meeting_on", "starts_on", "ends_on"]
HEADINGS = ["Name", "E-mail", "Phone", "Expertise", "Site", "Joined"]


def file(name: str) -> bytes:
    """One of the spreadsheets beside us."""
    return (FOLDER / name).read_bytes()


def xlsx(*rows: Sequence[Any]) -> bytes:
    """An .xlsx file with these rows."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def text(*lines: str) -> bytes:
    """A CSV file with these lines."""
    return "\r\n".join(lines).encode()


def team(*people: Known, sites: dict[str, str] | None = None) -> Team:
    """A team without a database."""
    return Team(people, KINDS, sites or {"h": "Hounslow West", "f": "Feltham"}, TODAY)


def judged(data: bytes, beside: Team | None = None) -> Plan:
    """What a file would do, with its columns as they are suggested."""
    beside = beside or team()
    tables = reading.read(data)
    table = tables[plans.best_sheet(tables, beside.kinds)]
    found = plans.suggest(table, beside.kinds)
    return plans.make(table, beside, {each.number: each.place for each in found.columns})


def only(data: bytes, beside: Team | None = None) -> Judged:
    """The one row of a file."""
    (row,) = judged(data, beside).rows
    return row


def project() -> Project:
    """Amina's project, with two sites; she alone is in it."""
    made = make.project(name="Wellbeing network")
    tell_more(
        project=made,
        version=made.version,
        organisation="",
        sites=["Hounslow West", "Feltham"],
        by=AMINA,
        at=NOON,
        **{name: getattr(made, name) for name in SAME},
    )
    return made


def brought(to: Project, data: bytes) -> Imported:
    """Bring a file, as Amina."""
    return done(to, looked_at(to, data), state_of(team_of(to, TODAY)))


def done(to: Project, plan: Plan, state: str, by: Actor = AMINA) -> Imported:
    """Do what a plan says."""
    places = places_for(to, plan, by, NOON) if by.person else Places([])
    return import_people(project=to, plan=plan, places=places, state=state, by=by, at=NOON)


def looked_at(to: Project, data: bytes) -> Plan:
    """What a file would do in a project."""
    return judged(data, team_of(to, TODAY))
