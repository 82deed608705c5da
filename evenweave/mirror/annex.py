"""The annex: every figure in a table, and how things are spread among people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common.kit.weave import percent
from evenweave.mirror import spread
from evenweave.mirror.figures import Figure, figures
from evenweave.mirror.looking import ByWhom, Measure, Mirror
from evenweave.mirror.noticing import TITLES
from evenweave.mirror.periods import Period
from evenweave.mirror.words import so_long

NAMES: dict[str, Promise] = {
    **{measure.value: title for measure, title in TITLES.items()},
    # Where sharing is weak it is told of those that wait, here of those that do not.
    Measure.ANSWERED.value: gettext_lazy("Ideas that got an answer"),
    Measure.TOLD.value: gettext_lazy("Ideas that came full circle"),
    Measure.SEATS.value: gettext_lazy("Who sits here"),
    Measure.ATTENDANCE.value: gettext_lazy("Who took part in meetings"),
    Measure.DAYS.value: gettext_lazy("How long answers took"),
    Measure.JOINED.value: gettext_lazy("Who came in"),
    Measure.LEFT.value: gettext_lazy("Who left"),
    Measure.ARRIVED.value: gettext_lazy("Who was shown round"),
    ByWhom.ROOM.value: gettext_lazy("Decided in the room"),
    ByWhom.CONSENSUS.value: gettext_lazy("Decided by consensus"),
    ByWhom.VOTE.value: gettext_lazy("Decided by a vote"),
    ByWhom.NAMED.value: gettext_lazy("Decided by those who were named"),
    ByWhom.URGENT.value: gettext_lazy("Decided because it could not wait"),
}
NOTHING = "–"
COLUMNS = (
    gettext_lazy("How many"),
    gettext_lazy("Share"),
    gettext_lazy("Seats"),
    gettext_lazy("Beside"),
    gettext_lazy("Between"),
)
SPREAD = (
    {"words": gettext_lazy("What")},
    {"words": gettext_lazy("Gini"), "is_number": True},
    {"words": gettext_lazy("Evenness"), "is_number": True},
    {"words": gettext_lazy("Equity"), "is_number": True},
)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure: whose, and its numbers in the order of the columns; or why it is not told."""

    name: str
    told: list[str]
    untold: str


@dataclass(frozen=True, slots=True)
class Block:
    """A measure: a table of those figures that are told, and why others are not."""

    name: str
    columns: list[dict[str, Any]]
    rows: list[list[str]]
    untold: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """All figures of the project so far, or of a phase."""

    name: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Annex:
    """All of it. `turns` is the share of answers that came from somebody else, or nothing."""

    tables: list[Table]
    spreads: list[list[str]]
    turns: str
    spread_columns: Sequence[dict[str, Any]] = SPREAD


def annex(mirror: Mirror) -> Annex:
    """Everything that stands in it."""
    taken = spread.turns_taken(mirror)
    return Annex(
        list(tables(mirror)),
        [spread_told(each) for each in spread.spreads(mirror)],
        "" if taken is None else percent(taken.numerator, taken.denominator),
    )


def tables(mirror: Mirror) -> Iterator[Table]:
    """One for the project so far, then one for each phase."""
    found = figures(mirror)
    periods: list[Period | None] = [None, *mirror.phases]
    for period in periods:
        mine = [each for each in found if each.period is period]
        yield Table(period.name if period else _("So far"), list(blocks(mine)))


def blocks(found: list[Figure]) -> Iterator[Block]:
    """Measure by measure, but for those of which there is nothing to tell."""
    for measure, each in groupby(found, lambda figure: figure.measure):
        lines = [line(figure) for figure in each if has_any(figure)]
        if lines:
            yield block(str(NAMES[measure]), lines)


def block(name: str, lines: list[Line]) -> Block:
    """A measure; columns without anything are left out, and the same reason is said once."""
    told = [line for line in lines if line.told]
    used = [at for at in range(len(COLUMNS)) if any(line.told[at] != NOTHING for line in told)]
    columns = [{"words": COLUMNS[at], "is_number": True} for at in used]
    rows = [[line.name, *(line.told[at] for at in used)] for line in told]
    untold = list(dict.fromkeys(line.untold for line in lines if line.untold))
    return Block(name, [{"words": _("Whose")}, *columns], rows, untold)


def has_any(figure: Figure) -> bool:
    """Whether there was anything to share out, or to become of anything."""
    return bool(figure.count or figure.total or figure.share or figure.suppressed)


def line(figure: Figure) -> Line:
    """A figure, in the words of a table."""
    name = figure.group.name if figure.group else _("Everybody")
    if figure.suppressed:
        return Line(name, [], figure.words)
    told = [
        many(figure),
        part(figure.share),
        part(figure.seats_share),
        f"{float(figure.parity):.2f}" if figure.parity is not None else NOTHING,
        between(figure),
    ]
    return Line(name, told, "")


def many(figure: Figure) -> str:
    """How many, of how many."""
    if figure.measure == Measure.DAYS.value:
        return so_long(figure.count or 0)
    if figure.count is None:
        return NOTHING
    if figure.total is None:
        return f"{figure.count:g}"
    return _("{count} of {total}").format(count=f"{figure.count:g}", total=figure.total)


def part(share: Fraction | None) -> str:
    """A share in hundredths."""
    return NOTHING if share is None else percent(share.numerator, share.denominator)


def between(figure: Figure) -> str:
    """Both ends of the interval, where there is one."""
    if figure.low is None or figure.high is None:
        return NOTHING
    words = {"low": round(100 * figure.low), "high": round(100 * figure.high)}
    return _("{low} to {high} %").format(**words)


def spread_told(found: spread.Spread) -> list[str]:
    """What it is, and the three numbers, to two places."""
    numbers = (found.gini, found.evenness, found.equity)
    told = [NOTHING if each is None else f"{each:.2f}" for each in numbers]
    return [str(NAMES[found.measure.value]), *told]
