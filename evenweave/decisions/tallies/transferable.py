"""Several winners: the single transferable vote, weighted inclusive Gregory, Droop quota.

The quota is the smallest whole number that only as many options as there are seats can reach:
papers / (seats + 1), rounded down, plus 1 (Droop 1881). Whoever reaches it at the start of a round
has a seat. What they have above it moves on: every one of their papers, at the same fraction of
its worth, to the next option on it that is neither elected nor out. When nobody reaches it,
whoever has least goes out, and their papers move on at their present worth.

*Whole rounds.* All who reach the quota in a round are elected together, and what they have above
it moves on at once. Moving one surplus after another would need an order among equal ones.

*Exact.* The worth of a paper is a Fraction: then no two machines count differently, no vote is lost
between rounds, and what looks like a tie is one. Rounding to five places, as some election laws
ask, was made for counting by hand. But each round with a surplus makes the denominators three
times as long. With nine seats they have some 70 figures, with eighty they would fill the memory.
So a worth whose denominator passes 300 figures is rounded down there (FINEST), and what is cut off
counts as idle, which keeps the sum exact.

*Options that stand level on a paper.* The paper is shared equally among those of them that are
left, as if for each order of them there were an equal part of the paper (Hill, "Difficulties with
equality of preference", Voting matters 13, 2001). When one of them goes, its part goes to the
others before it goes down.

*Several with the least.* As in `runoff`: each way is followed to its end, unless a lot is named
and decides something. Options without any vote go out together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from evenweave.decisions.tallies import lots
from evenweave.decisions.tallies.pairwise import positions
from evenweave.decisions.tallies.papers import Number, Ranked
from evenweave.decisions.tallies.results import Result, Round, Way, What, names_in
from evenweave.decisions.tallies.runoff import (
    Papers,
    Patience,
    Piles,
    TooManyWaysError,
    counted,
    single_bits,
    with_tie,
)

# The finest part of a vote once denominators have grown too long: 2 to the power of -FINEST.
FINEST = 1_000

# The papers of an option, by what each is worth there.
Pile = dict[Fraction, Papers]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a count stands: who is left, who is elected, and what everybody holds."""

    left: int
    elected: int
    piles: dict[int, Pile]
    totals: dict[int, Fraction]
    idle: Fraction = Fraction(0)

    @classmethod
    def first(cls, papers: Papers, options: int) -> Stage:
        """Every paper with its first choice."""
        empty: dict[int, Pile] = {place: {} for place in range(options)}
        totals = dict.fromkeys(empty, Fraction(0))
        stage = cls((1 << options) - 1, 0, empty, totals)
        return stage.moved({Fraction(1): papers}, Fraction(1), Fraction(counted(papers)))

    def moved(self, pile: Pile, part: Fraction, amount: Fraction) -> Stage:
        """The stage once a pile went on, at a part of its worth, to the next who are left.

        `amount` is what goes on; whatever of it reaches nobody is idle from now on.
        """
        going: dict[int, Pile] = {}
        for worth, papers in pile.items():
            found = Piles.sorted(papers, self.left)
            for level, sharing in found.piles.items():
                targets = positions(level)
                share = fine(worth * part / len(targets))
                for target in targets:
                    arrived = going.setdefault(target, {})
                    arrived[share] = arrived[share] + sharing if share in arrived else sharing
        piles, totals = dict(self.piles), dict(self.totals)
        for target, came in going.items():
            piles[target] = joined(piles[target], came)
            totals[target] += (arriving := worth_of(came))
            amount -= arriving
        return Stage(self.left, self.elected, piles, totals, self.idle + amount)

    def electing(self, elected: int, quota: int) -> Stage:
        """The stage once these have a seat, and all that they have above the quota moved on."""
        totals = dict(self.totals)
        for place in positions(elected):
            totals[place] = Fraction(quota)
        stage = Stage(self.left & ~elected, self.elected | elected, self.piles, totals, self.idle)
        for place in positions(elected):
            if surplus := self.totals[place] - quota:
                stage = stage.moved(self.piles[place], surplus / self.totals[place], surplus)
        return stage

    def without(self, out: int) -> Stage:
        """The stage once these are out, and their papers moved on."""
        totals = {place: total for place, total in self.totals.items() if not out >> place & 1}
        stage = Stage(self.left & ~out, self.elected, self.piles, totals, self.idle)
        for place in positions(out):
            stage = stage.moved(self.piles[place], Fraction(1), self.totals[place])
        return stage

    def reached(self, quota: int) -> int:
        """Those who reach the quota."""
        return sum(1 << place for place in positions(self.left) if self.totals[place] >= quota)

    def above(self, elected: int, quota: int) -> Fraction:
        """How much these have above the quota, together."""
        return sum((self.totals[place] - quota for place in positions(elected)), Fraction(0))

    def least(self) -> int:
        """Those who have least."""
        lowest = min(self.totals[place] for place in positions(self.left))
        return sum(1 << place for place in positions(self.left) if self.totals[place] == lowest)

    def none(self) -> int:
        """Those who have nothing at all."""
        return sum(1 << place for place in positions(self.left) if not self.totals[place])

    def size(self) -> int:
        """How much work the next round may be, in papers."""
        return sum(len(p) for place in positions(self.left) for p in self.piles[place].values())


def fine(worth: Fraction) -> Fraction:
    """The same worth; rounded down to a multiple of the finest part if it is too long to handle."""
    if worth.denominator.bit_length() <= FINEST:
        return worth
    return Fraction((worth.numerator << FINEST) // worth.denominator, 1 << FINEST)


def joined(pile: Pile, arrived: Pile) -> Pile:
    """Two piles in one."""
    together = dict(pile)
    for worth, papers in arrived.items():
        together[worth] = together[worth] + papers if worth in together else papers
    return together


def worth_of(pile: Pile) -> Fraction:
    """What a pile is worth, in papers."""
    return sum((worth * counted(papers) for worth, papers in pile.items()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Ends:
    """How it can end: who wins in every way, and who in any."""

    always: int
    ever: int

    def __or__(self, other: Ends) -> Ends:
        return Ends(self.always & other.always, self.ever | other.ever)


def stv(profile: Ranked, seats: int, seed: str | None = None) -> Result:
    """Count for `seats` winners, at least 1 and at most as many as there are options.

    Raises TooManyWaysError when ties branch too often and no lot is named.
    """
    if seed is None:
        return Count(profile, seats).result()
    try:
        result = Count(profile, seats).result()
    except TooManyWaysError:
        result = None
    if result is not None and result.is_settled:
        return result
    by_lot = Count(profile, seats, lots.drawn(seed, profile.options)).result()
    return by_lot if result is None else with_tie(by_lot, result.tie)


@dataclass(slots=True)
class Count:
    """One count from its first round to its last, along one way as far as there is only one."""

    profile: Ranked
    seats: int
    drawn: Sequence[str] = ()
    rounds: list[Round] = field(default_factory=list)
    won: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    papers: int = 0
    quota: int = 0
    patience: Patience = field(default_factory=Patience)

    def result(self) -> Result:
        """Go round by round until every seat is filled, or the papers do not say by whom."""
        options = self.profile.options
        filled = [paper for paper in self.profile.papers.items() if paper[0]]
        self.papers = counted(filled)
        if not self.papers:
            nobody = Round(What.NOBODY, ())
            return Result("stv", options, self.seats, (), (options,), (nobody,))
        self.quota = self.papers // (self.seats + 1) + 1
        stage: Stage | None = Stage.first(filled, len(options))
        ends = Ends(0, 0)
        while stage is not None:
            stage, ends = self.next_round(stage)
        return self.ended(ends)

    def next_round(self, stage: Stage) -> tuple[Stage | None, Ends]:
        """One round; no stage after the last one, but how it ended."""
        if reached := stage.reached(self.quota):
            is_last = self.open_seats(stage) == len(positions(reached))
            moves = Fraction(0) if is_last else stage.above(reached, self.quota)
            self.note(stage, What.QUOTA, reached, moves=whole(moves))
            self.won.append(reached)
            if is_last:
                return None, Ends(stage.elected | reached, stage.elected | reached)
            return stage.electing(reached, self.quota), Ends(0, 0)
        if len(positions(stage.left)) <= self.open_seats(stage):
            self.note(stage, What.REST, stage.left)
            self.won.append(stage.left)
            return None, Ends(stage.elected | stage.left, stage.elected | stage.left)
        return self.going_out(stage)

    def going_out(self, stage: Stage) -> tuple[Stage | None, Ends]:
        """Whoever has least goes out; where several have, the lot or every way."""
        last = together(stage, self.open_seats(stage))
        level: tuple[str, ...] = ()
        if not last:
            last = stage.least()
            if self.drawn:
                level = names_in(self.profile.options, last)
                last = 1 << self.profile.options.index(max(level, key=self.drawn.index))
            else:
                return self.every_way(stage, last)
        self.note(stage, What.OUT, last, level=level)
        self.gone.insert(0, last)
        return stage.without(last), Ends(0, 0)

    def every_way(self, stage: Stage, last: int) -> tuple[None, Ends]:
        """Several have least, and the papers do not say who of them goes."""
        if last == stage.none():
            ends = level_at_nothing(stage, last)
            self.note(stage, What.LEVEL, last)
            return None, ends
        found = [(out, self.followed(stage.without(out))) for out in single_bits(last)]
        ways = tuple(
            Way(
                names_in(self.profile.options, out)[0],
                names_in(self.profile.options, ends.ever),
            )
            for out, ends in found
        )
        self.note(stage, What.WAYS, last, ways=ways)
        ends = found[0][1]
        for _out, other in found[1:]:
            ends |= other
        return None, ends

    def followed(self, stage: Stage) -> Ends:
        """How it can end from here, in every way."""
        self.patience.spend(len(self.profile.options) + stage.size())
        open_seats = self.open_seats(stage)
        if reached := stage.reached(self.quota):
            if open_seats == len(positions(reached)):
                return Ends(stage.elected | reached, stage.elected | reached)
            return self.followed(stage.electing(reached, self.quota))
        if len(positions(stage.left)) <= open_seats:
            return Ends(stage.elected | stage.left, stage.elected | stage.left)
        if last := together(stage, open_seats):
            return self.followed(stage.without(last))
        last = stage.least()
        if last == stage.none():
            return level_at_nothing(stage, last)
        first, *others = single_bits(last)
        ends = self.followed(stage.without(first))
        for out in others:
            ends |= self.followed(stage.without(out))
        return ends

    def open_seats(self, stage: Stage) -> int:
        """How many seats nobody has yet."""
        return self.seats - len(positions(stage.elected))

    def note(
        self,
        stage: Stage,
        what: What,
        who: int,
        *,
        moves: Number = 0,
        level: tuple[str, ...] = (),
        ways: tuple[Way, ...] = (),
    ) -> None:
        """Keep what happened in this round."""
        options = self.profile.options
        holding = positions(stage.left | stage.elected)
        held = {options[place]: whole(stage.totals[place]) for place in holding}
        self.rounds.append(
            Round(
                what,
                names_in(options, who),
                held,
                papers=self.papers,
                idle=whole(stage.idle),
                needed=self.quota,
                moves=moves,
                level=level,
                ways=ways,
            )
        )

    def ended(self, ends: Ends) -> Result:
        """The result: as they were elected; then those between whom it is open; then the others."""
        names = self.profile.options
        before, gone = sum(self.won), sum(self.gone)
        tie = ends.ever & ~ends.always
        others = (1 << len(names)) - 1 & ~(ends.ever | gone)
        groups = [*self.won, ends.always & ~before, tie, others, *self.gone]
        return Result(
            "stv",
            names,
            self.seats,
            names_in(names, ends.ever),
            tuple(names_in(names, group) for group in groups if group),
            tuple(self.rounds),
            names_in(names, tie),
        )


def together(stage: Stage, open_seats: int) -> int:
    """Those who go out whatever one does about ties: one alone, or all who have nothing. Else 0.

    Nothing moves when an option without a vote goes out, so such options can go together.
    """
    last = stage.least()
    room = len(positions(stage.left)) - open_seats
    number = len(positions(last))
    return last if number == 1 or (last == stage.none() and number <= room) else 0


def level_at_nothing(stage: Stage, last: int) -> Ends:
    """More seats are open than options with a vote: those have theirs, and the rest are level."""
    sure = stage.elected | stage.left & ~last
    return Ends(sure, sure | last)


def whole(number: Fraction) -> Number:
    """The same number, as an integer where it is one."""
    return number.numerator if number.denominator == 1 else number
