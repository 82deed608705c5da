"""A meeting’s time for whoever lives by another clock: what that shows, and on which day."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenweave.common.zones import in_zone
from evenweave.meetings.series import Reading, reading


def on_the_wall(moment: datetime, zone: str) -> str:
    """Day and time by the clock on the wall there; a template would tell them by this house’s."""
    return date_format(in_zone(moment, zone), _("l j F Y, H:i"))


def by_their_clock(moment: datetime, theirs: str, zone: str) -> str:
    """Such as “That is 20:00 for you, the day before.”; "" where their clock shows the same."""
    read = reading(moment, theirs, zone)
    return said(read) if read.differs else ""


def said(read: Reading) -> str:
    """The sentence."""
    if read.days < 0:
        words = _("That is {time} for you, the day before.")
    elif read.days > 0:
        words = _("That is {time} for you, the day after.")
    else:
        words = _("That is {time} for you.")
    return words.format(time=date_format(read.there, _("H:i")))
