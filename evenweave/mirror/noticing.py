"""What a team may like to look at: what went well, and where sharing is weakest.

It is found by arithmetic that anybody can do again, and it is no verdict. Something is *short* for
a group by what is missing to its share of the seats, as whole acts: of twelve meetings, a group
with a third of the seats would chair four. It is told only where one whole act is missing, and
where what is missing is worth a seat: less than that, no thread of the weave would move. What
became of a single idea or proposal is told of no group: it would be one person's. Of all that is
short, the two largest are told, the largest first; in the project so far, or in the latest phase.
Where nothing is, nothing is told. Taking part in meetings is never among it: nobody knows who
rested, was ill or could not come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenweave.common.kit.weave import MOST_THREADS
from evenweave.mirror import words
from evenweave.mirror.looking import BECAME, BY_FEW, SHARED, Measure, Mirror
from evenweave.mirror.periods import Period
from evenweave.mirror.reading import Act, Raised
from evenweave.mirror.shares import Held, Shared, beside_others
from evenweave.projects.team import listed

MOST_TOLD = 2
MOST_WELL = 3
# A single thing is somebody's own, and says nothing of a kind.
FEWEST_BROUGHT = 2
FEWEST_BY_FEW = 3

TITLES: dict[Measure, Promise] = {
    Measure.CHAIRING: gettext_lazy("Who chairs"),
    Measure.ROLES: gettext_lazy("Who takes the other roles"),
    Measure.ITEMS: gettext_lazy("Whose things are on the agenda"),
    Measure.IDEAS: gettext_lazy("Whose ideas are raised"),
    Measure.WRITTEN: gettext_lazy("Who writes between meetings"),
    Measure.TAKEN_UP: gettext_lazy("Whose ideas are taken up"),
    Measure.ADOPTED: gettext_lazy("Whose proposals are adopted"),
    Measure.ANSWERED: gettext_lazy("Ideas that wait for an answer"),
    Measure.DECIDED: gettext_lazy("Who decides"),
}
ATTEMPTS: dict[Measure, Promise] = {
    Measure.CHAIRING: gettext_lazy(
        "Ask who would like to learn to chair, beside somebody who has done it. Agree that the "
        "next turns are theirs, if they like."
    ),
    Measure.ROLES: gettext_lazy(
        "Read the roles aloud and ask what would make each of them easier to say yes to. Two can "
        "share one."
    ),
    Measure.ITEMS: gettext_lazy(
        "Before the next agenda goes out, ask each person who led nothing yet what they would "
        "like to bring. Their things come first."
    ),
    Measure.IDEAS: gettext_lazy(
        "Begin the next meeting with three quiet minutes in which everybody writes or draws one "
        "idea. Somebody reads them out."
    ),
    Measure.WRITTEN: gettext_lazy(
        "Offer other ways than writing: say it aloud to somebody who types, ring, or send a sound."
    ),
    Measure.TAKEN_UP: gettext_lazy(
        "Look at those that were not taken up once more, together: what part of each could be?"
    ),
    Measure.ADOPTED: gettext_lazy(
        "Shape the next proposal in a pair of two kinds of expertise, before it is opened."
    ),
    Measure.ANSWERED: gettext_lazy(
        "Take those that wait, one by one. A sentence on what becomes of each, and why, is enough."
    ),
    Measure.DECIDED: gettext_lazy(
        "Ask of each: could all of us have decided this? Agree what you want to decide together "
        "from now on."
    ),
}


def agenda_title(measure: Measure) -> str:
    """What is talked about, as it would stand on an agenda."""
    return _("{title}: how do we share it?").format(title=TITLES[measure])


@dataclass(frozen=True, slots=True)
class Weak:
    """A place where sharing is weak: what is so, what to try, and what an agenda would say.

    `short` is how much is missing, as a share of all there was, from 0 to 1.
    """

    measure: Measure
    words: str
    short: float

    @property
    def title(self) -> str:
        """What it is about."""
        return str(TITLES[self.measure])

    @property
    def attempt(self) -> str:
        """Something to try."""
        return str(ATTEMPTS[self.measure])

    @property
    def agenda_title(self) -> str:
        """As it would stand on an agenda."""
        return agenda_title(self.measure)

    @property
    def agenda_words(self) -> str:
        """What to read before."""
        return f"{self.words} {self.attempt}"


@dataclass(frozen=True, slots=True)
class Noticed:
    """What went well, in sentences, and where sharing is weakest. Both may be empty."""

    went_well: list[str]
    weakest: list[Weak]


def notice(mirror: Mirror) -> Noticed:
    """Look through everything that may be told by group."""
    found: dict[Measure, Weak] = {}
    now = mirror.phases[-1:]
    for period in (None, *now):
        for weak in Looking(mirror, period).weak():
            if weak.measure not in found or weak.short > found[weak.measure].short:
                found[weak.measure] = weak
    weakest = sorted(found.values(), key=lambda weak: -weak.short)[:MOST_TOLD]
    # What is short anywhere is not praised beside it, told or not.
    well = [told for measure, told in Looking(mirror, None).well() if measure not in found]
    return Noticed(well[:MOST_WELL], weakest)


class Looking:
    """One look at one period."""

    def __init__(self, mirror: Mirror, period: Period | None) -> None:
        self.mirror = mirror
        self.named = period
        self.period = period or mirror.so_far
        self.sat = mirror.groups.sat(self.period)
        self.groups = mirror.groups.told

    def weak(self) -> Iterator[Weak]:
        """All that is short."""
        for measure in SHARED:
            yield from self.unshared(measure)
        for measure in BECAME:
            yield from self.unheeded(measure)
        yield from self.waiting()
        yield from self.by_few()

    def unshared(self, measure: Measure) -> Iterator[Weak]:
        """Something of which one group has less than its seats: the group that misses most.

        What has no name to it could be anybody's, so it is left out of what there is. A group that
        nobody is in any more at the period's end cannot be offered more, so it misses nothing.
        """
        held = self.mirror.shared[measure].in_period(self.period)
        if held.groups is None:
            return
        missing = [
            float(share) * held.named - count if people else 0.0
            for people, share, count in zip(
                self.sat.held, self.sat.shares, held.groups, strict=True
            )
        ]
        if most := self.furthest(missing, held.named):
            places, short = most
            told = [
                words.part_of(
                    measure,
                    self.named,
                    self.groups[at].name,
                    (held.groups[at], held.total),
                    self.sat.seat(at),
                )
                for at in places
            ]
            yield Weak(measure, " ".join(told), short)

    def unheeded(self, measure: Measure) -> Iterator[Weak]:
        """Something that comes of one group's less often than of all others'."""
        part, of = self.mirror.rates[measure].in_period(self.period)
        if part.groups is None or of.groups is None:
            return
        missing = [
            float(beside_others(part, of, at) or 0) * brought - part.groups[at]
            if brought >= FEWEST_BROUGHT
            else 0.0
            for at, brought in enumerate(of.groups)
        ]
        if most := self.furthest(missing, of.total):
            places, short = most
            told = [self.beside(measure, at, part, of) for at in places]
            yield Weak(measure, " ".join(told), short)

    def beside(self, measure: Measure, at: int, part: Held, of: Held) -> str:
        """A group's rate, and everybody else's."""
        mine, all_mine = (part.groups or ())[at], (of.groups or ())[at]
        name = self.groups[at].name
        told = words.rate(measure, self.named, name, mine, all_mine)
        others = _("Of all others: {count} of {total}.").format(
            count=part.total - mine, total=of.total - all_mine
        )
        return f"{told} {others}"

    def furthest(self, missing: list[float], total: int) -> tuple[list[int], float] | None:
        """Who misses most, one group or several alike, if that is worth an act and a seat.

        With it, how much it is of all.
        """
        most = max(missing, default=0.0)
        seat = 1 / max(1, min(MOST_THREADS, self.sat.all))
        # What a machine's arithmetic adds is no act.
        if not total or floor(most + 1e-9) < 1 or most / total + 1e-9 < seat:
            return None
        return [at for at, each in enumerate(missing) if most - each < 1e-9], most / total

    def waiting(self) -> Iterator[Weak]:
        """Ideas that nobody has answered though a meeting was held since."""
        last = max(
            (each.on for each in self.mirror.happened.meetings if self.period.holds(each.on)),
            default=None,
        )
        ideas = [each for each in self.mirror.happened.ideas if self.period.holds(each.on)]
        waiting = [each for each in ideas if each.how is None and last and each.on < last]
        if not waiting:
            return
        told = ngettext(
            "{number} of {total} ideas waits for an answer, and there was a meeting since.",
            "{number} of {total} ideas wait for an answer, and there was a meeting since.",
            len(waiting),
        ).format(number=len(waiting), total=len(ideas))
        said = [words.began(self.named, told), *self.whose(waiting)]
        yield Weak(Measure.ANSWERED, " ".join(said), len(waiting) / len(ideas))

    def whose(self, waiting: Sequence[Raised]) -> Iterator[str]:
        """With which kind most of them sit who wait, if that may be told and they are most."""
        found = Shared((Act(each.member, each.on) for each in waiting), self.mirror.groups)
        held = found.in_period(self.period)
        for group, count in zip(self.groups, held.groups or (), strict=False):
            if 2 * count > held.total and count > 1:
                yield _("{count} of them came from {people}.").format(
                    count=count, people=words.people(group.name)
                )

    def by_few(self) -> Iterator[Weak]:
        """Decisions of which most were made by a few people."""
        found = self.mirror.decided(self.period)
        few, total = sum(found[each] for each in BY_FEW), found.total()
        if few >= FEWEST_BY_FEW and 2 * few > total:
            told = ngettext(
                "{few} of {total} decision was made by a few people who were named, or because "
                "it could not wait.",
                "{few} of {total} decisions were made by a few people who were named, or because "
                "they could not wait.",
                total,
            ).format(few=few, total=total)
            yield Weak(Measure.DECIDED, words.began(self.named, told), few / total)

    def well(self) -> Iterator[tuple[Measure, str]]:
        """What is shared out among all, what was answered, and what was decided together.

        Whether any of it is short, `notice` knows.
        """
        yield from self.chaired()
        for measure in SHARED:
            held = self.mirror.shared[measure].in_period(self.period)
            if self.is_even(held):
                yield measure, self.evenly(measure, held)
        yield from self.answered()
        yield from self.together()

    def chaired(self) -> Iterator[tuple[Measure, str]]:
        """How many people chaired: nobody's name, and no order."""
        stays = self.mirror.groups.stays
        chairs = [
            stays[member].person
            for act in self.mirror.acts(Measure.CHAIRING)
            for member in act.people
            if member in stays and self.period.holds(act.on)
        ]
        if len(set(chairs)) > 1:
            yield (
                Measure.CHAIRING,
                _("Chairing went round: {people} people chaired {meetings} meetings.").format(
                    people=len(set(chairs)), meetings=len(chairs)
                ),
            )

    def is_even(self, held: Held) -> bool:
        """Whether each group that sat here has some of it: its share, to the nearest whole act."""
        if not held.groups or not any(held.groups):
            return False
        return all(
            count and abs(share * held.named - count) < 1
            for share, count in zip(self.sat.shares, held.groups, strict=True)
            if share
        )

    def evenly(self, measure: Measure, held: Held) -> str:
        """Something that is shared out as the seats are."""
        parts = zip(self.groups, held.groups or (), strict=True)
        told = listed(
            _("{kind} {count}").format(kind=words.lowered(group.name), count=count)
            for group, count in parts
        )
        return _("{title}: shared as the seats are. Of {total}: {parts}.").format(
            title=capfirst(str(TITLES[measure])), total=held.total, parts=told
        )

    def answered(self) -> Iterator[tuple[Measure, str]]:
        """How many ideas were answered, and how soon."""
        part, of = self.mirror.rates[Measure.ANSWERED].in_period(self.period)
        middle, answers = self.mirror.days_to_answer(self.period)
        if answers and 2 * part.total > of.total:
            told = words.rate(Measure.ANSWERED, None, "", part.total, of.total)
            soon = _("Half of the answers came within {days}.").format(
                days=words.so_long(middle or 0)
            )
            yield Measure.ANSWERED, f"{told} {soon}" if middle else told

    def together(self) -> Iterator[tuple[Measure, str]]:
        """How many decisions the circle made."""
        found = self.mirror.decided(self.period)
        few, total = sum(found[each] for each in BY_FEW), found.total()
        if total and not few:
            yield (
                Measure.DECIDED,
                ngettext(
                    "The one decision was made together.",
                    "All {total} decisions were made together: in the room, by consensus or by "
                    "a vote.",
                    total,
                ).format(total=total),
            )
