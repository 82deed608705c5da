"""The weave of a project: its phases across, and a row for each thing that it shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenweave.common.kit.weave import UNDYED, Amount, Column, Expertise, Gap, Row, Weave
from evenweave.mirror.groups import Seats
from evenweave.mirror.looking import BECAME, SHARED, Measure, Mirror
from evenweave.mirror.periods import Period, gaps, overlap
from evenweave.mirror.shares import Shared
from evenweave.mirror.words import lowered
from evenweave.projects.team import listed

ROWS: dict[Measure, Promise] = {
    Measure.CHAIRING: gettext_lazy("Who chaired"),
    Measure.ROLES: gettext_lazy("Other roles"),
    Measure.ITEMS: gettext_lazy("What was on agendas"),
    Measure.IDEAS: gettext_lazy("Ideas"),
    Measure.WRITTEN: gettext_lazy("What was written"),
    Measure.ATTENDANCE: gettext_lazy("Who took part, of those who show their seat"),
    Measure.TAKEN_UP: gettext_lazy("Ideas taken up"),
    Measure.ADOPTED: gettext_lazy("Proposals adopted"),
}
# A short phase still has room for its name.
NARROWEST = Fraction(1, 3)
MOST_GAPS_TOLD = 3

Cell = Sequence[Amount] | Gap


def woven(mirror: Mirror) -> Weave | None:
    """The cloth; none where kinds may not be told apart, or nobody is here any more."""
    sat = mirror.groups.sat(mirror.so_far)
    if not mirror.groups.told or not sat.all or not sat.may_be_told:
        return None
    cloth = Cloth(mirror)
    title = _("Who held what, phase by phase") if cloth.phases else _("Who held what so far")
    return Weave(title, cloth.columns(), list(cloth.rows()), cloth.expertises(), "mirror")


class Cloth:
    """What a weave is made of."""

    def __init__(self, mirror: Mirror) -> None:
        self.mirror = mirror
        self.phases = mirror.phases if len(mirror.phases) > 1 else []
        self.periods = [*self.phases, mirror.so_far]
        self.shared = {
            **{measure: mirror.shared[measure] for measure in SHARED},
            **{measure: mirror.rates[measure].part for measure in BECAME},
        }
        self.has_undyed = mirror.groups.shows_none or any(
            each.in_period(mirror.so_far).unnamed for each in self.shared.values()
        )

    def expertises(self) -> list[Expertise]:
        """The groups with the seats they have now; last, what belongs to none that is told."""
        now = self.mirror.groups.sat(self.mirror.so_far)
        told = [
            Expertise(group.name, group.dye, held)
            for group, held in zip(self.mirror.groups.told, now.held, strict=True)
        ]
        undyed = Expertise(_("No seat shown, or no name"), UNDYED, now.unshown)
        return [*told, undyed] if self.has_undyed else told

    def columns(self) -> list[Column]:
        """The phases, as wide as they are long; and all of it."""
        longest = max((each.days for each in self.phases), default=1)
        found = [
            Column(each.name, max(Fraction(each.days), longest * NARROWEST), self.seats(each))
            for each in self.phases
        ]
        return [*found, Column(_("So far"), longest, self.seats(self.mirror.so_far))]

    def seats(self, period: Period) -> Cell:
        """The seats of a time, each weighed by its days."""
        sat = self.mirror.groups.sat(period)
        if not sat.may_be_told:
            return Gap.HIDDEN
        return self.weighed(sat)

    def weighed(self, sat: Seats) -> Cell:
        """Each share of all days."""
        undyed = [sat.unshown_share] if self.has_undyed else []
        found = [*sat.shares, *undyed]
        return found if any(found) else Gap.EMPTY

    def rows(self) -> Iterator[Row]:
        """Everything of which there is any."""
        for measure in SHARED:
            yield from self.row(measure)
        yield from self.attendance()
        for measure in BECAME:
            yield from self.row(measure)

    def row(self, measure: Measure) -> Iterator[Row]:
        """What was shared out, or what became of it; counted only where the parts make a whole."""
        shared = self.shared[measure]
        held = shared.in_period(self.mirror.so_far)
        if held.total:
            cells = self.cells(partial(self.held, shared))
            yield Row(ROWS[measure], cells, counted=held.is_parted)

    def cells(self, told: Callable[[Period], Cell]) -> list[Cell]:
        """A patch for each time of which the seats are told."""
        found = [(period, self.seats(period)) for period in self.periods]
        return [seats if isinstance(seats, Gap) else told(period) for period, seats in found]

    def held(self, shared: Shared, period: Period) -> Cell:
        """What each group held then."""
        held = shared.in_period(period)
        if not held.total:
            return Gap.EMPTY
        if held.groups is None:
            return Gap.HIDDEN
        return [*held.groups, held.unshown + held.unnamed] if self.has_undyed else held.groups

    def attendance(self) -> Iterator[Row]:
        """Who took part, in rounded shares: of all of it alone, so never beside phases."""
        percent = self.mirror.attendance.so_far.percent
        if percent is not None and not self.phases:
            told = [*percent, 0] if self.has_undyed else percent
            yield Row(ROWS[Measure.ATTENDANCE], [told], is_rounded=True)


def remarks(mirror: Mirror) -> list[str]:
    """What to know of the phases: what has no row, that some overlap, which days lie in none."""
    if len(mirror.phases) < 2:
        return []
    found = list(took_part(mirror))
    if overlap(mirror.phases):
        found.append(_("Some phases overlap. What happened on such days stands in each of them."))
    empty = gaps(mirror.phases, mirror.so_far)
    found += [
        _("From {first} until {last} there was no phase. It counts in “So far” alone.").format(
            first=date_format(first, _("j F Y")), last=date_format(last, _("j F Y"))
        )
        for first, last in empty[:MOST_GAPS_TOLD]
    ]
    if more := empty[MOST_GAPS_TOLD:]:
        told = ngettext(
            "{number} more stretch lies in no phase.",
            "{number} more stretches lie in no phase.",
            len(more),
        )
        found.append(told.format(number=len(more)))
    return found


def under(mirror: Mirror) -> list[str]:
    """What stands below the title, where the weave goes out of the program."""
    seen = _("From the team’s own work, as it stood on {day}.").format(
        day=date_format(mirror.today, "j F Y")
    )
    return [mirror.project.name, seen, f"{mirror.groups.reading.words}."]


def took_part(mirror: Mirror) -> Iterator[str]:
    """About which part of all taking part was whose, in a sentence."""
    found = mirror.attendance.so_far
    if found.percent is None:
        return
    parts = listed(
        _("{kind} about {percent} % ({asked} % of all who were asked)").format(
            kind=lowered(group.name), percent=percent, asked=round(100 * asked)
        )
        for group, percent, asked in zip(
            mirror.groups.told, found.percent, found.seats, strict=True
        )
    )
    told = _(
        "Who took part in meetings is private. Of those who show their seat, no more is told than "
        "this: {parts}."
    )
    yield told.format(parts=parts)
