"""Weaves and dots for the gallery: one for each state that a page may have to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from evenweave.common.kit.dots import Dots, Month, Series
from evenweave.common.kit.weave import (
    DYES,
    IRON,
    MADDER,
    UNDYED,
    WALNUT,
    WELD,
    WOAD,
    Column,
    Dye,
    Expertise,
    Gap,
    Row,
    Weave,
    Words,
)

LIVED, PRACTICE, RESEARCH = _("Lived experience"), _("Practice"), _("Research")
PHASES = (
    Column(_("Design"), 7),
    Column(_("Try it out"), 5),
    Column(_("Trial"), 10),
    Column(_("Write up"), 4),
)
STAGES = (
    _("Prioritising questions"),
    _("Funding application"),
    _("Design"),
    _("Management"),
    _("Carrying out"),
    _("Analysis"),
    _("Writing up"),
    _("Dissemination"),
    _("Implementing and next steps"),
)
Cells = list[Sequence[int] | Gap]
CHAIRING, DECIDED, PAID = _("Chairing"), _("What we decided"), _("Paid hours")
EVEN = (6, 4, 4)


@dataclass(frozen=True)
class Example:
    """A state of the weave, under the name it has in the gallery."""

    name: Words
    weave: Weave
    colours: str = ""
    contrast: str = ""
    is_narrow: bool = False


def team(*seats: int, dyes: Sequence[Dye] = (MADDER, WELD, WOAD)) -> list[Expertise]:
    """The three kinds of expertise with these seats."""
    names = (LIVED, PRACTICE, RESEARCH)
    return [Expertise(*each) for each in zip(names, dyes, seats, strict=True)]


def uneven(key: str) -> Weave:
    """Shared in design, not in the trial, and partly again in writing up."""
    rows = [
        Row(CHAIRING, [EVEN, (5, 4, 5), (1, 1, 12), (3, 4, 7)], counted=True),
        Row(DECIDED, [EVEN, (6, 3, 5), (3, 3, 27), (3, 3, 8)], counted=True),
        Row(PAID, [(5, 4, 5), (5.5, 3.5, 5), (3, 2, 10), (1, 0.5, 9)]),
    ]
    return Weave(_("Who held what in an uneven project"), PHASES, rows, team(*EVEN), key)


def even() -> Weave:
    """Everything shared as the seats are."""
    rows = [Row(name, [EVEN] * 4, counted=True) for name in (CHAIRING, DECIDED)]
    return Weave(_("Who held what in an even project"), PHASES, rows, team(*EVEN), "even")


def thirds() -> Weave:
    """Three equal kinds, and threads that three does not divide."""
    rows = [Row(DECIDED, [(5, 5, 5), (1, 1, 1), (14, 0, 0), (0, 7, 7)], counted=True)]
    title = _("Who decided, in three equal parts")
    return Weave(title, PHASES, rows, team(*EVEN), "thirds")


def missing() -> Weave:
    """One kind has no seat and holds nothing."""
    rows = [Row(CHAIRING, [(0, 4, 4)] * 2 + [(0, 1, 7), (0, 3, 5)], counted=True)]
    title = _("Who chaired, where one kind is missing")
    return Weave(title, PHASES, rows, team(0, 4, 4), "missing")


def hidden() -> Weave:
    """Some of it must not be shown, and some has not happened yet."""
    rows = [
        Row(CHAIRING, [EVEN, (5, 4, 5), (1, 1, 12), Gap.EMPTY], counted=True),
        Row(PAID, [(5, 4, 5), Gap.HIDDEN, (3, 2, 10), Gap.EMPTY]),
    ]
    title = _("Who held what, as far as it can be shown")
    return Weave(title, PHASES, rows, team(*EVEN), "hidden")


def large() -> Weave:
    """Seventy people: twenty-four threads stand for them."""
    rows = [Row(DECIDED, [(30, 20, 20), (25, 21, 24), (1, 4, 95), (20, 20, 30)], counted=True)]
    return Weave(_("Who decided in a team of 70"), PHASES, rows, team(30, 20, 20), "large")


def one_phase() -> Weave:
    """A young project."""
    rows = [Row(CHAIRING, [(2, 1, 1)], counted=True), Row(DECIDED, [(3, 2, 2)], counted=True)]
    title = _("Who held what in the first month")
    return Weave(title, PHASES[:1], rows, team(2, 1, 1), "young")


def seats_that_change() -> Weave:
    """People come later, one shows no seat, and what is private is told in rounded shares."""
    columns = [
        Column(_("Design"), 7, (6, 3, 4, 1)),
        Column(_("Try it out"), 5, (3, 4, 4, 1)),
        Column(_("Trial"), 10, Gap.HIDDEN),
        Column(_("So far"), 10, (5, 3, 4, 1)),
    ]
    held: Cells = [(6, 3, 4, 1), (2, 4, 5, 0), Gap.HIDDEN, (9, 7, 10, 2)]
    came: Cells = [(50, 20, 30, 0), Gap.EMPTY, Gap.HIDDEN, (50, 20, 30, 0)]
    rows = [
        Row(CHAIRING, held, counted=True),
        Row(_("Taking part"), came, is_rounded=True),
    ]
    people = [*team(5, 4, 4), Expertise(_("Not said"), UNDYED, 1)]
    return Weave(_("Who held what, while the team changed"), columns, rows, people, "moving")


def nine_stages() -> Weave:
    """More stages than have room beside each other."""
    held = [EVEN, (2, 2, 10), EVEN, (5, 4, 5), (1, 1, 12), (2, 1, 9), (3, 3, 8), (4, 4, 6)]
    rows = [Row(DECIDED, [*held, Gap.EMPTY], counted=True)]
    columns = [Column(name) for name in STAGES]
    return Weave(_("Who decided, stage by stage"), columns, rows, team(*EVEN), "stages")


def long_names() -> Weave:
    """Names that people really give, and five kinds of expertise."""
    expertises = [
        Expertise(_("People who use services, and those who care for them"), MADDER, 5),
        Expertise(_("Practitioners and commissioners"), WELD, 3),
        Expertise(_("Researchers"), WOAD, 3),
        Expertise(_("Community organisations"), WALNUT, 2),
        Expertise(_("Interpreters"), IRON, 2),
    ]
    columns = [Column(_("Understanding what matters to us"), 2), Column(_("Co-designing it"), 1)]
    name = _("Who spoke for the project outside, at conferences and in the newspaper")
    rows = [Row(name, [(5, 3, 3, 2, 2), (2, 1, 6, 1, 0)], counted=True)]
    return Weave(_("Who spoke for the project"), columns, rows, expertises, "long")


def right_to_left() -> Weave:
    """Names in Arabic on an English page."""
    names = ("الخبرة المعيشة", "الممارسة", "البحث")
    expertises = [
        Expertise(name, each.dye, each.seats) for name, each in zip(names, team(*EVEN), strict=True)
    ]
    columns = [Column("التصميم"), Column("التجربة")]
    rows = [Row(CHAIRING, [EVEN, (2, 2, 10)], counted=True)]
    return Weave(_("Who chaired, named in Arabic"), columns, rows, expertises, "arabic")


def dots(key: str) -> Dots:
    """Who chaired over a winter and a spring, with somebody who shows no seat."""
    series = [
        Series(name, dye) for name, dye in zip((LIVED, PRACTICE, RESEARCH), DYES[:3], strict=True)
    ]
    series += [
        Series(_("Not said"), UNDYED),
        Series(_("Caring"), WALNUT),
        Series(_("Policy"), IRON),
    ]
    held = [(2, 0, 0, 1, 0, 0), (1, 1, 0, 0, 0, 0), (0, 2, 1, 0, 1, 0), (3, 1, 2, 0, 0, 1)]
    months = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    found = [Month(*each) for each in zip(months, held, strict=True)]
    return Dots(_("Who chaired, month by month"), series, found, f"dots-{key}")


def examples() -> list[Example]:
    """Every state, in the order of the gallery."""
    return [
        Example(_("An even cloth"), even()),
        Example(_("An uneven cloth"), uneven("uneven")),
        Example(_("Three equal parts of fourteen threads"), thirds()),
        Example(_("One kind is missing"), missing()),
        Example(_("Not everything can be shown"), hidden()),
        Example(_("Seats that change"), seats_that_change()),
        Example(_("A large team"), large()),
        Example(_("One phase only"), one_phase()),
        Example(_("Nine stages"), nine_stages()),
        Example(_("Long names and five kinds"), long_names()),
        Example(_("Names from right to left"), right_to_left()),
        Example(_("Stacked, as on a phone"), uneven("narrow"), is_narrow=True),
        Example(_("In the dark"), uneven("dark"), colours="dark"),
        Example(_("With high contrast"), uneven("contrast"), contrast="more"),
        Example(_("High contrast in the dark"), uneven("both"), colours="dark", contrast="more"),
    ]
