"""What an import would do, row by row: made from a table, shown to a person, then done as shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from evenweave.projects.importing.columns import Column, Headed, Kind, headed
from evenweave.projects.importing.rows import Fate, Judge, Judged, Team, beside_each_other
from evenweave.projects.importing.tables import MOST_PEOPLE, Table, refuse_long

TOLD_EVERY = 500


@dataclass(slots=True)
class Plan:
    """All rows, judged on a day."""

    rows: list[Judged]
    columns: list[Column]
    left_out: list[str]
    today: date
    remarks: list[str] = field(default_factory=list)

    def of(self, *fates: Fate) -> list[Judged]:
        """The rows that share one of these fates."""
        return [row for row in self.rows if row.fate in fates]

    @property
    def counts(self) -> Counter[Fate]:
        """How many rows there are of each fate."""
        return Counter(row.fate for row in self.rows)

    @property
    def wrong(self) -> list[Judged]:
        """What must be mended before anything is done."""
        return self.of(Fate.WRONG)

    @property
    def to_look_at(self) -> list[Judged]:
        """What is worth a look, and stands in nothing's way."""
        return [row for row in self.rows if row.look and row.fate is not Fate.WRONG]

    @property
    def changes(self) -> list[Judged]:
        """The rows that would change something."""
        return self.of(Fate.NEW, Fate.MORE)


def suggest(table: Table, kinds: Sequence[Kind]) -> Headed:
    """The table with its headings found and a place suggested for each column."""
    found = headed(table, kinds)
    refuse_long(len(found.rows), MOST_PEOPLE)
    return found


def make(
    table: Table,
    team: Team,
    mapping: Mapping[int, str],
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Plan:
    """Judge every row as `mapping` says (a place for each column number)."""
    found = suggest(table, team.kinds)
    judge = Judge(team, found.columns, mapping, starts_1904=table.starts_1904)
    judged: list[Judged] = []
    for done, row in enumerate(found.rows, 1):
        judged.append(judge.judge(row))
        if done % TOLD_EVERY == 0 or done == len(found.rows):
            progress(done, len(found.rows))
    beside_each_other(judged)
    left_out = [column.called for column in found.columns if not mapping.get(column.number)]
    return Plan(judged, found.columns, left_out, team.today, found.remarks)


def best_sheet(tables: Sequence[Table], kinds: Sequence[Kind]) -> int:
    """The place of the sheet that looks most like a list of people; the first of equals."""

    def places(table: Table) -> int:
        return sum(bool(column.place) for column in headed(table, kinds).columns)

    return max(range(len(tables)), key=lambda at: (places(tables[at]), -at))
