"""What a count comes to: winners, order, rounds and tie, as an object and as JSON.

It holds numbers and names only. `explaining` says them in sentences, and a page draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies import lots
from evenweave.decisions.tallies.papers import Number, TallyRefusedError

# Counted exactly; shown with so many places after the point.
SHOWN_PLACES = 5

Tiers = tuple[tuple[str, ...], ...]
Table = Mapping[str, Mapping[str, int]]


class What(StrEnum):
    """What happened in a round, to `who`."""

    MOST = "most"  # they have the most
    MAJORITY = "majority"  # they reached what is needed, and win
    SHORT = "short"  # nobody reached what is needed
    PAIRS = "pairs"  # each two options were compared
    OUT = "out"  # they have the fewest, and their papers move on
    LEVEL = "level"  # the last that are left have equally many
    WAYS = "ways"  # they share the fewest, so each way of going on was followed
    QUOTA = "quota"  # they reached the quota; what they have above it moves on
    REST = "rest"  # no more are left than seats, so they get them
    LOT = "lot"  # the lot chose them among those who were level
    DECIDER = "decider"  # the decider chose them among those who were level
    NOBODY = "nobody"  # all papers are blank


@dataclass(frozen=True, slots=True)
class Way:
    """How it ends if this option is the one to go out."""

    out: str
    winners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One step of a count. `counts` are bars; `pairs` and `paths` are tables.

    `papers` is how many count in all, `idle` how many of them name nobody who is left (or, where
    one option is to be chosen, were set aside for naming several). `needed` is a line across the
    bars. `level` holds those among whom a lot or the decider chose. `moves` is how many votes above
    the quota move on.
    """

    what: What
    who: tuple[str, ...]
    counts: Mapping[str, Number] = field(default_factory=dict)
    papers: int = 0
    idle: Number = 0
    needed: int | None = None
    moves: Number = 0
    level: tuple[str, ...] = ()
    pairs: Table = field(default_factory=dict)
    paths: Table = field(default_factory=dict)
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """How a count ended. `order` has the best first; options in one group stand level there.

    `tie` holds those between whom the papers alone do not decide. While there are more winners
    than seats, nothing has settled it. Names within a group stand as the options were given;
    that says nothing about them.
    """

    method: str
    options: tuple[str, ...]
    seats: int
    winners: tuple[str, ...]
    order: Tiers
    rounds: tuple[Round, ...]
    tie: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether no tie is left to settle."""
        return len(self.winners) <= self.seats

    @property
    def certain(self) -> tuple[str, ...]:
        """Those who win however a tie is settled."""
        return self.winners if self.is_settled else without(self.winners, self.tie)

    def as_json(self) -> dict[str, Any]:
        """The same for programs, as docs/schemas/tally.json describes it."""
        return {
            "method": self.method,
            "winners": list(self.winners),
            "order": [list(tier) for tier in self.order],
            "rounds": [round_as_json(each) for each in self.rounds],
            "tie": list(self.tie),
        }


def settled_by_lot(result: Result, seed: str) -> Result:
    """A tie settled by lot: whoever is drawn first (see `lots`). Without a tie, nothing changes."""
    if result.is_settled:
        return result
    open_seats = result.seats - len(result.certain)
    return settled(result, lots.drawn(seed, result.tie)[:open_seats], What.LOT)


def settled_by_decider(result: Result, chosen: Sequence[str]) -> Result:
    """A tie settled by the named decider, who may choose only among those who are level.

    Raises TallyRefusedError when there is no tie, or they chose too few, too many or others.
    """
    if result.is_settled:
        raise TallyRefusedError(_("There is no tie, so there is nothing to settle."))
    open_seats = result.seats - len(result.certain)
    if len(set(chosen)) != len(chosen) or len(chosen) != open_seats:
        raise TallyRefusedError(
            _("Choose exactly {number} of those who are level.").format(number=open_seats)
        )
    if not set(chosen) <= set(result.tie):
        raise TallyRefusedError(_("Choose among those who are level, and nobody else."))
    return settled(result, chosen, What.DECIDER)


def settled(result: Result, chosen: Iterable[str], what: What) -> Result:
    """The result once somebody or something chose among those who are level."""
    taken = set(chosen)
    winners = in_order(result.options, taken | set(result.certain))
    who = in_order(result.options, taken)
    return replace(
        result,
        winners=winners,
        order=tuple(split for tier in result.order for split in parted(tier, result.tie, taken)),
        rounds=(*result.rounds, Round(what, who, level=result.tie)),
    )


def parted(tier: tuple[str, ...], tie: Sequence[str], taken: set[str]) -> Tiers:
    """A group of the order, with those who were chosen before those who were not."""
    if not taken & set(tier) or not set(tier) & set(tie):
        return (tier,)
    better = tuple(name for name in tier if name in taken or name not in tie)
    return tuple(part for part in (better, without(tier, better)) if part)


def without(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Those names that are not among the others."""
    left_out = set(others)
    return tuple(name for name in names if name not in left_out)


def in_order(options: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Names as the options were given, which is only for looking at."""
    wanted = set(names)
    return tuple(option for option in options if option in wanted)


def names_in(options: Sequence[str], among: int) -> tuple[str, ...]:
    """The names of a set of options (see `papers`)."""
    return tuple(name for place, name in enumerate(options) if among >> place & 1)


def tiers(counts: Mapping[str, Number]) -> Tiers:
    """Options in groups, those with the highest number first."""
    found: dict[Number, list[str]] = {}
    for name, number in counts.items():
        found.setdefault(number, []).append(name)
    return tuple(tuple(found[number]) for number in sorted(found, reverse=True))


def round_as_json(each: Round) -> dict[str, Any]:
    """A round for programs, without what it has nothing to say about."""
    told: dict[str, Any] = {"what": each.what.value, "who": list(each.who)}
    if each.counts:
        told["counts"] = {name: plain(number) for name, number in each.counts.items()}
        told["papers"] = each.papers
        told["idle"] = plain(each.idle)
    if each.needed is not None:
        told["needed"] = each.needed
    if each.what is What.QUOTA:
        told["moves"] = plain(each.moves)
    if each.level:
        told["level"] = list(each.level)
    if each.pairs:
        told["papers"] = each.papers
        told["pairs"] = {name: dict(row) for name, row in each.pairs.items()}
        told["paths"] = {name: dict(row) for name, row in each.paths.items()}
    if each.ways:
        told["ways"] = [{"out": way.out, "winners": list(way.winners)} for way in each.ways]
    return told


def plain(number: Number) -> int | float:
    """A number as JSON has it."""
    if isinstance(number, int):
        return number
    shown = round(number, SHOWN_PLACES)
    return shown.numerator if shown.denominator == 1 else float(shown)
