"""Who did what, month by month, as dots. Taking part in meetings is never told by month."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common.kit.dots import Dots, Month, Series
from evenweave.common.kit.weave import UNDYED
from evenweave.mirror.looking import SHARED, Measure, Mirror
from evenweave.mirror.periods import Period
from evenweave.mirror.shares import Held, Shared

TITLES: dict[Measure, Promise] = {
    Measure.CHAIRING: gettext_lazy("Who chaired, month by month"),
    Measure.ROLES: gettext_lazy("Who had another role, month by month"),
    Measure.ITEMS: gettext_lazy("Who led what was on agendas, month by month"),
    Measure.IDEAS: gettext_lazy("Who raised ideas, month by month"),
    Measure.WRITTEN: gettext_lazy("Who wrote, month by month"),
}


def plots(mirror: Mirror) -> list[Dots]:
    """A picture for each thing that is shared and of which there is any."""
    return [
        plot(mirror, measure)
        for measure in SHARED
        if mirror.shared[measure].in_period(mirror.so_far).total
    ]


def plot(mirror: Mirror, measure: Measure) -> Dots:
    """One of them."""
    series = [Series(group.name, group.dye) for group in mirror.groups.told]
    series.append(Series(_("Without a kind"), UNDYED))
    months = [month_of(mirror, mirror.shared[measure], month) for month in mirror.months]
    return Dots(TITLES[measure], series, months, f"dots-{measure.value.replace('_', '-')}")


def month_of(mirror: Mirror, shared: Shared, month: Period) -> Month:
    """What was done in a month; who sat here then is asked only where anything was."""
    groups = len(mirror.groups.told)
    if not shared.is_in_month(month):
        return Month(month.starts_on, [0] * (groups + 1))
    held = shared.in_month(month)
    return Month(month.starts_on, amounts(held, groups), remark(mirror, held))


def amounts(held: Held, groups: int) -> Sequence[int]:
    """How many of each group; last, those that belong to none, or may not be told apart."""
    if held.groups is None:
        return [*[0] * groups, held.total]
    return [*held.groups, held.unshown + held.unnamed]


def remark(mirror: Mirror, held: Held) -> str:
    """Why a month has no kinds, where the project has some."""
    if held.groups is None and held.total and mirror.groups.told:
        return _("That month too few people sat here with one of the kinds to tell them apart.")
    return ""
