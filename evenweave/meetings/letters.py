"""A letter that asks an employer for protected time, as a PDF to print or to send.

It says who asks, for what and when, in plain words. It claims no right and names no law: what holds
where somebody works, the people there know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common import paper
from evenweave.common.paper import Paper
from evenweave.common.zones import in_zone

TEMPLATE = Path(__file__).resolve().parent / "paper" / "letter.typ"
POINTS = {"plain": 12, "large": 18}


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says.

    `called` is what the person is called, `role` their role title or "", `purpose` what the project
    is for, or "". `dates` are when meetings begin (aware, in any order; none as long as they are
    not set), `minutes` how long each takes, `zone` the IANA name of the clock by which they are
    told. `signs` is who signs, and `contact` the words on how to reach them; each may have several
    lines. `language` is that of the letter, such as "en-gb".
    """

    called: str
    role: str
    project: str
    purpose: str
    dates: Sequence[datetime]
    minutes: int
    zone: str
    signs: str
    contact: str
    written_on: date
    language: str


def letter(told: Told, dress: str = "plain") -> Paper:
    """The letter as a PDF (PDF/UA-1), *plain* or in *large* print.

    Raises KeyError for another dress, and ValueError for a zone that is not known or a date without
    one.
    """
    with translation.override(told.language):
        return paper.drawn(
            TEMPLATE,
            {
                "lang": told.language.partition("-")[0],
                "points": POINTS[dress],
                "title": _("Time for {called} to take part").format(called=told.called),
                "day": date_format(told.written_on, _("j F Y")),
                "before": [part for part in before(told) if part],
                "dates_title": _("The dates"),
                "dates": [when(each, told) for each in sorted(told.dates)],
                "after": [part for part in after(told) if part],
                "signs": told.signs.strip(),
            },
        )


def before(told: Told) -> list[str]:
    """What stands before the dates: who, what for, and what is asked."""
    return [
        _("Dear colleague,"),
        who(told),
        _("What the project is for: {purpose}").format(purpose=told.purpose)
        if told.purpose.strip()
        else "",
        _(
            "In this project, people with lived experience, practitioners and researchers decide "
            "together, and they do so when they meet. When somebody cannot be there, the team has "
            "to decide without what that person knows."
        ),
        _(
            "May we ask you for protected time for {called}? It means that these times are kept "
            "free, and that {called} is not called away from them."
        ).format(called=told.called),
    ]


def who(told: Told) -> str:
    """Who takes part in what, and as what."""
    if told.role.strip():
        return _("{called} takes part in our project “{project}”, as {role}.").format(
            called=told.called, project=told.project, role=told.role
        )
    return _("{called} takes part in our project “{project}”.").format(
        called=told.called, project=told.project
    )


def after(told: Told) -> list[str]:
    """What stands after the dates: how much it is, what if one is difficult, and thanks."""
    return [
        *(
            sums(told)
            if told.dates
            else [_("They are not set yet. We will tell you in good time.")]
        ),
        _(
            "If a date is difficult, please tell {called} or us. We would rather look for another "
            "than do without {called}. If we have to move one, you will hear of it as soon as "
            "we know."
        ).format(called=told.called),
        _("If you have a question: {contact}").format(contact=told.contact)
        if told.contact.strip()
        else "",
        _("Thank you for making this possible."),
    ]


def sums(told: Told) -> list[str]:
    """How many meetings there are, how long they take together, and whose clock it is."""
    count = len(told.dates)
    total = count * told.minutes
    hours = total / 60 if total % 60 else total // 60
    place = told.zone.rpartition("/")[2].replace("_", " ")
    return [
        ngettext(
            "This is one meeting of {minutes} minutes.",
            "These are {count} meetings of {minutes} minutes each, {hours} hours in all.",
            count,
        ).format(
            count=count, minutes=told.minutes, hours=number_format(hours, 1 if total % 60 else 0)
        ),
        _("The times are by the clock in {place}.").format(place=place),
    ]


def when(starts_at: datetime, told: Told) -> str:
    """A date: the day, and from when to when, by the clock of the letter."""
    ends_at = starts_at.astimezone(UTC) + timedelta(minutes=told.minutes)
    return _("{day}, {begins} to {ends}").format(
        day=date_format(in_zone(starts_at, told.zone), _("l j F Y")),
        begins=date_format(in_zone(starts_at, told.zone), "P"),
        ends=date_format(in_zone(ends_at, told.zone), "P"),
    )
