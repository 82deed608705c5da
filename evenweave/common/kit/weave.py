"""The weave: a picture of who holds what, drawn so that it cannot flatter anybody.

Columns are parts of a project's time, rows are things that a team shares, and each meeting of the
two is a patch of cloth. A patch has as many threads as the team has seats (24 for a larger team).
Each expertise has its own dye and its own dash, so the picture also speaks in grey.

**How threads are shared out.** An expertise that holds the share *s* of something is given exactly
*s* × threads, and its last thread may end part of the way along; the next expertise begins there,
as a weaver changes the yarn in the middle of a pick. Rounding to whole threads was left, for two
reasons. Three equal groups cannot have equal whole threads of fourteen: one would look larger.
And any rounding that always fills the patch must sometimes draw the same share differently in two
patches (only a straight line keeps sums), so that a row could differ from the row of seats where
the project did not. With part threads, equal shares draw equal in every patch of the cloth, a
larger share always draws larger, and one part in a hundred is not drawn as nothing.

The arithmetic is in whole numbers and fractions, so it is exact; a drawing rounds to a
ten-thousandth of a thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

Words = str | Promise
Amount = int | float | Fraction

MOST_THREADS = 24
# Columns differ in width in twelve steps: a strict content policy allows classes, not widths.
WIDEST = 12
# More columns than this have no room for their names beside each other.
MOST_COLUMNS_ABREAST = 5
PATCH_HEIGHT = 58
THREAD_STEPS = range(5, 17)  # half pixels from thread to thread
THICKNESS = 0.74  # of the pitch
REPEAT = 22  # pixels


@dataclass(frozen=True)
class Dye:
    """A colour that means one expertise, and the dash that means the same without colour.

    `name` is a class and a custom property of the stylesheet. `dash` is drawn and left, in pixels;
    nothing means an unbroken thread.
    """

    name: str
    dash: tuple[float, ...] = ()


# Each goes into 22 pixels, the repeat of the warp, or the cloth would shimmer.
MADDER = Dye("madder")
WELD = Dye("weld", (8.75, 2.25))
WOAD = Dye("woad", (3.25, 2.25))
WALNUT = Dye("walnut", (3.25, 2.25, 14.25, 2.25))
IRON = Dye("iron", (3.25, 7.75))
DYES = (MADDER, WELD, WOAD, WALNUT, IRON)
# What belongs to no kind of expertise: a seat that is not shown, something without a name.
UNDYED = Dye("undyed", (1.75, 3.75))


@dataclass(frozen=True)
class Expertise:
    """A kind of expertise in a team, with how many seats it has."""

    name: Words
    dye: Dye
    seats: int


class Gap(Enum):
    """Why a patch is not drawn."""

    HIDDEN = "hidden"
    EMPTY = "empty"

    @property
    def words(self) -> str:
        """The reason, as it stands in the picture and in the table."""
        if self is Gap.HIDDEN:
            return gettext("Not shown: too few people")
        return gettext("Nothing")


@dataclass(frozen=True)
class Column:
    """A part of the project's time; `width` is its length beside the others.

    `seats` are those of that time, in the order of the expertises and in any unit, or why they are
    not shown; without them the team's own stand for every column.
    """

    name: Words
    width: Amount = 1
    seats: Sequence[Amount] | Gap | None = None


@dataclass(frozen=True)
class Row:
    """A thing that is shared: for each column how much each expertise held, or why not shown.

    Amounts stand in the order of the expertises, in any unit, whole or not. `counted` says that
    they are counts which may be told (“6 of 14”); otherwise only shares are told. `is_rounded`
    says that they are percentages which were rounded, and are told just as they are.
    """

    name: Words
    cells: Sequence[Sequence[Amount] | Gap]
    counted: bool = False
    is_rounded: bool = False


@dataclass(frozen=True)
class Cell:
    """One patch, ready to be shown: its place, its drawing and its words."""

    column: Words
    width: int
    picture: SafeString | None
    gap: str
    told: list[str]


@dataclass(frozen=True)
class Line:
    """A row, ready to be shown."""

    name: Words
    cells: list[Cell]
    is_seats: bool = False


def whole(amounts: Sequence[Amount]) -> list[int]:
    """The same proportions in whole numbers, so that nothing is lost on the way to the cloth.

    Raises ValueError where an amount is negative, or all are nothing.
    """
    ratios = [amount.as_integer_ratio() for amount in amounts]
    common = lcm(*(below for _above, below in ratios))
    exact = [above * (common // below) for above, below in ratios]
    if min(exact) < 0 or not any(exact):
        raise ValueError("Shares need amounts of nought or more, and one above nought.")
    return exact


def seams(held: Sequence[int], threads: int) -> list[tuple[int, Fraction]]:
    """Where each expertise begins, and where the last one ends: a thread, and how far along it.

    Each has its share × threads, one after the other, along one thread after the other.
    """
    total = sum(held)
    stitches = accumulate((each * threads for each in held), initial=0)
    return [(begin // total, Fraction(begin % total, total)) for begin in stitches]


def distance(held: Sequence[int], other: Sequence[int]) -> Fraction:
    """How much of the one would have to change hands to be shared as the other: from 0 to 1."""
    total, other_total = sum(held), sum(other)
    pairs = zip(held, other, strict=True)
    moved = sum(abs(mine * other_total - theirs * total) for mine, theirs in pairs)
    return Fraction(moved, 2 * total * other_total)


def percent(held: int, total: int) -> str:
    """A share in whole hundredths; never “0 %” for something, nor “100 %” for less than all."""
    if 0 < 200 * held < total:
        return gettext("under 1 %")
    if 199 * total <= 200 * held < 200 * total:
        return gettext("over 99 %")
    return gettext("%(number)s %%") % {"number": (200 * held + total) // (2 * total)}


def number(value: Fraction | float) -> str:
    """A place or a length in a drawing, to a hundredth."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Weave:
    """A cloth. `key` names it among the weaves of one page; give it a `title` in plain words.

    Raises ValueError where the parts do not fit together.
    """

    title: Words
    columns: Sequence[Column]
    rows: Sequence[Row]
    expertises: Sequence[Expertise]
    key: str = "w"

    def __post_init__(self) -> None:
        """Check that every row fits the columns and the expertises."""
        if len({expertise.dye for expertise in self.expertises}) < len(self.expertises):
            raise ValueError("Two expertises of one dye cannot be told apart.")
        for row in (self.seats_row, *self.rows):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{row.name}: needs one cell for each column.")
            shown = [cell for cell in row.cells if not isinstance(cell, Gap)]
            if any(len(cell) != len(self.expertises) for cell in shown):
                raise ValueError(f"{row.name}: needs one amount for each expertise.")
            if any(is_bare(*both) for both in zip(row.cells, self.seats_row.cells, strict=True)):
                raise ValueError(f"{row.name}: needs seats to be read against.")
        if not self.key.replace("-", "").isalnum():
            raise ValueError("The key becomes part of the page: letters, digits and hyphens only.")
        whole(self.seats)

    @property
    def seats(self) -> list[int]:
        """How many seats each expertise has: what the other rows are read against."""
        return [expertise.seats for expertise in self.expertises]

    @property
    def seats_move(self) -> bool:
        """Whether the columns have seats of their own."""
        return any(column.seats is not None for column in self.columns)

    @cached_property
    def seats_row(self) -> Row:
        """The seats, column by column: what the other rows are read against."""
        cells = [self.seats if each.seats is None else each.seats for each in self.columns]
        return Row(gettext("Seats"), cells, counted=not self.seats_move)

    @property
    def threads(self) -> int:
        """Threads in a patch: one for each seat, at most 24."""
        return min(MOST_THREADS, sum(self.seats))

    @property
    def is_abreast(self) -> bool:
        """Whether a wide page has room for the columns side by side."""
        return len(self.columns) <= MOST_COLUMNS_ABREAST

    @cached_property
    def pitch(self) -> float:
        """Pixels from one thread to the next: patches are about as high in every team."""
        wanted = round(2 * PATCH_HEIGHT / self.threads)
        return max(THREAD_STEPS.start, min(wanted, THREAD_STEPS.stop)) / 2

    @cached_property
    def widths(self) -> list[int]:
        """The width of each column in steps, from 1 to 12."""
        widest = max(Fraction(column.width) for column in self.columns)
        return [max(1, round(Fraction(column.width) / widest * WIDEST)) for column in self.columns]

    @cached_property
    def lines(self) -> list[Line]:
        """The rows with their patches; first the seats, against which the others are read."""
        seats = self.seats_row
        return [
            Line(seats.name, self._cells(seats), is_seats=True),
            *(Line(row.name, self._cells(row)) for row in self.rows),
        ]

    @cached_property
    def legend(self) -> list[tuple[Expertise, SafeString, str]]:
        """Each expertise with a swatch of its thread, and how many seats it has."""
        total = sum(self.seats)
        told = [
            ngettext("%(seats)s of %(total)s seat", "%(seats)s of %(total)s seats", total)
            % {"seats": expertise.seats, "total": total}
            for expertise in self.expertises
        ]
        return list(zip(self.expertises, self._swatches(), told, strict=True))

    @property
    def description(self) -> str:
        """The picture in sentences, for those who do not see it."""
        return " ".join(self._sentences())

    def _cells(self, row: Row) -> list[Cell]:
        places = zip(self.columns, self.widths, row.cells, strict=True)
        return [self._cell(column.name, width, held, row) for column, width, held in places]

    def _cell(self, column: Words, width: int, held: Sequence[Amount] | Gap, row: Row) -> Cell:
        if isinstance(held, Gap):
            return Cell(column, width, None, held.words, [])
        if not any(held):
            return Cell(column, width, None, Gap.EMPTY.words, [])
        parts = whole(held)
        told = self._shares(row, held, parts)
        if row.counted:
            told = [self._counted(share, held, index) for index, share in enumerate(told)]
        return Cell(column, width, self.patch(parts), "", told)

    def _shares(self, row: Row, held: Sequence[Amount], parts: Sequence[int]) -> list[str]:
        if row.is_rounded:
            return [gettext("about %(number)s %%") % {"number": each} for each in held]
        return [percent(part, sum(parts)) for part in parts]

    def _counted(self, share: str, held: Sequence[Amount], index: int) -> str:
        words = {"share": share, "part": held[index], "all": sum(held)}
        return gettext("%(share)s (%(part)s of %(all)s)") % words

    # Drawing. Each expertise is painted from where it begins to the end of the cloth, and the next
    # one over it; so a patch needs one piece for each, whatever its size.

    def patch(self, held: Sequence[int]) -> SafeString:
        """The drawing of one patch: expertises in their order, from the top."""
        begins = seams(held, self.threads)[:-1]
        pieces = [
            f'<use href="#{self.key}{index}"{self._place(*begin)}/>'
            for index, begin in enumerate(begins)
            if held[index]
        ]
        height = number(self.pitch * self.threads)
        return SafeString(f'<svg height="{height}">{"".join(pieces)}</svg>')

    def _place(self, thread: int, along: Fraction) -> str:
        x = f' x="{number(100 * along)}%"' if along else ""
        y = f' y="{number(thread * self.pitch)}"' if thread else ""
        return x + y

    def _swatches(self) -> Iterator[SafeString]:
        height = number(self.pitch * max(2, round(16 / self.pitch)))
        for index in range(len(self.expertises)):
            yield SafeString(
                f'<svg class="weave-swatch" width="44" height="{height}" aria-hidden="true">'
                f'<use href="#{self.key}{index}"/></svg>'
            )

    @cached_property
    def yarns(self) -> SafeString:
        """The cloth of each dye, for every patch to cut from."""
        cloths = [self._yarn(index, each.dye) for index, each in enumerate(self.expertises)]
        return SafeString("".join(cloths))

    def _yarn(self, index: int, dye: Dye) -> str:
        # Two threads are the repeat: one warp thread lies over the upper, the next over the lower.
        # The piece is all that comes after its corner, as in a line of writing: the rest of this
        # thread, and (from the left) every later one.
        name, pitch = f"{self.key}{index}", self.pitch
        dash = f' stroke-dasharray="{" ".join(map(number, dye.dash))}"' if dye.dash else ""
        repeat, upper, lower = f"h{REPEAT}", number(pitch / 2), number(pitch * 1.5)
        over = f"M20.88 0v{number(pitch)}M9.88 {number(pitch)}v{number(pitch)}"
        return (
            f'<pattern id="{name}y" width="{REPEAT}" height="{number(2 * pitch)}"'
            f' patternUnits="userSpaceOnUse"><path class="weave-ground" d="M0 0{repeat}v99H0z"/>'
            f'<path class="weave-thread {dye.name}" stroke-width="{number(pitch * THICKNESS)}"'
            f'{dash} d="M0 {upper}{repeat}M0 {lower}{repeat}"/>'
            f'<path class="weave-under" d="{over}"/><path class="weave-warp" d="{over}"/></pattern>'
            f'<g id="{name}" fill="url(#{name}y)"><rect width="100%" height="100%"/>'
            f'<rect x="-100%" y="{number(pitch)}" width="100%" height="100%"/></g>'
        )

    # Words.

    def _sentences(self) -> Iterator[str]:
        yield from self._seated()
        for row in self.rows:
            yield from self._sentences_of(row)

    def _seated(self) -> Iterator[str]:
        row = self.seats_row
        if not self.seats_move:
            yield gettext("Seats: %(shares)s.") % {"shares": self._listed(row, self.seats)}
            return
        for column, held in zip(self.columns, row.cells, strict=True):
            if not isinstance(held, Gap):
                words = {"column": column.name, "shares": self._listed(row, held)}
                yield gettext("Seats, in %(column)s: %(shares)s.") % words

    def _sentences_of(self, row: Row) -> Iterator[str]:
        drawn, missing = [], []
        for column, held, seats in zip(self.columns, row.cells, self.seats_row.cells, strict=True):
            if isinstance(held, Gap) or isinstance(seats, Gap) or not any(held):
                missing.append(str(column.name))
            else:
                far = distance(whole(held), whole(seats))
                drawn.append((far, str(column.name), self._listed(row, held)))
        if drawn:
            yield self._compared(str(row.name), drawn)
        if missing:
            words = {"row": row.name, "columns": ", ".join(missing)}
            yield gettext("%(row)s is not shown in %(columns)s.") % words

    def _compared(self, row: str, drawn: list[tuple[Fraction, str, str]]) -> str:
        near, nearest, _shares = min(drawn, key=lambda each: each[0])
        far, furthest, shares = max(drawn, key=lambda each: each[0])
        words = {"row": row, "near": nearest, "far": furthest, "shares": shares}
        if far == 0:
            return gettext("%(row)s is shared just as the seats are.") % words
        if near == far:
            return gettext("%(row)s, in %(far)s: %(shares)s.") % words
        return (
            gettext(
                "%(row)s is nearest to the seats in %(near)s and furthest in %(far)s: %(shares)s."
            )
            % words
        )

    def _listed(self, row: Row, held: Sequence[Amount]) -> str:
        pairs = zip(self.expertises, self._shares(row, held, whole(held)), strict=True)
        return ", ".join(
            gettext("%(expertise)s %(share)s") % {"expertise": each.name, "share": share}
            for each, share in pairs
        )


def is_bare(held: Sequence[Amount] | Gap, seats: Sequence[Amount] | Gap) -> bool:
    """Whether something is drawn where no seats are."""
    return isinstance(seats, Gap) and not isinstance(held, Gap)
