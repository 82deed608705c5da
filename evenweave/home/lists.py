"""What is next, as a person reads it: how long each thing takes, and that it can wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenweave.common.next import Next
from evenweave.projects.team import in_words


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the list."""

    thing: Next

    @property
    def how_long(self) -> str:
        """By when, how long it takes, and whether it can wait."""
        told = [by_when(self.thing), about(self.thing.minutes), waiting(self.thing)]
        return " ".join(filter(None, told))


SOON = gettext_lazy("It would be good to do this soon.")


def by_when(thing: Next) -> str:
    """The day it is needed by, if there is one."""
    if thing.at is None:
        return ""
    return _("By {day}.").format(day=date_format(localtime(thing.at), _("l j F")))


def about(minutes: int) -> str:
    """How long that is, in words; nothing when nobody can say."""
    if not minutes:
        return ""
    told = ngettext("About {minutes} minute.", "About {minutes} minutes.", minutes)
    return told.format(minutes=minutes)


def waiting(thing: Next) -> str:
    """That it can wait, unless it should not."""
    if thing.urgent:
        return str(SOON)
    return _("It can wait.") if thing.at is None else ""


def summary(things: list[Next], at: datetime) -> str:
    """The whole list in two sentences."""
    number = len(things)
    count = ngettext("{count} thing", "{count} things", number).format(
        count=capfirst(in_words(number))
    )
    minutes = sum(thing.minutes for thing in things)
    return f"{taking(count, number, minutes)} {today(things, at)}"


def taking(things: str, number: int, minutes: int) -> str:
    """How many things there are, and how long they take together."""
    if not minutes:
        return _("{things}.").format(things=things)
    if number == 1:
        told = ngettext(
            "{things}, about {minutes} minute.", "{things}, about {minutes} minutes.", minutes
        )
    else:
        told = ngettext(
            "{things}, about {minutes} minute in all.",
            "{things}, about {minutes} minutes in all.",
            minutes,
        )
    return told.format(things=things, minutes=minutes)


def today(things: list[Next], at: datetime) -> str:
    """Whether anything should be done today."""
    end = localtime(at).replace(hour=23, minute=59)
    is_pressing = any(thing.urgent or (thing.at and thing.at <= end) for thing in things)
    if len(things) == 1:
        return str(SOON) if is_pressing else _("It does not have to be today.")
    if is_pressing:
        return _("Begin with the first. The others can wait.")
    return _("None of them has to be today.")
