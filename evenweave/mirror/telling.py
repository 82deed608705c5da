"""The figures for other programs and for a spreadsheet: JSON and CSV, with the same numbers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from evenweave.mirror.figures import Figure, figures
from evenweave.mirror.looking import Mirror
from evenweave.projects.exporting import guarded

COLUMNS = (
    *("measure", "expertise", "phase", "count", "total", "share", "seats_share", "parity"),
    *("low", "high", "suppressed", "words"),
)
# More places would say more than a count of people can.
PLACES = 4


def as_json(mirror: Mirror) -> dict[str, Any]:
    """All of it, as `docs/schemas/mirror.json` says. What is hidden or undefined is None."""
    return {
        "project": mirror.project.slug,
        "as_of": mirror.today.isoformat(),
        "phases": [
            {
                "name": phase.name,
                "starts_on": phase.starts_on.isoformat(),
                "ends_on": day(phase.ends_on),
            }
            for phase in mirror.phases
        ],
        "measures": [row(figure) for figure in figures(mirror)],
    }


def as_text(mirror: Mirror) -> str:
    """The JSON to be printed or kept."""
    return json.dumps(as_json(mirror), ensure_ascii=False, indent=2, allow_nan=False)


def as_csv(mirror: Mirror) -> bytes:
    """A line for each figure, for a spreadsheet: UTF-8 with a mark, so that Excel reads it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for found in figures(mirror):
        writer.writerow(cells(row(found).values()))
    return out.getvalue().encode("utf-8-sig")


def cells(values: Iterable[Any]) -> list[Any]:
    """What stands in a line: nothing for None, and no words that a program would work out."""
    return [
        "" if each is None else guarded(each) if isinstance(each, str) else each for each in values
    ]


def row(figure: Figure) -> dict[str, Any]:
    """One figure, by the names of `COLUMNS`."""
    return {
        "measure": figure.measure,
        "expertise": figure.group.name if figure.group else None,
        "phase": figure.period.name if figure.period else None,
        "count": number(figure.count),
        "total": figure.total,
        "share": number(figure.share),
        "seats_share": number(figure.seats_share),
        "parity": number(figure.parity),
        "low": number(figure.low),
        "high": number(figure.high),
        "suppressed": figure.suppressed,
        "words": figure.words,
    }


def number(value: Fraction | float | None) -> float | None:
    """To four places; a whole number stays one."""
    if value is None or isinstance(value, int):
        return value
    return round(float(value), PLACES)


def day(value: date | None) -> str | None:
    """A day, as 2015-12-02."""
    return value.isoformat() if value else None
