"""What a project's page tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenweave.common.text import shortened
from evenweave.projects.models import Project

# A page for tired eyes: a few of each, and a way to the rest.
SHOWN = 3
HOPES = 6
LONGEST_HOPE = 400


@dataclass(frozen=True, slots=True)
class Door:
    """A way to another page of the project."""

    address: str
    name: str | Promise
    more: str | Promise


# What a team may want later. A new one needs none of it.
WAYS = {
    "agreements:agreement": (
        gettext_lazy("Our agreement"),
        gettext_lazy("how we work, and the words we avoid"),
    ),
    "agreements:arrival": (gettext_lazy("Your way in"), gettext_lazy("steps, and somebody to ask")),
    "agreements:story": (
        gettext_lazy("The story so far"),
        gettext_lazy("what was decided, and why"),
    ),
    "mirror:mirror": (gettext_lazy("The mirror"), gettext_lazy("who holds what, from our work")),
    "agreements:hand-overs": (
        gettext_lazy("Handing work on"),
        gettext_lazy("what needs somebody"),
    ),
    "agreements:thanks": (gettext_lazy("Thanks"), gettext_lazy("to those who go")),
    "projects:trust": (gettext_lazy("Who is trusted with what"), gettext_lazy("seen by everybody")),
    "projects:phases": (gettext_lazy("Phases"), gettext_lazy("what comes when")),
    "projects:more": (gettext_lazy("About this project"), gettext_lazy("its money, dates, places")),
    "projects:record": (gettext_lazy("The record"), gettext_lazy("who was given a say, and when")),
    "projects:leave": (
        gettext_lazy("Leave this project"),
        gettext_lazy("at any time, with thanks"),
    ),
}

# A light project only asks how it goes.
LIGHT = {"projects:more", "projects:record", "projects:leave"}


def doors(project: Project) -> list[Door]:
    """The ways on, each to a page that is there."""
    wanted = LIGHT if project.is_light else set(WAYS)
    return [
        Door(reverse(name, args=[project.id]), *told)
        for name, told in WAYS.items()
        if name in wanted
    ]


def hopes(project: Project) -> list[str]:
    """What would make it worth people's time, in their words: unsigned, in the alphabet's order."""
    return [shortened(each, LONGEST_HOPE) for each in project.members.hopes()[:HOPES]]


def people_in_words(project: Project) -> str:
    """How many people are here."""
    number = project.members.present().count()
    if number == 1:
        return _("You are the only one here yet.")
    return ngettext("{n} person is here.", "{n} people are here.", number).format(n=number)
