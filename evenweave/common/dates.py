"""Dates as people write them: 31/2/2024, 2024-02-31, 3rd March 2026, March 3, 2026."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.functional import Promise
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

PARTS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
LONGEST = 40
# No form and no copy takes another year: far from them, clocks and calendars cannot count.
FIRST_YEAR, LAST_YEAR = 1900, 2200


class DateError(ValueError):
    """These three words are no date: `reason` says why, `part` names the word to look at."""

    def __init__(self, part: str, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.part = part
        self.reason = reason


def is_near(day: date) -> bool:
    """Whether a day, or a time, is in a year that forms and copies take."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def take_apart(value: str) -> list[str]:
    """Day, month and year of a whole date; what is not one stays as it is, in the day."""
    words = re.findall(r"\w+", value) if len(value) <= LONGEST else []
    if len(words) != 3:
        return [value, "", ""]
    first, second, third = words
    if len(first) == 4 and first.isdecimal():
        return [third, second, first]
    if first.isalpha():
        return [second, first, third]
    return [first, second, third]


def read(day: str, month: str, year: str) -> date:
    """The date; raises DateError with a sentence that says what to mend."""
    _refuse_missing(day, month, year)
    month_number = _month(month)
    year_number = _number(year, "year", _("The year needs to be a number, such as 2026."))
    if year_number < 1000:
        raise DateError("year", _("Please write the year with four figures, such as 2026."))
    if not FIRST_YEAR <= year_number <= LAST_YEAR:
        sentence = told("Please write a year from %(first)s to %(last)s.")
        raise DateError("year", sentence % {"first": FIRST_YEAR, "last": LAST_YEAR})
    plain_day = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", day.lower())
    day_number = _number(plain_day, "day", _("The day needs to be a number, such as 27."))
    days = monthrange(year_number, month_number)[1]
    if not 1 <= day_number <= days:
        sentence = told("There is no day %(day)s in %(month)s %(year)s. It has %(days)s days.")
        facts = {"day": day_number, "month": MONTHS[month_number], "year": year_number}
        raise DateError("day", sentence % {**facts, "days": days})
    return date(year_number, month_number, day_number)


def _refuse_missing(day: str, month: str, year: str) -> None:
    missing = [part for part, value in zip(PARTS, (day, month, year), strict=True) if not value]
    if len(missing) > 1:
        raise DateError(
            missing[0], _("Please write a day, a month and a year, such as 27, 3 and 2026.")
        )
    if missing:
        raise DateError(
            missing[0],
            {
                "day": _("The day is missing. Please write it, such as 27."),
                "month": _("The month is missing. Please write it, such as 3 for March."),
                "year": _("The year is missing. Please write it, such as 2026."),
            }[missing[0]],
        )


def _number(value: str, part: str, reason: Promise) -> int:
    if not value.isdecimal() or len(value) > 4:
        raise DateError(part, reason)
    return int(value)


def _month(value: str) -> int:
    """A month by its number, its name or the first letters of it."""
    named = value.lower().rstrip(".")
    if len(named) >= 3:
        for number in MONTHS:
            if str(MONTHS[number]).lower().startswith(named):
                return number
            if str(MONTHS_3[number]).lower() == named:
                return number
    number = _number(value, "month", _("The month needs to be a number, such as 3 for March."))
    if not 1 <= number <= 12:
        sentence = told("There is no month %(month)s. Months go from 1 to 12.")
        raise DateError("month", sentence % {"month": number})
    return number
