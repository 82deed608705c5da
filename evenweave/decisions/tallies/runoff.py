"""Instant runoff: whoever has the fewest papers goes out, and their papers move on.

*Options that stand level on a paper.* The paper counts for each of them until one is left. Of the
two ways known, this one ("approval IRV") and sharing the paper out, only this one keeps it so
that adding a copy of an option changes nothing, and that options backed by more than half never
lose to those that are not (Delemazure and Peters, "Generalizing Instant Runoff Voting to Allow for
Indifferences", ACM Economics and Computation 2024).

*Several with the fewest papers.* If those together have fewer than the next, they would all go
one after another whoever is first; so they go together. Otherwise each way is followed to its end
("parallel universes": Conitzer, Rognlie and Xia, "Preference functions that score rankings and
maximum likelihood estimation", IJCAI 2009), and whoever wins in any of them is among the winners.
To throw all of them out at once would take options out that could have won; to go by a list would
favour whoever stands first on it. With a seed, a lot says who stays, when that decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies import lots
from evenweave.decisions.tallies.pairwise import positions
from evenweave.decisions.tallies.papers import Places, Ranked, TallyRefusedError
from evenweave.decisions.tallies.results import (
    Result,
    Round,
    Tiers,
    Way,
    What,
    names_in,
    tiers,
)

Papers = list[tuple[Places, int]]

# How many papers may be moved while every way is followed: some seconds, on any machine the same.
PATIENCE = 1_000_000


class TooManyWaysError(TallyRefusedError):
    """Ties branch so often that not every way can be followed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ties can be broken in too many ways to follow each. "
                "Name a seed (--lot SEED), and a lot breaks each tie."
            )
        )


@dataclass(slots=True)
class Patience:
    """How much may still be done for the ways of one count."""

    left: int = PATIENCE

    def spend(self, steps: int) -> None:
        """Raise TooManyWaysError when it is used up."""
        self.left -= steps
        if self.left < 0:
            raise TooManyWaysError


@dataclass(frozen=True, slots=True)
class Piles:
    """The papers in piles, by the options that stand first on them among those left."""

    left: int
    piles: dict[int, Papers]
    totals: dict[int, int]

    @classmethod
    def sorted(cls, papers: Iterable[tuple[Places, int]], left: int) -> Piles:
        """Papers put on the piles of those who are left. Papers that name none of them drop out."""
        piles: dict[int, Papers] = {}
        for paper in papers:
            for place in paper[0]:
                if first := place & left:
                    if first in piles:
                        piles[first].append(paper)
                    else:
                        piles[first] = [paper]
                    break
        return cls(left, piles, {first: counted(pile) for first, pile in piles.items()})

    def without(self, out: int) -> Piles:
        """The piles once these options are out. Other piles are left as they are."""
        moving = [p for first, pile in self.piles.items() if first & out for p in pile]
        moved = Piles.sorted(moving, self.left & ~out)
        piles = {first: pile for first, pile in self.piles.items() if not first & out}
        totals = {first: self.totals[first] for first in piles}
        for first, pile in moved.piles.items():
            piles[first] = piles[first] + pile if first in piles else pile
            totals[first] = totals.get(first, 0) + moved.totals[first]
        return Piles(self.left & ~out, piles, totals)

    @property
    def papers(self) -> int:
        """How many papers still name somebody who is left."""
        return sum(self.totals.values())

    def counts(self) -> dict[int, int]:
        """How many papers each option has that is left."""
        found = dict.fromkeys(positions(self.left), 0)
        for first, total in self.totals.items():
            for option in positions(first):
                found[option] += total
        return found

    def winner(self) -> int:
        """The option that stands first and alone on more than half of the papers; 0 if none.

        Nobody can overtake it: its papers stay with it, and all others together are fewer.
        """
        half = self.papers // 2
        alone = (first for first, total in self.totals.items() if total > half)
        return next((first for first in alone if not first & (first - 1)), 0)

    def fewest(self) -> tuple[int, bool]:
        """Those who share the fewest papers, and whether all of them would go in any case."""
        counts = self.counts()
        lowest = min(counts.values())
        last = [option for option, count in counts.items() if count == lowest]
        higher = [count for count in counts.values() if count > lowest]
        together = bool(higher) and lowest * len(last) < min(higher)
        return sum(1 << option for option in last), together


def counted(papers: Papers) -> int:
    """How many papers these are."""
    return sum([count for _places, count in papers])


def single_bits(among: int) -> list[int]:
    """Each option of a set, as a set of its own."""
    return [1 << place for place in positions(among)]


def irv(profile: Ranked, seed: str | None = None) -> Result:
    """Count by instant runoff.

    Raises TooManyWaysError when ties branch too often and no lot is named.
    """
    everything = (1 << len(profile.options)) - 1
    count = Count(profile, Piles.sorted(profile.papers.items(), everything))
    if seed is None:
        return count.result()
    try:
        result = count.result()
    except TooManyWaysError:
        result = None
    if result is not None and result.is_settled:
        return result
    by_lot = Count(profile, count.piles, lots.drawn(seed, profile.options)).result()
    return by_lot if result is None else with_tie(by_lot, result.tie)


def with_tie(result: Result, tie: tuple[str, ...]) -> Result:
    """The result of a lot, with those between whom the papers alone do not decide."""
    return Result(
        result.method,
        result.options,
        result.seats,
        result.winners,
        result.order,
        result.rounds,
        tie,
    )


class Count:
    """One count from its first round to its last, along one way as far as there is only one."""

    def __init__(self, profile: Ranked, piles: Piles, drawn: Sequence[str] = ()) -> None:
        self.options = profile.options
        self.piles = piles
        self.filled = piles.papers
        self.drawn = drawn
        self.rounds: list[Round] = []
        self.gone: list[tuple[str, ...]] = []
        self.known: dict[int, int] = {}
        self.patience = Patience()

    def result(self) -> Result:
        """Go round by round until it is decided, or level."""
        piles = self.piles
        if not self.filled:
            nobody = Round(What.NOBODY, ())
            return Result("irv", self.options, 1, (), (self.options,), (nobody,))
        while not self.is_over(piles):
            piles = self.next_round(piles)
        if self.rounds[-1].what is What.WAYS:
            return self.ended(piles, self.winners_from(piles), by_count=False)
        if self.rounds[-1].what is What.LEVEL:
            return self.ended(piles, piles.left)
        return self.ended(piles, piles.winner() or piles.left)

    def is_over(self, piles: Piles) -> bool:
        """Whether this round decides; then it is noted as the last one."""
        if won := piles.winner():
            self.note(piles, What.MAJORITY, won)
        elif piles.left & (piles.left - 1) == 0:
            self.note(piles, What.REST, piles.left)
        elif self.is_level(piles):
            self.note(piles, What.LEVEL, piles.left)
        else:
            last, together = piles.fewest()
            if together or self.drawn:
                return False
            ways = [(out, self.winners_from(piles.without(out))) for out in single_bits(last)]
            self.note(piles, What.WAYS, last, ways=ways)
        return True

    def is_level(self, piles: Piles) -> bool:
        """Whether the two that are left are level, or no paper names anybody who is left."""
        last, _together = piles.fewest()
        only_two = len(positions(piles.left)) == 2
        return not self.drawn and last == piles.left and (only_two or not piles.papers)

    def next_round(self, piles: Piles) -> Piles:
        """Whoever has the fewest goes out."""
        last, together = piles.fewest()
        if together:
            self.note(piles, What.OUT, last)
            out = last
        else:
            level = names_in(self.options, last)
            loser = max(level, key=self.drawn.index)
            out = 1 << self.options.index(loser)
            self.note(piles, What.OUT, out, level=level)
        self.gone.insert(0, names_in(self.options, out))
        return piles.without(out)

    def winners_from(self, piles: Piles) -> int:
        """Whoever wins in any way from here. What went before does not matter, only who is left."""
        if piles.left not in self.known:
            self.known[piles.left] = self.followed(piles)
        return self.known[piles.left]

    def followed(self, piles: Piles) -> int:
        """The same, not yet known."""
        if won := piles.winner():
            return won
        if piles.left & (piles.left - 1) == 0 or not piles.papers:
            return piles.left
        last, together = piles.fewest()
        winners = 0
        for out in [last] if together else single_bits(last):
            self.patience.spend(len(self.options) + sum(map(len, piles.piles.values())))
            winners |= self.winners_from(piles.without(out))
        return winners

    def note(
        self,
        piles: Piles,
        what: What,
        who: int,
        *,
        level: tuple[str, ...] = (),
        ways: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Keep what happened in this round."""
        papers = piles.papers
        self.rounds.append(
            Round(
                what,
                names_in(self.options, who),
                {self.options[place]: count for place, count in piles.counts().items()},
                papers=self.filled,
                idle=self.filled - papers,
                needed=papers // 2 + 1,
                level=level,
                ways=tuple(
                    Way(names_in(self.options, out)[0], names_in(self.options, winners))
                    for out, winners in ways
                ),
            )
        )

    def ended(self, piles: Piles, winners: int, *, by_count: bool = True) -> Result:
        """The result: winners, whoever was left, then those who went out, the last one first."""
        first = names_in(self.options, winners)
        others = names_in(self.options, piles.left & ~winners)
        if by_count:
            counts = {self.options[place]: count for place, count in piles.counts().items()}
            left: Tiers = tiers({name: counts[name] for name in others})
        else:
            left = (others,) if others else ()
        order = (first, *left, *self.gone)
        tie = first if len(first) > 1 else ()
        return Result("irv", self.options, 1, first, order, tuple(self.rounds), tie)
