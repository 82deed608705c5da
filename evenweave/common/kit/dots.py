"""Dots over time: a year a line, a month a column, and a dot for each thing that was done.

Each expertise has its dye and a shape of its own, so that the picture also speaks in grey; what
belongs to none is a ring. Where a month holds more than has room, a dot stands for several, the
same number in the whole picture, and the words say so. A few begin a new dot: nothing that was done
is drawn as nothing. The numbers themselves stand in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common.kit.weave import Dye, Words, number

MONTHS = 12
SLOT, DOT = 24, 11
ABREAST = 2
MOST_HIGH = 8
STEPS = (1, 2, 5)

# Each around the point where its pen is set down, in a box of 10 by 10.
SHAPES = {
    "madder": "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "weld": "m-4 -4h8v8h-8z",
    "woad": "m0 -4.8l4.9 8.8h-9.8z",
    "walnut": "m0 -5l5 5l-5 5l-5 -5z",
    "iron": "m-1.6 -4.6h3.2v3h3v3.2h-3v3h-3.2v-3h-3v-3.2h3z",
    "undyed": "m-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z",
}


@dataclass(frozen=True, slots=True)
class Series:
    """Whose dots: a name and a dye, none of which comes twice in a picture."""

    name: Words
    dye: Dye


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day, and how many of each series; `words` say what to know of it."""

    on: date
    amounts: Sequence[int]
    words: Words = ""

    @property
    def name(self) -> str:
        """“March 2016”."""
        return date_format(self.on, "F Y")


@dataclass(frozen=True, slots=True)
class Year:
    """A line of the picture: a year and its drawing, or years in which there was nothing."""

    name: str
    picture: SafeString | None = None


@dataclass(frozen=True)
class Dots:
    """A picture of dots. `key` names it among those of one page.

    `months` stand in their order. Raises ValueError where the parts do not fit together.
    """

    title: Words
    series: Sequence[Series]
    months: Sequence[Month]
    key: str

    def __post_init__(self) -> None:
        """Check that every month has an amount for each series."""
        if any(len(month.amounts) != len(self.series) for month in self.months):
            raise ValueError("Each month needs one amount for each series.")
        if len({each.dye for each in self.series}) < len(self.series):
            raise ValueError("Two series of one dye cannot be told apart.")
        if not self.key.replace("-", "").isalnum():
            raise ValueError("The key becomes part of the page: letters, digits and hyphens only.")

    @cached_property
    def each(self) -> int:
        """For how many a dot stands: 1, 2, 5, 10, and so on."""
        fullest = ABREAST * MOST_HIGH
        return next(step for step in steps() if self.most_dots(step) <= fullest)

    def most_dots(self, step: int) -> int:
        """How many dots the fullest month has, at so many each."""
        return max((sum(dots(month.amounts, step)) for month in self.months), default=0)

    @property
    def one(self) -> str:
        """What a dot is."""
        if self.each == 1:
            return _("One dot, one time.")
        return _("One dot stands for up to {number}.").format(number=self.each)

    @cached_property
    def legend(self) -> list[tuple[Series, SafeString, int]]:
        """Each series with its shape, and how many it has in all."""
        sums = [sum(month.amounts[at] for month in self.months) for at in range(len(self.series))]
        shapes = [
            SafeString(f'<path class="dots-{each.dye.name}" d="M6 6{SHAPES[each.dye.name]}"/>')
            for each in self.series
        ]
        return [told for told in zip(self.series, shapes, sums, strict=True) if told[2]]

    @cached_property
    def years(self) -> list[Year]:
        """Each year that has a month in it; years in a row without anything are one line."""
        by_year = [list(each) for _year, each in groupby(self.months, lambda each: each.on.year)]
        found: list[Year] = []
        for is_quiet, years in groupby(by_year, is_without):
            lines = list(years)
            first, last = lines[0][0].on.year, lines[-1][0].on.year
            if is_quiet:
                found.append(Year(str(first) if first == last else f"{first}–{last}"))
            else:
                found += [self.year(str(each[0].on.year), each) for each in lines]
        return found

    def year(self, name: str, months: Sequence[Month]) -> Year:
        """A line: the dots of each series are one path, whatever their number."""
        paths: list[list[str]] = [[] for _each in self.series]
        highest = max(sum(dots(month.amounts, self.each)) for month in months)
        height = max(1, -(-highest // ABREAST)) * DOT + 2
        for month in months:
            for at, x, y in self.places(month, height):
                paths[at].append(f"M{number(x)} {number(y)}{SHAPES[self.series[at].dye.name]}")
        drawn = "".join(
            f'<path class="dots-{each.dye.name}" d="{"".join(path)}"/>'
            for each, path in zip(self.series, paths, strict=True)
            if path
        )
        first, last = months[0].on.month - 1, months[-1].on.month
        ground = f'<path class="dots-ground" d="M{first * SLOT + 1} {height}H{last * SLOT - 1}"/>'
        box = f"0 0 {SLOT * MONTHS} {height + 2}"
        return Year(name, SafeString(f'<svg viewBox="{box}">{ground}{drawn}</svg>'))

    def places(self, month: Month, height: int) -> Iterator[tuple[int, float, float]]:
        """Where each dot of a month stands, from below: of which series, and its middle."""
        left = (month.on.month - 1) * SLOT + (SLOT - ABREAST * DOT) / 2 + DOT / 2
        place = 0
        for at, many in enumerate(dots(month.amounts, self.each)):
            for _dot in range(many):
                row, column = divmod(place, ABREAST)
                yield at, left + column * DOT, height - 1 - DOT / 2 - row * DOT
                place += 1

    @property
    def letters(self) -> list[str]:
        """The first letters of the months, as they stand below the dots."""
        return _("J F M A M J J A S O N D").split()

    @property
    def told(self) -> list[Month]:
        """The months that have anything: the lines of the table."""
        return [month for month in self.months if any(month.amounts)]

    @property
    def description(self) -> str:
        """The picture in sentences, for those who do not see it."""
        total = sum(sum(month.amounts) for month in self.months)
        parts = ", ".join(
            _("{name} {number}").format(name=each.name, number=many)
            for each, _shape, many in self.legend
        )
        if not total:
            return _("Nothing yet.")
        fullest = max(self.months, key=lambda month: sum(month.amounts))
        most = ngettext(
            "Most in one month: {number}, in {month}.",
            "Most in one month: {number}, in {month}.",
            sum(fullest.amounts),
        ).format(number=sum(fullest.amounts), month=fullest.name)
        return f"{parts}. {most}"


def is_without(months: Sequence[Month]) -> bool:
    """Whether nothing was done in any of these."""
    return not any(any(month.amounts) for month in months)


def steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50, and so on."""
    ten = 1
    while True:
        yield from (ten * step for step in STEPS)
        ten *= 10


def dots(amounts: Sequence[int], each: int) -> list[int]:
    """How many dots stand for these; a few begin a new one."""
    return [-(-amount // each) for amount in amounts]
