"""What is told: results that know their own words. They hold nothing that may not be shown."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

K = TypeVar("K", bound=Hashable)

TOO_FEW_PAPERS = gettext_lazy("Too few people answered, so nothing is told.")
NOTHING_MORE = gettext_lazy("More would give somebody away, so it stays untold.")
TOO_FEW_IN_A_GROUP = gettext_lazy("Too few people in a group, so the groups are not told apart.")
NOT_BY_GROUP = gettext_lazy("Group by group it would give somebody away, so it stays untold.")
GROUPS_WAIT = gettext_lazy("A few people came or went, so the groups are told in a later round.")
TOO_PRIVATE = gettext_lazy("It could give away what one person has, so nothing is told.")
TOO_FEW_TO_BE_SURE = gettext_lazy("too few to be sure")


class Band(Enum):
    """How much an answer got, where the number itself would say too much."""

    NONE_OR_ONE = gettext_lazy("none or one")
    UP_TO_TWO = gettext_lazy("two or fewer")
    ALL_BUT_ONE = gettext_lazy("all or all but one")
    ALL_BUT_TWO = gettext_lazy("all, or all but one or two")
    NEARLY_ALL = gettext_lazy("all or nearly all")

    @property
    def words(self) -> str:
        """“none or one”."""
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Part(Generic[K]):
    """What one answer got, or several answers told together: papers, a share, or a band.

    Just one of `papers` (a count), `percent` (0 to 100, rounded) and `band` is there.
    """

    answers: tuple[K, ...]
    papers: int | None = None
    percent: int | None = None
    band: Band | None = None

    @property
    def is_banded(self) -> bool:
        """Whether it covers several counts at an end."""
        return self.band is not None

    @property
    def is_together(self) -> bool:
        """Whether several answers are told as one; nobody can tell how they share it."""
        return len(self.answers) > 1

    @property
    def words(self) -> str:
        """“7”, “about 60 %” or “none or one”. A share that rounds to an end is not quite there."""
        if self.band is not None:
            return self.band.words
        if self.percent is None:
            return str(self.papers)
        if self.percent in {0, 100}:
            return _("most") if self.percent else _("only a few")
        return _("about {percent} %").format(percent=self.percent)


@dataclass(frozen=True, slots=True)
class Size:
    """About how many papers there are: from `low` to `high`, both included."""

    low: int
    high: int

    @property
    def words(self) -> str:
        """“10 to 19”."""
        return _("{low} to {high}").format(low=self.low, high=self.high)


def size_of(papers: int) -> Size:
    """The size of `papers` ≥ 0 in bands: 0 to 4, 5 to 9, and from then on by tens."""
    if papers < 10:
        return Size(5, 9) if papers >= 5 else Size(0, 4)
    return Size(papers // 10 * 10, papers // 10 * 10 + 9)


@dataclass(frozen=True, slots=True)
class Whole(Generic[K]):
    """The result of a whole group. `parts` is empty where nothing can be told, and `why` says so.

    `papers` is how many there are, where every part is exact; otherwise `size` says about how
    many. Where neither is there, too few answered: then not even an outcome may be told.
    """

    parts: tuple[Part[K], ...] = ()
    papers: int | None = None
    size: Size | None = None
    is_sealed: bool = True
    why: Promise | None = None

    @property
    def is_exact(self) -> bool:
        """Whether each part is a count of papers."""
        return bool(self.parts) and all(part.papers is not None for part in self.parts)

    @property
    def is_banded(self) -> bool:
        """Whether some part is banded; then so is the total."""
        return any(part.is_banded for part in self.parts)

    @property
    def may_tell_outcome(self) -> bool:
        """Whether “reached” or “not reached” may be said."""
        return self.papers is not None or self.size is not None

    @property
    def words(self) -> str:
        """The total: “12”, “10 to 19”, or why nothing is told."""
        if self.papers is not None:
            return str(self.papers)
        return self.size.words if self.size is not None else str(self.why)


@dataclass(frozen=True, slots=True)
class Choices(Whole[K]):
    """The result of a whole group where a paper may choose several answers."""


@dataclass(frozen=True, slots=True)
class Breakdown(Generic[K]):
    """A whole result, and the same for two groups: `these`, and everybody else.

    Both are empty where the groups cannot be told apart, and `why` says so.
    """

    whole: Whole[K]
    these: tuple[Part[K], ...] = ()
    others: tuple[Part[K], ...] = ()
    why: Promise | None = None

    @property
    def words(self) -> str:
        """Why the groups are not told apart, or nothing."""
        return str(self.why or "")


@dataclass(frozen=True, slots=True)
class Scale:
    """A mean on a scale, to the nearest half; at an end, that it lies there or beyond."""

    mean: Fraction | None = None
    is_lowest: bool = False
    is_highest: bool = False
    why: Promise | None = None

    @property
    def is_banded(self) -> bool:
        """Whether it stands at an end."""
        return self.is_lowest or self.is_highest

    @property
    def words(self) -> str:
        """“3.5”, “2 or lower”, or why nothing is told."""
        if self.mean is None:
            return str(self.why)
        mean = f"{float(self.mean):g}"
        if self.is_lowest:
            return _("{mean} or lower").format(mean=mean)
        return _("{mean} or higher").format(mean=mean) if self.is_highest else mean


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which whole per cents a share may well lie; both None where few answered."""

    low: int | None = None
    high: int | None = None

    @property
    def words(self) -> str:
        """“25 % to 37 %”, or “too few to be sure”."""
        if self.low is None:
            return str(TOO_FEW_TO_BE_SURE)
        return _("{low} % to {high} %").format(low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class Sums(Generic[K]):
    """Private sums, one for each cell, in the unit that was given; or none, and why."""

    sums: tuple[tuple[K, int], ...] = ()
    why: Promise | None = None

    @property
    def words(self) -> str:
        """Why nothing is told, or nothing."""
        return str(self.why or "")
