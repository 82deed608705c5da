"""Whom to ring when it cannot wait. Nobody watches this program round the clock."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who answers: when to ring them, who they are, and their number."""

    when: str | Promise
    name: str | Promise
    number: str | Promise

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it: “111, then press 2” dials 111."""
        first = str(self.number).partition(",")[0]
        return "".join(sign for sign in first if sign.isdecimal() or sign == "+")


# For the United Kingdom. Elsewhere whoever runs the machine names others.
CONTACTS = [
    Contact(_("Somebody may be in danger now"), _("Emergency services"), "999"),
    Contact(_("You need help with your mental health today"), _("NHS 111"), _("111, then press 2")),
    Contact(_("You want somebody to listen, day or night"), _("Samaritans"), "116 123"),
]


def contacts() -> list[Contact]:
    """Those that the installation names (EVENWEAVE_CRISIS_CONTACTS), else the usual ones."""
    return [contact(line) for line in settings.CRISIS_CONTACTS] or CONTACTS


def contact(line: str) -> Contact:
    """From `when: who: number`; `who: number` will do."""
    *when, name, number = ["", *(part.strip() for part in line.split(":"))]
    return Contact(": ".join(filter(None, when)), name, number)
